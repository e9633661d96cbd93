"""CHAOSS's tables of license changes and forks, on files of our own making and on the publisher's."""

import pytest

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError
from openness.sources import facts
from openness.sources.importing import import_source
from openness.sources.relicensing import read as relicensing

CHANGES = (
    "project,relicense_date,orig_license,new_license,org,repo,license_file\n"
    "Heron,2021-02-03,Apache-2.0,Elastic License and\u00a0Server Side Public License,birds,heron,LICENSE\n"
)
FORKS = (
    "fork_name,fork_date,fork_repo,fork_lic,fork_owner,from_name,from_repo,from_lic,from_owner,category,notes\n"
    "Stork,2021-03-01,https://github.com/birds/stork,Apache-2.0,,Heron,,Apache-2.0,Birds,relicense,Long prose\n"
)


@pytest.fixture
def native(tmp_path):
    folder = tmp_path / "chaoss-2030-01-31"
    folder.mkdir()
    (folder / "license_changes.csv").write_text(CHANGES)
    (folder / "forks.csv").write_text(FORKS)
    return folder


def test_labels_stay_as_published_and_notes_are_left_out(native):
    made = relicensing.read(native)
    assert made.frame.row(0) == (
        "Heron", "2021-02-03", "Apache-2.0", "Elastic License and\u00a0Server Side Public License", "birds", "heron",
        "LICENSE",
    )  # fmt: skip
    assert "notes" not in made.extra["forks"].columns
    assert made.left_out == ["forks.csv: notes"]


def test_forks_without_a_change_of_license_are_named_as_left_out(native):
    (native / "more_forks.csv").write_text(FORKS)
    assert relicensing.read(native).left_out[1] == "more_forks.csv: all rows, forks that no change of license caused"


def test_the_edition_is_the_day_in_the_folders_name(native, tmp_path):
    assert import_source("relicensing", native, out=tmp_path / "raw").name == "2030-01-31.csv"
    assert facts.read_extra(tmp_path / "raw", "2030-01-31", "forks").height == 1


@pytest.mark.parametrize("name", ["license_changes.csv", "forks.csv"])
def test_both_tables_are_needed(native, name):
    (native / name).unlink()
    with pytest.raises(MissingFileError, match=f"lacks {name}"):
        relicensing.read(native)


def test_a_table_without_a_column_is_refused_by_name(native):
    (native / "license_changes.csv").write_text(CHANGES.replace("relicense_date", "date"))
    with pytest.raises(BadFileError, match=r"license_changes\.csv lacks the column 'relicense_date'"):
        relicensing.read(native)


@pytest.mark.upstream
def test_the_tables_in_the_repository_are_what_the_reader_makes_of_the_publishers_files(upstream):
    made = relicensing.read(upstream / "relicensing" / "chaoss-2026-06-02")
    raw = paths.raw() / "relicensing"
    assert (raw / "2026-06-02.csv").read_text(encoding="utf-8") == made.frame.write_csv(line_terminator="\n")
    forks = (raw / "forks-2026-06-02.csv").read_text(encoding="utf-8")
    assert forks == made.extra["forks"].write_csv(line_terminator="\n")
    assert (made.frame.height, made.extra["forks"].height) == (19, 13)


def test_three_values_of_the_edition_hold_a_non_breaking_space():
    labels = facts.read(paths.raw() / "relicensing", "2026-06-02")["new_license"]
    assert labels.str.contains("\u00a0").sum() == 3
