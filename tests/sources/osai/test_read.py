import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.project.errors import BadFileError
from openness.sources.osai import read as osai

FIXTURE = Path(__file__).parents[2] / "fixtures" / "osai" / "2030-02-01"


def test_facts_links_and_stated_licenses_are_read_and_prose_is_not():
    frame = osai.read(FIXTURE).frame
    assert frame.row(1, named=True) == {
        "file": "heron.yaml",
        "system.name": "Heron",
        "system.link": "https://example.org/heron",
        "system.type": "text,code",
        "system.performanceclass": "full",
        "system.basemodelname": "Heron-7B",
        "system.endmodelname": "Heron-7B-Chat",
        "system.endmodellicense": "Apache 2.0",
        "system.releasedate": "2029-03",
        "org.name": "Example Labs",
        "org.link": "https://example.org",
        "contributor_type": "Non-academic (Company)",
        "national_origin": "France",
        "datasources_basemodel.class": "open",
        "datasources_basemodel.link": "https://example.org/a https://example.org/b",
        "weights_endmodel.class": "open",
        "weights_endmodel.link": "https://example.org/weights",
        "trainingcode.class": "closed",
        "trainingcode.link": None,
        "licenses.class": "open",
        "licenses.link": "https://example.org/LICENSE",
        "licenses.stated": "Weights: Apache-2.0. Code: not released.",
        "noted": "2",
    }


def test_the_misspelled_license_key_is_read_and_blanks_stay_blank():
    row = osai.read(FIXTURE).frame.row(0, named=True)
    assert row["system.endmodellicense"] == "CC-BY-NC-4.0"
    assert row["trainingcode.class"] is None
    assert row["contributor_type"] is None
    assert row["licenses.stated"] is None


def test_the_submission_form_is_no_entry_and_is_said_to_be_left_out():
    facts = osai.read(FIXTURE)
    assert facts.frame["file"].to_list() == ["Egret.yaml", "heron.yaml"]
    assert facts.left_out[1] == "a_submission_template.yaml: the form for new entries, not a system"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# - Contributor type: Academic (University)\n", "Academic (University)"),
        ("#   Contributor type:Academic (University)  \r\n", "Academic (University)"),
        ("# - Contributor type:\n# - National origin: China\n", None),
        ("Contributor type: Academic (University)\n", None),
    ],
)
def test_tags_are_read_from_comments_only(text, expected):
    assert osai.tags(text)["contributor_type"] == expected


def test_a_merge_conflict_is_named_with_file_and_line(tmp_path):
    shutil.copytree(FIXTURE, tmp_path / "entries")
    path = tmp_path / "entries" / "heron.yaml"
    path.chmod(0o644)
    path.write_text("---\n<<<<<<< HEAD\n" + path.read_text())
    with pytest.raises(BadFileError, match=r"^heron.yaml, line 2: merge-conflict marker"):
        osai.read(tmp_path / "entries")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("system: [", r"line \d+: not valid YAML"),
        ("just text", "has no 'system' section"),
        ("system:\n  name: x\n", "judges no criterion"),
        ("system: {name: x}\nlicenses: closed\n", "judges no criterion"),
        ("", "has no 'system' section"),
    ],
)
def test_a_broken_entry_is_refused_in_one_line(tmp_path, text, message):
    (tmp_path / "x.yaml").write_text(text)
    with pytest.raises(BadFileError, match=message) as caught:
        osai.read(tmp_path)
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_an_entry_or_a_clear_error(data):
    try:
        outcome = osai._one_file("x.yaml", data)["file"]
    except BadFileError as error:
        outcome = str(error)
    assert outcome.startswith("x.yaml")


OLD_FORM = """system:
    name: Egret
    modelname: Egret v4
    endlicense: MIT
weights: {class: open}
datasources: {class: closed}
watermarking: {class: closed}
architecture: {class: partial, link: https://example.org/a}
"""


def test_names_of_2024_are_those_of_today_and_criteria_of_another_form_are_said_to_be_left_out(tmp_path):
    (tmp_path / "egret.yaml").write_text(OLD_FORM)
    made = osai.read(tmp_path)
    columns = ("system.endmodelname", "system.endmodellicense", "hardware_architecture.class")
    assert made.frame.select(columns).row(0) == ("Egret v4", "MIT", "partial")
    assert "criteria of another form, for image generators: datasources, watermarking, weights" in made.left_out


def test_the_sample_of_the_predecessor_is_no_entry_and_is_said_to_be_left_out(tmp_path):
    entry = "system:\n  name: One\norg:\n  name: Someone\ndatasheet:\n  class: open\n"
    (tmp_path / "one.yaml").write_text(entry, encoding="utf-8")
    (tmp_path / "A_sample.yaml").write_text("system:\n  name: Sample\n", encoding="utf-8")
    facts = osai.read(tmp_path)
    assert facts.frame["file"].to_list() == ["one.yaml"]
    assert "A_sample.yaml: the form for new entries, not a system" in facts.left_out


def test_the_description_of_the_criteria_is_no_entry(tmp_path):
    (tmp_path / "egret.yaml").write_text(OLD_FORM)
    (tmp_path / "_parameters-descriptions.yml").write_text("paper: whether there is one\n")
    made = osai.read(tmp_path)
    assert made.frame["file"].to_list() == ["egret.yaml"]
    assert "_parameters-descriptions.yml: what the criteria mean, no systems" in made.left_out


EDITIONS = [
    ("2024-12-31", 53, 14),
    ("2025-03-31", 136, 14),
    ("2025-05-12", 138, 14),
    ("2025-06-17", 141, 14),
    ("2025-08-29", 162, 14),
    ("2025-10-29", 177, 14),
    ("2025-12-26", 189, 14),
    ("2026-03-12", 192, 14),
    ("2026-03-13", 192, 12),
    ("2026-04-09", 193, 12),
    ("2026-06-12", 193, 12),
]
"""Edition, entries, criteria."""


@pytest.mark.upstream
@pytest.mark.parametrize(("vintage", "rows", "criteria"), EDITIONS)
def test_the_full_editions_have_both_sets_of_criteria(upstream, vintage, rows, criteria):
    frame = osai.read(upstream / "osai" / vintage).frame
    assert frame.height == rows
    assert sum(column.endswith(".class") for column in frame.columns) == criteria


@pytest.mark.upstream
def test_two_entries_of_2026_have_no_tags_and_four_misspell_the_license_key(upstream):
    folder = upstream / "osai" / "2026-06-12"
    frame = osai.read(folder).frame
    assert frame["contributor_type"].null_count() == 2
    misspelled = [path.name for path in folder.glob("*.yaml") if "endmodel license:" in path.read_text()]
    assert len(misspelled) == 4
    assert frame.filter(frame["file"].is_in(misspelled))["system.endmodellicense"].null_count() == 0


@pytest.mark.upstream
@pytest.mark.parametrize("vintage", [one for one, _, _ in EDITIONS])
def test_the_table_in_the_repository_is_what_the_reader_makes_of_the_publishers_files(upstream, vintage):
    from openness.project import paths

    made = osai.read(upstream / "osai" / vintage).frame.write_csv(line_terminator="\n")
    assert (paths.raw() / "osai" / f"{vintage}.csv").read_text(encoding="utf-8") == made


@pytest.mark.upstream
def test_no_entry_is_the_form_as_it_comes_and_the_one_without_links_has_notes(upstream):
    """In both editions one entry has no note, but classes that somebody set; Lumo's closed classes are all noted."""
    for vintage in ("2025-05-12", "2026-06-12"):
        frame = osai.read(upstream / "osai" / vintage).frame
        assert frame.filter(noted="0")["file"].to_list() == ["minChatGPT.yaml"]
    assert frame.filter(file="lumo.yaml")["noted"].item() == "12"
