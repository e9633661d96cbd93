"""From a caller's frame to checked rows: the columns a chart needs, in order, and nothing else."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from numbers import Integral, Real
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrame

from openness.project.errors import BadValueError, OpennessError, UnknownNameError
from openness.words.frames import Column, Frame
from openness.words.values import is_missing

Row = dict[str, Any]

_ROUNDING = 1e-9


def collected(frame: IntoFrame) -> nw.DataFrame:
    """Return any frame narwhals knows, eager or lazy, as one that is read."""
    data: Any = nw.from_native(frame)
    return data.collect() if isinstance(data, nw.LazyFrame) else data


def require(data: nw.DataFrame, names: Iterable[str], chart: str) -> None:
    """Raise ``UnknownNameError`` with the nearest name for the first column that is missing."""
    for name in names:
        if name not in data.columns:
            raise UnknownNameError("column", name, data.columns, where=f"the table of chart {chart!r}")


def declared(columns: Sequence[Column], result: Frame | None, chart: str) -> list[Column]:
    """Return the columns that a chart needs, as the result that it draws declares them.

    Parameters
    ----------
    columns
        What the chart needs: names, kinds that it can draw, and headings of those that its tooltips name.
    result
        The declared result; without one the chart's own words stand.
    chart
        Name of the chart, for messages.

    Returns
    -------
    list of Column
        Kind, unit and meaning are those of the result, and so is the heading if it has one and tooltips need one;
        optional columns that it does not declare are left out.

    Raises
    ------
    UnknownNameError
        If the result does not declare a column that is required; the message names the nearest one it has.
    BadValueError
        If it declares a column as of a kind that the chart cannot draw.
    """
    if result is None:
        return list(columns)
    found = []
    for own in columns:
        if own.required or own.name in result.names:
            given = result.column(own.name)
            if given.kind != own.kind and given.kind not in _SERVES.get(own.kind, ()):
                raise BadValueError(
                    f"result {result.name!r} declares column {own.name!r} as a {given.kind}; "
                    f"chart {chart!r} needs a {own.kind}"
                )
            heading = own.heading and (given.heading or own.heading)
            # A whole number, such as a year, is read as text where the chart needs text.
            kind = own.kind if own.kind == "text" else given.kind
            found.append(replace(given, kind=kind, heading=heading, required=own.required))
    return found


def tidy_rows(
    frame: IntoFrame, columns: Sequence[Column], *, key: Sequence[str], chart: str, interval: str | None = None
) -> list[Row]:
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
    interval
        Column of the value that ``lower`` and ``upper`` are the interval of.

    Returns
    -------
    list of dict
        One dict a row with plain ``str``, ``int``, ``float``, ``bool`` or ``None`` values, in the order of the frame.

    Raises
    ------
    OpennessError
        If the frame has no rows.
    UnknownNameError
        If a required column is missing; the message names the nearest one there is.
    BadValueError
        If a value is of the wrong type or range or outside its interval, or two rows have one key.
    """
    data = collected(frame)
    require(data, (column.name for column in columns if column.required), chart)
    if data.is_empty():
        raise OpennessError(f"chart {chart!r} has nothing to draw: its table has no rows")
    kept = [column for column in columns if column.name in data.columns]
    rows = [
        {column.name: _READ[column.kind](record[column.name], column.name, chart) for column in kept}
        for record in data.select([column.name for column in kept]).iter_rows(named=True)
    ]
    _check_unique(rows, key, chart)
    if interval is not None and "lower" in rows[0]:
        _check_intervals(rows, interval, key, chart)
    return rows


def _read_text(value: object, name: str, chart: str) -> str:
    if isinstance(value, str) and value:
        return value
    # Years often arrive as whole numbers, and mean the same.
    if isinstance(value, Integral):
        return str(value)
    raise _bad(value, name, chart, "text")


def _read_note(value: object, name: str, chart: str) -> str | None:
    return None if is_missing(value) or value == "" else _read_text(value, name, chart)


def _read_count(value: object, name: str, chart: str) -> int:
    if isinstance(value, Real) and math.isfinite(value) and value >= 0 and value == int(value):
        return int(value)
    raise _bad(value, name, chart, "a whole number, 0 or more")


def _read_share(value: object, name: str, chart: str) -> float | None:
    if is_missing(value):
        return None
    if isinstance(value, Real) and -_ROUNDING <= value <= 1 + _ROUNDING:
        return min(max(float(value), 0.0), 1.0)
    raise _bad(value, name, chart, "a share between 0 and 1, or null")


def _read_number(value: object, name: str, chart: str) -> float | None:
    if is_missing(value):
        return None
    if isinstance(value, Real) and math.isfinite(value):
        return float(value)
    raise _bad(value, name, chart, "a finite number, or null")


def _read_date(value: object, name: str, chart: str) -> str | None:
    if is_missing(value):
        return None
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d")
    raise _bad(value, name, chart, "a date, or null")


def _read_flag(value: object, name: str, chart: str) -> bool:
    if not is_missing(value) and value in (True, False):
        return bool(value)
    raise _bad(value, name, chart, "true or false")


_READ: dict[str, Callable[[object, str, str], str | int | float | None]] = {
    "text": _read_text,
    "note": _read_note,
    "count": _read_count,
    "share": _read_share,
    "number": _read_number,
    "date": _read_date,
    "flag": _read_flag,
}
_SERVES = {"text": ("count",), "note": ("text",), "number": ("count", "share")}
"""Kind that a chart needs -> other kinds that serve as well, because they allow less."""


def _bad(value: object, name: str, chart: str, expected: str) -> BadValueError:
    return BadValueError(f"column {name!r} of chart {chart!r} holds {value!r}; expected {expected}")


def _named(row: Row, key: Sequence[str]) -> str:
    return ", ".join(f"{name} {row[name]!r}" for name in key)


def _check_unique(rows: list[Row], key: Sequence[str], chart: str) -> None:
    seen = set()
    for row in rows:
        values = tuple(row[name] for name in key)
        if values in seen:
            raise BadValueError(f"chart {chart!r} has more than one row for {_named(row, key)}; expected one")
        seen.add(values)


def _check_intervals(rows: list[Row], value: str, key: Sequence[str], chart: str) -> None:
    """Check that each value lies in its own interval; a value of which no interval is known passes."""
    for row in rows:
        low, middle, high = row["lower"], row[value], row["upper"]
        if (low is None) != (high is None) or (
            low is not None and (middle is None or not low - _ROUNDING <= middle <= high + _ROUNDING)
        ):
            place = f"chart {chart!r}, {_named(row, key)}"
            raise BadValueError(f"{place}: {value} {middle} is outside its interval {low} to {high}")


def check_known(rows: list[Row], column: str, known: Iterable[str], chart: str, what: str | None = None) -> None:
    """Raise ``UnknownNameError`` for a value of a column that is none of those there can be."""
    for value in distinct(rows, column):
        if value not in known:
            raise UnknownNameError(what or column, value, known, where=f"the table of chart {chart!r}")


def nothing_to_draw(chart: str, why: str) -> OpennessError:
    """Return the error of a table that has rows, but none that can be drawn."""
    return OpennessError(f"chart {chart!r} has nothing to draw: {why}")


def distinct(rows: list[Row], column: str | None) -> list[Any]:
    """Return the values of a column in order of first appearance; ``[None]`` for no column."""
    return [None] if column is None else list(dict.fromkeys(row[column] for row in rows))


def of(rows: list[Row], **values: object) -> list[Row]:
    """Return the rows that have these values; a value of None asks nothing."""
    asked = {name: value for name, value in values.items() if value is not None}
    return [row for row in rows if all(row[name] == value for name, value in asked.items())]


def totals(rows: list[Row], column: str, count: str = "release_count") -> dict[str, int]:
    """Return the sum of counts by the values of a column, in order of first appearance."""
    sums: dict[str, int] = {}
    for row in rows:
        sums[row[column]] = sums.get(row[column], 0) + row[count]
    return sums


def ends_of(values: Iterable[float | None], step: float) -> float:
    """Return how far an axis around zero reaches: whole steps beyond the largest value, one step at least."""
    largest = max((abs(value) for value in values if value is not None), default=0)
    return max(step, math.ceil(largest / step) * step)
