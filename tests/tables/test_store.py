import json

import polars as pl
import pytest

from openness.project.errors import BadFileError, CheckError, MissingFileError, UnknownNameError
from openness.tables import schema
from openness.tables import store as tables

SCORES = pl.DataFrame(
    {
        "release_id": ["a"],
        "source": ["osai"],
        "vintage": ["2030-01-01"],
        "metric": ["osai"],
        "metric_version": ["12"],
        "score": [2.0],
        "score_max": [12.0],
        "label": ["2 of 12"],
        "first_failure": [None],
        "judged_count": [12],
        "criterion_count": [12],
        "weakest_component": ["paper"],
        "is_stub": [False],
    },
    schema=tables.polars_schema(schema.SCORES),
)


def test_all_failures_are_collected_and_bad_values_named():
    bad = (
        pl.concat([SCORES, SCORES])
        .with_columns(score=-1.0, metric=pl.lit(None, pl.String), vintage=pl.lit(3), extra=pl.lit(1))
        .drop("label")
    )
    assert tables.failures(bad, schema.SCORES) == [
        "missing columns label",
        "unknown columns extra",
        "vintage is Int32, expected String",
        "metric is null in 2 rows",
        "score is below 0: -1.0",
        "1 keys occur more than once: a/osai/3/None/12",
    ]


def test_values_outside_the_vocabulary_are_named():
    components = pl.DataFrame(
        [["a", "s", "v", "c", "opened", None, ["MIT"], "MIT", None, None]],
        schema=tables.polars_schema(schema.COMPONENTS),
        orient="row",
    )
    assert tables.failures(components, schema.COMPONENTS) == ["status has values that are not allowed: 'opened'"]


def test_nothing_is_written_when_one_table_fails(tmp_path):
    bad = SCORES.with_columns(score=-1.0)
    with pytest.raises(CheckError, match="scores: score is below 0"):
        tables.write_all({"scores": bad}, tmp_path / "out", sources=[])
    assert not (tmp_path / "out").exists()


def test_a_written_table_comes_back_and_the_package_describes_it(own_processed):
    tables.write_all({"scores": SCORES}, own_processed, sources=[{"title": "Somebody"}])
    assert tables.read("scores").equals(SCORES)
    package = json.loads((own_processed / "datapackage.json").read_text())
    resource = package["resources"][0]
    assert (resource["name"], resource["path"], resource["rows"]) == ("scores", "scores.parquet", 1)
    assert [field["name"] for field in resource["schema"]["fields"]] == schema.SCORES.column_names
    assert package["sources"] == [{"title": "Somebody"}]
    assert sorted(path.name for path in own_processed.iterdir()) == ["datapackage.json", "scores.parquet"]


def test_an_unknown_table_names_the_nearest():
    with pytest.raises(UnknownNameError, match=r"unknown table 'relases'; did you mean 'releases'\?"):
        tables.read("relases")


def test_a_table_not_built_says_how_to_build_it(own_processed):
    with pytest.raises(MissingFileError, match="run 'openness build' first"):
        tables.read("releases")


def test_a_truncated_parquet_file_is_named(own_processed):
    (own_processed / "scores.parquet").write_bytes(b"PAR1")
    with pytest.raises(BadFileError, match="cannot be read as parquet"):
        tables.read("scores")


def test_a_table_of_another_version_is_refused(own_processed):
    SCORES.drop("label").write_parquet(own_processed / "scores.parquet")
    with pytest.raises(BadFileError, match="built by another version"):
        tables.read("scores")
