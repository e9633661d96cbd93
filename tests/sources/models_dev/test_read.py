"""The reader of models.dev: one file a model."""

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.cleaned import FIXTURES

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError
from openness.sources.models_dev import read as models_dev

MODELS_DEV = FIXTURES / "models_dev" / "2030-02-05"


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
@pytest.mark.parametrize(("vintage", "rows"), [("2026-07-02", 231), ("2026-09-30", 412)])
def test_the_tables_in_the_repository_are_what_the_reader_makes_of_the_publishers_files(upstream, vintage, rows):
    made = models_dev.read(upstream / "models_dev" / vintage).frame
    assert made.height == rows
    text = (paths.raw() / "models_dev" / f"{vintage}.csv").read_text(encoding="utf-8")
    assert text == made.write_csv(line_terminator="\n")
