"""A ladder over time: how far up releases stand, from all shared to nothing, by period and group."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.frame import Column, tidy_rows
from openness.charts.marks.stacked import Cut, stacked_chart

_COLUMNS = (Column("period", "text"), Column("group", "text"), Column("rung", "text"), Column("n", "count"))
_SKIPPED = "(no rung)"
_GRADES = 7


def ladder(
    frame: IntoFrame,
    *,
    name: str,
    title: str,
    source: str,
    rungs: Sequence[str],
    by_label: str = "Developer group",
    definition: str = "How much of their training data releases share, as a part of the releases of each period.",
    min_group: int = 5,
) -> alt.VConcatChart:
    """Draw the make-up of each period by rung of the ladder for training data, a panel a group.

    Parameters
    ----------
    frame
        One row a period, group and rung: ``period``, ``group``, ``rung`` (one of ``rungs``), ``n``. A
        group has a panel if it has a release.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    rungs
        Every rung there can be, from the bottom of a bar up; the last, of which nothing is known, is grey.
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
    # Grades that no rung needs are left out before the last two, so that what nobody knows is grey.
    skipped = [_SKIPPED] * (_GRADES - len(rungs))
    colors = (*rungs[:-2], *skipped, *rungs[-2:])
    return stacked_chart(
        tidy_rows(frame, _COLUMNS, key=["group", "period", "rung"], chart=name),
        Cut("rung", "Training data", "rung", rungs, colors, count="n"),
        panels_by=["group"],
        name=name,
        title=title,
        definition=definition,
        source=source,
        min_group=min_group,
        by_label=by_label,
    )
