"""Plain-English alt text of decompositions, lags and survival curves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from openness.charts.frame import Row, distinct
from openness.words.names import label, listing, number, percent, plural

_SPELLED_OUT = 4


def contributions_alt(
    rows: list[Row], panels: Sequence[str], named: Callable[[Row], str], called: Callable[[str], str]
) -> str:
    """Describe contributions: the change of each panel, then its parts from the largest.

    Parameters
    ----------
    rows
        With ``panel``, ``part``, ``contribution``, ``lower``, ``upper`` in percentage points.
    panels
        The panels drawn.
    named, called
        What to call a row, and a panel.

    Returns
    -------
    str
    """
    parts = ["Bar chart of contributions in percentage points."]
    for panel in panels:
        own = [row for row in rows if row["panel"] == panel and row["contribution"] is not None]
        change = [row for row in own if row["part"] == "change"]
        rest = sorted((row for row in own if row["part"] != "change"), key=lambda row: -abs(row["contribution"]))
        spoken = [f"{named(row)} {_points(row)}" for row in (*change, *rest[:_SPELLED_OUT])]
        more = f" {plural(len(rest) - _SPELLED_OUT, 'smaller bar')} more." if len(rest) > _SPELLED_OUT else ""
        parts.append(f"{called(panel)}: {'; '.join(spoken)}.{more}")
    return " ".join(parts)


def _points(row: Row) -> str:
    band = "" if row["lower"] is None else f" ({row['lower']:+.1f} to {row['upper']:+.1f})"
    return f"{row['contribution']:+.1f}{band}"


def lags_alt(rows: list[Row]) -> str:
    """Describe a ladder of lags: how many levels were met, shortest and longest lag, what still waits.

    Parameters
    ----------
    rows
        Rows drawn, with ``closed_release``, ``open_release``, ``lag_years``, ``years`` and ``status``.

    Returns
    -------
    str
    """
    met = sorted((row for row in rows if row["status"] != "waiting"), key=lambda row: row["lag_years"])
    waiting = [row for row in rows if row["status"] == "waiting"]
    parts = [f"Ladder of {plural(len(rows), 'level')} and the years until an open release met each."]
    if met:
        short, long = met[0], met[-1]
        parts.append(
            f"Met: {number(len(met))}, from {_lag(short)} years ({short['open_release']} after "
            f"{short['closed_release']}) to {_lag(long)} years ({long['open_release']} after {long['closed_release']})."
        )
    if waiting:
        spoken = [f"{row['closed_release']} ({row['years']:.1f} years so far)" for row in waiting]
        parts.append(f"Not met yet: {listing(spoken, at_most=_SPELLED_OUT)}.")
    return " ".join(parts)


def _lag(row: Row) -> str:
    return f"{row['lag_years']:.1f}"


def curves_alt(rows: list[Row]) -> str:
    """Describe survival curves: n and events, when a half is reached, where each curve ends.

    Parameters
    ----------
    rows
        With ``group``, ``years``, ``at_risk``, ``event_count``, ``survival``.

    Returns
    -------
    str
    """
    parts = ["Step chart of the share still waiting, by years."]
    for group in distinct(rows, "group"):
        own = sorted((row for row in rows if row["group"] == group), key=lambda row: row["years"])
        half = next((row["years"] for row in own if row["survival"] <= 0.5), None)
        middle = "never falls to a half" if half is None else f"falls to a half at {half:.1f} years"
        name = "" if group == "all" else f"{label(group)}: "
        text = (
            f"{plural(own[0]['at_risk'], 'duration')}, {plural(sum(row['event_count'] for row in own), 'event')}; "
            f"{middle}, ends at {percent(own[-1]['survival'])} after {own[-1]['years']:.1f} years."
        )
        parts.append(name + text)
    return " ".join(parts)
