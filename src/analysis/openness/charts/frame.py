"""From a caller's frame to checked rows: the columns a chart needs, in order, and nothing else."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any, Literal

import narwhals as nw
from narwhals.typing import IntoFrame

from openness.project.errors import BadValueError, OpennessError, UnknownNameError

Row = dict[str, Any]

_ROUNDING = 1e-9


@dataclass(frozen=True)
class Column:
    """One column of a chart's table.

    Attributes
    ----------
    name
        Its name.
    kind
        ``text`` and ``count`` are never empty; a ``note`` is text or null; a ``share`` lies
        between 0 and 1 and is null where n is 0; a ``number`` is finite or null.
    required
        Whether the chart cannot be drawn without it.
    """

    name: str
    kind: Literal["text", "note", "count", "share", "number"]
    required: bool = True


def tidy_rows(frame: IntoFrame, columns: Sequence[Column], *, key: Sequence[str], chart: str) -> list[Row]:
    """Return the rows of a frame with a chart's own columns, checked.

    Parameters
    ----------
    frame
        Any frame narwhals knows: pandas, polars eager or lazy, and others.
    columns
        The columns of the chart; optional ones that the frame lacks are left out, others of the frame too.
    key
        Columns whose values together name one row.
    chart
        Name of the chart, for messages.

    Returns
    -------
    list of dict
        One dict a row with plain ``str``, ``int``, ``float`` or ``None`` values, in the order of the frame.

    Raises
    ------
    OpennessError
        If the frame has no rows.
    UnknownNameError
        If a required column is missing; the message names the nearest one there is.
    BadValueError
        If a value is of the wrong type or range, or two rows have one key.
    """
    data = nw.from_native(frame)
    if isinstance(data, nw.LazyFrame):
        data = data.collect()
    for column in columns:
        if column.required and column.name not in data.columns:
            raise UnknownNameError("column", column.name, data.columns, where=f"the table of chart {chart!r}")
    if data.is_empty():
        raise OpennessError(f"chart {chart!r} has nothing to draw: its table has no rows")
    kept = [column for column in columns if column.name in data.columns]
    rows = [
        {column.name: _READ[column.kind](record[column.name], column.name, chart) for column in kept}
        for record in data.select([column.name for column in kept]).iter_rows(named=True)
    ]
    _check_unique(rows, key, chart)
    return rows


def _read_text(value: object, name: str, chart: str) -> str:
    if isinstance(value, str) and value:
        return value
    # Years often arrive as whole numbers, and mean the same.
    if isinstance(value, Integral):
        return str(value)
    raise _bad(value, name, chart, "text")


def _read_note(value: object, name: str, chart: str) -> str | None:
    # pandas has no null of its own for text: a missing one arrives as NaN.
    if value is None or value == "" or (isinstance(value, Real) and math.isnan(value)):
        return None
    return _read_text(value, name, chart)


def _read_count(value: object, name: str, chart: str) -> int:
    if isinstance(value, Real) and math.isfinite(value) and value >= 0 and value == int(value):
        return int(value)
    raise _bad(value, name, chart, "a whole number, 0 or more")


def _read_share(value: object, name: str, chart: str) -> float | None:
    if value is None or (isinstance(value, Real) and math.isnan(value)):
        return None
    if isinstance(value, Real) and -_ROUNDING <= value <= 1 + _ROUNDING:
        return min(max(float(value), 0.0), 1.0)
    raise _bad(value, name, chart, "a share between 0 and 1, or null")


def _read_number(value: object, name: str, chart: str) -> float | None:
    if value is None or (isinstance(value, Real) and math.isnan(value)):
        return None
    if isinstance(value, Real) and math.isfinite(value):
        return float(value)
    raise _bad(value, name, chart, "a finite number, or null")


_READ: dict[str, Callable[[object, str, str], str | int | float | None]] = {
    "text": _read_text,
    "note": _read_note,
    "count": _read_count,
    "share": _read_share,
    "number": _read_number,
}


def _bad(value: object, name: str, chart: str, expected: str) -> BadValueError:
    return BadValueError(f"column {name!r} of chart {chart!r} holds {value!r}; expected {expected}")


def _check_unique(rows: list[Row], key: Sequence[str], chart: str) -> None:
    seen = set()
    for row in rows:
        values = tuple(row[name] for name in key)
        if values in seen:
            shown = ", ".join(f"{name} {value!r}" for name, value in zip(key, values, strict=True))
            raise BadValueError(f"chart {chart!r} has more than one row for {shown}; expected one")
        seen.add(values)


def check_intervals(rows: list[Row], value: str, *, chart: str, names: Sequence[str] = ("group", "period")) -> None:
    """Check that each value lies in its own interval; a value of which no interval is known passes.

    Parameters
    ----------
    rows
        Rows with ``lower`` and ``upper`` and the value.
    value
        Column of the value.
    chart
        Name of the chart, for the message.
    names
        Columns that name a row in the message.

    Raises
    ------
    BadValueError
        If a value lies outside, or one of the bounds is there without the other or without the value.
    """
    for row in rows:
        low, middle, high = row["lower"], row[value], row["upper"]
        if (low is None) != (high is None) or (
            low is not None and (middle is None or not low - _ROUNDING <= middle <= high + _ROUNDING)
        ):
            place = ", ".join(f"{name} {row[name]!r}" for name in names)
            raise BadValueError(f"chart {chart!r}, {place}: {value} {middle} is outside its interval {low} to {high}")


def distinct(rows: list[Row], column: str | None) -> list[str | None]:
    """Return the values of a column in order of first appearance; ``[None]`` for no column.

    Parameters
    ----------
    rows
        Rows that have the column.
    column
        Its name, or ``None`` where a chart has no facets.

    Returns
    -------
    list
    """
    return [None] if column is None else list(dict.fromkeys(row[column] for row in rows))


def totals(rows: list[Row], column: str, count: str = "release_count") -> dict[str, int]:
    """Return the sum of counts by the values of a column.

    Parameters
    ----------
    rows
        Rows that have both columns.
    column
        Column to sum by.
    count
        Column of counts.

    Returns
    -------
    dict of str to int
        In order of first appearance.
    """
    sums: dict[str, int] = {}
    for row in rows:
        sums[row[column]] = sums.get(row[column], 0) + row[count]
    return sums
