"""Where a share jumps: the segments between breaks, and which breaks a higher penalty leaves."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.alt_trends import places_alt, segments_alt
from openness.charts.around import columns_for, finish, panel_size, period_axis, share_axis
from openness.charts.captions import faded_caption, sentences
from openness.charts.facets import by_group
from openness.charts.frame import Column, check_intervals, distinct, tidy_rows
from openness.charts.periods import period_range
from openness.charts.theme import FADED, style_order
from openness.project.errors import OpennessError
from openness.words.names import in_order, label, listing, number, quoted

_SEGMENT_COLUMNS = (
    Column("group", "text"),
    Column("series", "text"),
    Column("period", "text"),
    Column("last_period", "note"),
    Column("n", "count"),
    Column("share", "share"),
    Column("lower", "share"),
    Column("upper", "share"),
)
_PLACE_COLUMNS = (
    Column("group", "text"),
    Column("factor", "number"),
    Column("period", "note"),
    Column("n", "count"),
    Column("developers", "count"),
    Column("periods", "count"),
)
OBSERVED, SEGMENT = "observed", "segment"
_AREAS = [12, 120]
_PLACES_HEIGHT = 120


def segment_lines(
    shares: IntoFrame, *, name: str, title: str, definition: str, source: str, min_group: int = 5, note: str = ""
) -> alt.VConcatChart:
    """Draw the shares of periods and over them the segments of one share each, a panel a group.

    Parameters
    ----------
    shares
        Result of :func:`openness.studies.trend_inference.views.shares_and_segments`: ``group``, ``series``
        (``observed`` or
        ``segment``), ``period``, ``last_period``, ``n``, ``share``, ``lower``, ``upper``.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what counts as open.
    min_group
        Points with fewer releases are faded.
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
        If a value is of the wrong type or range, or a share outside its interval.
    """
    rows = tidy_rows(shares, _SEGMENT_COLUMNS, key=["group", "series", "period"], chart=name)
    check_intervals(rows, "share", chart=name)
    found = [row for row in rows if row["series"] == SEGMENT]
    if not found:
        raise OpennessError(f"chart {name!r} has nothing to draw: no group has segments")
    groups = in_order(distinct(found, "group"))
    periods = period_range([row["period"] for row in rows] + [row["last_period"] for row in found])
    columns = columns_for(rows=len(groups), parts=1)
    points = [row for row in rows if row["series"] == OBSERVED]
    largest = max((row["n"] for row in points), default=1)
    counts = {group: sum(row["n"] for row in found if row["group"] == group) for group in groups}
    size = panel_size(columns)
    layers = _segment_layers(groups, periods, size[0], largest, min_group)
    few = ((f"{label(row['group'])} {row['period']}", row["n"]) for row in points)
    return finish(
        by_group(layers, counts, rows, columns=columns, size=size),
        name=name,
        title=title,
        subtitle=[
            definition,
            f"n = {number(sum(counts.values()))} judged releases. Points: shares of a period, area by n. "
            f"Steps: one share a segment, with its 95% interval. Faded: n\u00a0<\u00a0{min_group}.",
        ],
        source=source,
        alt_text=segments_alt(found, groups),
        caption=sentences(
            note,
            faded_caption(few, min_group),
            "The intervals take the breaks as known, which they are not, and so are too short.",
        ),
        columns=list(rows[0]),
    )


def break_places(
    breaks: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    span: Sequence[str] = (),
    note: str = "",
) -> alt.VConcatChart:
    """Draw which breaks are found at which penalty, a panel a group: a break that lasts stands over many penalties.

    Parameters
    ----------
    breaks
        Result of :func:`openness.studies.trend_inference.views.break_places`: ``group``, ``factor``, ``period`` (null
        where the
        penalty lets no break through), ``n``, ``developers``, ``periods``.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what a penalty is.
    span
        Periods that the axis reaches to at least, such as the first and the last of the series.
    note
        What a reader should know before trusting the chart; opens the caption.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    OpennessError
        If no penalty lets any break through.
    UnknownNameError
        If a column is missing.
    BadValueError
        If a value is of the wrong type.
    """
    rows = tidy_rows(breaks, _PLACE_COLUMNS, key=["group", "factor", "period"], chart=name)
    found = [row for row in rows if row["period"] is not None]
    if not found:
        raise OpennessError(f"chart {name!r} has nothing to draw: no penalty lets a break through")
    groups = in_order(distinct(found, "group"))
    without = [label(group) for group in in_order(distinct(rows, "group")) if group not in groups]
    factors = sorted({row["factor"] for row in rows})
    columns = columns_for(rows=len(groups), parts=1)
    size = panel_size(columns)[0], _PLACES_HEIGHT
    first = {group: next(row for row in rows if row["group"] == group) for group in groups}
    layers = _place_layers(groups, factors, period_range([*(row["period"] for row in found), *span]), size[0])
    counts = [f"{label(group)} {number(row['n'])} releases, {row['periods']} periods" for group, row in first.items()]
    return finish(
        by_group(layers, {group: row["n"] for group, row in first.items()}, rows, columns=columns, size=size),
        name=name,
        title=title,
        subtitle=[definition, f"n: {listing(counts)}. Line: the penalty of the Bayesian information criterion."],
        source=source,
        alt_text=places_alt(rows, groups),
        caption=sentences(note, f"No penalty lets a break through: {listing(without)}." if without else ""),
        columns=list(rows[0]),
    )


def _color(groups: list[str]) -> alt.Color:
    return alt.Color("group:N", scale=alt.Scale(domain=style_order(groups), range="ramp"), legend=None)


def _segment_layers(
    groups: list[str], periods: list[str], width: float, largest: int, min_group: int
) -> list[alt.Chart]:
    x = alt.X(
        "period:O",
        scale=alt.Scale(type="point", domain=periods, padding=0.5),
        axis=period_axis(periods, width),
    )
    y = alt.Y("share:Q", scale=alt.Scale(domain=[-0.05, 1.05], nice=False), axis=share_axis(labels=True))
    steps = alt.Chart().transform_filter(f"datum.series === {quoted(SEGMENT)}")
    points = alt.Chart().transform_filter(f"datum.series === {quoted(OBSERVED)}")
    few = {"test": f"datum.n < {min_group}", "value": FADED * 0.7}
    return [
        steps.mark_rect(opacity=0.18, stroke=None, aria=False).encode(
            x=x, x2="last_period:O", y="lower:Q", y2="upper:Q", color=_color(groups)
        ),
        points.mark_point(filled=True).encode(
            x=x,
            y=y,
            size=alt.Size("n:Q", scale=alt.Scale(domain=[0, largest], range=_AREAS), legend=None),
            color=_color(groups),
            opacity=alt.OpacityValue(0.7, condition=few),
            tooltip=_share_tooltips(),
        ),
        steps.mark_rule(strokeWidth=3, aria=False).encode(x=x, x2="last_period:O", y=y, color=_color(groups)),
    ]


def _place_layers(groups: list[str], factors: list[float], periods: list[str], width: float) -> list[alt.Chart]:
    names = [f"{factor:g}" for factor in reversed(factors)]
    x = alt.X("period:O", scale=alt.Scale(type="point", domain=periods, padding=0.5), axis=period_axis(periods, width))
    y = alt.Y(
        "times:N",
        scale=alt.Scale(type="point", domain=names, padding=0.5),
        axis=alt.Axis(title="Penalty (times)", grid=True, domain=False, ticks=False),
    )
    dots = (
        alt.Chart()
        .transform_filter("isValid(datum.period)")
        .transform_calculate(times="format(datum.factor, '.4~f')")
        .mark_point(filled=True, size=70, opacity=1)
        .encode(x=x, y=y, color=_color(groups), tooltip=_place_tooltips())
    )
    one = alt.Chart().transform_aggregate(rows="count()")
    line = one.mark_rule(color="#59636e", strokeDash=[4, 3], aria=False).encode(y=alt.YDatum("1"))
    return [line, dots]


def _share_tooltips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("share:Q", title="Open", format=".1%"),
        alt.Tooltip("lower:Q", title="Interval from", format=".1%"),
        alt.Tooltip("upper:Q", title="Interval to", format=".1%"),
        alt.Tooltip("n:Q", title="Judged releases", format=","),
    ]


def _place_tooltips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("period:N", title="First period after the break"),
        alt.Tooltip("factor:Q", title="Penalty, times the criterion's", format="~g"),
    ]
