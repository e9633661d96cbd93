"""How many releases there are, by period and group."""

from __future__ import annotations

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import WIDTH, finish, inline
from openness.charts.describe import counts_alt
from openness.charts.frame import Column, tidy_rows, totals
from openness.charts.marks.bars import Stack
from openness.charts.periods import period_range
from openness.charts.theme import style_order
from openness.words.names import in_order, plural

_COLUMNS = (Column("period", "text"), Column("group", "text"), Column("release_count", "count"))
_HEIGHT = 280


def release_counts(
    counts: IntoFrame,
    *,
    name: str,
    title: str,
    source: str,
    definition: str = "Releases by the period in which they came out.",
    by_label: str = "Developer group",
) -> alt.VConcatChart:
    """Draw the number of releases of each period, stacked by group.

    Parameters
    ----------
    counts
        One row a period and group: ``period``, ``group``, ``release_count``.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what is counted.
    by_label
        What a group is.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    OpennessError
        If the table is empty.
    UnknownNameError
        If a column is missing.
    BadValueError
        If a value is of the wrong type or range.
    """
    rows = tidy_rows(counts, _COLUMNS, key=["period", "group"], chart=name)
    groups = in_order(row["group"] for row in rows)
    by_period = totals(rows, "period")
    stack = Stack(
        field="group",
        heading=by_label,
        domain=style_order(groups),
        present=groups,
        palette="category",
        normalized=False,
        periods=period_range(by_period),
        min_group=0,
        widest_total=max(by_period.values()),
    )
    return finish(
        stack.panel(None, width=WIDTH, height=_HEIGHT).properties(data=inline(rows)),
        name=name,
        title=title,
        subtitle=[f"{definition} n = {plural(sum(by_period.values()), 'release')}."],
        source=source,
        alt_text=counts_alt(rows),
        caption="More releases in a list may mean more releases, or a list that looked harder.",
        columns=list(rows[0]),
    )
