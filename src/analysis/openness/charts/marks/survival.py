"""Step curves of the share still waiting, with their bands and the censored marked."""

from __future__ import annotations

import math

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.alt_time import curves_alt
from openness.charts.around import columns_for, finish, grid, panel_size, panel_title, share_axis
from openness.charts.captions import sentences
from openness.charts.frame import Column, Row, check_intervals, distinct, tidy_rows
from openness.charts.theme import FADED, style_order
from openness.words.names import in_order, label, listing, number, quoted

_COLUMNS = (
    Column("group", "text"),
    Column("years", "number"),
    Column("at_risk", "count"),
    Column("event_count", "count"),
    Column("censored_count", "count"),
    Column("survival", "share"),
    Column("lower", "share"),
    Column("upper", "share"),
)


def survival_curves(
    curves: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    event: str = "event",
    min_group: int = 5,
) -> alt.VConcatChart:
    """Draw Kaplan-Meier curves, a panel a group.

    Parameters
    ----------
    curves
        Result of :func:`openness.statistics.survival.kaplan_meier`: ``group``, ``years``, ``at_risk``, ``event_count``,
        ``censored_count``, ``survival`` (0..1), ``lower``, ``upper``.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what waits for what.
    event
        What is waited for, for the axis: ``an open release``.
    min_group
        Curves fade where fewer are still at risk.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    OpennessError
        If there is nothing to draw.
    UnknownNameError
        If a column is missing.
    BadValueError
        If a value is of the wrong type or range, or a share outside its band.
    """
    rows = tidy_rows(curves, _COLUMNS, key=["group", "years"], chart=name)
    check_intervals(rows, "survival", chart=name, names=["group", "years"])
    groups = in_order(distinct(rows, "group"))
    columns = columns_for(rows=len(groups), parts=1)
    longest = max(row["years"] for row in rows)
    reach = max(1.0, math.ceil(longest * 2) / 2)
    panels = [
        _panel([row for row in rows if row["group"] == group], group, groups, reach, columns, min_group)
        for group in groups
    ]
    counts = [_counted([row for row in rows if row["group"] == group], group) for group in groups]
    small = [f"{label(group)} ({n})" for group, n, _ in counts if n < min_group]
    return finish(
        grid(panels, columns, rows),
        name=name,
        title=title,
        subtitle=[
            definition,
            f"{listing([text for *_, text in counts])}. Share still without {event}, by years. Band: 95% interval at "
            f"each time. Ticks: censored. Faded: fewer than {min_group} still at risk.",
        ],
        source=source,
        alt_text=curves_alt(rows),
        caption=sentences(
            f"Fewer than {min_group} in all: {listing(small)}." if small else "",
            "A curve ends where the data do; nothing is said beyond. The band takes durations for independent.",
        ),
        columns=list(rows[0]),
    )


def _counted(rows: list[Row], group: str) -> tuple[str, int, str]:
    n, events = max(row["at_risk"] for row in rows), sum(row["event_count"] for row in rows)
    censored = sum(row["censored_count"] for row in rows)
    name = "" if group == "all" else f"{label(group)}: "
    return group, n, f"{name}n = {number(n)} ({number(events)} observed, {number(censored)} censored)"


def _panel(
    rows: list[Row], group: str, groups: list[str], reach: float, columns: int, min_group: int
) -> alt.LayerChart:
    width, height = panel_size(columns)
    data = alt.Chart().transform_filter(f"datum.group === {quoted(group)}")
    scale = alt.Scale(domain=style_order(groups), range="ramp")
    color = alt.Color("group:N", scale=scale, legend=None)
    axis = alt.Axis(title="Years", grid=False, tickCount=6, ticks=True)
    x = alt.X("years:Q", scale=alt.Scale(domain=[0, reach]), axis=axis)
    y = alt.Y("survival:Q", scale=alt.Scale(domain=[0, 1]), axis=share_axis(labels=True))
    band = (
        data.transform_filter("isValid(datum.lower)")
        .mark_area(interpolate="step-after", opacity=0.18, aria=False)
        .encode(x=x, y=alt.Y("lower:Q"), y2="upper:Q", color=color)
    )
    enough = data.transform_filter(f"datum.at_risk >= {min_group}")
    faint = data.mark_line(interpolate="step-after", strokeWidth=2, opacity=FADED, aria=False)
    line = enough.mark_line(interpolate="step-after", strokeWidth=2, aria=False)
    ticks = (
        data.transform_filter("datum.censored_count > 0")
        .mark_point(shape="stroke", angle=90, size=70, strokeWidth=1.6, filled=False, aria=False)
        .encode(x=x, y=y, color=color)
    )
    points = (
        data.transform_filter("datum.event_count > 0")
        .mark_point(filled=True, size=22)
        .encode(x=x, y=y, color=color, tooltip=_tooltips())
    )
    layers = [band, faint.encode(x=x, y=y, color=color), line.encode(x=x, y=y, color=color), ticks, points]
    n = max(row["at_risk"] for row in rows)
    chart = alt.layer(*layers).properties(width=width, height=height)
    chart.title = panel_title(["All" if group == "all" else label(group)], n, width)
    return chart


def _tooltips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("years:Q", title="Years", format=".2f"),
        alt.Tooltip("survival:Q", title="Still waiting", format=".1%"),
        alt.Tooltip("lower:Q", title="Interval from", format=".1%"),
        alt.Tooltip("upper:Q", title="Interval to", format=".1%"),
        alt.Tooltip("at_risk:Q", title="At risk", format=","),
        alt.Tooltip("event_count:Q", title="Events", format=","),
    ]
