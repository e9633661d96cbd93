"""Composition, and the head of the report, in plain words."""

import polars as pl

from openness.studies.vintages_and_composition.composition.tallies import Tally
from openness.studies.vintages_and_composition.composition.views import ALL, STABLE, TURNOVER, Years
from openness.studies.vintages_and_composition.editions.say import finding as change_finding
from openness.words.numbers import capital, counted, number, percent, signed

_MUCH_UNMATCHED = 0.2
"""Share of releases without a counterpart above which a sentence says so."""


def edition_words(moved: Tally | None) -> str:
    """Return the finding on two editions, or that there is but one."""
    if moved is None:
        return "No earlier edition of this source can be compared, so nothing is said of changes between editions."
    return change_finding(moved)


def spans(before: Years, after: Years) -> str:
    """Return two periods in words: ``2020 to 2022 against 2023 to 2025``."""
    return f"{_years(before)} against {_years(after)}"


def change_words(by_cells: pl.DataFrame, by_effects: pl.DataFrame, what: str, before: Years, after: Years) -> str:
    """Return how much of a change over time is change within like releases, by both ways to compare them."""
    row = _part(by_cells, "change")
    if row["contribution"] is None:
        return f"{what}, {spans(before, after)}: {row['reason']}."
    within = [_points(_part(table, "within")) for table in (by_effects, by_cells)]
    return (
        f"{_went(row, what, before, after)}, {_told(row)}. Change within like "
        f"releases made {within[0]} of it where each factor adds its own effect, and {within[1]} where only releases "
        "alike in all factors are compared; the rest is composition."
    )


def stable_words(by_effects: pl.DataFrame, what: str, before: Years, after: Years) -> str:
    """Return the same of developers with releases in both periods, whose composition by developer hardly changes."""
    row, within = (_part(by_effects, part, STABLE) for part in ("change", "within"))
    developers = counted(row["developers"], "developer")
    if not row["developers"]:
        return "No developer has releases in both periods."
    if row["contribution"] is None:
        return f"Of the {developers} with releases in both periods: {row['reason']}."
    return (
        f"Of the {developers} with releases in both periods: {_went(row, what, before, after)}, {_told(row)}; change "
        f"within like releases made {_points(within)}."
    )


def methods_words(two_ways: Tally) -> str:
    """Return whether the two ways to compare like releases say the same, and why they may not."""
    if two_ways["reason"] is not None:
        return f"Change within like releases is {two_ways['reason']}."
    verdict = {
        0: "on the same side of zero, but neither excludes it",
        1: "on the same side of zero, but only one interval excludes it",
        2: "both on the same side of zero with their intervals, so the direction does not hang on it",
    }[two_ways["sure"]]
    if not two_ways["is_one_side"]:
        verdict = "so the direction hangs on how like releases are found"
    return (
        f"The two ways are {two_ways['points']:.1f} points apart, {verdict}. {percent(two_ways['unmatched_share'])} of "
        "the releases have no counterpart in the other period that is alike in all factors: the way by cells counts "
        "what they changed as composition, the way by effects compares them factor by factor."
    )


def category_words(rows: pl.DataFrame, most: Tally | None, what: str, before: Years, after: Years) -> list[str]:
    """Return sentences on how much of a change is composition by one factor, and which category did most."""
    change, within = (_part(rows, part) for part in ("change", "within"))
    if change["contribution"] is None:
        return [f"{what}, {_years(before)} to {_years(after)}: {change['reason']}."]
    each = "; ".join(
        f"by {row['factor'].replace('_', ' ')} {_points(row)}"
        for row in rows.filter(part="composition", category=ALL).iter_rows(named=True)
    )
    developers = counted(change["developers"], "developer")
    said = [
        f"{_went(change, what, before, after)} ({developers}): {_points(change)}.",
        f"Composition {each}. Change within like releases: {_points(within)}.",
    ]
    if change["lower"] is None:
        said.append(f"{capital(change['reason'])}.")
    if most:
        said.append(f"Largest of its categories: {most['category']}, {most['part']}, {_points(most)}.")
    if (change["unmatched_share"] or 0) > _MUCH_UNMATCHED and TURNOVER not in rows["factor"]:
        said.append(
            f"{percent(change['unmatched_share'])} of the releases have no counterpart in the other period that is "
            "alike in all factors; what they changed counts as composition."
        )
    return said


def _told(row: dict) -> str:
    """Return a contribution with its interval, or with the reason why it has none."""
    return _points(row) if row["lower"] is not None else f"{_points(row)} ({row['reason']})"


def _part(table: pl.DataFrame, part: str, panel: str = ALL) -> dict:
    return table.filter(panel=panel, part=part).row(0, named=True)


def _went(row: dict, what: str, before: Years, after: Years) -> str:
    start = f"{percent(row['share_a'])} of {counted(row['n_a'], 'release')} in {_years(before)}"
    return f"{what} went from {start} to {percent(row['share_b'])} of {number(row['n_b'])} in {_years(after)}"


def _points(row: dict) -> str:
    """Return a contribution with its interval, where it has one: ``+3.0 points (−15.0 to +21.0)``."""
    told = f"{signed(row['contribution'], 1)} points"
    if row["lower"] is None:
        return told
    crosses = row["lower"] <= 0 <= row["upper"]
    bounds = f"{signed(row['lower'], 1)} to {signed(row['upper'], 1)}"
    return f"{told} ({bounds}{', so it may be none' if crosses else ''})"


def _years(span: Years) -> str:
    return str(span[0]) if span[0] == span[1] else f"{span[0]} to {span[1]}"
