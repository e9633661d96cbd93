"""Who opens what, in plain words, from the shares that were charted."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from openness.studies.corporate_vs_community.measure import GROUPS
from openness.words.names import group_name
from openness.words.numbers import capital, counted, number, percent, percents


def finding(cells: pl.DataFrame, by: str, what: str, min_group: int) -> str:
    """Return the sentence that answers the question: corporate against community, or highest against lowest."""
    rows = cells.sort("open_share", "group", descending=[True, False]).to_dicts()
    if by != "developer_group":
        return _extremes(rows, what, min_group)
    one, other = map(group_name, GROUPS)
    if not rows:
        return f"No period has {_at_least(min_group)} from both {one} and {other}."
    first, second = sorted(rows, key=lambda row: GROUPS.index(row["group"]))
    return (
        f"{what} in {first['period']}: {_share(first)} releases by {one} and {_share(second)} by {other}; "
        f"{_verdict(first, second)}."
    )


def findings(cells: Mapping[str, pl.DataFrame], by: str, what: str, min_group: int) -> list[str]:
    """Return the finding of each of several tables of shares, after its label."""
    return [f"**{name}**: {finding(one, by, what, min_group)}" for name, one in cells.items()]


def movements(moved: Mapping[str, pl.DataFrame], min_group: int) -> list[str]:
    """Return how the share of each group moved from its first to its last period with enough releases."""
    return [f"{capital(group_name(group))}: {_movement(ends.to_dicts(), min_group)}." for group, ends in moved.items()]


def stub_words(entries: int, stubs: int) -> str:
    """Return how many scored entries are left out of means as stubs, in a sentence."""
    left_out, are = (number(stubs) if stubs else "none"), ("are" if stubs > 1 else "is")
    scored = counted(entries, "scored entry", "scored entries")
    return f"Of {scored}, {left_out} {are} left out of means as stubs, with every criterion blank."


def _extremes(rows: list[dict[str, Any]], what: str, min_group: int) -> str:
    if not rows:
        return f"No period has two groups with {_at_least(min_group)}."
    high, low = rows[0], rows[-1]
    return (
        f"{what} in {high['period']}: highest for {group_name(high['group'])}, {_share(high)} releases, lowest for "
        f"{group_name(low['group'])}, {_share(low)}; {_verdict(high, low)}."
    )


def _movement(ends: list[dict[str, Any]], min_group: int) -> str:
    if not ends:
        return f"no period has {_at_least(min_group)}"
    first, last = ends[0], ends[-1]
    if first is last:
        return f"{_share(last)} in {last['period']}, the only period with enough releases"
    if last["lower"] > first["upper"]:
        how = "rose"
    elif last["upper"] < first["lower"]:
        how = "fell"
    else:
        how = "went, within the uncertainty of both,"
    return f"{how} from {_share(first)} in {first['period']} to {_share(last)} in {last['period']}"


def _share(row: Mapping[str, Any]) -> str:
    """Return a share with n and interval: ``51% of 417 (46–56%)``."""
    return f"{percent(row['open_share'])} of {number(row['n'])} ({percents(row['lower'], row['upper'])})"


def _verdict(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    if one["upper"] < other["lower"] or other["upper"] < one["lower"]:
        return "the intervals do not overlap"
    return "the intervals overlap, so the two may not differ"


def _at_least(min_group: int) -> str:
    return "a judged release" if min_group <= 1 else f"{min_group} or more judged releases"
