"""How long after the first closed release at a level of training compute or size the first open one came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as day
from datetime import datetime
from typing import Any

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrame

from openness.project.errors import BadValueError
from openness.statistics.door import eager, is_missing, like
from openness.statistics.periods import DAYS_PER_YEAR, precise_enough
from openness.statistics.shares import CONFIDENCE
from openness.statistics.survival import SUMMARY, survival_summary

RECORDS = "records"
"""The levels at which the closed frontier moved: those of each closed release above all closed ones before it."""

PER_DECADE = 4
MIN_OPENERS = 5
"""Different open releases that must have met a ladder's levels for an interval: they, not levels, are what was seen."""

LADDER = {
    "level": pl.Float64,
    "closed_release": pl.String,
    "closed_developer": pl.String,
    "closed_date": pl.Datetime("us"),
    "open_release": pl.String,
    "open_developer": pl.String,
    "open_date": pl.Datetime("us"),
    "until": pl.Datetime("us"),
    "lag_years": pl.Float64,
    "years": pl.Float64,
    "is_observed": pl.Boolean,
    "is_open_first": pl.Boolean,
    "n": pl.Int64,
    "unknown_count": pl.Int64,
    "reason": pl.String,
}


def lag_ladder(
    frame: IntoFrame,
    *,
    level: str = "training_compute",
    levels: str | Sequence[float] = RECORDS,
    is_open: str = "is_open",
    date: str = "release_date",
    name: str = "release_name",
    developer: str = "developer_name",
    since: int | None = None,
    until: datetime | day | str | None = None,
    tolerance: float = 1.0,
) -> Any:
    """Return, for each level, the first closed release there and the first open one at or above it.

    Notes
    -----
    A release whose level the source does not know cannot be first, so that an open one may have come sooner than the
    lag says. Levels are no independent observations: one open release often meets many of them at once.
    """
    if not 0 < tolerance <= 1:
        raise BadValueError(f"tolerance is {tolerance}, expected above 0 and up to 1")
    data = eager(frame, [level, is_open, date, name, developer])
    check_edition(data)
    known, missing = _releases(data, level, is_open, date, name, developer)
    end = list_end(data, date) if until is None else as_day(until)
    closed = [row for row in known if not row["open"] and (end is None or row["date"] <= end)]
    opened = [row for row in known if row["open"] and (end is None or row["date"] <= end)]
    rows = []
    for one in _levels(closed, levels):
        first = next((row for row in closed if row["level"] >= one), None)
        if first is not None and since is not None and first["date"].year < since:
            continue
        met = next((row for row in opened if row["level"] >= one * tolerance), None)
        rows.append({"level": one, "n": len(known), "unknown_count": missing} | _lag(first, met, end))
    return like(data, [dict.fromkeys(LADDER) | row for row in rows], LADDER)


def lag_summary(ladder: IntoFrame, *, min_group: int = MIN_OPENERS, confidence: float = CONFIDENCE) -> Any:
    """Return the median and restricted mean lag of a ladder, with how few open releases stand behind it."""
    data = eager(ladder, [*LADDER])
    found = survival_summary(_as_polars(data, ["years", "is_observed"]), min_group=min_group, confidence=confidence)
    row = found.row(0, named=True) if found.height else {"group": "all", "n": 0, "event_count": 0, "censored_count": 0}
    met = data.filter(nw.col("is_observed"))
    openers = len(set(met["open_release"].to_list()))
    row |= {"opener_count": openers, "open_first_count": sum(data["is_open_first"].to_list())}
    if not found.height:
        row["reason"] = "not estimable: no level has a closed release"
    elif row["restricted_mean"] is not None and openers < min_group:
        row |= dict.fromkeys(("median_lower", "median_upper", "mean_lower", "mean_upper"))
        met_by = f"{openers} open {'release' if openers == 1 else 'releases'}"
        row["reason"] = f"no interval: all levels that were met were met by {met_by}, {min_group} or more are needed"
    schema = SUMMARY | {"open_first_count": pl.Int64, "opener_count": pl.Int64}
    return like(data, [dict.fromkeys(schema) | row], schema)


def log_levels(lowest: float, highest: float, per_decade: int = PER_DECADE) -> list[float]:
    """Return thresholds evenly spaced on a logarithmic scale, both ends included as far as the steps allow."""
    if not 0 < lowest <= highest or per_decade < 1:
        raise BadValueError(f"levels from {lowest} to {highest}, {per_decade} a decade, are none")
    steps = range(10_000)
    found = (lowest * 10 ** (step / per_decade) for step in steps)
    chosen = []
    for value in found:
        if value > highest * (1 + 1e-9):
            break
        chosen.append(float(value))
    return chosen


def list_end(data: Any, date: str) -> datetime | None:
    """Return the day of the newest release in a list, of those not dated after its edition; None if none is dated."""
    days = [value for value in data[date].to_list() if not is_missing(value)]
    if "vintage" in data.columns and len(data):
        edition = as_day(data["vintage"].to_list()[0])
        days = [value for value in days if value <= edition]
    return max(days, default=None)


def as_day(value: datetime | day | str) -> datetime:
    """Return a day as a datetime, or raise ``BadValueError``."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, day):
        return datetime(value.year, value.month, value.day)
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadValueError(f"day is {value!r}, expected such as '2026-03-30'") from None


def check_edition(data: Any) -> None:
    """Raise ``BadValueError`` if a frame holds several sources or editions."""
    for column in ("source", "vintage"):
        if column in data.columns and len(found := sorted(set(data[column].to_list()))) > 1:
            raise BadValueError(f"the frame holds several of {column}: {', '.join(found)}; expected one")


def _releases(
    data: Any, level: str, is_open: str, date: str, name: str, developer: str
) -> tuple[list[dict[str, Any]], int]:
    """Return the releases of which all is known, from the oldest, and how many have a level and miss the rest."""
    sized = data.filter(~nw.col(level).is_null() & (nw.col(level).cast(nw.Float64) > 0))
    known = sized.filter(~nw.col(is_open).is_null() & ~nw.col(date).is_null())
    if "date_precision" in data.columns:
        known = known.filter(precise_enough(nw.col("date_precision"), "quarter"))
    columns = zip(*(known[column].to_list() for column in (level, is_open, date, name, developer)), strict=True)
    rows = [
        {"level": float(size), "open": bool(opened), "date": as_day(when), "name": called, "developer": by}
        for size, opened, when, called, by in columns
    ]
    # Of one day the largest is the first.
    return sorted(rows, key=lambda row: (row["date"], -row["level"], str(row["name"]))), len(sized) - len(known)


def _levels(closed: list[dict[str, Any]], levels: str | Sequence[float]) -> list[float]:
    if isinstance(levels, str):
        if levels != RECORDS:
            raise BadValueError(f"levels is {levels!r}, expected {RECORDS!r} or numbers above 0")
        records: list[float] = []
        for row in closed:
            if not records or row["level"] > records[-1]:
                records.append(row["level"])
        return records
    numbers = sorted({float(one) for one in levels})
    if not numbers or numbers[0] <= 0:
        raise BadValueError(f"levels is {list(levels)}, expected numbers above 0")
    return numbers


def _lag(first: dict[str, Any] | None, met: dict[str, Any] | None, end: datetime | None) -> dict[str, Any]:
    found: dict[str, Any] = {"until": end, "is_observed": False, "is_open_first": False}
    if met is not None:
        found |= {"open_release": met["name"], "open_developer": met["developer"], "open_date": met["date"]}
    if first is None:
        return found | {"reason": "no lag: no closed release is at or above this level"}
    found |= {"closed_release": first["name"], "closed_developer": first["developer"], "closed_date": first["date"]}
    if met is None:
        return found | {
            "years": years_between(first["date"], end),
            "reason": "no lag yet: no open release has followed",
        }
    lag = years_between(first["date"], met["date"])
    return found | {"lag_years": lag, "years": max(lag, 0.0), "is_observed": True, "is_open_first": lag < 0}


def years_between(start: datetime, end: datetime) -> float:
    """Return the years from one day to another, of 365.25 days each."""
    return (end - start).total_seconds() / (24 * 3600 * DAYS_PER_YEAR)


def _as_polars(data: Any, columns: Sequence[str]) -> pl.DataFrame:
    return pl.DataFrame(
        {column: data[column].to_list() for column in columns}, schema=[(c, LADDER[c]) for c in columns]
    )
