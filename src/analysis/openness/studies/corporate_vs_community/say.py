"""Who opens what, in plain words, from the shares that were charted."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from openness.words.sentences import Cell, capital, group_name

_CELL = ("period", "group", "n", "open_share", "lower", "upper")


def finding(shares: pl.DataFrame, by: str, what: str, min_group: int) -> str:
    """Return the one sentence that answers the question: companies against community, or highest against lowest."""
    if by == "developer_group":
        return contrast(shares, what, min_group, ("corporate", "community"))
    return extremes(shares, what, min_group)


def findings(shares: Mapping[str, pl.DataFrame], by: str, what: str, min_group: int) -> list[str]:
    """Return the finding of each of several tables of shares, after its label."""
    return [f"**{name}**: {finding(one, by, what, min_group)}" for name, one in shares.items()]


def summary(shares: pl.DataFrame, by: str, what: str, min_group: int, most: int = 4) -> list[str]:
    """Return the finding, then how the share of each group moved; the ``most`` groups with most judged releases."""
    sizes = shares.group_by("group").agg(pl.col("n").sum()).sort("n", "group", descending=[True, False])
    groups = [group for group, n in sizes.iter_rows() if n > 0 and group != "unknown"][:most]
    return [finding(shares, by, what, min_group), *(movement(shares, group, min_group) for group in groups)]


def contrast(shares: pl.DataFrame, what: str, min_group: int, groups: tuple[str, str]) -> str:
    """Return one sentence that compares two groups in the last period in which both are large enough."""
    one, other = (group_name(group) for group in groups)
    cells = _last_common(shares.filter(pl.col("group").is_in(list(groups))), min_group, least=2)
    if not cells:
        return f"No period has {_at_least(min_group)} from both {one} and {other}."
    by_group = {cell.group: cell for cell in cells}
    first, second = (by_group[group] for group in groups)
    return (
        f"{what} in {first.period}: {first.text()} releases by {one} and {second.text()} by {other}; "
        f"{_verdict(first, second)}."
    )


def extremes(shares: pl.DataFrame, what: str, min_group: int) -> str:
    """Return one sentence on the groups with the highest and the lowest share in the last comparable period."""
    cells = _last_common(shares, min_group, least=2)
    if not cells:
        return f"No period has two groups with {_at_least(min_group)}."
    ranked = sorted(cells, key=lambda cell: (-cell.share, cell.group))
    high, low = ranked[0], ranked[-1]
    return (
        f"{what} in {high.period}: highest for {group_name(high.group)}, {high.text()} releases, lowest for "
        f"{group_name(low.group)}, {low.text()}; {_verdict(high, low)}."
    )


def movement(shares: pl.DataFrame, group: str, min_group: int) -> str:
    """Return one sentence on how a group's share moved from its first to its last period with enough releases."""
    name = capital(group_name(group))
    ends = _first_and_last(shares, group, min_group)
    if ends is None:
        return f"{name}: no period has {_at_least(min_group)}."
    first, last = ends
    if first.period == last.period:
        return f"{name}: {last.text()} in {last.period}, the only period with enough releases."
    if last.lower > first.upper:
        how = "rose"
    elif last.upper < first.lower:
        how = "fell"
    else:
        how = "went, within the uncertainty of both,"
    return f"{name}: {how} from {first.text()} in {first.period} to {last.text()} in {last.period}."


def stub_words(entries: int, stubs: int) -> str:
    """Return how many scored entries are left out of means as stubs, in a sentence."""
    is_ = "are" if stubs > 1 else "is"
    left_out = f"{stubs:,}" if stubs else "none"
    return f"Of {entries:,} scored entries, {left_out} {is_} left out of means as stubs, with every criterion blank."


def _first_and_last(shares: pl.DataFrame, group: str, min_group: int) -> tuple[Cell, Cell] | None:
    """Return the first and last period of a group with at least ``min_group`` judged releases; None if none has."""
    own = shares.filter(pl.col("group") == group, pl.col("n") >= max(min_group, 1)).sort("period")
    if own.is_empty():
        return None
    rows = own.select(_CELL).rows()
    return Cell(*rows[0]), Cell(*rows[-1])


def _last_common(shares: pl.DataFrame, min_group: int, least: int) -> list[Cell]:
    """Return the large enough cells of the last period that has at least ``least`` of them."""
    enough = shares.filter(pl.col("n") >= max(min_group, 1), pl.col("group") != "unknown")
    common = enough.group_by("period").len().filter(pl.col("len") >= least)["period"]
    if common.is_empty():
        return []
    rows = enough.filter(period=common.max()).select(_CELL).sort("group").rows()
    return [Cell(*row) for row in rows]


def _verdict(one: Cell, other: Cell) -> str:
    if one.upper < other.lower or other.upper < one.lower:
        return "the intervals do not overlap"
    return "the intervals overlap, so the two may not differ"


def _at_least(min_group: int) -> str:
    return "a judged release" if min_group <= 1 else f"{min_group} or more judged releases"
