"""What charts of 100% bars share: panels, their headings and n, faded bars, panels that have nothing to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from openness.charts.around import columns_for, finish, grid, panel_size, panel_title
from openness.charts.captions import faded_caption, left_out_caption, sentences
from openness.charts.describe import make_up_alt
from openness.charts.frame import Row, distinct, totals
from openness.charts.marks.bars import Stack
from openness.charts.periods import period_range
from openness.project.errors import OpennessError, UnknownNameError
from openness.words.names import in_order, label, listing, number, plural, quoted


@dataclass(frozen=True)
class Cut:
    """How bars are cut into parts.

    Attributes
    ----------
    field
        Column that a bar is cut by.
    heading
        What that column is, in tooltips.
    what
        What one of its values is called in a message, such as ``"access grade"``.
    values
        Every value there can be, from the bottom of a bar up.
    colors
        ``values`` at their places in the theme's range of grades.
    always
        Values that the legend names even if no release has them.
    count
        Column of counts.
    """

    field: str
    heading: str
    what: str
    values: Sequence[str]
    colors: Sequence[str]
    always: Sequence[str] = ()
    count: str = "release_count"


def stacked_chart(
    rows: list[Row],
    cut: Cut,
    *,
    panels_by: Sequence[str],
    name: str,
    title: str,
    definition: str,
    source: str,
    min_group: int,
    by_label: str | None = None,
) -> alt.VConcatChart:
    """Return a whole chart of 100% bars by period, a panel for each combination of some columns that has releases.

    Parameters
    ----------
    rows
        Tidy rows with ``period``, the columns of the cut and those of ``panels_by``.
    cut
        What cuts the bars.
    panels_by
        Columns that part panels, the slowest first; none for one panel.
    name, title, definition, source
        As for :func:`openness.charts.around.finish`; the definition opens the subtitle.
    min_group
        Bars with fewer releases are faded and named in the caption.
    by_label
        What the first of ``panels_by`` is, for the subtitle.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    OpennessError
        If there is nothing to draw.
    UnknownNameError
        If a value of the cut is none of its values.
    """
    if not any(row[cut.count] for row in rows):
        raise OpennessError(f"chart {name!r} has nothing to draw: every {cut.count} is 0")
    for value in distinct(rows, cut.field):
        if value not in cut.values:
            raise UnknownNameError(cut.what, value, cut.values, where=f"the table of chart {name!r}")
    keys = _panel_keys(rows, panels_by)
    inside = {key: [row for row in rows if _key(row, panels_by) == key] for key in keys}
    bars = {key: totals(inside[key], "period", cut.count) for key in keys}
    # An empty panel reads as a share of nothing: the caption says that there is none.
    shown = [key for key in keys if any(bars[key].values())]
    stack = Stack(
        field=cut.field,
        heading=cut.heading,
        domain=cut.colors,
        present=in_order([*distinct(rows, cut.field), *cut.always], cut.values),
        palette="ordinal",
        normalized=True,
        periods=period_range(distinct(rows, "period")),
        min_group=min_group,
        widest_total=max(total for periods in bars.values() for total in periods.values()),
        count=cut.count,
    )
    groups, parts = ({key[side] for key in shown if key} for side in (0, -1))
    nested = len(panels_by) > 1
    # Groups that lack a panel come last, so that the panels of the others stay in their columns.
    lacking = {key[0] for key in keys if key not in shown}
    shown = sorted(shown, key=lambda key: key[0] in lacking) if nested else shown
    columns = columns_for(rows=len(groups), parts=len(parts)) if nested else columns_for(rows=1, parts=len(shown))
    width, height = panel_size(columns)
    panels = []
    for i, key in enumerate(shown):
        kept = " && ".join(f"datum[{quoted(c)}] === {quoted(v)}" for c, v in zip(panels_by, key, strict=True))
        panel = stack.panel(kept or None, width=width, height=height, y_labels=i % columns == 0)
        if key:
            panel = panel.properties(title=panel_title([label(v) for v in key], sum(bars[key].values()), width))
        panels.append(panel)
    points = [
        (" ".join([*map(label, key), period if key else label(period)]), total)
        for key in shown
        for period, total in sorted(bars[key].items())
    ]
    left_out = [" · ".join(map(label, key)) for key in keys if key not in shown]
    return finish(
        grid(panels, columns, rows),
        name=name,
        title=title,
        subtitle=[definition, f"{_n(bars, shown, by_label)}. Over each bar: n. Faded: n\u00a0<\u00a0{min_group}."],
        source=source,
        alt_text=make_up_alt(
            [(" · ".join(map(label, key)), inside[key]) for key in keys], cut.field, cut.values, cut.count
        ),
        caption=sentences(faded_caption(points, min_group), left_out_caption(left_out)),
        columns=list(rows[0]),
    )


def _key(row: Row, panels_by: Sequence[str]) -> tuple[str, ...]:
    return tuple(row[column] for column in panels_by)


def _panel_keys(rows: list[Row], panels_by: Sequence[str]) -> list[tuple[str, ...]]:
    keys: list[tuple[str, ...]] = [()]
    for column in panels_by:
        keys = [(*key, value) for key in keys for value in in_order(distinct(rows, column))]
    return keys


def _n(bars: dict[tuple[str, ...], dict[str, int]], shown: list[tuple[str, ...]], by_label: str | None) -> str:
    # Panels may show the same releases twice, so their numbers are never added up.
    if shown == [()]:
        return f"n = {plural(sum(bars[()].values()), 'release')}"
    counts = [f"{' · '.join(map(label, key))} {number(sum(bars[key].values()))}" for key in shown]
    return f"n (releases{f' by {by_label.lower()}' if by_label else ''}): {listing(counts)}"
