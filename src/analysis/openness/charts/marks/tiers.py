"""What releases may be used for, from open licenses to closed ones, by period and group."""

from __future__ import annotations

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.frame import Column, tidy_rows
from openness.charts.marks.stacked import Cut, stacked_chart
from openness.words.names import TIER_ORDER

_COLUMNS = (Column("period", "text"), Column("group", "text"), Column("tier", "text"), Column("n", "count"))
# The grades' third color, a pale blue, is left out: blue ends where a license takes commercial use away,
# and the last color, grey, is for releases whose license nobody stated.
_SKIPPED = "(no tier)"
_CUT = Cut(
    field="tier",
    heading="License tier",
    what="license tier",
    values=TIER_ORDER,
    colors=(*TIER_ORDER[:2], _SKIPPED, *TIER_ORDER[2:]),
    always=("unspecified",),
    count="n",
)


def tier_bars(
    frame: IntoFrame,
    *,
    name: str,
    title: str,
    by_label: str = "Developer group",
    source: str,
    definition: str = "License tier of the weights, as a part of the releases of each period.",
    min_group: int = 5,
    facet: str | None = None,
) -> alt.VConcatChart:
    """Draw the make-up of each period by license tier, from open at the bottom to unspecified in grey at the top.

    Parameters
    ----------
    frame
        One row a period, group and tier (and facet): ``period``, ``group``, ``tier`` (a value of
        :data:`openness.words.names.TIER_ORDER`), ``n``. A group has a panel if it has a release.
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
    facet
        Column that parts the panels of a group side by side, such as ``list``.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    OpennessError
        If there is nothing to draw.
    UnknownNameError
        If a column is missing or a tier is unknown.
    BadValueError
        If a value is of the wrong type or range.
    """
    columns = _COLUMNS if facet is None else (Column(facet, "text"), *_COLUMNS)
    panels_by = ["group", *filter(None, [facet])]
    rows = tidy_rows(frame, columns, key=[*panels_by, "period", "tier"], chart=name)
    return stacked_chart(
        rows,
        _CUT,
        panels_by=panels_by,
        name=name,
        title=title,
        definition=definition,
        source=source,
        min_group=min_group,
        by_label=by_label,
    )
