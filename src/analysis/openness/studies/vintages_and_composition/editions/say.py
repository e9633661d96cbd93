"""Editions and the changes between them in plain words, made from the numbers."""

from collections.abc import Sequence

import polars as pl

from openness.measures.ask import ALL
from openness.studies.vintages_and_composition.editions.change import (
    VintageChange,
    comparable,
    kind_sizes,
    largest,
)
from openness.studies.vintages_and_composition.editions.editions import POOLED
from openness.studies.vintages_and_composition.editions.moves import CAUSES
from openness.words.names import group_name
from openness.words.numbers import capital, counted, number, percent, points

KIND_NAMES = {
    "releases": "new, removed and replaced {unit}",
    "reassessment": "re-assessment of the same {unit}",
    "criteria": "other criteria",
    "labels": "other labels",
}
CAUSE_NAMES = {
    "new": "new {unit}",
    "removed": "removed {unit}",
    "replaced": "entries that stand for another model now",
    "reassessed": "{unit} judged differently",
    "filled_in": "blanks filled in",
    "blanked": "judgments taken back",
    "criteria": "other criteria",
    "regrouped": "{unit} moved to another group",
    "redated": "{unit} moved to another period",
    "rescoped": "{unit} moved into or out of the question",
}
_LEAST = 0.0005


def finding(change: VintageChange, min_group: int) -> str:
    """Return the change in one sentence: how many shares moved, how many beyond their interval, the largest."""
    shares = comparable(change, min_group)
    name = f"Between the editions of {change.before} and {change.after}"
    if shares.is_empty():
        return f"{name}, no share rests on {min_group} or more judged {change.unit} in both."
    moved = shares.filter(pl.col("share_change").abs() >= _LEAST)
    if moved.is_empty():
        return f"{name}, none of {counted(shares.height, 'share')} moved."
    outside = moved.filter(~pl.col("share_after").is_between("lower_before", "upper_before")).height
    first = largest(change, min_group, 1)[0]
    beyond = (
        f", {outside or 'none'} of them out of the 95% interval that the older edition gives"
        if moved["lower_before"].count()
        else ""
    )
    return (
        f"{name}, {number(moved.height)} of {counted(shares.height, 'share')} ({change.title}) moved{beyond}. "
        f"The largest move: {sentence(change, *first)}"
    )


def sentence(change: VintageChange, period: str, group: str) -> str:
    """Return how one share moved and why, largest cause first."""
    found = change.numbers.filter(period=period, group=group)
    name = group_name(group) + (f" in {period}" if period != POOLED else "")
    if found.is_empty():
        return f"{name}: nothing judged in either edition."
    row = found.row(0, named=True)
    if row["share_change"] is None:
        known = "newer" if row["n_after"] else "older"
        n, share = (row["n_after"], row["share_after"]) if row["n_after"] else (row["n_before"], row["share_before"])
        return f"{name}: {percent(share)} of {number(n)} in the {known} edition, nothing judged in the other."
    causes = change.parts.filter(period=period, group=group).sort(
        pl.col("share_change").abs(), pl.col("cause").cast(pl.Enum(CAUSES)), descending=[True, False]
    )
    spoken = [
        f"{_cause(change, one['cause'])} {points(one['share_change'], 1)} ({number(one['release_count'])})"
        for one in causes.iter_rows(named=True)
        if abs(one["share_change"]) >= _LEAST
    ]
    ends = [f"{percent(row[f'share_{one}'])} of {number(row[f'n_{one}'])}" for one in ("before", "after")]
    why = f": {', '.join(spoken)}" if spoken else ""
    return f"{name}, {' to '.join(ends)} ({points(row['share_change'], 1)} points){why}."


def causes_sentence(change: VintageChange, min_group: int) -> str:
    """Return which kinds of change did most: their part of all movement, up and down added without their signs."""
    sizes = kind_sizes(change, min_group)
    if not sizes:
        return "Nothing moved."
    total = sum(sizes.values())
    listed = ", ".join(
        f"{KIND_NAMES[kind].format(unit=change.unit)} {percent(size / total)}"
        for kind, size in sorted(sizes.items(), key=lambda one: -one[1])
    )
    return f"Of all movement between the two editions, ups and downs added without their signs: {listed}."


def summary(change: VintageChange, min_group: int, most: int = 4) -> list[str]:
    """Return the finding, which causes did most, the ``most`` largest moves after the first, and the notes."""
    others = [capital(sentence(change, *cell)) for cell in largest(change, min_group, most + 1)[1:]]
    return [finding(change, min_group), causes_sentence(change, min_group), *others, *change.notes]


def new_words(new: pl.DataFrame) -> str:
    """Return how many of the releases that are new in the newer edition came out before the older one was made."""
    if new.is_empty():
        return "No new release is in a share with enough of them."
    earlier = new["is_earlier"].sum()
    only = ": new on the list, and not new" if earlier else ""
    return (
        f"Of {counted(new.height, 'new release')} in these shares, {number(earlier) if earlier else 'none'} came out "
        f"before the older edition was made{only}."
    )


def spread_words(spreads: pl.DataFrame) -> list[str]:
    """Return a sentence per list on how far the editions lie apart, and where they do most."""
    if spreads.is_empty():
        return ["No share rests on enough releases in two editions, so nothing can be compared."]
    return [_list_words(spreads.filter(listed_in=name)) for name in spreads["listed_in"].unique(maintain_order=True)]


def left_out_words(shares: pl.DataFrame, groups: Sequence[str]) -> list[str]:
    """Return a sentence on the groups that a chart of some leaves out, none where there is none."""
    rest = sorted(set(shares.filter(pl.col("n") > 0)["group"]) - set(groups))
    if not rest:
        return []
    return [f"Not drawn: {', '.join(map(group_name, rest))}."]


def _list_words(own: pl.DataFrame) -> str:
    top = own.row(0, named=True)
    listed = "the publisher's whole list" if top["listed_in"] == ALL else f"the list {top['listed_in']!r}"
    shares = "the one share" if own.height == 1 else counted(own.height, "share")
    ends = [
        f"{percent(top[one])} of {number(top[f'n_{one}'])} in {which} of {top[f'{one}_vintage']}"
        for one, which in (("first", "the edition"), ("last", "that"))
    ]
    beyond = int(own["is_beyond"].sum())
    return (
        f"Of {listed}, two or more editions have enough releases for {shares}; the editions lie "
        f"{100 * own['spread'].median():.1f} points apart in the median one, and in {beyond or 'none'} the newest "
        f"share is outside the 95% interval of the oldest. Furthest apart: {group_name(top['group'])} in "
        f"{top['period']}, {', '.join(ends)}."
    )


def _cause(change: VintageChange, cause: str) -> str:
    return CAUSE_NAMES[cause].format(unit=change.unit)
