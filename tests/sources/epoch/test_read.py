import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from openness.project.errors import BadFileError, MissingFileError
from openness.sources.epoch import SOURCE
from openness.sources.epoch import read as epoch

FIXTURES = Path(__file__).parents[2] / "fixtures" / "epoch"
NEW, OLD = FIXTURES / "2030-01-31", FIXTURES / "2029-05-05"


def test_lists_are_united_by_model_and_a_model_in_two_lists_is_one_row():
    frame = epoch.read(NEW).frame
    assert frame.select("Model", "lists").rows() == [
        ("Heron 7B\n", "all|notable"),
        ("Egret", "all|large_scale"),
        ("Stork", "all"),
        ("Stork", "all"),
        ("Ibis", "all"),
        ("Crane", "all"),
        ("Albatross", "notable"),
    ]


def test_a_value_that_the_first_list_lacks_comes_from_the_next():
    frame = epoch.read(NEW).frame
    assert frame.filter(Model="Egret").select("Inference code accessibility", "Training code accessibility").rows() == [
        ("Open access (non-commercial)", "Unreleased")
    ]


def test_names_and_labels_are_kept_as_published():
    frame = epoch.read(NEW).frame
    assert frame["Model"][0] == "Heron 7B\n"
    assert frame["Model accessibility"].to_list()[-2:] == ["Leaked", "Unreleased"]


def test_older_headings_are_brought_to_the_newest_spelling_and_values_are_not_touched():
    frame = epoch.read(OLD).frame
    assert frame.select("Model", "Country (of organization)", "Model accessibility").rows() == [
        ("Heron 7B", "France", "Open access (non-commercial)"),
        ("Albatross", "Germany", None),
    ]


def test_prose_is_left_out_and_said_to_be():
    facts = epoch.read(NEW)
    assert "Accessibility notes" not in facts.frame.columns
    assert facts.left_out == ["Accessibility notes: all but names of licenses and links to their texts"]


def test_a_zip_reads_like_its_folder(tmp_path):
    with ZipFile(tmp_path / "ai_models.zip", "w") as archive:
        for path in NEW.iterdir():
            archive.write(path, f"data/{path.name}")
    assert epoch.read(tmp_path / "ai_models.zip").frame.equals(epoch.read(NEW).frame)


def test_a_folder_that_holds_the_publishers_zip_reads_like_it_and_one_with_two_is_refused(tmp_path):
    folder = tmp_path / "2030-01-31"
    folder.mkdir()
    (folder / "ORIGIN.txt").write_text("The publisher's zip.")
    with ZipFile(folder / "ai_models.zip", "w") as archive:
        for path in NEW.iterdir():
            archive.write(path, path.name)
    assert epoch.read(folder).frame.equals(epoch.read(NEW).frame)
    (folder / "other.zip").write_bytes((folder / "ai_models.zip").read_bytes())
    with pytest.raises(MissingFileError, match=r"2030-01-31 holds no \.csv file"):
        epoch.read(folder)


def test_a_truncated_file_is_refused_with_its_name(tmp_path):
    shutil.copytree(NEW, tmp_path / "cut")
    path = tmp_path / "cut" / "all_ai_models.csv"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:320])
    with pytest.raises(BadFileError, match=r"^all_ai_models.csv"):
        epoch.read(tmp_path / "cut")


def test_a_file_that_is_not_epochs_is_refused(tmp_path):
    (tmp_path / "all_ai_models.csv").write_text("Name,Maker\nHeron,Example\n")
    with pytest.raises(BadFileError, match="lacks the column 'Model', 'Organization'"):
        epoch.read(tmp_path / "all_ai_models.csv")


def test_a_folder_without_the_lists_names_what_was_expected(tmp_path):
    (tmp_path / "other.csv").write_text("a\n1\n")
    with pytest.raises(MissingFileError, match=r"holds none of all_ai_models.csv, .*; found other.csv"):
        epoch.read(tmp_path)


@pytest.mark.upstream
def test_the_full_edition_of_2026_03_30_unites_four_lists(upstream):
    frame = epoch.read(upstream / "epoch" / "2026-03-30").frame
    names = frame["Model"].str.strip_chars()
    lists = frame["lists"].str.split("|")
    assert frame.height == 3320
    assert names.n_unique() == 3305
    assert {name: lists.list.contains(name).sum() for name in SOURCE.lists} == {
        "all": 3237,
        "notable": 981,
        "large_scale": 491,
        "frontier": 137,
    }
    # `all` is not a superset: 75 notable names are missing from it.
    assert frame.filter(~lists.list.contains("all"), lists.list.contains("notable")).height == 75
    assert frame.filter(lists.list.contains("all"))["Model accessibility"].null_count() == 749 - 1


@pytest.mark.upstream
@pytest.mark.parametrize(
    ("vintage", "rows", "open_labels"),
    [
        ("2024-10-18", 867, {"Open access (unrestricted)": 145, "Open access (non-commercial)": 41}),
        ("2025-04-23", 2228, {"Open weights (unrestricted)": 373, "Open weights (non-commercial)": 107}),
        ("2025-11-01", 3247, {"Open weights (unrestricted)": 760}),
        ("2026-01-20", 1309, {"Open weights (unrestricted)": 298}),
        ("2026-07-15", 1036, {"Open weights (unrestricted)": 208, "Open weights (non-commercial)": 64}),
    ],
)
def test_every_vintages_vocabulary_is_read(upstream, vintage, rows, open_labels):
    frame = epoch.read(upstream / "epoch" / vintage).frame
    counts = dict(frame["Model accessibility"].value_counts().rows())
    assert frame.height == rows
    assert {label: counts[label] for label in open_labels} == open_labels


@pytest.mark.upstream
@pytest.mark.parametrize(
    "vintage", ["2024-10-18", "2025-04-23", "2025-11-01", "2026-01-20", "2026-03-30", "2026-07-15"]
)
def test_the_table_in_the_repository_is_what_the_reader_makes_of_the_publishers_files(upstream, vintage):
    from openness.project import paths

    made = epoch.read(upstream / "epoch" / vintage).frame.write_csv(line_terminator="\n")
    assert (paths.raw() / "epoch" / f"{vintage}.csv").read_text(encoding="utf-8") == made
