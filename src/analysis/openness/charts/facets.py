"""One panel a group, drawn as one faceted chart, which is quicker than many charts side by side."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import altair as alt

from openness.charts.around import inline, panel_heading
from openness.charts.frame import Row
from openness.words.names import label


def by_group(
    layers: Sequence[alt.Chart], counts: Mapping[str, int], rows: list[Row], *, columns: int, size: tuple[float, float]
) -> alt.FacetChart:
    """Return the same layers once a group, each panel under its name and n.

    Parameters
    ----------
    layers
        Layers without data of their own; they see the rows of one group at a time.
    counts
        Group -> n, in the order of the panels; rows of other groups are not drawn.
    rows
        The one table, with ``group``.
    columns
        How many panels stand side by side.
    size
        Width and height of a panel in pixels.

    Returns
    -------
    altair.FacetChart
    """
    panel = alt.layer(*layers)
    panel.width, panel.height = size
    headings = {group: panel_heading([label(group)], n, size[0]) for group, n in counts.items()}
    header = alt.Header(
        title=None,
        labelExpr=f"({json.dumps(headings, ensure_ascii=False)})[datum.value]",
        labelAnchor="start",
        labelFontSize=13,
        labelFontWeight=600,
        labelLineHeight=16,
        labelPadding=4,
    )
    return (
        panel.facet(
            alt.Facet("group:N", sort=list(headings), header=header),
            data=inline(rows),
            columns=columns,
            spacing={"row": 18, "column": 22},
        )
        .transform_filter(f"indexof({json.dumps(list(headings), ensure_ascii=False)}, datum.group) >= 0")
        .resolve_axis(x="independent")
    )
