"""The chart of a table of a sweep: lines over time, else a row of points; a color and a shape a member."""

from typing import Any

from openness.charts.display import clean
from openness.site.sweep.tables import Table
from openness.words.names import label

MOST_PANELS = 12
MOST_ROWS = 40
"""Panels of lines, and rows of points, beyond which a table is easier to read than a chart."""

MOST_MEMBERS = 8
"""Colors that can be told apart."""

_PANEL = {"width": 240, "height": 150}
_COLORS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#7a7a7a"]


def spec(table: Table, titles: list[str]) -> dict[str, Any] | None:
    """Return a Vega-Lite specification, None where a chart would show nothing, or too much to read."""
    told = [
        {"period": name[table.key.index(table.period)] if table.period else "", "row": row, "member": title, "y": value}
        for name, values in table.rows.items()
        for row in [_row(table, name)]
        for title, value in zip(titles, values, strict=True)
        if value is not None
    ]
    rows = len({one["row"] for one in told})
    if not told or len(titles) > MOST_MEMBERS or rows > (MOST_PANELS if table.period else MOST_ROWS):
        return None
    shared = {
        "color": {"field": "member", "type": "nominal", "sort": titles, "title": None, "scale": {"range": _COLORS}},
        "shape": {"field": "member", "type": "nominal", "sort": titles, "legend": None},
    }
    # Of two lines that lie on each other the lower one shows through the gaps of the upper one.
    dash = {"strokeDash": {"field": "member", "type": "nominal", "sort": titles, "legend": None}}
    value = {"field": "y", "type": "quantitative", "title": label(table.value)}
    legend = {"legend": {"orient": "top", "columns": 1, "labelLimit": 600}, "view": {"stroke": None}}
    base = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": f"{label(table.value)} of {len(titles)} reports, whose numbers stand in the table below.",
        "background": "#ffffff",
        "config": {"font": "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif", **legend},
        "data": {"values": told},
    }
    if not table.period:
        rows_axis = {"field": "row", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 300}}
        points = {"mark": {"type": "point", "filled": True, "size": 60}, "width": 420}
        return clean({**base, **points, "encoding": {"y": rows_axis, "x": value, **shared}})
    lines = {
        **(_PANEL if rows > 1 else {"width": 560, "height": 260}),
        "mark": {"type": "line", "point": {"filled": True, "size": 40}},
        "encoding": {"x": {"field": "period", "type": "ordinal", "title": None}, "y": value, **shared, **dash},
    }
    if rows == 1:
        return clean({**base, **lines})
    return clean({**base, "facet": {"field": "row", "type": "nominal", "title": None}, "columns": 2, "spec": lines})


def _row(table: Table, name: tuple[str, ...]) -> str:
    told = [label(value) for column, value in zip(table.key, name, strict=True) if column != table.period]
    return ", ".join(told)
