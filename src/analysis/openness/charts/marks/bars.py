"""Stacked bars over time, of counts or of parts of a whole, with the n of each bar above it."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from openness.charts import encode
from openness.charts.around import Words, columns_for, grid, panel_size, panel_title, sized
from openness.charts.captions import faded_caption, some
from openness.charts.frame import Row, check_known, distinct, nothing_to_draw, of, totals
from openness.charts.periods import period_range
from openness.charts.spoken import enough, make_up, too_few
from openness.words.frames import Column
from openness.words.names import in_order, label, label_expression, quoted
from openness.words.numbers import counted, listing, number

_TOTAL_CHARACTER_WIDTH = 8.5
"""Width in pixels that a character of the n over a bar takes in text of the size of the theme's, with air around it."""

_TOTAL_SIZE, _LEAST_SIZE = 12, 8
"""That size, and the smallest that can be read; what needs a smaller one is not drawn, and not spoken of."""

# Above 100%, for the n of each bar, so that headings of panels with and without y labels stay in line.
_HEADROOM = 0.12
_MADE = (
    Column("part", "share", "Part of the period"),
    Column("period_total", "count", "Releases in the period"),
)


@dataclass(frozen=True)
class Cut:
    """How bars are cut into parts.

    Attributes
    ----------
    field
        Column that a bar is cut by.
    columns
        The declared columns of the table; the headings of the period, of that column and of the counts stand in
        tooltips.
    values
        Every value that has a color, in the order of the colors.
    palette
        Named color range of the theme: ``category`` or ``ordinal``.
    normalized
        Whether every bar is 100%.
    count
        Column of counts.
    always
        Values that the legend names even if no release has them.
    """

    field: str
    columns: Sequence[Column]
    values: Sequence[str]
    palette: str = "ordinal"
    normalized: bool = True
    count: str = "n"
    always: Sequence[str] = ()


@dataclass(frozen=True)
class Stack:
    """Bars of one chart: ``present`` are the values to stack and to name in the legend, from the bottom up.

    Bars of fewer releases than ``min_group`` are faded; n is written above bars, in smaller type where the widest one
    would not fit else.
    """

    cut: Cut
    present: Sequence[str]
    periods: Sequence[str]
    min_group: int
    widest_total: int

    def panel(self, kept: str, *, width: float, height: float, y_labels: bool = True) -> alt.LayerChart:
        """Return one panel of the bars for which a Vega expression holds; of all where it is empty."""
        cut, rows = self.cut, alt.Chart().transform_filter(kept) if kept else alt.Chart()
        if cut.normalized:
            axis, scale = encode.share_axis(labels=y_labels), alt.Scale(domain=[0, 1 + _HEADROOM])
        else:
            axis, scale = alt.Axis(title=None, format=",d", tickMinStep=1, domain=False, ticks=False), alt.Undefined
        y = alt.Y(f"{cut.count}:Q", stack="normalize" if cut.normalized else "zero", axis=axis, scale=scale)
        layers = [self._bars(rows).encode(y=y)]
        if size := self.totals_size(width):
            layers.append(self._totals(rows, size))
        return sized(alt.layer(*layers).encode(x=encode.period_x(self.periods, width, 0.18, "band")), width, height)

    def totals_size(self, width: float) -> int | None:
        """Return the size of the n over bars in a panel of a width; None where the widest cannot be read."""
        room, needed = width / len(self.periods), len(number(self.widest_total)) * _TOTAL_CHARACTER_WIDTH
        size = int(_TOTAL_SIZE * min(1.0, room / needed))
        return size if size >= _LEAST_SIZE else None

    def _bars(self, rows: alt.Chart) -> alt.Chart:
        cut = self.cut
        position = f"indexof([{', '.join(map(quoted, self.present))}], datum[{quoted(cut.field)}])"
        scale = alt.Scale(domain=list(cut.values), range=cut.palette)
        return (
            rows.transform_calculate(
                stack_position=position, stack_label=label_expression(self.present, f"datum[{quoted(cut.field)}]")
            )
            .transform_joinaggregate(period_total=f"sum({cut.count})", groupby=["period"])
            .transform_calculate(part=f"datum.{cut.count} / datum.period_total")
            .mark_bar()
            .encode(
                color=alt.Color(f"{cut.field}:N", scale=scale, legend=encode.squares(self.present, offset=14)),
                order=alt.Order("stack_position:Q"),
                opacity=encode.faded_area(f"datum.period_total < {self.min_group}"),
                tooltip=encode.tooltips(
                    [*cut.columns, *_MADE],
                    shown=f"period {cut.field} {cut.count} part period_total",
                    fields={cut.field: "stack_label"},
                ),
            )
        )

    def _totals(self, rows: alt.Chart, size: int) -> alt.Chart:
        totalled = rows.transform_aggregate(period_total=f"sum({self.cut.count})", groupby=["period"])
        y = alt.YDatum(1) if self.cut.normalized else alt.Y("period_total:Q")
        smaller = {} if size == _TOTAL_SIZE else {"fontSize": size}
        return totalled.mark_text(dy=-7, aria=False, **smaller).encode(y=y, text=alt.Text("period_total:Q", format=","))


def made_up(
    rows: list[Row],
    cut: Cut,
    words: Words,
    *,
    order: Sequence[str],
    what: str,
    panels_by: Sequence[str],
    min_group: int,
    by_label: str | None = None,
    note: str = "",
) -> alt.VConcatChart:
    """Return a whole chart of 100% bars by period, a panel for each combination of some columns that has releases.

    Parameters
    ----------
    rows
        Tidy rows with ``period``, the columns of the cut and those of ``panels_by``.
    cut
        What cuts the bars.
    words
        The words around the chart.
    order
        Every value there can be, from the bottom of a bar up.
    what
        What one of them is called in a message, such as ``"access grade"``.
    panels_by
        Columns that part panels, the slowest first; none for one panel.
    min_group
        Bars with fewer releases are faded and named in the caption.
    by_label
        What the first of ``panels_by`` is, for the subtitle.
    note
        A sentence for the caption.
    """
    if not any(row[cut.count] for row in rows):
        raise nothing_to_draw(words.name, f"every {cut.count} is 0")
    check_known(rows, cut.field, order, words.name, what)
    keys: list[tuple[str, ...]] = [()]
    for column in panels_by:
        keys = [(*key, value) for key in keys for value in in_order(distinct(rows, column))]
    inside = {key: of(rows, **dict(zip(panels_by, key, strict=True))) for key in keys}
    bars = {key: totals(inside[key], "period", cut.count) for key in keys}
    # An empty panel reads as a share of nothing: the caption says that there is none.
    shown = [key for key in keys if any(bars[key].values())]
    stack = Stack(
        cut,
        present=in_order([*distinct(rows, cut.field), *cut.always], order),
        periods=period_range(distinct(rows, "period")),
        min_group=min_group,
        widest_total=max(total for periods in bars.values() for total in periods.values()),
    )
    if len(panels_by) > 1:
        # Groups that lack a panel come last, so that the panels of the others stay in their columns.
        lacking = {key[0] for key in keys if key not in shown}
        shown = sorted(shown, key=lambda key: key[0] in lacking)
        columns = columns_for(rows=len({key[0] for key in shown}), parts=len({key[-1] for key in shown}))
    else:
        columns = columns_for(rows=1, parts=len(shown))
    width, height = panel_size(columns)
    panels = []
    for i, key in enumerate(shown):
        kept = " && ".join(f"datum[{quoted(c)}] === {quoted(v)}" for c, v in zip(panels_by, key, strict=True))
        panel = stack.panel(kept, width=width, height=height, y_labels=i % columns == 0)
        if key:
            panel.title = panel_title([label(v) for v in key], sum(bars[key].values()), width)
        panels.append(panel)
    over = "Over each bar: n. " if stack.totals_size(width) else ""
    points = [
        (" ".join([*map(label, key), period if key else label(period)]), total)
        for key in shown
        for period, total in sorted(bars[key].items())
    ]
    return words.around(
        grid(panels, columns, rows),
        rows,
        n=f"{_n(bars, shown, by_label)}. {over}Faded: {encode.NBSP_N}{min_group}.",
        alt_text=_alt({" · ".join(map(label, key)): inside[key] for key in keys}, cut, order, min_group),
        caption=[
            faded_caption(points, min_group),
            some(
                "No panel, because there are no releases",
                [" · ".join(map(label, key)) for key in keys if key not in shown],
            ),
            note,
        ],
    )


def _n(bars: dict[tuple[str, ...], dict[str, int]], shown: list[tuple[str, ...]], by_label: str | None) -> str:
    # Panels may show the same releases twice, so their numbers are never added up.
    if shown == [()]:
        return f"n = {counted(sum(bars[()].values()), 'release')}"
    counts = [f"{' · '.join(map(label, key))} {number(sum(bars[key].values()))}" for key in shown]
    return f"n (releases{f' by {by_label.lower()}' if by_label else ''}): {listing(counts)}"


def _alt(panels: dict[str, list[Row]], cut: Cut, order: Sequence[str], min_group: int) -> str:
    """Describe the make-up of the first and the last bar of each panel that rest on enough."""
    parts = ["Stacked bar chart, each bar 100%."]
    for name, inside in panels.items():
        bars = [{"period": period, "n": n} for period, n in sorted(totals(inside, "period", cut.count).items()) if n]
        solid = enough(bars, min_group)
        said = []
        for period, n in dict.fromkeys((bar["period"], bar["n"]) for bar in (solid[0], solid[-1])) if solid else ():
            counts = totals(of(inside, period=period), cut.field, cut.count)
            said.append(f"{period}, {counted(n, 'release')}: {make_up(counts, order)}.")
        if not solid:
            said.append(f"{too_few(min_group)} in every bar." if bars else "no releases.")
        elif solid[-1] is not bars[-1]:
            said.append(f"Later bars rest on {too_few(min_group)}.")
        parts.append(f"{name}: {' '.join(said)}" if name else " ".join(said))
    return " ".join(parts)
