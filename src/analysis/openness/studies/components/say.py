"""What opens and what closes, in words made from the numbers."""

from __future__ import annotations

import polars as pl

from openness.statistics.differences import Difference, newcombe
from openness.studies.components.ladder import RUNGS
from openness.words.sentences import NAMES, percent

_SHARED = RUNGS[:2]
_SIDES = ("corporate", "community")
_ENDS = ("first", "last")
_MOST = 4


def finding(shares: pl.DataFrame, changes: pl.DataFrame) -> str:
    """Return in a few sentences which parts open and which close, by group."""
    spoken = _spoken(shares)
    if not spoken:
        return "No release could be judged."
    return " ".join(movements(changes, group) for group in spoken)


def movements(changes: pl.DataFrame, group: str) -> str:
    """Return a few sentences on the parts that a group opens and closes from its first to its last period."""
    own, name = changes.filter(group=group), _name(group)
    if own.is_empty():
        return f"{name}: no part has two periods with enough releases to compare."
    texts = []
    for verdict, how in (("opens", "more open"), ("closes", "less open")):
        found = own.filter(verdict=verdict).sort(pl.col("difference").abs(), descending=True)
        if found.height:
            said = [_change(row) for row in found.head(_MOST).iter_rows(named=True)]
            rest = found.height - len(said)
            texts.append(f"{name}, {how}: {_joined([*said, *([f'{rest} more'] if rest else [])])}.")
    unclear = own.filter(verdict="no clear change").height
    if not texts:
        return f"{name}: none of {unclear} parts moves clearly from the first period with enough releases to the last."
    return " ".join([*texts, *([f"No clear change in {unclear} of {own.height} parts."] if unclear else [])])


def ladder_finding(ladder: pl.DataFrame, min_group: int) -> list[str]:
    """Return how the share of releases that share some or all of their training data moved: a sentence a group."""
    judged = ladder.filter(pl.col("rung") != "not_judged")
    return [_ladder_of(judged.filter(group=group), group, min_group) for group in _spoken(judged)]


def _spoken(counted: pl.DataFrame) -> list[str]:
    """Return companies and community where both have a judged release, else the two largest known groups."""
    sizes = counted.filter(pl.col("group") != "unknown").group_by("group").agg(pl.col("n").sum())
    known = sizes.filter(pl.col("n") > 0).sort("n", "group", descending=[True, False])["group"].to_list()
    return list(_SIDES) if set(_SIDES) <= set(known) else known[:2]


def _ladder_of(own: pl.DataFrame, group: str, min_group: int) -> str:
    shared = pl.col("n").filter(pl.col("rung").is_in(_SHARED)).sum()
    periods = own.group_by("period").agg(shared.alias("shared"), pl.col("n").sum()).sort("period")
    enough = periods.filter(pl.col("n") >= max(min_group, 1))
    if enough.height < 2:
        return f"{_name(group)}: fewer than two periods have {min_group} or more releases judged on training data."
    first, last = enough.row(0, named=True), enough.row(-1, named=True)
    moved = newcombe(last["shared"], last["n"], first["shared"], first["n"])
    ends = [f"{percent(one['shared'] / one['n'])} of {one['n']:,} in {one['period']}" for one in (first, last)]
    said = f"{_name(group)}: training data are shared, all or some, by {ends[0]} and by {ends[1]}"
    return f"{said}; {_moved(moved)}{'' if moved.is_certain else ', so the two may not differ'}."


def _change(row: dict) -> str:
    ends = [f"{percent(row[f'{end}_share'])} of {row[f'{end}_n']:,} in {row[f'{end}_period']}" for end in _ENDS]
    moved = Difference(row["difference"], row["lower"], row["upper"])
    return f"the {row['concept'].replace('_', ' ')} ({ends[0]}, {ends[1]}; {_moved(moved)})"


def _moved(moved: Difference) -> str:
    return f"{_points(moved.difference)} points, 95% interval {_points(moved.lower)} to {_points(moved.upper)}"


def _points(difference: float) -> str:
    points = 100 * difference
    # A bound that rounding would put on zero is the one that decides.
    return f"{points:+.1f}" if 0 < abs(points) < 0.5 else f"{points:+.0f}"


def _name(group: str) -> str:
    name = NAMES.get(group, group.replace("_", " "))
    return name[:1].upper() + name[1:]


def _joined(items: list[str]) -> str:
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]
