"""Editions, composition and time to open in plain words, for the head of a report."""

from __future__ import annotations

import polars as pl

from openness.statistics.decomposition.sample import ALL, Span, span_name
from openness.studies.vintages_and_composition.composition.decomposition_words import points
from openness.studies.vintages_and_composition.composition.views import STABLE
from openness.studies.vintages_and_composition.editions.change import VintageChange
from openness.studies.vintages_and_composition.editions.say import comparable
from openness.studies.vintages_and_composition.editions.say import finding as change_finding
from openness.studies.vintages_and_composition.lags.measure import as_day
from openness.words.sentences import percent


def finding(
    change: VintageChange | None,
    by_cells: pl.DataFrame,
    by_effects: pl.DataFrame,
    what: str,
    before: Span,
    after: Span,
    min_group: int,
) -> list[str]:
    """Return what a list's editions and its composition do to a share, a sentence or two each."""
    return [edition_words(change, min_group), change_words(by_cells, by_effects, what, before, after)]


def edition_words(change: VintageChange | None, min_group: int) -> str:
    """Return the finding on two editions, or that there is but one."""
    if change is None:
        return "No earlier edition of this source can be compared, so nothing is said of changes between editions."
    return change_finding(change, min_group)


def new_words(change: VintageChange, releases: pl.DataFrame, min_group: int) -> str:
    """Return how many of the releases that are new in the newer edition came out before the older one was made."""
    cells = comparable(change, min_group).select("period", "group")
    moved = change.releases.join(cells, on=["period", "group"], how="semi")
    new = moved.filter(cause="new").select("release_id").unique()
    dates = releases.join(new, on="release_id", how="semi")["release_date"].drop_nulls()
    if dates.is_empty():
        return "No new release is in a share with enough of them."
    earlier = int((dates < as_day(change.before)).sum())
    counted = f"{earlier:,}" if earlier else "none"
    only = ": new on the list, and not new" if earlier else ""
    return (
        f"Of {dates.len():,} new {'release' if dates.len() == 1 else 'releases'} in these shares, {counted} came out "
        f"before the older edition was made{only}."
    )


def change_words(by_cells: pl.DataFrame, by_effects: pl.DataFrame, what: str, before: Span, after: Span) -> str:
    """Return how much of a change over time is change within like releases, by both ways to compare them."""
    row = _part(by_cells, "change")
    if row["contribution"] is None:
        return f"{what}, {span_name(before)} against {span_name(after)}: {row['reason']}."
    within = [points(_part(table, "within")) for table in (by_effects, by_cells)]
    return (
        f"{what} went from {percent(row['share_a'])} of {row['n_a']:,} releases in {span_name(before)} to "
        f"{percent(row['share_b'])} of {row['n_b']:,} in {span_name(after)}, {_told(row)}. Change within like "
        f"releases made {within[0]} of it where each factor adds its own effect, and {within[1]} where only releases "
        "alike in all factors are compared; the rest is composition."
    )


def stable_words(by_effects: pl.DataFrame, what: str, before: Span, after: Span) -> str:
    """Return the same of developers with releases in both periods, whose composition by developer hardly changes."""
    row, within = (_part(by_effects, part, STABLE) for part in ("change", "within"))
    developers = f"{row['developers']:,} developer{'' if row['developers'] == 1 else 's'}"
    if not row["developers"]:
        return "No developer has releases in both periods."
    if row["contribution"] is None:
        return f"Of the {developers} with releases in both periods: {row['reason']}."
    return (
        f"Of the {developers} with releases in both periods: {what} went from {percent(row['share_a'])} of "
        f"{row['n_a']:,} releases in {span_name(before)} to {percent(row['share_b'])} of {row['n_b']:,} in "
        f"{span_name(after)}, {_told(row)}; change within like releases made {points(within)}."
    )


def methods_words(by_cells: pl.DataFrame, by_effects: pl.DataFrame) -> str:
    """Return whether the two ways to compare like releases say the same, and why they may not."""
    one, other = (_part(table, "within") for table in (by_effects, by_cells))
    if one["contribution"] is None:
        return f"Change within like releases is {one['reason']}."
    unmatched = percent(by_cells.filter(panel=ALL)["unmatched_share"].first())
    apart = abs(one["contribution"] - other["contribution"])
    same = one["contribution"] * other["contribution"] > 0
    sure = [row["lower"] is not None and not row["lower"] <= 0 <= row["upper"] for row in (one, other)]
    if not same:
        verdict = "so the direction hangs on how like releases are found"
    elif all(sure):
        verdict = "both on the same side of zero with their intervals, so the direction does not hang on it"
    elif any(sure):
        verdict = "on the same side of zero, but only one interval excludes it"
    else:
        verdict = "on the same side of zero, but neither excludes it"
    return (
        f"The two ways are {apart:.1f} points apart, {verdict}. {unmatched} of the releases have no counterpart in the "
        "other period that is alike in all factors: the way by cells counts what they changed as composition, the way "
        "by effects compares them factor by factor."
    )


def _told(row: dict) -> str:
    """Return a contribution with its interval, or with the reason why it has none."""
    return points(row) if row["lower"] is not None else f"{points(row)} ({row['reason']})"


def _part(table: pl.DataFrame, part: str, panel: str = ALL) -> dict:
    return table.filter(panel=panel, part=part).row(0, named=True)
