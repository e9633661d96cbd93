"""Components of the European Open Source AI Index: licenses stated by part, and forms that nobody filled in."""

import polars as pl
import pytest

from openness.sources.osai import read as osai
from openness.sources.osai.clean import clean
from openness.tables import store as tables


def entry(tmp_path, *, stated=None, **classes):
    lines = ["system:", "    name: Heron", "    endmodellicense: MIT", "org:", "    name: Example Labs"]
    for criterion in osai.CRITERIA:
        label, link, note = (*classes.get(criterion, ("closed",)), None, None)[:3]
        note = stated if criterion == "licenses" and stated else note
        lines += [f"{criterion}:", f"    class: {label}", f"    link: {link or ''}", f"    notes: {note or ''!r}"]
    (tmp_path / "heron.yaml").write_text("\n".join(lines))
    facts = osai.read(tmp_path).frame.with_row_index("row", offset=2)
    return clean(facts).components


def licenses(components):
    chosen = components.filter(pl.col("component").is_in(["trainingcode", "datasources_endmodel", "weights_endmodel"]))
    return {name: (raw, ids) for name, raw, ids in chosen.select("component", "license_raw", "license_ids").iter_rows()}


@pytest.mark.parametrize(
    ("stated", "code", "data"),
    [
        ("Weights: MIT. Code: Apache-2.0. Data: ODC-By.", ["Apache-2.0"], ["ODC-By-1.0"]),
        ("Weights: MIT. Code: not released. Data: not disclosed.", ["NONE"], ["NOASSERTION"]),
        ("Weights: X license. Code: unlicensed. Data: CC-BY-4.0 for end model, variable.", ["NONE"], ["NOASSERTION"]),
        ("Weights: MIT. Data: Apache-2.0, MIT.", ["NOASSERTION"], ["Apache-2.0", "MIT"]),
        ("A sentence. Code: MIT.", ["NOASSERTION"], ["NOASSERTION"]),
    ],
)
def test_code_and_data_have_the_license_stated_for_them(tmp_path, stated, code, data):
    found = licenses(entry(tmp_path, stated=stated))
    assert found["trainingcode"][1] == code
    assert found["datasources_endmodel"][1] == data
    # The weights keep the license of the release, whatever else is stated.
    assert found["weights_endmodel"] == ("MIT", ["MIT"])


def test_a_form_that_nobody_filled_in_is_missing_and_not_closed(tmp_path):
    assert entry(tmp_path)["status"].unique().to_list() == ["missing"]


@pytest.mark.parametrize(
    "touched",
    [{"paper": ("closed", "https://example.org")}, {"paper": ("partial",)}, {"paper": ("closed", None, "None.")}],
)
def test_one_link_note_or_class_makes_it_a_judgment(tmp_path, touched):
    found = entry(tmp_path, **touched)
    assert found.filter(component="preprint")["status"].item() == "closed"


def test_a_blank_class_is_missing(tmp_path):
    found = entry(tmp_path, paper=("",), api=("open",))
    assert found.filter(component="paper")["status"].item() == "missing"


def test_an_edition_imported_without_the_count_of_notes_is_read_as_it_stands(tmp_path):
    entry(tmp_path)
    facts = osai.read(tmp_path).frame.with_row_index("row", offset=2).drop("noted", "licenses.stated")
    found = clean(facts).components
    assert found["status"].unique().to_list() == ["closed"]
    assert licenses(found)["trainingcode"] == (None, ["NOASSERTION"])


def test_the_real_edition_states_55_licenses_of_code(real):
    components = tables.read("components").filter(source="osai", vintage="2026-06-12", component="trainingcode")
    assert components["license_raw"].count() == 55
    named = components.filter(pl.col("license_ids").list.first() == "NONE")
    assert set(named["license_raw"].str.to_lowercase()) == {"not released", "unlicensed"}
