"""How releases can be reached, from open weights to unreleased, by period."""

from __future__ import annotations

import altair as alt
from narwhals.typing import IntoFrame

from analysis.errors import OpennessError, UnknownNameError

from .alt_text import access_alt
from .bars import Stack
from .captions import faded_caption
from .labels import ACCESS_ORDER, in_order, label, listing, number, plural, quoted
from .layout import columns_for, finish, grid, panel_size, panel_title
from .periods import period_range
from .tidy import Column, distinct, tidy_rows, totals

_COLUMNS = (Column("period", "text"), Column("access", "text"), Column("release_count", "count"))


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
    rows = tidy_rows(access, columns, key=[*filter(None, [facet]), "period", "access"], chart=name)
    if not any(row["release_count"] for row in rows):
        raise OpennessError(f"chart {name!r} has nothing to draw: every release_count is 0")
    for grade in distinct(rows, "access"):
        if grade not in ACCESS_ORDER:
            raise UnknownNameError("access grade", grade, ACCESS_ORDER, where=f"the table of chart {name!r}")
    parts = distinct(rows, facet)
    inside = {part: [row for row in rows if facet is None or row[facet] == part] for part in parts}
    bars = {part: totals(inside[part], "period") for part in parts}
    stack = Stack(
        field="access",
        heading="Access",
        domain=ACCESS_ORDER,
        present=in_order(distinct(rows, "access"), ACCESS_ORDER),
        palette="ordinal",
        normalized=True,
        periods=period_range(distinct(rows, "period")),
        min_group=min_group,
        widest_total=max(total for periods in bars.values() for total in periods.values()),
    )
    columns = columns_for(rows=1, parts=len(parts))
    width, height = panel_size(columns)
    panels = []
    for i, part in enumerate(in_order(parts)):
        kept = None if part is None else f"datum[{quoted(facet)}] === {quoted(part)}"
        panel = stack.panel(kept, width=width, height=height, y_labels=i % columns == 0)
        if part is not None:
            panel = panel.properties(title=panel_title(label(part), _counted(bars[part])))
        panels.append(panel)
    counts = [
        _counted(bars[part]) if part is None else f"{label(part)} {number(sum(bars[part].values()))}"
        for part in in_order(parts)
    ]
    n = counts[0] if facet is None else f"n (releases): {listing(counts)}"
    points = [
        (label(period) if part is None else f"{label(part)} {period}", total)
        for part in in_order(parts)
        for period, total in sorted(bars[part].items())
    ]
    return finish(
        grid(panels, columns, rows),
        name=name,
        title=title,
        subtitle=[definition, f"{n}. Over each bar: n. Faded: n\u00a0<\u00a0{min_group}."],
        source=source,
        alt_text=access_alt(rows, facet=facet),
        caption=faded_caption(points, min_group),
        columns=list(rows[0]),
    )


def _counted(periods: dict[str, int]) -> str:
    return f"n = {plural(sum(periods.values()), 'release')}"
