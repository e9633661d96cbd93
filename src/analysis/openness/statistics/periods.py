"""Calendar periods: years, halves and quarters as whole numbers and as labels."""

import re
from datetime import date

import narwhals as nw

from openness.project.errors import BadValueError, UnknownNameError

PER_YEAR = {"year": 1, "half": 2, "quarter": 4}
DAYS_PER_YEAR = 365.25
_LETTER = {"half": "H", "quarter": "Q"}
_PRECISE_ENOUGH = {
    "year": ("day", "month", "quarter", "half", "year"),
    "half": ("day", "month", "quarter", "half"),
    "quarter": ("day", "month", "quarter"),
}


def per_year(every: str) -> int:
    """Return how many periods a year has, or raise ``UnknownNameError``."""
    if every not in PER_YEAR:
        raise UnknownNameError("period length", every, PER_YEAR)
    return PER_YEAR[every]


def period_number(date: nw.Expr, every: str) -> nw.Expr:
    """Return the period of a date as a whole number that grows by one a period (a year is its own number)."""
    count = per_year(every)
    return date.dt.year().cast(nw.Int64) * count + (date.dt.month().cast(nw.Int64) - 1) // (12 // count)


def precise_enough(precision: nw.Expr, every: str) -> nw.Expr:
    """Return whether a date known to the day, month, quarter, half or year falls into one period for certain."""
    per_year(every)
    return precision.is_in(list(_PRECISE_ENOUGH[every]))


def period_label(number: nw.Expr, every: str) -> nw.Expr:
    """Return ``2024``, ``2024-H1`` or ``2024-Q3`` for a period number."""
    count = per_year(every)
    year = (number // count).cast(nw.Int64).cast(nw.String)
    if count == 1:
        return year
    part = (number % count + 1).cast(nw.Int64).cast(nw.String)
    return nw.concat_str(year, nw.lit(f"-{_LETTER[every]}"), part)


def label(number: int, every: str) -> str:
    """Return the label of one period number."""
    year, part = divmod(number, per_year(every))
    return str(year) if every == "year" else f"{year}-{_LETTER[every]}{part + 1}"


def last_ended(day: date, every: str) -> str:
    """Return the label of the last period that had ended on a day."""
    count = per_year(every)
    return label(day.year * count + (day.month - 1) // (12 // count) - 1, every)


def check_label(text: str, every: str) -> str:
    """Return the label of a period, or raise ``BadValueError`` where it is none of that length."""
    count = per_year(every)
    part = "" if count == 1 else f"-{_LETTER[every]}[1-{count}]"
    if not re.fullmatch(rf"\d{{4}}{part}", text):
        raise BadValueError(f"period is {text!r}, expected such as {label(2024 * count, every)!r}")
    return text
