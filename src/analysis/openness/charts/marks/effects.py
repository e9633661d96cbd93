"""Changes of level at dated events among those that the same model finds at all other dates."""

from __future__ import annotations

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.alt_trends import effects_alt
from openness.charts.around import WIDTH, finish, period_axis
from openness.charts.captions import sentences
from openness.charts.facets import by_group
from openness.charts.frame import Column, Row, check_intervals, distinct, tidy_rows
from openness.charts.periods import period_range
from openness.charts.theme import style_order
from openness.project.errors import OpennessError
from openness.words.names import in_order, label, listing, number

_COLUMNS = (
    Column("group", "text"),
    Column("period", "text"),
    Column("mark", "number"),
    Column("events", "note"),
    Column("points", "number"),
    Column("lower", "number"),
    Column("upper", "number"),
    Column("p", "share"),
    Column("rank", "number"),
    Column("dates", "number"),
    Column("n", "count"),
    Column("developers", "count"),
    Column("periods_before", "count"),
    Column("periods_after", "count"),
)
_HEIGHT = 150
_OTHER = "#8c959f"
_EDGE = 100


def event_effects(
    effects: IntoFrame, *, name: str, title: str, definition: str, source: str, note: str = ""
) -> alt.VConcatChart:
    """Draw the change of level at every period, those with an event in color and numbered, a panel a group.

    Parameters
    ----------
    effects
        Result of :func:`openness.studies.trend_inference.event_effects.effects_by_period`; periods without an estimate
        are not drawn.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what is compared.
    note
        What a reader should know before trusting the chart; opens the caption.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    OpennessError
        If no period has an estimate.
    UnknownNameError
        If a column is missing.
    BadValueError
        If a value is of the wrong type, or a change outside its interval.
    """
    rows = tidy_rows(effects, _COLUMNS, key=["group", "period"], chart=name)
    check_intervals(rows, "points", chart=name)
    drawn = [row for row in rows if row["points"] is not None]
    if not drawn:
        raise OpennessError(f"chart {name!r} has nothing to draw: no period has enough others on both sides")
    groups = in_order(distinct(drawn, "group"))
    periods = period_range(row["period"] for row in drawn)
    silent = [label(group) for group in in_order(distinct(rows, "group")) if group not in groups]
    late = {int(row["mark"]): row["events"] for row in rows if row["mark"] is not None}
    seen = {int(row["mark"]) for row in drawn if row["mark"] is not None}
    missed = [f"{events} ({mark})" for mark, events in sorted(late.items()) if mark not in seen]
    counts = [f"{label(group)} {number(_n(rows, group))} releases, {_dates(drawn, group)} dates" for group in groups]
    return finish(
        by_group(
            _layers(groups, periods),
            {group: _n(rows, group) for group in groups},
            rows,
            columns=1,
            size=(WIDTH, _HEIGHT),
        ),
        name=name,
        title=title,
        subtitle=[
            definition,
            f"n: {listing(counts)}. Color and number: periods with events, numbered as in the table. Grey: others. "
            "Bars: 95% intervals.",
        ],
        source=source,
        alt_text=effects_alt(drawn, groups),
        caption=sentences(
            note,
            f"Not estimable for any group: {listing(missed)}." if missed else "",
            f"No estimates: {listing(silent)}." if silent else "",
        ),
        columns=list(rows[0]),
    )


def _n(rows: list[Row], group: str) -> int:
    return next(row["n"] for row in rows if row["group"] == group)


def _dates(drawn: list[Row], group: str) -> int:
    return sum(row["group"] == group for row in drawn)


def _layers(groups: list[str], periods: list[str]) -> list[alt.Chart]:
    own = alt.Chart().transform_filter("isValid(datum.points)")
    x = alt.X("period:O", scale=alt.Scale(type="point", domain=periods, padding=0.7), axis=period_axis(periods, WIDTH))
    axis = alt.Axis(
        title=None,
        values=[-_EDGE, -50, 0, 50, _EDGE],
        # Vega thins out even values that are given, unless it is to draw as many.
        tickCount=5,
        grid=True,
        labelExpr="datum.value === 0 ? '0' : format(datum.value, '+')",
        domain=False,
        ticks=False,
        labelOverlap=False,
    )
    y_scale = alt.Scale(domain=[-_EDGE - 5, _EDGE + 25], nice=False)
    y = alt.Y("points:Q", scale=y_scale, axis=axis)
    has_event = "isValid(datum.mark)"
    scale = alt.Scale(domain=style_order(groups), range="ramp")
    color = alt.condition(has_event, alt.Color("group:N", scale=scale, legend=None), alt.value(_OTHER))
    opacity = alt.condition(has_event, alt.value(0.45), alt.value(0.3))
    zero = alt.Chart().transform_aggregate(rows="count()")
    return [
        zero.mark_rule(color="#59636e", strokeDash=[4, 3], aria=False).encode(
            y=alt.YDatum(0, axis=axis, scale=y_scale)
        ),
        own.mark_rule(strokeWidth=4, aria=False).encode(x=x, y="lower:Q", y2="upper:Q", color=color, opacity=opacity),
        own.mark_point(filled=True, opacity=1).encode(
            x=x,
            y=y,
            color=color,
            size=alt.condition(has_event, alt.value(60), alt.value(24)),
            tooltip=_tooltips(),
        ),
        own.transform_filter(has_event)
        .mark_text(fontWeight=600, aria=False)
        .encode(x=x, y=alt.YDatum(_EDGE + 14, axis=axis, scale=y_scale), text=alt.Text("mark:Q", format="d")),
    ]


def _tooltips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("events:N", title="Events"),
        alt.Tooltip("points:Q", title="Change of level, points", format="+.1f"),
        alt.Tooltip("lower:Q", title="Interval from", format="+.1f"),
        alt.Tooltip("upper:Q", title="Interval to", format="+.1f"),
        alt.Tooltip("p:Q", title="p of the model", format=".3f"),
        alt.Tooltip("rank:Q", title="Rank by size", format="d"),
        alt.Tooltip("dates:Q", title="Of dates", format="d"),
        alt.Tooltip("periods_before:Q", title="Periods before", format="d"),
        alt.Tooltip("periods_after:Q", title="Periods after", format="d"),
    ]
