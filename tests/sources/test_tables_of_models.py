"""Readers of sources that are one table or one file a model: Hub, MTEB, models.dev."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError
from openness.sources import facts, import_source
from openness.sources.hub import read as hub
from openness.sources.models_dev import read as models_dev
from openness.sources.mteb import read as mteb

FIXTURES = Path(__file__).parents[1] / "fixtures"
HUB = FIXTURES / "hub" / "2030-02-03"
MTEB = FIXTURES / "mteb" / "2030-02-04"
MODELS_DEV = FIXTURES / "models_dev" / "2030-02-05"


def test_the_hub_keeps_what_the_suite_needs_and_says_what_is_left_out():
    made = hub.read(HUB)
    assert made.frame.row(0) == (
        "example-labs/Heron-7B",
        "7000000000",
        "text-generation",
        "2029-03-01",
        "apache-2.0",
        None,
    )
    assert made.left_out == [
        "labels and figures for the package's own use: provider, parameter_count, architecture, hf_downloads, hf_likes"
    ]


def test_how_an_edition_without_a_date_was_dated_is_in_its_provenance(tmp_path):
    import_source("hub", HUB, out=tmp_path / "hub", accessed="2030-03-01")
    assert facts.read_source(tmp_path / "hub")["dating"].endswith("the date of the newest release in it.")
    import_source("mteb", MTEB, out=tmp_path / "mteb", accessed="2030-03-01")
    assert "the package's version were made" in facts.read_source(tmp_path / "mteb")["dating"]


def test_mtebs_records_are_carried_over_as_they_are():
    made = mteb.read(MTEB)
    assert made.frame.height == 8
    assert made.frame["name"].to_list()[:2] == ["example-labs/heron-embed"] * 2
    assert made.left_out == ["other columns: extra"]


@pytest.mark.parametrize(("module", "file"), [(hub, "hf_models.csv"), (mteb, "model_meta.csv")])
def test_a_table_that_is_not_the_sources_is_refused(tmp_path, module, file):
    (tmp_path / "other.csv").write_text("a\n1\n")
    with pytest.raises(MissingFileError, match=f"holds no {file}; found other.csv"):
        module.read(tmp_path)
    (tmp_path / file).write_text("name,license\nx/y,mit\n")
    with pytest.raises(BadFileError, match=f"{file} lacks the column"):
        module.read(tmp_path)


def test_a_model_of_models_dev_is_its_file_and_its_folder():
    made = models_dev.read(MODELS_DEV)
    assert made.frame.rows() == [
        (
            "example-labs/heron.toml",
            "example-labs",
            "Heron 7B",
            "heron",
            "2029-03-01",
            "2029-03-02",
            None,
            "true",
            "MIT",
            "text,pdf",
            "text",
            "https://example.org/heron https://example.org/heron-fp8",
        ),
        (
            "example-labs/stork.toml",
            "example-labs",
            "Stork",
            None,
            "2029-04",
            None,
            None,
            "false",
            None,
            "text,smell",
            "audio",
            None,
        ),
    ]
    assert list(made.files) == ["example-labs/heron.toml", "example-labs/stork.toml"]


@pytest.mark.parametrize("part", ["models", "models/example-labs/stork.toml"])
def test_the_models_folder_and_one_file_are_read_too(part):
    assert models_dev.read(MODELS_DEV / part).frame["lab"].unique().to_list() == ["example-labs"]


def test_a_zip_of_the_whole_database_is_read_without_what_providers_sell(tmp_path):
    shutil.make_archive(str(tmp_path / "db-2030-02-05"), "zip", MODELS_DEV.parent, MODELS_DEV.name)
    assert models_dev.read(tmp_path / "db-2030-02-05.zip").frame.equals(models_dev.read(MODELS_DEV).frame)


@pytest.mark.parametrize(
    ("text", "message"),
    [("name = ", "not valid TOML"), ('name = "x"', "lacks release_date, open_weights"), ("", "lacks name")],
)
def test_a_broken_model_is_refused_in_one_line(tmp_path, text, message):
    (tmp_path / "models" / "lab").mkdir(parents=True)
    (tmp_path / "models" / "lab" / "x.toml").write_text(text)
    with pytest.raises(BadFileError, match=message) as caught:
        models_dev.read(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_folder_without_models_is_refused(tmp_path):
    (tmp_path / "x.toml").write_text('name = "x"')
    with pytest.raises(MissingFileError, match=r"holds no models/<lab>/<model>\.toml"):
        models_dev.read(tmp_path)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_model_or_a_clear_error(data):
    try:
        outcome = models_dev._one_file("models/lab/x.toml", "lab", data)["file"]
    except BadFileError as error:
        outcome = str(error)
    assert "x.toml" in outcome


@pytest.mark.upstream
@pytest.mark.parametrize(
    ("module", "path", "vintage", "rows"),
    [
        (hub, "hub/llmfit-1.1.17", "2026-10-05", 16849),
        (mteb, "mteb/2.26.24", "2026-10-26", 969),
        (models_dev, "models_dev/2026-07-02", "2026-07-02", 231),
    ],
)
def test_the_table_in_the_repository_is_what_the_reader_makes_of_the_publishers_files(
    upstream, module, path, vintage, rows
):
    made = module.read(upstream / path).frame
    assert made.height == rows
    text = (paths.raw() / module.NAME / f"{vintage}.csv").read_text(encoding="utf-8")
    assert text == made.write_csv(line_terminator="\n")
