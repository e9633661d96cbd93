"""What opens and what closes, in plain words."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from openness.words.names import group_name
from openness.words.numbers import capital, counted, listing, percent, points

_MOST = 4

Row = Mapping[str, Any]


def finding(moved: Sequence[Row]) -> str:
    """Return in a few sentences which parts open and which close, by group."""
    return " ".join(map(movement, moved)) or "No release could be judged."


def movement(moved: Row) -> str:
    """Return a few sentences on the parts that a group opens and closes from its first to its last period."""
    name, unclear = capital(group_name(moved["group"])), moved["unclear"]
    if not moved["parts"]:
        return f"{name}: no part has two periods with enough releases to compare."
    texts = []
    for verdict, how in (("opens", "more open"), ("closes", "less open")):
        said = [f"the {row['concept'].replace('_', ' ')} ({_change(row)})" for row in moved[verdict]]
        if said:
            texts.append(f"{name}, {how}: {listing(said, at_most=_MOST)}.")
    if not texts:
        return (
            f"{name}: none of {counted(unclear, 'part')} moves clearly from the first period with enough releases to "
            "the last."
        )
    if unclear:
        texts.append(f"No clear change in {unclear} of {counted(moved['parts'], 'part')}.")
    return " ".join(texts)


def tests(count: int) -> str:
    """Return how many changes are tested together, or nothing where there is only one."""
    if count < 2:
        return ""
    return (
        f"A part opens or closes where that remains with {counted(count, 'change')} tested together (Holm), "
        "whatever the blanks are."
    )


def ladder_finding(changes: pl.DataFrame, groups: Sequence[str], min_group: int) -> list[str]:
    """Return how the share of releases that share some or all of their training data moved: a sentence a group."""
    moved = {row["group"]: row for row in changes.rows(named=True)}
    return [_ladder(capital(group_name(group)), moved.get(group), min_group) for group in groups]


def _ladder(name: str, row: Row | None, min_group: int) -> str:
    if row is None:
        return f"{name}: fewer than two periods have {min_group} or more releases judged on training data."
    first, last = _ends(row)
    unclear = f", so {_unclear(row)}" if row["verdict"] == "no clear change" else ""
    return f"{name}: training data are shared, all or some, by {first} and by {last}; {_moved(row)}{unclear}."


def _unclear(row: Row) -> str:
    if row["is_different"]:
        return "the releases of which the source does not say may turn that around"
    if row["lower"] is None or row["lower"] <= 0 <= row["upper"]:
        return "the two may not differ"
    return f"with {row['tests']} groups tested together (Holm) the two may not differ"


def _change(row: Row) -> str:
    return f"{', '.join(_ends(row))}; {_moved(row)}"


def _ends(row: Row) -> list[str]:
    """Return both ends of a change: ``25% of 40 in 2023``."""
    ends = ("first", "last")
    return [f"{percent(row[f'{end}_share'])} of {row[f'{end}_n']:,} in {row[f'{end}_period']}" for end in ends]


def _moved(row: Row) -> str:
    if row["lower"] is None:
        return f"{_points(row['difference'])} points, no interval, one developer"
    return f"{_points(row['difference'])} points, 95% interval {_points(row['lower'])} to {_points(row['upper'])}"


def _points(difference: float) -> str:
    # A bound that rounding would put on zero is the one that decides.
    return points(difference, 1 if difference and -0.005 < difference < 0.005 else 0)
