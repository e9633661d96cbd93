"""What opens and what closes, in plain words."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from openness.words.names import group_name
from openness.words.numbers import capital, counted, listing, percent, points

_SIDES = ("corporate", "community")
_MOST = 4

Row = Mapping[str, Any]


def finding(shares: pl.DataFrame, changes: pl.DataFrame) -> str:
    """Return in a few sentences which parts open and which close, by group."""
    spoken = _spoken(shares)
    if not spoken:
        return "No release could be judged."
    return " ".join(movements(changes, group) for group in spoken)


def movements(changes: pl.DataFrame, group: str) -> str:
    """Return a few sentences on the parts that a group opens and closes from its first to its last period."""
    own, name = changes.filter(group=group), capital(group_name(group))
    if own.is_empty():
        return f"{name}: no part has two periods with enough releases to compare."
    texts = []
    for verdict, how in (("opens", "more open"), ("closes", "less open")):
        found = own.filter(verdict=verdict).sort(pl.col("difference").abs(), descending=True, maintain_order=True)
        if found.height:
            said = [f"the {row['concept'].replace('_', ' ')} ({_change(row)})" for row in found.rows(named=True)]
            texts.append(f"{name}, {how}: {listing(said, at_most=_MOST)}.")
    unclear = own.filter(verdict="no clear change").height
    if not texts:
        return (
            f"{name}: none of {counted(unclear, 'part')} moves clearly from the first period with enough releases to "
            "the last."
        )
    return " ".join([*texts, *([f"No clear change in {unclear} of {counted(own.height, 'part')}."] if unclear else [])])


def ladder_finding(ladder: pl.DataFrame, changes: pl.DataFrame, min_group: int) -> list[str]:
    """Return how the share of releases that share some or all of their training data moved: a sentence a group."""
    moved = {row["group"]: row for row in changes.rows(named=True)}
    spoken = _spoken(ladder.filter(pl.col("rung") != "not_judged"))
    return [_ladder(capital(group_name(group)), moved.get(group), min_group) for group in spoken]


def _ladder(name: str, row: Row | None, min_group: int) -> str:
    if row is None:
        return f"{name}: fewer than two periods have {min_group} or more releases judged on training data."
    first, last = _ends(row)
    unclear = ", so the two may not differ" if row["verdict"] == "no clear change" else ""
    return f"{name}: training data are shared, all or some, by {first} and by {last}; {_moved(row)}{unclear}."


def _spoken(sizes: pl.DataFrame) -> list[str]:
    """Return corporate and community where both have a judged release, else the two largest known groups."""
    sizes = sizes.filter(pl.col("group") != "unknown").group_by("group").agg(pl.col("n").sum())
    known = sizes.filter(pl.col("n") > 0).sort("n", "group", descending=[True, False])["group"].to_list()
    return list(_SIDES) if set(_SIDES) <= set(known) else known[:2]


def _change(row: Row) -> str:
    return f"{', '.join(_ends(row))}; {_moved(row)}"


def _ends(row: Row) -> list[str]:
    """Return both ends of a change: ``25% of 40 in 2023``."""
    ends = ("first", "last")
    return [f"{percent(row[f'{end}_share'])} of {row[f'{end}_n']:,} in {row[f'{end}_period']}" for end in ends]


def _moved(row: Row) -> str:
    return f"{_points(row['difference'])} points, 95% interval {_points(row['lower'])} to {_points(row['upper'])}"


def _points(difference: float) -> str:
    # A bound that rounding would put on zero is the one that decides.
    return points(difference, 1 if 0 < abs(difference) < 0.005 else 0)
