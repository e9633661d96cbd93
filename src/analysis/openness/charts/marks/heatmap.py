"""Which components of releases are open, by group: a table one can see."""

from __future__ import annotations

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import TURNED, cell_width, finish, inline
from openness.charts.captions import faded_caption, point_name, sentences, silent_caption
from openness.charts.describe import heatmap_alt
from openness.charts.frame import Column, Row, distinct, tidy_rows
from openness.charts.theme import FADED
from openness.project.errors import OpennessError
from openness.words.names import in_order, label, label_expression, number

_COLUMNS = (
    Column("component", "text"),
    Column("group", "text"),
    Column("n", "count"),
    Column("score", "share"),
    Column("open_share", "share", required=False),
)
_WIDTH = 690
_CHARACTER_WIDTH = 7.6
_LABEL_LIMIT = 230
_WIDEST_CELL = 130
_ROW_HEIGHT = 34
# Where black and white letters are equally legible on either theme's ramp: both have a contrast near 4.5 there.
_DARK_FROM = 0.76
_LEVEL_HEADINGS_FROM = 64


def component_heatmap(
    table: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    min_group: int = 5,
) -> alt.VConcatChart:
    """Draw the mean openness of each component by group, with percentage and n in every cell.

    Parameters
    ----------
    table
        One row a component and group: ``component``, ``group``, ``n``, ``score`` (mean of open 1, partial 0.5,
        closed 0; null where n is 0) and optionally ``open_share``. Components are drawn from the top in the
        order in which they first appear.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what the score means.
    min_group
        Cells with fewer releases are faded and named in the caption.

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
    rows = tidy_rows(table, _COLUMNS, key=["component", "group"], chart=name)
    if all(row["score"] is None for row in rows):
        raise OpennessError(f"chart {name!r} has nothing to draw: no component has a judged release")
    faded = faded_caption(((point_name(row, across="component"), row["n"]) for row in rows), min_group)
    judged = [sum(row["n"] for row in rows if row["component"] == part) for part in distinct(rows, "component")]
    span = number(max(judged)) if min(judged) == max(judged) else f"{number(min(judged))} to {number(max(judged))}"
    return finish(
        _cells(rows, min_group).properties(data=inline(rows)),
        name=name,
        title=title,
        subtitle=[definition, f"n = {span} releases judged per component. Faded: n\u00a0<\u00a0{min_group}."],
        source=source,
        alt_text=heatmap_alt(rows),
        caption=sentences("– marks a component that no release was judged on.", faded, silent_caption(rows, "score")),
        columns=list(rows[0]),
    )


def _cells(rows: list[Row], min_group: int) -> alt.LayerChart:
    components, groups = distinct(rows, "component"), in_order(row["group"] for row in rows)
    stub = min(_LABEL_LIMIT, max(len(label(part)) for part in components) * _CHARACTER_WIDTH)
    names = [label(group) for group in groups]
    cell = min(_WIDEST_CELL, (_WIDTH - stub) / len(groups))
    level = cell >= max(_LEVEL_HEADINGS_FROM, max(len(label(g)) for g in groups) * _CHARACTER_WIDTH)
    if not level:
        cell = min(cell, cell_width(names, _WIDTH - stub))
    x = alt.X(
        "group:N",
        scale=alt.Scale(domain=groups),
        axis=alt.Axis(
            title=None,
            orient="top",
            labelAngle=0 if level else TURNED,
            labelExpr=label_expression(groups),
            labelLimit=200,
            domain=False,
            ticks=False,
        ),
    )
    y = alt.Y(
        "component:N",
        scale=alt.Scale(domain=components),
        axis=alt.Axis(
            title=None,
            labelExpr=label_expression(components),
            labelLimit=_LABEL_LIMIT,
            domain=False,
            ticks=False,
        ),
    )
    few = f"datum.n < {min_group}"
    tooltips = [
        alt.Tooltip("component_label:N", title="Component"),
        alt.Tooltip("group_label:N", title="Group"),
        alt.Tooltip("score:Q", title="Mean openness", format=".1%"),
        alt.Tooltip("n:Q", title="Judged releases", format=","),
    ]
    if "open_share" in rows[0]:
        tooltips.append(alt.Tooltip("open_share:Q", title="Fully open", format=".1%"))
    base = alt.Chart().transform_calculate(
        component_label=label_expression(components, "datum.component"),
        group_label=label_expression(groups, "datum.group"),
        percent="isValid(datum.score) ? format(datum.score, '.0%') : '–'",
        counted="'n = ' + format(datum.n, ',')",
    )
    color = alt.Color(
        "score:Q",
        scale=alt.Scale(domain=[0, 1], range="heatmap"),
        legend=alt.Legend(
            title="Mean openness: closed 0%, partial 50%, open 100%",
            orient="top",
            titleOrient="left",
            direction="horizontal",
            format=".0%",
            gradientLength=220,
            gradientThickness=10,
            values=[0, 0.5, 1],
        ),
    )
    tiles = base.mark_rect().encode(
        color=color, opacity=alt.when(few).then(alt.value(FADED)).otherwise(alt.value(1)), tooltip=tooltips
    )
    # A faded dark cell is light, so it takes dark letters.
    ink = alt.when(f"datum.score > {_DARK_FROM} && datum.n >= {min_group}").then(alt.value("#ffffff"))
    ink = ink.otherwise(alt.value("#000000"))
    shares = base.mark_text(dy=-6, fontWeight=600, aria=False).encode(text="percent:N", color=ink)
    numbers = base.mark_text(dy=9, fontSize=10, aria=False).encode(text="counted:N", color=ink)
    return (
        alt.layer(tiles, shares, numbers)
        .encode(x=x, y=y)
        .properties(width=alt.Step(cell), height=alt.Step(_ROW_HEIGHT))
    )
