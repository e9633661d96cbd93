"""Plain-English alt text of charts of rows: ranks, differences, gaps, one share under many definitions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from openness.charts.frame import Row, distinct
from openness.words.names import in_order, label, listing, number, percent, plural

_SPELLED_OUT = 6


def ranks_alt(drawn: list[Row], total: int) -> str:
    """Describe ranks: the first ones, and the widest interval.

    Parameters
    ----------
    drawn
        The rows drawn, in order, with ``release``, ``rank``, ``lower`` and ``upper``.
    total
        How many releases have a rank.

    Returns
    -------
    str
    """
    text = f"Dot chart of the ranks of {number(len(drawn))} of {plural(total, 'release')}."
    ranked = [row for row in drawn if row["rank"] is not None]
    if not ranked:
        return f"{text} None can be ranked."
    spoken = [f"{row['release']} {_rank(row['rank'])} ({_interval(row)})" for row in ranked[:3]]
    widest = max(ranked, key=lambda row: row["upper"] - row["lower"])
    return (
        f"{text} From the top, median rank and 95% interval: {listing(spoken)}. "
        f"Widest interval: {widest['release']}, {_interval(widest)}."
    )


def _interval(row: Row) -> str:
    return f"{_rank(row['lower'])} to {_rank(row['upper'])}"


def _rank(value: float) -> str:
    return f"{round(value, 1):g}"


def differences_alt(rows: list[Row], named: Callable[[Row], str], less: str, more: str) -> str:
    """Describe differences: which intervals lie above zero, which below, and how many cross it.

    Parameters
    ----------
    rows
        With ``difference``, ``lower`` and ``upper``.
    named
        What to call a row.
    less, more
        What a difference below and above zero means.

    Returns
    -------
    str
    """
    known = [row for row in rows if row["difference"] is not None and row["lower"] is not None]
    parts = [f"Dot chart of {plural(len(rows), 'difference')} with intervals around zero."]
    sides = ((more, [row for row in known if row["lower"] > 0]), (less, [row for row in known if row["upper"] < 0]))
    for what, own in sides:
        spoken = [f"{named(row)} {100 * row['difference']:+.0f} points" for row in own]
        parts.append(f"{what}, interval clear of zero: {listing(spoken, at_most=_SPELLED_OUT) or 'none'}.")
    crossing = len(known) - sum(len(own) for _, own in sides)
    parts.append(f"{plural(crossing, 'interval')} {'holds' if crossing == 1 else 'hold'} zero.")
    if len(known) < len(rows):
        parts.append(f"Not estimable: {len(rows) - len(known)}.")
    return " ".join(parts)


def claims_alt(drawn: list[Row], total: int) -> str:
    """Describe gaps between claim and practice: the widest ones and the narrowest drawn.

    Parameters
    ----------
    drawn
        The rows drawn, the widest gap first, with ``item``, ``practice`` and ``failed``.
    total
        How many rows can be judged.

    Returns
    -------
    str
    """
    spoken = [
        f"{row['item']} {percent(row['practice'])}" + (f", fails {row['failed']}" if row["failed"] else "")
        for row in drawn[:3]
    ]
    text = f"Dot chart of {number(len(drawn))} of {number(total)} claims. Least practised: {'; '.join(spoken)}."
    if len(drawn) > 3:
        text += f" Most practised of those drawn: {drawn[-1]['item']} {percent(drawn[-1]['practice'])}."
    return text


def definitions_alt(rows: list[Row], words: Mapping[str, str]) -> str:
    """Describe one share under many definitions: its range in each group.

    Parameters
    ----------
    rows
        With ``definition``, ``group``, ``n`` and ``share``.
    words
        Label by definition.

    Returns
    -------
    str
    """
    parts = [f"Dot chart of {plural(len(distinct(rows, 'definition')), 'definition')}."]
    groups = in_order(distinct(rows, "group"))
    for group in groups[:_SPELLED_OUT]:
        own = [row for row in rows if row["group"] == group and row["share"] is not None]
        if not own:
            parts.append(f"{label(group)}: nothing judged.")
            continue
        low, high = min(own, key=lambda row: row["share"]), max(own, key=lambda row: row["share"])
        parts.append(
            f"{label(group)}: from {percent(low['share'])} of {number(low['n'])} ({words[low['definition']]}) "
            f"to {percent(high['share'])} of {number(high['n'])} ({words[high['definition']]})."
        )
    if len(groups) > _SPELLED_OUT:
        parts.append(f"{plural(len(groups) - _SPELLED_OUT, 'more group')} in the table.")
    return " ".join(parts)
