"""The door between a caller's frame and what is computed inside: pandas, polars or lazy in, the same kind out.

What is read as an outcome is decided here, for every estimator and engine alike.
"""

from collections.abc import Mapping, Sequence
from numbers import Number
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoFrame

from openness.project.errors import BadValueError, UnknownNameError
from openness.words.frames import Frame
from openness.words.values import is_missing

KNOWN, TRUE = "_is_known", "_is_true"
_OUTCOME = "expected true, false or missing, or 1, 0 or missing"


def eager(frame: IntoFrame, needed: Sequence[str] = ()) -> Any:
    """Return a narwhals frame with its rows at hand and its columns checked; a lazy one is collected into polars."""
    try:
        data: Any = nw.from_native(frame)
    except TypeError as error:
        raise BadValueError(f"expected a pandas or polars data frame, found {type(frame).__name__}") from error
    if isinstance(data, nw.LazyFrame):
        data = data.collect(backend="polars")
    for column in needed:
        if column not in data.columns:
            raise UnknownNameError("column", column, data.columns)
    return data


def made(rows: Sequence[Mapping[str, Any]], result: Frame, data: Any) -> Any:
    """Return rows of a declared result, what a row lacks as null, as a frame of the caller's kind."""
    return like(pl.DataFrame(rows, schema=result.schema), data)


def like(table: pl.DataFrame, data: Any) -> Any:
    """Return a polars table as a frame of the kind of another; in pandas a missing number is NaN."""
    kind = nw.from_native(data).implementation
    if kind.is_polars():
        return table
    columns = {one.name: one.to_numpy() if one.dtype.is_float() else one.to_list() for one in table.get_columns()}
    # A column of nothing but missing text would be one of objects.
    words = [name for name, dtype in table.schema.items() if dtype == pl.String]
    return nw.from_dict(columns, backend=kind).with_columns(nw.col(words).cast(nw.String)).to_native()


def given_back(table: pl.DataFrame, data: Any) -> Any:
    """Return a polars table as :func:`like` does; to who came with a lazy frame or a relation, as one of that kind."""
    kind = nw.from_native(data).implementation
    if not isinstance(nw.from_native(data), nw.LazyFrame):
        return like(table, data)
    if kind.is_polars():
        return table.lazy()
    if kind.is_duckdb():
        import duckdb  # noqa: PLC0415 - its users have it

        return duckdb.from_arrow(table.to_arrow())
    native = nw.to_native(nw.from_native(data))
    if kind.is_pyspark():
        return native.sparkSession.createDataFrame(table.to_pandas())
    return table


def with_outcome(data: Any, column: str) -> Any:
    """Add two columns of 0 and 1 that say whether an outcome is known, and whether it is true.

    An outcome is true, false or missing, or 1, 0 or missing in a column of numbers or objects; NaN is missing.
    Anything else, such as text and counts, raises ``BadValueError``. A lazy frame stays lazy; only where its outcome is
    no column of booleans some of its values are read.
    """
    kind = data.collect_schema()[column]
    is_plain = kind == nw.Boolean or kind.is_numeric()
    if isinstance(data, nw.DataFrame) and (kind == nw.Object or not data.implementation.is_polars()):
        # Read one by one, since pandas has several ways to say of a column that something is missing in it.
        values = [_outcome(value, column) for value in data[column].to_list()]
        found = {KNOWN: [int(one is not None) for one in values], TRUE: [int(one is True) for one in values]}
        backend = data.implementation
        return data.with_columns(nw.new_series(name, one, nw.Int64, backend=backend) for name, one in found.items())
    if kind != nw.Boolean:
        seen = data.select(column)
        seen = seen.unique() if is_plain else seen.filter(~nw.col(column).is_null()).head(1)
        for value in (seen.collect() if isinstance(seen, nw.LazyFrame) else seen)[column].to_list():
            _outcome(value, column)
    if not is_plain:
        # A column of nothing but missing values may be of any type.
        return data.with_columns(nw.lit(0).alias(name) for name in (KNOWN, TRUE))
    known, true = (nw.col(column) == 0) | (nw.col(column) == 1), nw.col(column) == 1
    if kind == nw.Boolean:
        known, true = ~nw.col(column).is_null(), nw.col(column)
    return data.with_columns(
        known.fill_null(value=False).cast(nw.Int64).alias(KNOWN), true.fill_null(value=False).cast(nw.Int64).alias(TRUE)
    )


def _outcome(value: Any, column: str) -> bool | None:
    if is_missing(value):
        return None
    if not isinstance(value, Number | np.bool_) or value not in (0, 1):
        raise BadValueError(f"column {column!r} holds {value!r}, {_OUTCOME}")
    return bool(value)


def check_numbers(data: Any, *columns: str) -> None:
    """Raise ``BadValueError`` for a column of an eager frame that holds something else than numbers."""
    for column in columns:
        kind = data.schema[column]
        if kind.is_numeric() or kind in {nw.Object, nw.Unknown} or all(map(is_missing, data[column].to_list())):
            continue
        raise BadValueError(f"column {column!r} holds {kind}, expected numbers")


def text(column: str) -> nw.Expr:
    """Return a column of text in which nothing is null: missing is ``unknown``."""
    return nw.when(~nw.col(column).is_null()).then(nw.col(column).cast(nw.String)).otherwise(nw.lit("unknown"))
