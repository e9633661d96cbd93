"""A ladder over time: how far up releases stand, from all shared to nothing, by period and group."""

from __future__ import annotations

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.frame import Column, tidy_rows
from openness.charts.marks.stacked import Cut, stacked_chart
from openness.measures.data_ladder import RUNGS

_COLUMNS = (Column("period", "text"), Column("group", "text"), Column("rung", "text"), Column("n", "count"))
# Blue while data can be had, orange once they cannot, grey where nobody knows.
_SKIPPED = "(no rung)"
_CUT = Cut(
    field="rung",
    heading="Training data",
    what="rung",
    values=RUNGS,
    colors=(*RUNGS[:4], _SKIPPED, *RUNGS[4:]),
    count="n",
)


def ladder(
    frame: IntoFrame,
    *,
    name: str,
    title: str,
    source: str,
    by_label: str = "Developer group",
    definition: str = "How much of their training data releases share, as a part of the releases of each period.",
    min_group: int = 5,
) -> alt.VConcatChart:
    """Draw the make-up of each period by rung of the ladder for training data, a panel a group.

    Parameters
    ----------
    frame
        One row a period, group and rung: ``period``, ``group``, ``rung`` (a value of
        :data:`openness.measures.data_ladder.RUNGS`), ``n``. A group has a panel if it has a release.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    by_label
        What a group is.
    definition
        In plain words, what is drawn.
    min_group
        Bars with fewer releases are faded and named in the caption.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    OpennessError
        If there is nothing to draw.
    UnknownNameError
        If a column is missing or a rung is unknown.
    BadValueError
        If a value is of the wrong type or range.
    """
    return stacked_chart(
        tidy_rows(frame, _COLUMNS, key=["group", "period", "rung"], chart=name),
        _CUT,
        panels_by=["group"],
        name=name,
        title=title,
        definition=definition,
        source=source,
        min_group=min_group,
        by_label=by_label,
    )
