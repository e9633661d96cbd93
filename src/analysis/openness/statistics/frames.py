"""From a caller's frame to plain columns and back to the caller's own kind of frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrame

from openness.project.errors import UnknownNameError


def eager(frame: IntoFrame, needed: Sequence[str] = ()) -> Any:
    """Return a narwhals frame with its rows at hand; a lazy one is collected into polars.

    Parameters
    ----------
    frame
        Any frame that narwhals knows.
    needed
        Columns that must be there.

    Raises
    ------
    UnknownNameError
        A column is not there.
    """
    data: Any = nw.from_native(frame)
    if isinstance(data, nw.LazyFrame):
        data = data.collect(backend="polars")
    for column in needed:
        if column not in data.columns:
            raise UnknownNameError("column", column, data.columns)
    return data


def is_missing(value: object) -> bool:
    """Return whether a value taken out of a frame is missing: None, NaN and NaT alike."""
    return value is None or value != value  # noqa: PLR0124


def text(column: str) -> nw.Expr:
    """Return a column of text in which nothing is null: missing is ``unknown``."""
    return nw.when(~nw.col(column).is_null()).then(nw.col(column).cast(nw.String)).otherwise(nw.lit("unknown"))


def like(data: Any, rows: Sequence[Mapping[str, Any]], schema: Mapping[str, pl.DataType]) -> Any:
    """Return rows as a frame of the same kind as another.

    Parameters
    ----------
    data
        Narwhals frame whose kind to take.
    rows
        Rows with the columns of the schema.
    schema
        Columns and polars types. In pandas a missing number is NaN and a missing date NaT.
    """
    frame = pl.DataFrame(rows, schema=dict(schema), orient="row")
    if data.implementation.is_polars():
        return frame
    missing = {pl.Float64: float("nan")}
    columns = {
        name: [missing.get(schema[name]) if value is None else value for value in frame[name].to_list()]
        for name in frame.columns
    }
    # A column of nothing but missing text would be one of objects.
    words = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    return nw.from_dict(columns, backend=data.implementation).with_columns(nw.col(words).cast(nw.String)).to_native()
