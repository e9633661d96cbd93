"""The reader of MTEB's records of models: one table."""

import pytest
from tests.sources.cleaned import FIXTURES

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError
from openness.sources import facts
from openness.sources.importing import import_source
from openness.sources.mteb import read as mteb

MTEB = FIXTURES / "mteb" / "2030-02-04"


def test_mtebs_records_are_carried_over_as_they_are():
    made = mteb.read(MTEB)
    assert made.frame.height == 8
    assert made.frame["name"].to_list()[:2] == ["example-labs/heron-embed"] * 2
    assert made.left_out == ["other columns: extra"]


def test_how_an_edition_without_a_date_was_dated_is_in_its_provenance(tmp_path):
    import_source("mteb", MTEB, out=tmp_path / "mteb", accessed="2030-03-01")
    assert "the package's version were made" in facts.read_source(tmp_path / "mteb")["dating"]


def test_a_table_that_is_not_the_sources_is_refused(tmp_path):
    (tmp_path / "other.csv").write_text("a\n1\n")
    with pytest.raises(MissingFileError, match=r"holds no model_meta.csv; found other.csv"):
        mteb.read(tmp_path)
    (tmp_path / "model_meta.csv").write_text("name,license\nx/y,mit\n")
    with pytest.raises(BadFileError, match=r"model_meta.csv lacks the column"):
        mteb.read(tmp_path)


@pytest.mark.upstream
@pytest.mark.parametrize(
    ("vintage", "version", "rows"),
    [
        ("2024-12-14", "1.25.0", 184),
        ("2026-07-05", "2.18.0", 753),
        ("2026-10-01", "2.22.0", 933),
        ("2026-10-26", "2.26.24", 969),
    ],
)
def test_the_tables_in_the_repository_are_what_the_reader_makes_of_the_publishers_files(
    upstream, vintage, version, rows
):
    made = mteb.read(upstream / "mteb" / version).frame
    assert made.height == rows
    text = (paths.raw() / "mteb" / f"{vintage}.csv").read_text(encoding="utf-8")
    assert text == made.write_csv(line_terminator="\n")
