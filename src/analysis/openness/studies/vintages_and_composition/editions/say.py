"""Changes between editions in plain words, made from the numbers."""

from __future__ import annotations

import polars as pl

from openness.studies.vintages_and_composition.editions.change import VintageChange, largest
from openness.studies.vintages_and_composition.editions.editions import POOLED
from openness.studies.vintages_and_composition.editions.moves import CAUSES, KIND_OF
from openness.words.sentences import NAMES, percent

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
    "blanked": "judgements taken back",
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
        return f"{name}, none of {shares.height:,} shares moved."
    outside = moved.filter(~pl.col("share_after").is_between("lower_before", "upper_before")).height
    first = largest(change, min_group, 1)[0]
    beyond = (
        f", {outside or 'none'} of them out of the 95% interval that the older edition gives"
        if moved["lower_before"].count()
        else ""
    )
    return (
        f"{name}, {moved.height:,} of {shares.height:,} shares ({change.title}) moved{beyond}. "
        f"The largest move: {sentence(change, *first)}"
    )


def sentence(change: VintageChange, period: str, group: str) -> str:
    """Return how one share moved and why, largest cause first."""
    found = change.numbers.filter(period=period, group=group)
    name = NAMES.get(group, group.replace("_", " ")) + (f" in {period}" if period != POOLED else "")
    if found.is_empty():
        return f"{name}: nothing judged in either edition."
    row = found.row(0, named=True)
    if row["share_change"] is None:
        known = "newer" if row["n_after"] else "older"
        n, share = (row["n_after"], row["share_after"]) if row["n_after"] else (row["n_before"], row["share_before"])
        return f"{name}: {percent(share)} of {n:,} in the {known} edition, nothing judged in the other."
    causes = change.parts.filter(period=period, group=group).sort(
        pl.col("share_change").abs(), pl.col("cause").cast(pl.Enum(CAUSES)), descending=[True, False]
    )
    spoken = [
        f"{_cause(change, one['cause'])} {_points(one['share_change'])} ({one['release_count']:,})"
        for one in causes.iter_rows(named=True)
        if abs(one["share_change"]) >= _LEAST
    ]
    ends = (
        f"{percent(row['share_before'])} of {row['n_before']:,} to {percent(row['share_after'])} of {row['n_after']:,}"
    )
    why = f": {', '.join(spoken)}" if spoken else ""
    return f"{name}, {ends} ({_points(row['share_change'])} points){why}."


def causes_sentence(change: VintageChange, min_group: int) -> str:
    """Return which kinds of change did most: their part of all movement, up and down added without their signs."""
    cells = comparable(change, min_group).select("period", "group")
    own = change.parts.join(cells, on=["period", "group"], how="semi")
    sizes = own.group_by("kind").agg(pl.col("share_change").abs().sum().alias("size"))
    sums = dict(sizes.iter_rows())
    total = sum(sums.values())
    if not total:
        return "Nothing moved."
    kinds = [kind for kind in dict.fromkeys(KIND_OF.values()) if sums.get(kind)]
    ranked = sorted(kinds, key=lambda kind: -sums[kind])
    listed = ", ".join(f"{KIND_NAMES[kind].format(unit=change.unit)} {percent(sums[kind] / total)}" for kind in ranked)
    return f"Of all movement between the two editions, ups and downs added without their signs: {listed}."


def summary(change: VintageChange, min_group: int, most: int = 4) -> list[str]:
    """Return the finding, which causes did most, the ``most`` largest moves after the first, and the notes."""
    others = [sentence(change, *cell) for cell in largest(change, min_group, most + 1)[1:]]
    capital = [text[:1].upper() + text[1:] for text in others]
    return [finding(change, min_group), causes_sentence(change, min_group), *capital, *change.notes]


def comparable(change: VintageChange, min_group: int) -> pl.DataFrame:
    """Return the numbers that rest on ``min_group`` or more judged releases in both editions."""
    least = max(min_group, 1)
    enough = pl.min_horizontal("n_before", "n_after") >= least
    return change.numbers.filter(enough)


def _points(change: float) -> str:
    return f"{100 * change:+.1f}"


def _cause(change: VintageChange, cause: str) -> str:
    return CAUSE_NAMES[cause].format(unit=change.unit)
