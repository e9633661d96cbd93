from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError
from openness.sources import facts
from openness.sources.mot import read as mot

FIXTURE = Path(__file__).parents[2] / "fixtures" / "mot" / "2030-02-02"


def test_facts_of_the_release_and_of_the_components_it_lists_are_read_and_prose_is_not():
    row = {key: value for key, value in mot.read(FIXTURE).frame.row(0, named=True).items() if value is not None}
    assert row == {
        "file": "Heron-7B.yml",
        "framework.version": "1.0",
        "release.name": "Heron-7B",
        "release.version": "7B",
        "release.date": "2030-01-15",
        "release.type": "language",
        "release.architecture": "decoder",
        "release.origin": "Heron",
        "release.producer": "Example Labs",
        "release.repository": "https://example.org/heron",
        "license.distribution.name": "MIT",
        "license.data.name": "CC-BY-NC-4.0",
        "license.data.path": "https://example.org/DATA-LICENSE",
        "components": (
            "Training code|Supporting libraries and tools|Model parameters (Final)|Datasets|Model card|Research paper"
        ),
        "Training code.component_path": "https://example.org/heron/train",
        "Supporting libraries and tools.license": "Apache 2.0",
        "Supporting libraries and tools.component_path": "pkg:pypi/heron",
        "Datasets.license": "unlicensed",
        "Datasets.license_path": "https://example.org/data",
        # The tool compares license fields as they are, white space and all.
        "Model card.license": " ",
        "Research paper.license": "Component not include.",
    }


def test_a_license_field_that_is_there_and_blank_is_told_from_one_that_is_not_there(tmp_path):
    components = "[{name: Datasets, license: ''}, {name: Model card, license: null}, {name: Data card}]"
    (tmp_path / "x.yml").write_text(f"release: {{components: {components}}}")
    row = mot.read(tmp_path).frame.row(0, named=True)
    assert row[mot.BLANK_LICENSES] == "Datasets"
    assert not [key for key, value in row.items() if key.endswith("card.license") and value]


def test_one_record_can_be_read_alone_and_brings_no_license_list():
    one = mot.read(FIXTURE / "models" / "stork.yml")
    assert one.frame["components"].to_list() == ["Model parameters (Final)|Model card"]
    assert one.extra == {}


def test_the_tools_license_list_keeps_ids_and_types_and_no_links():
    assert mot.read(FIXTURE).extra["licenses"].rows() == [
        ("CDLA-Permissive-2.0", "Community Data License Agreement Permissive 2.0", "data", "false", None, "false"),
        ("OpenMDW-1.0", "OpenMDW v1.0", "document|data|code", "false", "false", "false"),
    ]


def test_the_framework_has_17_components_of_three_types():
    types = list(mot.COMPONENTS.values())
    assert (len(types), types.count("code"), types.count("data"), types.count("document")) == (17, 6, 5, 6)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("release: {name: x}", "has no 'release' with 'components'"),
        ("release: [", "not valid YAML"),
        (
            "release: {components: [{name: Moon}]}",
            "component 'Moon', which the framework does not have; expected one of",
        ),
        ("release: {components: [{name: Modelcard}]}", "which the framework does not have; did you mean 'Model card'?"),
        ("release: {components: [{name: Datasets}, {name: Datasets}]}", "lists the component 'Datasets' twice"),
        ("release: {components: [Datasets]}", "component None"),
        ("", "has no 'release'"),
    ],
)
def test_a_broken_record_is_refused_in_one_line(tmp_path, text, message):
    (tmp_path / "x.yml").write_text(text)
    with pytest.raises(BadFileError, match=message) as caught:
        mot.read(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_folder_with_nothing_but_the_license_list_is_refused(tmp_path):
    (tmp_path / "mof-licenses.json").write_text("{}")
    with pytest.raises(MissingFileError, match=r"no \.yml file; found mof-licenses\.json"):
        mot.read(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", '{"licenses": 3}', '{"licenses": ["MIT"]}', "\x00"])
def test_a_broken_license_list_is_refused(text):
    with pytest.raises(BadFileError, match=r"mof-licenses\.json is not the tool's list"):
        mot._license_list(text.encode())


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_record_or_a_clear_error(data):
    try:
        outcome = mot._one_file("x.yml", data)["file"]
    except BadFileError as error:
        outcome = str(error)
    assert outcome.startswith("x.yml")


def test_the_tools_copy_of_the_spdx_list_says_who_approves_a_license_and_no_more():
    listed = facts.read_extra(paths.raw() / "mot", "2026-05-11", "spdx")
    assert listed.columns == ["licenseId", "isOsiApproved", "isFsfLibre"]
    assert listed.height == 659
    assert listed.filter(pl.col("licenseId").is_in(["MIT", "CC-BY-NC-4.0", "WTFPL"])).rows() == [
        ("CC-BY-NC-4.0", "false", "false"),
        ("MIT", "true", "true"),
        ("WTFPL", "false", "true"),
    ]


def test_the_license_list_of_the_repository_is_read_and_checked():
    listed = facts.read_extra(paths.raw() / "mot", "2026-05-11", "licenses")
    assert listed.height == 31
    assert listed["ContentType"].str.split("|").explode().value_counts().sort("ContentType").rows() == [
        ("code", 19),
        ("data", 7),
        ("document", 8),
    ]


@pytest.mark.upstream
def test_the_full_edition_has_273_records_and_1834_components(upstream):
    frame = mot.read(upstream / "mot" / "2026-05-11").frame
    assert frame.height == 273
    assert frame["components"].str.split("|").list.len().sum() == 1834


@pytest.mark.upstream
def test_the_tables_in_the_repository_are_what_the_reader_makes_of_the_publishers_files(upstream):
    made = mot.read(upstream / "mot" / "2026-05-11")
    folder = paths.raw() / "mot"
    assert (folder / "2026-05-11.csv").read_text(encoding="utf-8") == made.frame.write_csv(line_terminator="\n")
    for name, frame in made.extra.items():
        listed = frame.write_csv(line_terminator="\n")
        assert (folder / f"{name}-2026-05-11.csv").read_text(encoding="utf-8") == listed
