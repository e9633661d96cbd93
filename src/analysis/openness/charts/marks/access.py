"""How releases can be reached, from open weights to unreleased, by period."""

from __future__ import annotations

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.frame import Column, tidy_rows
from openness.charts.marks.stacked import Cut, stacked_chart
from openness.words.names import ACCESS_ORDER

_COLUMNS = (Column("period", "text"), Column("access", "text"), Column("release_count", "count"))
_CUT = Cut(field="access", heading="Access", what="access grade", values=ACCESS_ORDER, colors=ACCESS_ORDER)


def access_bars(
    access: IntoFrame,
    *,
    name: str,
    title: str,
    source: str,
    definition: str = "How the model can be reached, as a part of the releases of each period.",
    min_group: int = 5,
    facet: str | None = None,
) -> alt.VConcatChart:
    """Draw the make-up of each period by grade of access, from open at the bottom to closed at the top.

    Parameters
    ----------
    access
        One row a period and grade (and facet): ``period``, ``access``, ``release_count``.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what is drawn.
    min_group
        Bars with fewer releases are faded and named in the caption.
    facet
        Column that parts panels side by side, such as ``group``.

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
    columns = _COLUMNS if facet is None else (Column(facet, "text"), *_COLUMNS)
    panels_by = list(filter(None, [facet]))
    rows = tidy_rows(access, columns, key=[*panels_by, "period", "access"], chart=name)
    return stacked_chart(
        rows,
        _CUT,
        panels_by=panels_by,
        name=name,
        title=title,
        definition=definition,
        source=source,
        min_group=min_group,
    )
