"""Decompositions in plain words, made from the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from narwhals.typing import IntoFrame

from openness.statistics.decomposition.sample import ALL, COLUMNS, TURNOVER, Span, span_name
from openness.statistics.door import eager, is_missing
from openness.words.sentences import percent

MUCH_UNMATCHED = 0.2
"""Share of releases without a counterpart above which a sentence says so."""

LEADS = {ALL: "", "stable": "Of developers with releases in both periods: "}


def decomposition_words(table: IntoFrame, what: str, before: Span, after: Span) -> list[str]:
    """Return sentences on how much of a change is composition, for all developers and for those in both periods."""
    data = eager(table, list(COLUMNS))
    rows = [
        {name: None if is_missing(value) else value for name, value in row.items()}
        for row in data.iter_rows(named=True)
    ]
    sentences = []
    for panel in dict.fromkeys(row["panel"] for row in rows):
        sentences += _panel_words([row for row in rows if row["panel"] == panel], panel, what, before, after)
    return sentences


def _panel_words(rows: list[dict], panel: str, what: str, before: Span, after: Span) -> list[str]:
    change = next(row for row in rows if row["part"] == "change")
    lead = LEADS.get(panel, f"{panel}: ")
    if change["contribution"] is None:
        return [f"{lead}{what}, {span_name(before)} to {span_name(after)}: {change['reason']}."]
    start = f"{percent(change['share_a'])} of {change['n_a']:,} releases in {span_name(before)}"
    end = f"{percent(change['share_b'])} of {change['n_b']:,} in {span_name(after)}"
    developers = f"{change['developers']:,} developer{'' if change['developers'] == 1 else 's'}"
    within = next(row for row in rows if row["part"] == "within" and row["category"] == ALL)
    factors = [row for row in rows if row["part"] == "composition" and row["category"] == ALL]
    each = "; ".join(f"by {_name(row['factor'])} {points(row)}" for row in factors)
    sentences = [
        f"{lead}{what} went from {start} to {end} ({developers}): {points(change)}.",
        f"Composition {each}. Change within like releases: {points(within)}.",
    ]
    if change["lower"] is None:
        sentences.append(f"{change['reason'][:1].upper()}{change['reason'][1:]}.")
    categories = [row for row in rows if row["category"] != ALL and row["contribution"]]
    if categories:
        most = max(categories, key=lambda row: (abs(row["contribution"]), row["category"]))
        sentences.append(f"Largest of its categories: {most['category']}, {most['part']}, {points(most)}.")
    unmatched = change["unmatched_share"]
    by_turnover = any(row["factor"] == TURNOVER for row in rows)
    if unmatched is not None and unmatched > MUCH_UNMATCHED and not by_turnover:
        sentences.append(
            f"{percent(unmatched)} of the releases have no counterpart in the other period that is alike in all "
            "factors; what they changed counts as composition."
        )
    return sentences


def points(row: Mapping[str, Any]) -> str:
    """Return a contribution with its interval, where it has one: ``+3.0 points (-15.0 to +21.0)``."""
    told = f"{row['contribution']:+.1f} points"
    if row["lower"] is None:
        return told
    crosses = row["lower"] <= 0 <= row["upper"]
    return f"{told} ({row['lower']:+.1f} to {row['upper']:+.1f}{', so it may be none' if crosses else ''})"


def _name(factor: str) -> str:
    return factor.replace("_", " ")
