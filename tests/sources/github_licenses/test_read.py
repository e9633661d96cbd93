"""The licenses of GitHub's Innovation Graph, on a file of our own making and on the publisher's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.project import paths
from openness.project.errors import BadFileError, BadValueError, OpennessError
from openness.sources import facts
from openness.sources.github_licenses import read as github_licenses
from openness.sources.importing import import_source

TABLE = "num_pushers,spdx_license,iso2_code,year,quarter\n738,MIT,AE,2020,4\n120,MIT,NA,2021,1\n"


@pytest.fixture
def native(tmp_path):
    folder = tmp_path / "2021Q1"
    folder.mkdir()
    (folder / "licenses.csv").write_text(TABLE)
    return folder


def test_namibia_is_no_blank(native):
    assert github_licenses.read(native, "2021-03-31").frame["iso2_code"].to_list() == ["AE", "NA"]


def test_an_edition_is_the_last_day_of_its_last_quarter(native, tmp_path):
    assert import_source("github_licenses", native, out=tmp_path / "raw").name == "2021-03-31.csv"


def test_another_edition_than_the_table_holds_is_refused(native):
    with pytest.raises(BadValueError, match="ends on 2021-03-31, so it is not the edition of 2025-09-30"):
        github_licenses.read(native, "2025-09-30")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TABLE.replace("iso2_code", "economy"), "lacks the column 'iso2_code'"),
        (TABLE.splitlines()[0] + "\n", "has no rows"),
        (TABLE.replace("2021,1", "2021,7"), "year or quarter that is none"),
        (TABLE.replace("2021,1", "soon,1"), "year or quarter that is none"),
        (TABLE[:-3], "record 3"),
    ],
)
def test_a_broken_table_is_refused(native, text, message):
    (native / "licenses.csv").write_text(text)
    with pytest.raises(BadFileError, match=message):
        github_licenses.edition_of(native)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_clear_error(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "licenses.csv"
    path.write_bytes(data)
    with pytest.raises(OpennessError):
        github_licenses.edition_of(path)


@pytest.mark.upstream
def test_the_table_in_the_repository_is_what_the_reader_makes_of_the_publishers_file(upstream):
    made = github_licenses.read(upstream / "github_licenses" / "2025Q3", "2025-09-30")
    published = (paths.raw() / "github_licenses" / "2025-09-30.csv").read_text(encoding="utf-8")
    assert published == made.frame.write_csv(line_terminator="\n")
    assert made.frame.height == 19_537


def test_how_editions_are_dated_is_in_their_provenance():
    assert facts.read_source(paths.raw() / "github_licenses")["dating"].startswith("An edition bears the last day")
