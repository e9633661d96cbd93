"""Plain-English alt text of slopes, fitted curves, breaks and changes at events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from openness.charts.frame import Row, distinct
from openness.words.names import label, listing, number, percent, plural

_SPELLED_OUT = 6


def slopes_alt(drawn: list[Row], silent: int, less: str, more: str) -> str:
    """Describe slopes: each with its interval, by method where there are several.

    Parameters
    ----------
    drawn
        With ``item``, ``group``, ``points``, ``lower``, ``upper``.
    silent
        How many items have no slope.
    less, more
        What a slope below and above zero means.

    Returns
    -------
    str
    """
    parts = [f"Dot chart of {plural(len(distinct(drawn, 'item')), 'slope')} in percentage points a year, around zero."]
    for method in distinct(drawn, "group"):
        own = [row for row in drawn if row["group"] == method]
        spoken = [f"{label(row['item'])} {_points(row)}" for row in own]
        parts.append(f"{label(method)}: {listing(spoken, at_most=_SPELLED_OUT)}.")
        clear = Counter(more if row["lower"] > 0 else less if row["upper"] < 0 else "" for row in own)
        parts.append(
            f"Interval clear of zero: {clear[more]} above ({more}), {clear[less]} below ({less}) of {number(len(own))}."
        )
    if silent:
        parts.append(f"Without a slope: {silent}.")
    return " ".join(parts)


def fitted_alt(rows: list[Row], groups: Sequence[str]) -> str:
    """Describe curves: where each begins and ends.

    Parameters
    ----------
    rows
        With ``group``, ``series``, ``year``, ``share``.
    groups
        The groups drawn.

    Returns
    -------
    str
    """
    parts = ["Curves of a trend model over the observed shares of years."]
    for group in groups:
        own = sorted((r for r in rows if r["group"] == group and r["series"] == "fitted"), key=lambda r: r["year"])
        if own:
            ends = [f"{percent(row['share'])} in {int(row['year'])}" for row in (own[0], own[-1])]
            parts.append(f"{label(group)}: from {' to '.join(ends)}.")
    return " ".join(parts)


def segments_alt(found: list[Row], groups: Sequence[str]) -> str:
    """Describe segments: the share of each, and from when to when.

    Parameters
    ----------
    found
        Segments with ``group``, ``period``, ``last_period``, ``n``, ``share``.
    groups
        The groups drawn.

    Returns
    -------
    str
    """
    parts = ["Step chart of shares between breaks."]
    for group in groups:
        own = [row for row in found if row["group"] == group]
        spoken = [
            f"{percent(row['share'])} of {number(row['n'])} from {row['period']} to {row['last_period']}" for row in own
        ]
        parts.append(f"{label(group)}: {listing(spoken, at_most=_SPELLED_OUT)}.")
    return " ".join(parts)


def places_alt(rows: list[Row], groups: Sequence[str]) -> str:
    """Describe breaks by penalty: at how many of the penalties each is found.

    Parameters
    ----------
    rows
        With ``group``, ``factor``, ``period``.
    groups
        The groups with a break at any penalty.

    Returns
    -------
    str
    """
    total = len({row["factor"] for row in rows})
    parts = [f"Dot chart of breaks found at {plural(total, 'penalty').replace('penaltys', 'penalties')}."]
    for group in groups:
        counted = Counter(row["period"] for row in rows if row["group"] == group and row["period"] is not None)
        spoken = [f"{period} at {count}" for period, count in counted.most_common()]
        parts.append(f"{label(group)}: {listing(spoken, at_most=_SPELLED_OUT)}.")
    return " ".join(parts)


def effects_alt(drawn: list[Row], groups: Sequence[str]) -> str:
    """Describe changes of level: the largest at an event and the largest elsewhere, by t.

    Parameters
    ----------
    drawn
        With ``group``, ``period``, ``events``, ``points``, ``lower``, ``upper``, ``rank``, ``dates``.
    groups
        The groups drawn.

    Returns
    -------
    str
    """
    parts = ["Dot chart of changes of level at every period, those with events numbered."]
    for group in groups:
        own = [row for row in drawn if row["group"] == group]
        at_events = sorted((row for row in own if row["events"] is not None), key=lambda row: row["rank"] or 0)
        if not at_events:
            parts.append(f"{label(group)}: {plural(len(own), 'date')}, none with an event.")
            continue
        first = at_events[0]
        rank = f", rank {int(first['rank'])} of {int(first['dates'])}" if first["rank"] is not None else ""
        parts.append(
            f"{label(group)}: {plural(len(own), 'date')}, {len(at_events)} with events; surest at an event: "
            f"{first['events']} in {first['period']}, {_points(first)} points{rank}."
        )
    return " ".join(parts)


def _points(row: Row) -> str:
    return f"{row['points']:+.1f} ({row['lower']:+.1f} to {row['upper']:+.1f})"
