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
    return clean(read(tmp_path)).components


def read(tmp_path):
    return osai.read(tmp_path).frame.with_row_index("row", offset=2)


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
    # The weights keep the license of the release, whatever is stated of other parts.
    assert found["weights_endmodel"] == ("MIT", ["MIT"])


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("Weights: Apache-2.0. Code: not released. Data: ODC-By.", ("Apache-2.0", ["Apache-2.0"], "open")),
        ("Weights: CC-BY-NC-4.0. Code: MIT.", ("CC-BY-NC-4.0", ["CC-BY-NC-4.0"], "noncommercial")),
        # One spelling or another of the same license, and a statement that names none, leave the field as it is.
        ("Weights: MIT License. Code: not released.", ("MIT", ["MIT"], "open")),
        ("Weights: not available. Code: Apache-2.0.", ("MIT", ["MIT"], "open")),
        ("Weights: unknown. Code: unknown.", ("MIT", ["MIT"], "open")),
        ("Weights: Some house license. Code: unknown.", ("MIT", ["MIT"], "open")),
    ],
)
def test_the_license_of_weights_is_what_the_entry_states_for_them(tmp_path, stated, expected):
    entry(tmp_path, stated=stated)
    found = clean(read(tmp_path))
    assert found.releases.select("license_raw", "license_ids", "license_tier").row(0) == expected
    overruled = [(one["value"], one["field"]) for one in found.log if one["kind"] == "overruled"]
    assert overruled == ([] if expected[0] == "MIT" else [("MIT", "system.endmodellicense")])


def corrected(tmp_path, value, api="closed"):
    entry(tmp_path, weights_endmodel=("closed", None, "Taken down."), api=(api,))
    return clean(
        read(tmp_path).with_columns(
            pl.lit(value).alias("weights_endmodel.class"), pl.lit("closed").alias("weights_endmodel.class as published")
        )
    )


@pytest.mark.parametrize(
    ("value", "api", "status", "access"),
    [
        ("partial", "closed", "partial", "open_restricted"),
        ("closed", "closed", "closed", "unreleased"),
        # Taken down is closed now, and was released: which grade it had is not known.
        ("withdrawn", "closed", "closed", "unknown"),
        ("withdrawn", "partial", "closed", "api"),
    ],
)
def test_a_corrected_class_decides_access_and_the_published_one_stays_beside_it(tmp_path, value, api, status, access):
    found = corrected(tmp_path, value, api)
    weights = found.components.filter(component="weights_endmodel")
    assert weights.select("status", "published_status").row(0) == (status, "closed")
    assert found.components.filter(pl.col("component") != "weights_endmodel")["published_status"].null_count() == 13
    assert found.releases["access"].item() == access


def test_no_entry_of_the_real_editions_says_both_closed_and_there(real):
    releases = tables.read("releases").filter(source="osai")
    graded = {
        (name, vintage): access
        for name, vintage, access in releases.select("release_name", "vintage", "access").iter_rows()
    }
    new = {name: graded[name, "2026-06-12"] for name in ("Llama 3.1", "TildeOpen", "Dolly", "MPT", "Geitje")}
    assert new == {
        "Llama 3.1": "open_restricted",
        "TildeOpen": "open_unrestricted",
        "Dolly": "unknown",
        "MPT": "unknown",
        "Geitje": "unknown",
    }
    old = {name: graded[name, "2025-05-12"] for name in ("Llama 3.1", "Dolly", "NexusRaven", "Jais")}
    assert old == {
        "Llama 3.1": "open_restricted",
        "Dolly": "open_unrestricted",
        "NexusRaven": "open_restricted",
        "Jais": "open_restricted",
    }
    licensed = releases.filter(vintage="2026-06-12", release_name="DeepSeek R1")
    assert licensed.select("license_raw", "access").row(0) == ("MIT", "open_unrestricted")


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
    facts = read(tmp_path).drop("noted", "licenses.stated")
    found = clean(facts).components
    assert found["status"].unique().to_list() == ["closed"]
    assert licenses(found)["trainingcode"] == (None, ["NOASSERTION"])


def test_the_real_edition_states_55_licenses_of_code(real):
    components = tables.read("components").filter(source="osai", vintage="2026-06-12", component="trainingcode")
    assert components["license_raw"].count() == 55
    named = components.filter(pl.col("license_ids").list.first() == "NONE")
    assert set(named["license_raw"].str.to_lowercase()) == {"not released", "unlicensed"}


def test_a_class_in_capitals_is_that_class_and_another_word_is_missing(tmp_path):
    found = entry(tmp_path, paper=("Open", "https://example.org"), preprint=("full", "https://example.org"))
    assert found.filter(component="paper")["status"].item() == "open"
    assert found.filter(component="preprint")["status"].item() == "missing"


def test_the_criterion_of_2024_that_was_renamed_is_read_under_its_name_of_today(real):
    parts = tables.read("components").filter(source="osai", component="hardware_architecture")
    counts = parts.group_by("vintage").agg(pl.len(), (pl.col("status") == "missing").sum().alias("missing"))
    first = counts.sort("vintage").row(0)
    assert first == ("2024-12-31", 53, 0)
    both = parts.filter(vintage="2024-12-31").join(parts.filter(vintage="2025-03-31"), on="release_id", suffix="_later")
    assert (both.height, both.filter(pl.col("status") == pl.col("status_later")).height) == (24, 21)


def test_the_cut_of_two_criteria_on_2026_03_13_changed_no_judgment(real):
    parts = tables.read("components").filter(source="osai")
    before, after = (parts.filter(vintage=one) for one in ("2026-03-12", "2026-03-13"))
    assert set(before["component"]) - set(after["component"]) == {"package", "api"}
    both = after.join(before, on=["release_id", "component"], suffix="_before")
    assert both.height == after.height == 192 * 12
    assert both.filter(pl.col("status") != pl.col("status_before")).is_empty()


@pytest.mark.parametrize(("until", "version"), [("2026-03-12", "14"), ("2026-06-12", "12")])
def test_scores_of_an_edition_are_of_the_criteria_that_it_had(real, until, version):
    scores = tables.read("scores").filter(source="osai", metric="osai", metric_version=version)
    assert scores["vintage"].max() == until
    assert scores["criterion_count"].unique().to_list() == [int(version)]


def test_three_entries_of_2024_by_another_form_are_judged_by_what_both_forms_have(real):
    parts = tables.read("components").filter(source="osai", vintage="2024-12-31", status="missing")
    lacking = parts.filter(pl.col("component").str.contains("weights|datasources"))
    assert sorted(lacking["release_id"].unique()) == [
        "osai:deep-floyd",
        "osai:openjourney",
        "osai:stable-diffusion",
    ]
    assert lacking.height == 12


@pytest.mark.parametrize(
    ("named", "exact"),
    [
        ("OLMo-2-1124-13B-Instruct", ["OLMo-2-1124-13B-Instruct"]),
        # The form of 2024 asked there for the data of the tuning.
        ("ShareGPT + Evol-Instruct (synthetic)", []),
        ("xP3", []),
        ("Unspecified", []),
        ("unspecified", []),
    ],
)
def test_what_names_data_or_nothing_is_no_end_model(tmp_path, named, exact):
    entry(tmp_path)
    found = clean(read(tmp_path).with_columns(pl.lit(named).alias("system.endmodelname")))
    assert found.exact_names["exact_name"].to_list() == exact


def test_an_entry_of_2024_is_of_the_family_that_its_name_says():
    families = tables.read("release_families").filter(source="osai", vintage="2024-12-31")
    keys = dict(families.select("release_id", "family_key").iter_rows())
    assert (keys["osai:command-r"], keys["osai:gemma-instruct"]) == ("commandrplus", "gemma")
    assert not {"unspecified", "orca", "xp-3", "oig"} & set(keys.values())
