"""Mean scores of a metric over time, by group."""

from __future__ import annotations

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.frame import Column, tidy_rows
from openness.charts.marks.lines import Measure, line_chart

_COLUMNS = (
    Column("period", "text"),
    Column("group", "text"),
    Column("n", "count"),
    Column("mean", "share"),
    Column("lower", "share"),
    Column("upper", "share"),
)
_MEASURE = Measure(
    value="mean",
    line="mean",
    pooled=1,
    noun="scored release",
    counting="mean {value} over {n}",
    remarks=("Bars are 95% intervals of the mean; thin lines repeat the other groups.",),
    tooltips=(
        ("mean", "Mean score"),
        ("lower", "Interval from"),
        ("upper", "Interval to"),
        ("n", "Scored releases"),
    ),
)


def score_lines(
    scores: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    min_group: int = 5,
    by_label: str = "Developer group",
    facet: str | None = None,
) -> alt.VConcatChart:
    """Draw the mean score of each group over time, with its interval and its n.

    Parameters
    ----------
    scores
        One row a period and group (and facet): ``period``, ``group``, ``n`` (scored releases), ``mean``
        (0 to 1 of the highest possible score, null where n is 0), ``lower`` and ``upper`` (95%).
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what the score measures.
    min_group
        Points with fewer scored releases are faded and named in the caption.
    by_label
        What a group is.
    facet
        Column that parts panels side by side, such as ``metric``.

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
        If a value is of the wrong type or range, or a mean outside its interval.
    """
    columns = list(_COLUMNS)
    if facet is not None:
        columns.insert(0, Column(facet, "text"))
    rows = tidy_rows(scores, columns, key=[*filter(None, [facet]), "period", "group"], chart=name)
    return line_chart(
        rows,
        _MEASURE,
        name=name,
        title=title,
        definition=definition,
        source=source,
        min_group=min_group,
        by_label=by_label,
        facet=facet,
    )
