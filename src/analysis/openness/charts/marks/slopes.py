"""Slopes with their intervals: percentage points a year around zero, and the margin within which one is called flat."""

from __future__ import annotations

import math

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.alt_trends import slopes_alt
from openness.charts.around import finish
from openness.charts.captions import sentences
from openness.charts.frame import Column, Row, check_intervals, distinct, tidy_rows
from openness.charts.marks.rows import Dots
from openness.project.errors import BadValueError, OpennessError
from openness.words.names import label, listing, number

_COLUMNS = (
    Column("item", "text"),
    Column("group", "text"),
    Column("points", "number"),
    Column("lower", "number"),
    Column("upper", "number"),
    Column("n", "count"),
    Column("developers", "count"),
    Column("note", "note"),
    Column("reason", "note"),
)
_STEPS = (2, 5, 10, 20, 50)
_MARGIN_COLOR = "#59636e"
_BESIDE = 235
_BESIDE_TEXT = (
    "!isValid(datum.points) ? '' : format(datum.points, '+.1f') + ' (' + format(datum.lower, '+.1f') + ' to ' + "
    "format(datum.upper, '+.1f') + ')' + (isValid(datum.note) ? ', ' + datum.note : '')"
)


def slope_intervals(
    slopes: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    margin: float,
    less: str = "falls",
    more: str = "rises",
    note: str = "",
) -> alt.VConcatChart:
    """Draw slopes of shares, each with its interval, around zero.

    Parameters
    ----------
    slopes
        One row an item and method: ``item``, ``group`` (the method), ``points`` (percentage points a year, null where
        there is no slope), ``lower`` and ``upper`` (95%), ``n`` (releases), ``developers``, ``note`` (stands beside the
        interval), ``reason`` (why there is no slope). Items are drawn from the top in the order in which they first
        appear; an item without any slope is named in the caption and not drawn.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what is open and what a slope is.
    margin
        Percentage points a year within which a slope is called flat; drawn as a band.
    less, more
        What a slope below and above zero means.
    note
        What a reader should know before trusting the chart; opens the caption.

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
        If a value is of the wrong type, a slope lies outside its interval, or the margin is not above 0.
    """
    if not margin > 0:
        raise BadValueError(f"margin of chart {name!r} is {margin}, expected more than 0 points a year")
    rows = tidy_rows(slopes, _COLUMNS, key=["item", "group"], chart=name)
    check_intervals(rows, "points", chart=name, names=["item", "group"])
    drawn = [row for row in rows if row["points"] is not None]
    if not drawn:
        raise OpennessError(f"chart {name!r} has nothing to draw: no group can bear a slope")
    items, methods = distinct(drawn, "item"), distinct(drawn, "group")
    silent = {row["item"]: row["reason"] for row in rows if row["item"] not in items}
    step = _step(max(abs(row[column]) for row in drawn for column in ("points", "lower", "upper")))
    edge = step * math.ceil(max(abs(row[column]) for row in drawn for column in ("lower", "upper", "points")) / step)
    dots = Dots(
        rows=rows,
        item="item",
        value="points",
        words={item: _words(item) for item in items},
        axis=alt.Axis(
            title=f"← {less} · percentage points a year · {more} →",
            labelExpr="datum.value === 0 ? '0' : format(datum.value, '+')",
            orient="top",
            domain=False,
            grid=True,
            labelFlush=False,
            values=[step * place for place in range(-int(edge / step), int(edge / step) + 1)],
        ),
        domain=(-edge, edge),
        tooltips=_tooltips(),
        groups=methods if len(methods) > 1 else (),
        dodged=len(methods) > 1,
        beside=_BESIDE_TEXT,
        beside_width=_BESIDE,
        line=0,
    )
    chart = dots.draw()
    chart.layer.insert(0, _band(margin, edge))
    return finish(
        chart,
        name=name,
        title=title,
        subtitle=[definition, _counted(drawn, margin)],
        source=source,
        alt_text=slopes_alt(drawn, len(silent), less, more),
        caption=sentences(note, _silent(silent), "An interval that crosses the line leaves open which way it goes."),
        columns=list(rows[0]),
    )


def _words(item: str) -> str:
    text = label(item)
    return text[:1].upper() + text[1:]


def _step(largest: float) -> int:
    return next((step for step in _STEPS if largest <= 4 * step), _STEPS[-1])


def _band(margin: float, edge: float) -> alt.Chart:
    one = alt.Chart().transform_aggregate(rows="count()")
    reach = min(margin, edge)
    return one.mark_rect(color=_MARGIN_COLOR, opacity=0.1, stroke=None, aria=False).encode(
        x=alt.XDatum(-reach), x2=alt.X2Datum(reach)
    )


def _counted(drawn: list[Row], margin: float) -> str:
    counts = [f"{_words(row['item'])} {number(row['n'])}" for row in {row["item"]: row for row in drawn[::-1]}.values()]
    return f"n (releases): {listing(counts[::-1])}. Bars: 95% intervals. Grey band: within {margin:g} points, flat."


def _silent(silent: dict[str, str | None]) -> str:
    if not silent:
        return ""
    said = [f"{_words(item)} ({reason})" if reason else _words(item) for item, reason in silent.items()]
    return f"No slope: {listing(said, at_most=4)}."


def _tooltips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("item:N", title="Group"),
        alt.Tooltip("group:N", title="Method"),
        alt.Tooltip("points:Q", title="Points a year", format="+.2f"),
        alt.Tooltip("lower:Q", title="Interval from", format="+.2f"),
        alt.Tooltip("upper:Q", title="Interval to", format="+.2f"),
        alt.Tooltip("n:Q", title="Releases", format=","),
        alt.Tooltip("developers:Q", title="Developers", format=","),
        alt.Tooltip("note:N", title="Verdict"),
    ]
