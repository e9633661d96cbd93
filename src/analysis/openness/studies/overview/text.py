"""How the short answer writes shares, intervals and months, and the rows of its table of estimates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openness.studies.overview.measure import GROUPS, Estimate
from openness.words.sentences import NAMES, percent

NOT_ESTIMABLE = "not estimable"
BY_DEVELOPER = "Intervals: 95%, by developer."
SIDES = tuple(NAMES[group] for group in GROUPS)

Row = Mapping[str, Any]
"""A row of a table of shares: ``n``, ``share`` and its bounds, null where there are none."""


def share(row: Row, *, n: bool = True) -> str:
    """Return ``51% of 425 (37-64%)``, without ``of 425`` where ``n`` is false."""
    if row["share"] is None:
        return "none that can be judged"
    of = f" of {row['n']:,}" if n else ""
    return f"{percent(row['share'])}{of} ({interval(row)})"


def interval(row: Row) -> str:
    """Return ``37-64%``; says so where there is no interval."""
    if row["lower"] is None:
        return "no interval"
    return f"{100 * row['lower']:.0f}-{percent(row['upper'])}"


def percent_or_none(value: float | None) -> str:
    """Return a share as a percentage, or that it is not estimable."""
    return NOT_ESTIMABLE if value is None else percent(value)


def points(value: float) -> str:
    """Return a difference of shares in percentage points, signed."""
    return f"{100 * value:+.0f}"


def month(day: str) -> str:
    """Return ``December 2025`` for ``2025-12-09``."""
    return f"{_MONTHS[int(day[5:7]) - 1]} {day[:4]}"


def lowered(text: str) -> str:
    """Return a text with a small first letter."""
    return text[:1].lower() + text[1:]


def estimate(what: str, row: Row | None, value: str = "share") -> Estimate:
    """Return the estimate of a row, with its bounds ``lower`` and ``upper``; nulls where there is no row."""
    return (what, 0, None, None, None) if row is None else (what, row["n"], row[value], row["lower"], row["upper"])


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
