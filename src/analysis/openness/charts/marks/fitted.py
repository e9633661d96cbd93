"""Curves of a trend model through the shares that were observed, a panel a group."""

from __future__ import annotations

import math

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.alt_trends import fitted_alt
from openness.charts.around import columns_for, finish, panel_size, share_axis
from openness.charts.captions import faded_caption, sentences
from openness.charts.facets import by_group
from openness.charts.frame import Column, check_intervals, distinct, tidy_rows
from openness.charts.theme import FADED, style_order
from openness.project.errors import OpennessError
from openness.words.names import in_order, label, number, quoted

_COLUMNS = (
    Column("group", "text"),
    Column("series", "text"),
    Column("year", "number"),
    Column("n", "number"),
    Column("share", "share"),
    Column("lower", "share"),
    Column("upper", "share"),
)
FITTED, OBSERVED = "fitted", "observed"
_AREAS = [18, 190]


def fitted_lines(
    shares: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    min_group: int = 5,
    note: str = "",
) -> alt.VConcatChart:
    """Draw the curve that a model fits to releases over the shares of years, from a group's first release to its last.

    Parameters
    ----------
    shares
        Result of :func:`openness.studies.trend_inference.views.observed_and_fitted`: ``group``, ``series``
        (``observed`` or
        ``fitted``), ``year``, ``n``, ``share``, ``lower``, ``upper``.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what counts as open.
    min_group
        Points with fewer releases are faded and named in the caption.
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
    rows = tidy_rows(shares, _COLUMNS, key=["group", "series", "year"], chart=name)
    check_intervals(rows, "share", chart=name, names=["group", "year"])
    if not any(row["series"] == FITTED for row in rows):
        raise OpennessError(f"chart {name!r} has nothing to draw: no group has a curve")
    groups = in_order(distinct(rows, "group"))
    columns = columns_for(rows=len(groups), parts=1)
    ends = math.floor(min(row["year"] for row in rows)), math.ceil(max(row["year"] for row in rows))
    points = [row for row in rows if row["series"] == OBSERVED]
    largest = max((row["n"] for row in points), default=1)
    counts = {group: sum(int(row["n"]) for row in points if row["group"] == group) for group in groups}
    size = panel_size(columns)
    few = [(f"{label(row['group'])} {math.floor(row['year'])}", int(row["n"])) for row in points]
    return finish(
        by_group(_layers(groups, size[0], ends, largest, min_group), counts, rows, columns=columns, size=size),
        name=name,
        title=title,
        subtitle=[
            definition,
            f"n = {number(sum(counts.values()))} judged releases. Points: shares of a year, area by n, bars their 95% "
            f"Wilson intervals. Curve: the model, with its 95% band by developer. Faded: n\u00a0<\u00a0{min_group}.",
        ],
        source=source,
        alt_text=fitted_alt(rows, groups),
        caption=sentences(
            note,
            faded_caption(few, min_group),
            "A curve runs from a group's first release to its last; nothing is said beyond.",
        ),
        columns=list(rows[0]),
    )


def _layers(groups: list[str], width: float, ends: tuple[int, int], largest: float, min_group: int) -> list[alt.Chart]:
    years = range(ends[0], ends[1] + 1)
    step = next(step for step in (1, 2, 5, 10, 20) if len(years) / step * 38 <= width or step == 20)
    axis = alt.Axis(title=None, format="d", values=list(years)[::step], grid=False)
    x = alt.X("year:Q", scale=alt.Scale(domain=list(ends), nice=False, zero=False), axis=axis)
    y = alt.Y("share:Q", scale=alt.Scale(domain=[-0.03, 1.03], nice=False), axis=share_axis(labels=True))
    color = alt.Color("group:N", scale=alt.Scale(domain=style_order(groups), range="ramp"), legend=None)
    fitted = alt.Chart().transform_filter(f"datum.series === {quoted(FITTED)}")
    observed = alt.Chart().transform_filter(f"datum.series === {quoted(OBSERVED)}")
    size = alt.Size("n:Q", scale=alt.Scale(domain=[0, largest], range=_AREAS), legend=None)
    return [
        fitted.mark_area(opacity=0.2, aria=False).encode(x=x, y="lower:Q", y2="upper:Q", color=color),
        fitted.mark_line(strokeWidth=2, aria=False).encode(x=x, y=y, color=color),
        observed.mark_rule(strokeWidth=2, aria=False).encode(
            x=x, y="lower:Q", y2="upper:Q", color=color, opacity=_opacity(0.35, min_group)
        ),
        observed.mark_point(filled=True).encode(
            x=x, y=y, color=color, size=size, opacity=_opacity(1, min_group), tooltip=_tooltips()
        ),
    ]


def _opacity(solid: float, min_group: int) -> alt.OpacityValue:
    return alt.OpacityValue(solid, condition={"test": f"datum.n < {min_group}", "value": solid * FADED})


def _tooltips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("year:Q", title="Middle of the year", format=".1f"),
        alt.Tooltip("share:Q", title="Open", format=".1%"),
        alt.Tooltip("lower:Q", title="Interval from", format=".1%"),
        alt.Tooltip("upper:Q", title="Interval to", format=".1%"),
        alt.Tooltip("n:Q", title="Judged releases", format=","),
    ]
