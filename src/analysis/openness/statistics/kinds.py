"""Frames of the caller's kind at the door of functions that compute with polars and numpy inside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import polars as pl
from narwhals.typing import IntoDataFrameT

from openness.project.errors import BadValueError, UnknownNameError


def checked(frame: Any, columns: Sequence[str]) -> Any:
    """Return an eager frame as narwhals sees it, with the columns checked.

    Raises
    ------
    UnknownNameError
        A column is not there.
    BadValueError
        It is no eager data frame.
    """
    try:
        data = nw.from_native(frame, eager_only=True)
    except TypeError as error:
        raise BadValueError(f"expected a pandas or polars data frame, found {type(frame).__name__}") from error
    for column in columns:
        if column not in data.columns:
            raise UnknownNameError("column", column, data.columns)
    return data


def like(result: pl.DataFrame, frame: IntoDataFrameT) -> IntoDataFrameT:
    """Return a small polars result as a frame of the kind of another, without need of pyarrow."""
    if isinstance(frame, pl.DataFrame):
        return result
    # Numbers go over as arrays: a column of nothing but nulls stays one of floats.
    columns = {
        column.name: column.to_numpy() if column.dtype.is_float() else column.to_list()
        for column in result.get_columns()
    }
    backend = nw.get_native_namespace(nw.from_native(frame, eager_only=True))
    return nw.from_dict(columns, backend=backend).to_native()
