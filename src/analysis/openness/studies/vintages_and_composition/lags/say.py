"""Times to open and years between releases in plain words, made from the numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from openness.words.numbers import counted, number, plural


def lag_words(reached: Mapping[str, Any], summary: pl.DataFrame, what: str) -> list[str]:
    """Return sentences on how long open releases took to reach a level."""
    about, met, unknown = summary.row(0, named=True), reached["met"], reached["unknown_count"]
    if not reached["levels"]:
        return [f"By {what} there is no closed release with a known date."]
    end, sooner = f"{reached['until']:%Y-%m-%d}", about["open_first_count"]
    told = [
        f"Of {counted(reached['levels'], 'level')} of {what} that a closed release was first to reach, {met} "
        f"{plural(met, 'was', 'were')} met by open ones until {end}; "
        f"{counted(about['opener_count'], 'different open release')} did that"
        f"{f', at {sooner} of the levels before the closed one' if sooner else ''}."
    ]
    told.append(_median(about, "lag", "no open release"))
    if last := reached["highest_met"]:
        told.append(
            f"Highest level met: {last['level']:.1e}, {last['closed_release']} ({last['closed_date']:%Y-%m}), by "
            f"{last['open_release']} ({last['open_date']:%Y-%m}), {last['years_apart']:.1f} years "
            f"{'earlier' if last['is_open_first'] else 'later'}."
        )
    if first := reached["lowest_waiting"]:
        told.append(
            f"Not met by {end}: {counted(reached['waiting'], 'level')}, the lowest {first['level']:.1e}, of "
            f"{first['closed_release']}, after {first['years']:.1f} years."
        )
    told.append(
        f"n = {counted(reached['n'], 'release')}; {number(unknown)} more {plural(unknown, 'has', 'have')} a level but "
        "no known access or date, and open releases without a level cannot count, so lags may be shorter."
    )
    return told


def kept_words(summary: pl.DataFrame, terms: Sequence[str]) -> list[str]:
    """Return a sentence for each kind of terms on how long lines keep those of their first release."""
    rows = {row["group"]: row for row in summary.iter_rows(named=True)}
    return [_kept(rows.get(one), one.replace("_", " ")) for one in terms]


def _kept(row: dict[str, Any] | None, terms: str) -> str:
    if row is None:
        return f"No line has two occasions with a known {terms}."
    changed = (
        f"{number(row['event_count'])} of {counted(row['n'], 'line')} with two or more occasions changed their {terms}"
    )
    return f"{changed}. {_median(row, f'time to the first other {terms}', 'no change')}"


def _median(row: dict[str, Any], what: str, never: str) -> str:
    if row["median"] is None:
        return f"Median {what}: {row['reason'] or never}."
    if row["median_lower"] is None:
        return f"Median {what}: {row['median']:.1f} years ({row['reason']})."
    upper = "no upper bound" if row["median_upper"] is None else f"{row['median_upper']:.1f}"
    return f"Median {what}: {row['median']:.1f} years (95% interval from {row['median_lower']:.1f} to {upper})."
