"""Times to open and years between releases in plain words, made from the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from narwhals.typing import IntoFrame

from openness.statistics.door import eager, is_missing
from openness.statistics.incidence import INCIDENCE
from openness.statistics.survival import SUMMARY
from openness.studies.vintages_and_composition.lags.measure import LADDER
from openness.words.sentences import percent


def lag_words(ladder: IntoFrame, summary: IntoFrame, what: str) -> list[str]:
    """Return sentences on how long open releases took to reach a level."""
    rows = [row for row in _rows(ladder, list(LADDER)) if row["closed_date"] is not None]
    about = _rows(summary, list(SUMMARY))[0]
    if not rows:
        return [f"By {what} there is no closed release with a known date."]
    met = [row for row in rows if row["is_observed"]]
    end = f"{rows[0]['until']:%Y-%m-%d}"
    told = [
        f"Of {len(rows)} levels of {what} that a closed release was first to reach, {len(met)} were met by open ones "
        f"until {end}; {_few(about['opener_count'], 'different open release')} did that"
        + (
            f", at {about['open_first_count']} of the levels before the closed one."
            if about["open_first_count"]
            else "."
        )
    ]
    told.append(_median(about, "lag", "no open release"))
    if met:
        last = max(met, key=lambda row: row["level"])
        told.append(
            f"Highest level met: {last['level']:.1e}, {last['closed_release']} ({last['closed_date']:%Y-%m}), by "
            f"{last['open_release']} ({last['open_date']:%Y-%m}), {abs(last['lag_years']):.1f} years "
            f"{'earlier' if last['is_open_first'] else 'later'}."
        )
    waiting = [row for row in rows if not row["is_observed"]]
    if waiting:
        first = min(waiting, key=lambda row: row["level"])
        told.append(
            f"Not met by {end}: {_few(len(waiting), 'level')}, the lowest {first['level']:.1e}, of "
            f"{first['closed_release']}, after {first['years']:.1f} years."
        )
    told.append(
        f"n = {rows[0]['n']:,} releases; {rows[0]['unknown_count']:,} more have a level but no known access or date, "
        "and open releases without a level cannot count, so lags may be shorter."
    )
    return told


def gap_words(incidence: IntoFrame, terms: str, horizon: float = 1.0) -> list[str]:
    """Return sentences on whether the next release of a line came under the same terms."""
    rows = {row["outcome"]: row for row in _rows(incidence, list(INCIDENCE)) if row["horizon"] == horizon}
    if not rows:
        return [f"No release of any line was followed by another, so nothing is said of {terms}."]
    parts = [
        f"{words} {_probability(rows[kind])}"
        for kind, words in (
            ("same", f"with the same {terms}"),
            ("another", f"with another {terms}"),
            ("unknown", f"without the {terms} of both being known"),
        )
        if kind in rows
    ]
    one = next(iter(rows.values()))
    return [
        f"Within {horizon:g} {'year' if horizon == 1 else 'years'} of a release the next of its line came "
        f"{'; '.join(parts)} (n = {one['n']:,} occasions of {one['clusters']:,} lines)."
    ]


def first_terms_words(summary: IntoFrame, terms: str) -> str:
    """Return a sentence on how long lines keep the terms of their first release."""
    found = _rows(summary, list(SUMMARY))
    if not found:
        return f"No line has two occasions with a known {terms}."
    row = found[0]
    changed = f"{row['event_count']:,} of {row['n']:,} lines with two or more occasions changed their {terms}"
    return f"{changed}. {_median(row, f'time to the first other {terms}', 'no change')}"


def _median(row: Mapping[str, Any], what: str, never: str) -> str:
    if row["median"] is None:
        return f"Median {what}: {row['reason'] or never}."
    if row["median_lower"] is None:
        return f"Median {what}: {row['median']:.1f} years ({row['reason']})."
    upper = "no upper bound" if row["median_upper"] is None else f"{row['median_upper']:.1f}"
    return f"Median {what}: {row['median']:.1f} years (95% interval from {row['median_lower']:.1f} to {upper})."


def _probability(row: Mapping[str, Any]) -> str:
    if row["probability"] is None:
        return f"with a probability that is {row['reason']}"
    if row["lower"] is None:
        return f"in {percent(row['probability'])} ({row['reason']})"
    return f"in {percent(row['probability'])} ({100 * row['lower']:.0f}-{percent(row['upper'])})"


def _few(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _rows(frame: IntoFrame, columns: list[str]) -> list[dict[str, Any]]:
    return [
        {name: None if is_missing(value) else value for name, value in row.items()}
        for row in eager(frame, columns).iter_rows(named=True)
    ]
