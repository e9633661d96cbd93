"""Shares of a whole by quarter, one line a group, each named at its end: for counts so large that no interval shows."""

from __future__ import annotations

import json

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import CHARACTER_WIDTH, WIDTH, finish, inline, period_axis
from openness.charts.captions import sentences
from openness.charts.frame import Column, Row, distinct, tidy_rows
from openness.charts.periods import period_range
from openness.charts.theme import group_styles, style_order
from openness.words.names import label, label_expression, listing, number, percent, quoted

_COLUMNS = (
    Column("period", "text"),
    Column("group", "text"),
    Column("pusher_count", "count"),
    Column("n", "count"),
    Column("share", "share"),
)
_HEIGHT = 300
_LEAST_GAP = 16


def quarter_lines(
    shares: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    by_label: str = "License",
    note: str = "",
) -> alt.VConcatChart:
    """Draw the share of each group in each quarter.

    Parameters
    ----------
    shares
        One row a period and group: ``period``, ``group``, ``pusher_count``, ``n`` (of the period), ``share``.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what is counted.
    by_label
        What a group is.
    note
        What a reader should know before trusting the chart.

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
        If a value is of the wrong type or range.
    """
    rows = tidy_rows(shares, _COLUMNS, key=["period", "group"], chart=name)
    periods = period_range(row["period"] for row in rows)
    groups = _ordered(rows, periods)
    ends = {period: next(row["n"] for row in rows if row["period"] == period) for period in (periods[0], periods[-1])}
    counts = listing([f"{number(n)} in {period}" for period, n in ends.items()])
    return finish(
        _lines(rows, periods, groups, by_label),
        name=name,
        title=title,
        subtitle=[definition, f"n = {counts}."],
        source=source,
        alt_text=_alt(rows, groups),
        caption=sentences(note),
        columns=list(rows[0]),
    )


def _ordered(rows: list[Row], periods: list[str]) -> list[str]:
    last = {row["group"]: row["share"] or 0 for row in rows if row["period"] == periods[-1]}
    return sorted(distinct(rows, "group"), key=lambda group: (-last.get(group, 0), group))


def _lines(rows: list[Row], periods: list[str], groups: list[str], by_label: str) -> alt.LayerChart:
    styles = group_styles(groups)
    width = WIDTH - max(len(label(group)) for group in groups) * CHARACTER_WIDTH
    highest = max(row["share"] or 0 for row in rows)
    x = alt.X(
        "period:O",
        scale=alt.Scale(type="point", domain=periods, padding=0.2),
        axis=period_axis(periods, width),
    )
    y = alt.Y(
        "share:Q",
        scale=alt.Scale(domain=[0, min(1, highest * 1.05)], nice=False),
        axis=alt.Axis(title=None, format=".0%", domain=False, ticks=False, tickCount=5),
    )
    color = alt.Color("group:N", scale=alt.Scale(domain=style_order(groups), range="ramp"), legend=None)
    dash = alt.StrokeDash(
        "group:N", scale=alt.Scale(domain=list(styles), range=[list(s.dash) for s in styles.values()]), legend=None
    )
    tooltips = [
        alt.Tooltip("period:N", title="Quarter"),
        alt.Tooltip("group_label:N", title=by_label),
        alt.Tooltip("share:Q", title="Share", format=".1%"),
        alt.Tooltip("pusher_count:Q", title="Developers", format=","),
    ]
    named = label_expression(groups, "datum.group")
    base = alt.Chart().transform_calculate(group_label=named)
    lines = base.mark_line(strokeWidth=2, aria=False).encode(x=x, y=y, color=color, strokeDash=dash)
    shapes = alt.Scale(domain=list(styles), range=[style.shape for style in styles.values()])
    dots = base.mark_point(filled=True, size=22).encode(
        x=x, y=y, color=color, shape=alt.Shape("group:N", scale=shapes, legend=None), tooltip=tooltips
    )
    places = _label_places(rows, periods[-1], groups, highest)
    ends = (
        base.transform_filter(f"datum.period === {quoted(periods[-1])}")
        .transform_calculate(place=f"({json.dumps(places)})[datum.group]")
        .mark_text(align="left", dx=8, aria=False)
        .encode(x=x, y=alt.Y("place:Q", title=None), text="group_label:N", color=color)
    )
    panel = alt.layer(lines, dots, ends, data=inline(rows))
    panel.width, panel.height = width, _HEIGHT
    return panel


def _label_places(rows: list[Row], last: str, groups: list[str], highest: float) -> dict[str, float]:
    """Return where the name of each line stands: at its end, and no nearer to another name than a line of text."""
    gap = _LEAST_GAP / _HEIGHT * min(1, highest * 1.05)
    ends = {row["group"]: row["share"] for row in rows if row["period"] == last and row["share"] is not None}
    shown = [group for group in groups if group in ends]
    places: list[float] = []
    for group in reversed(shown):
        places.append(max(ends[group], places[-1] + gap) if places else ends[group])
    return dict(zip(reversed(shown), places, strict=True))


def _alt(rows: list[Row], groups: list[str]) -> str:
    parts = ["Line chart."]
    for group in groups:
        own = sorted((r for r in rows if r["group"] == group and r["share"] is not None), key=lambda r: r["period"])
        if not own:
            continue
        first, last = own[0], own[-1]
        ends = [f"{percent(one['share'])} in {one['period']}" for one in (first, last)]
        parts.append(f"{label(group)}: {', '.join(ends)}.")
    return " ".join(parts)
