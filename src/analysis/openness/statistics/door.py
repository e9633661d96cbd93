"""The door between a caller's frame and what is computed inside: pandas, polars or lazy in, the same kind out."""

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrame

from openness.project.errors import BadValueError, UnknownNameError
from openness.words.frames import Frame


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


def is_missing(value: object) -> bool:
    """Return whether a value taken out of a frame is missing: None, NaN and NaT alike."""
    return value is None or value != value  # noqa: PLR0124


def text(column: str) -> nw.Expr:
    """Return a column of text in which nothing is null: missing is ``unknown``."""
    return nw.when(~nw.col(column).is_null()).then(nw.col(column).cast(nw.String)).otherwise(nw.lit("unknown"))
