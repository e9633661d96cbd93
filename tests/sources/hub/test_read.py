"""The reader of the Hugging Face Hub's metadata: one table."""

import pytest
from tests.sources.cleaned import FIXTURES

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError
from openness.sources import facts
from openness.sources.hub import read as hub
from openness.sources.importing import import_source

HUB = FIXTURES / "hub" / "2030-02-03"


def test_the_hub_keeps_what_the_suite_needs_and_says_what_is_left_out():
    made = hub.read(HUB)
    assert made.frame.row(0) == (
        "example-labs/Heron-7B",
        "7000000000",
        "text-generation",
        "2029-03-01",
        "apache-2.0",
        None,
        "10",
        "1",
    )
    assert made.left_out == ["labels and figures for the package's own use: provider, parameter_count, architecture"]


def test_how_an_edition_without_a_date_was_dated_is_in_its_provenance(tmp_path):
    import_source("hub", HUB, out=tmp_path / "hub", accessed="2030-03-01")
    assert facts.read_source(tmp_path / "hub")["dating"].endswith("the date of the newest release in it.")


def test_a_table_that_is_not_the_sources_is_refused(tmp_path):
    (tmp_path / "other.csv").write_text("a\n1\n")
    with pytest.raises(MissingFileError, match=r"holds no hf_models.csv; found other.csv"):
        hub.read(tmp_path)
    (tmp_path / "hf_models.csv").write_text("name,license\nx/y,mit\n")
    with pytest.raises(BadFileError, match=r"hf_models.csv lacks the column"):
        hub.read(tmp_path)


EDITIONS = {
    "2026-04-05": ("0.9.1", 963),
    "2026-05-10": ("0.9.23", 1852),
    "2026-06-09": ("0.9.31", 5348),
    "2026-07-02": ("0.9.35", 5473),
    "2026-07-21": ("1.1.6", 5744),
    "2026-08-17": ("1.1.10", 11980),
    "2026-09-01": ("1.1.14", 12937),
    "2026-09-19": ("1.1.16", 15049),
    "2026-10-05": ("1.1.17", 16849),
}


@pytest.mark.upstream
@pytest.mark.parametrize(("vintage", "version", "rows"), [(key, *value) for key, value in EDITIONS.items()])
def test_the_tables_in_the_repository_are_what_the_reader_makes_of_the_publishers_files(
    upstream, vintage, version, rows
):
    made = hub.read(upstream / "hub" / f"llmfit-{version}").frame
    assert made.height == rows
    text = (paths.raw() / "hub" / f"{vintage}.csv").read_text(encoding="utf-8")
    assert text == made.write_csv(line_terminator="\n")
    assert facts.read_source(paths.raw() / "hub")["vintages"][vintage]["version"] == version
