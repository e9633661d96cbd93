"""Results in plain words and plain text, made from the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from openness.measures.ask import Answer

NAMES = {"corporate": "companies", "community": "community developers", "mixed": "mixed teams"}


_CELL = ("period", "group", "n", "open_share", "lower", "upper")


@dataclass(frozen=True)
class Cell:
    """One period and group of a table of shares."""

    period: str
    group: str
    n: int
    share: float
    lower: float
    upper: float

    def text(self) -> str:
        """Return the share with n and interval: ``51% of 417 (46-56%)``."""
        return f"{percent(self.share)} of {self.n:,} ({100 * self.lower:.0f}-{percent(self.upper)})"


def percent(share: float) -> str:
    """Return a share of 0..1 as a whole percentage."""
    return f"{100 * share:.0f}%"


def first_and_last(shares: pl.DataFrame, group: str, min_group: int) -> tuple[Cell, Cell] | None:
    """Return the first and last period of a group with at least ``min_group`` judged releases; None if none has."""
    own = shares.filter(pl.col("group") == group, pl.col("n") >= max(min_group, 1)).sort("period")
    if own.is_empty():
        return None
    rows = own.select(_CELL).rows()
    return Cell(*rows[0]), Cell(*rows[-1])


def contrast(shares: pl.DataFrame, what: str, min_group: int, groups: tuple[str, str]) -> str:
    """Return one sentence that compares two groups in the last period in which both are large enough.

    Parameters
    ----------
    shares
        Result of ``share_by_period``.
    what
        What the share is of, as a title: ``Open weights``.
    min_group
        Judged releases a group must have in the period.
    groups
        The two groups.

    Returns
    -------
    str
        With n and 95% interval of both; says so where no period has enough of both.
    """
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


def finding(shares: pl.DataFrame, by: str, what: str, min_group: int) -> str:
    """Return the one sentence that answers the question: companies against community, or highest against lowest."""
    if by == "developer_group":
        return contrast(shares, what, min_group, ("corporate", "community"))
    return extremes(shares, what, min_group)


def findings(answers: Mapping[str, Answer], by: str, what: str, min_group: int) -> list[str]:
    """Return the finding of each of several answers, after its label."""
    return [f"**{name}**: {finding(one.shares, by, what, min_group)}" for name, one in answers.items()]


def summary(shares: pl.DataFrame, by: str, what: str, min_group: int, most: int = 4) -> list[str]:
    """Return the finding, then how the share of each group moved; the ``most`` groups with most judged releases."""
    sizes = shares.group_by("group").agg(pl.col("n").sum()).sort("n", "group", descending=[True, False])
    groups = [group for group, n in sizes.iter_rows() if n > 0 and group != "unknown"][:most]
    return [finding(shares, by, what, min_group), *(movement(shares, group, min_group) for group in groups)]


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


def group_name(group: str) -> str:
    """Return how sentences name a group."""
    return NAMES.get(group, group.replace("_", " "))


def capital(text: str) -> str:
    """Return a text with its first letter large."""
    return text[:1].upper() + text[1:]


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, such as ``1 release`` or ``2 releases``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _at_least(min_group: int) -> str:
    return "a judged release" if min_group <= 1 else f"{min_group} or more judged releases"


def movement(shares: pl.DataFrame, group: str, min_group: int) -> str:
    """Return one sentence on how a group's share moved from its first to its last period with enough releases."""
    name = group_name(group)
    name = name[:1].upper() + name[1:]
    ends = first_and_last(shares, group, min_group)
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


def as_text(frame: pl.DataFrame, digits: int = 3) -> str:
    """Return a small table as aligned plain text, for terminals and for outputs that are compared between runs."""
    rows = [[_cell(value, digits) for value in row] for row in (tuple(frame.columns), *frame.rows())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    numeric = [dtype.is_numeric() for dtype in frame.dtypes]
    lines = (
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in rows
    )
    return "\n".join(lines)


def _cell(value: object, digits: int) -> str:
    if value is None:
        return "-"
    return f"{value:.{digits}f}" if isinstance(value, float) else str(value)
