"""The main chart: which share of releases is open, by period and group."""

from __future__ import annotations

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.frame import Column, tidy_rows
from openness.charts.marks.lines import Measure, line_chart

_COLUMNS = (
    Column("period", "text"),
    Column("group", "text"),
    Column("n", "count"),
    Column("open_count", "count"),
    Column("unknown_count", "count"),
    Column("open_share", "share"),
    Column("lower", "share"),
    Column("upper", "share"),
)
_ROLLING = "rolling_share"
_POOLED = 3


def share_lines(
    shares: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    min_group: int = 5,
    by_label: str = "Developer group",
    facet: str | None = None,
    rolling: bool = False,
    counted: str = "Open",
) -> alt.VConcatChart:
    """Draw the open share of each group over time, with its interval and its n.

    Parameters
    ----------
    shares
        One row a period and group (and facet): ``period``, ``group``, ``n`` (judged releases), ``open_count``,
        ``unknown_count``, ``open_share`` (0 to 1, null where n is 0), ``lower``, ``upper`` (Wilson, 95%) and
        optionally ``rolling_share`` (pooled over three periods).
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what counts as open.
    min_group
        Points with fewer judged releases are faded and named in the caption.
    by_label
        What a group is.
    facet
        Column that parts panels side by side, such as ``list`` or ``definition``.
    rolling
        Whether the line follows ``rolling_share``, for short periods with few releases; points never do.
    counted
        What the share is of, for tooltips.

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
    columns = [*_COLUMNS, Column(_ROLLING, "share", required=rolling)]
    if facet is not None:
        columns.insert(0, Column(facet, "text"))
    rows = tidy_rows(shares, columns, key=[*filter(None, [facet]), "period", "group"], chart=name)
    tooltips = [
        ("open_share", counted),
        ("lower", "Interval from"),
        ("upper", "Interval to"),
        ("n", "Judged releases"),
        ("open_count", f"{counted} releases"),
        ("unknown_count", "Not judged"),
    ]
    if _ROLLING in rows[0]:
        tooltips.append((_ROLLING, "Last three periods"))
    remarks = ["Bars are 95% Wilson intervals; thin lines repeat the other groups."]
    if rolling:
        remarks.append("The line pools each period with the two before it.")
    measure = Measure(
        value="open_share",
        line=_ROLLING if rolling else "open_share",
        pooled=_POOLED if rolling else 1,
        noun="judged release",
        counting="{value} of {n}",
        remarks=tuple(remarks),
        tooltips=tuple(tooltips),
    )
    return line_chart(
        rows,
        measure,
        name=name,
        title=title,
        definition=definition,
        source=source,
        min_group=min_group,
        by_label=by_label,
        facet=facet,
    )
