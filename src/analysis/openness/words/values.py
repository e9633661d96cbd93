"""What a value taken out of somebody's frame is: missing, or a day."""

from datetime import date, datetime
from typing import Any

import narwhals as nw

from openness.project.errors import BadValueError

BLANK = frozenset({"", "-", "?", "na", "n/a", "nan", "none", "null", "unknown", "tbd"})
"""What people write, in lower case, where they know nothing."""


def is_missing(value: object) -> bool:
    """Return whether a value is missing: None, NaN, NaT and pandas' NA alike."""
    if value is None:
        return True
    try:
        return bool(value != value)  # noqa: PLR0124 - what is not itself is no number
    except TypeError:  # pandas' NA is neither true nor false
        return True
    except ValueError:  # nor are several values at once, but they are there
        return False


def with_days(data: Any, column: str) -> Any:
    """Return a narwhals frame of which a column holds dates, or raise ``BadValueError``.

    Columns of Python's own dates, as ``pandas.read_parquet`` makes them of days, are taken for what they hold.
    """
    kind = data.collect_schema()[column]
    if isinstance(kind, nw.Date | nw.Datetime):
        return data
    days: list[datetime | None] | None = None
    if isinstance(data, nw.DataFrame):
        values = data[column].to_list()
        if kind == nw.Object:
            days = [_day(value, column) for value in values]
        elif all(map(is_missing, values)):
            # A column of nothing but missing values may be of any type.
            days = [None] * len(values)
    if days is None:
        raise BadValueError(f"column {column!r} holds {kind}, expected dates")
    return data.with_columns(nw.new_series(column, days, nw.Datetime("us"), backend=data.implementation))


def _day(value: Any, column: str) -> datetime | None:
    if is_missing(value):
        return None
    if not isinstance(value, date):
        raise BadValueError(f"column {column!r} holds {value!r}, expected dates")
    return datetime(value.year, value.month, value.day)
