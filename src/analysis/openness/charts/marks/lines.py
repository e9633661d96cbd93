"""Lines over time with intervals: one panel a group, the other groups thin behind it.

Intervals of several groups lie over each other in one panel, and nobody can tell whose is whose. A panel a
group, on one common scale, shows each interval whole; the thin lines behind keep the comparison.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import altair as alt

from openness.charts.around import (
    columns_for,
    finish,
    grid,
    group_axis,
    inline,
    panel_heading,
    panel_size,
    panel_title,
    period_axis,
    share_axis,
)
from openness.charts.captions import (
    faded_caption,
    left_out_caption,
    point_name,
    sentences,
    silent_caption,
    unknown_caption,
)
from openness.charts.describe import lines_alt
from openness.charts.frame import Row, check_intervals, distinct
from openness.charts.periods import period_range
from openness.charts.theme import FADED, group_styles, style_order
from openness.project.errors import OpennessError
from openness.words.names import in_order, label, label_expression, listing, number, plural, quoted

_POINT_AREAS = (18, 190)
_TELLABLE = 4
_BACKGROUND = "#8c959f"
# Room for a point at 0% or 100%: its edge would move the heading of its panel out of line with the others.
_DOMAIN = (-0.07, 1.07)


@dataclass(frozen=True)
class Measure:
    """What a chart of lines draws, and in which words.

    Attributes
    ----------
    value
        Column of the points, between 0 and 1.
    line
        Column that the line follows; another than ``value`` where single periods are noisy.
    pooled
        How many periods a point of the line pools, itself and those before it.
    noun
        What n counts, in the singular.
    counting
        How a value and its n read together in alt text, with ``{value}`` and ``{n}``.
    remarks
        Sentences that the caption starts with.
    tooltips
        Column and title of each number in a tooltip, after period and group.
    """

    value: str
    line: str
    pooled: int
    noun: str
    counting: str
    remarks: tuple[str, ...]
    tooltips: tuple[tuple[str, str], ...]


def line_chart(
    rows: list[Row],
    measure: Measure,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    min_group: int,
    by_label: str,
    facet: str | None,
) -> alt.VConcatChart:
    """Return a whole chart: panels of points with intervals, a line through them, and the words around them.

    Parameters
    ----------
    rows
        Tidy rows with ``period``, ``group``, ``n``, ``lower``, ``upper`` and the columns of the measure.
    measure
        What to draw.
    name, title, definition, source
        As for :func:`openness.charts.around.finish`; the definition opens the subtitle.
    min_group
        Points with fewer releases are faded.
    by_label
        What a group is, for the tooltip.
    facet
        Column that parts panels side by side, if any.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    OpennessError
        If no row has a value.
    BadValueError
        If a value lies outside its interval.
    """
    check_intervals(rows, measure.value, chart=name)
    faded = faded_caption(((point_name(row, facet), row["n"]) for row in rows), min_group)
    return finish(
        _panels(rows, measure, min_group=min_group, by_label=by_label, facet=facet, chart=name),
        name=name,
        title=title,
        subtitle=[definition, _counted(rows, measure, min_group, facet)],
        source=source,
        alt_text=lines_alt(rows, measure.value, facet=facet, min_group=min_group, counting=measure.counting),
        caption=sentences(
            *measure.remarks,
            faded,
            silent_caption(rows, measure.value),
            left_out_caption(_left_out(rows, measure, facet), "no judged releases"),
            unknown_caption(rows, facet),
        ),
        columns=list(rows[0]),
    )


def _counted(rows: list[Row], measure: Measure, min_group: int, facet: str | None) -> str:
    # Facets may show the same releases twice, so their numbers are never added up.
    counts = []
    for part in distinct(rows, facet):
        total = sum(row["n"] for row in rows if facet is None or row[facet] == part)
        counts.append(f"n = {plural(total, measure.noun)}" if part is None else f"{label(part)} {number(total)}")
    n = counts[0] if facet is None else f"n ({measure.noun}s): {listing(counts)}"
    return f"{n}. Bars: 95% intervals. Faded: n\u00a0<\u00a0{min_group}."


def _left_out(rows: list[Row], measure: Measure, facet: str | None) -> list[str]:
    drawn = [row for row in rows if row[measure.value] is not None and row["n"]]
    # Of one period there are no panels by group.
    if facet is None or len(period_range(row["period"] for row in rows)) == 1:
        return []
    there = {(row["group"], row[facet]) for row in drawn}
    pairs = [(g, part) for g in in_order(row["group"] for row in drawn) for part in distinct(rows, facet)]
    return [f"{label(group)} · {label(part)}" for group, part in pairs if (group, part) not in there]


def _panels(
    rows: list[Row], measure: Measure, *, min_group: int, by_label: str, facet: str | None, chart: str
) -> alt.ConcatChart | alt.FacetChart:
    drawn = [row for row in rows if row[measure.value] is not None]
    if not drawn:
        raise OpennessError(f"chart {chart!r} has nothing to draw: no group has a judged release")
    groups, parts = in_order(row["group"] for row in drawn), distinct(rows, facet)
    periods = period_range(row["period"] for row in rows)
    # Of one period there is nothing to follow: all groups stand side by side in one panel.
    shown = groups if len(periods) > 1 else [None]
    columns = columns_for(rows=len(shown), parts=len(parts))
    width, height = panel_size(columns)
    pen = _Pen(drawn, measure, groups, facet, periods, width, height, min_group, by_label)
    if shown == [None]:
        panels = [pen.one_period(part, y_labels=i % columns == 0) for i, part in enumerate(parts)]
        return grid(panels, columns, rows)
    return pen.over_time(parts, columns, rows)


@dataclass(frozen=True)
class _Pen:
    """What the panels of one chart have in common."""

    drawn: list[Row]
    measure: Measure
    groups: list[str]
    facet: str | None
    periods: list[str]
    width: float
    height: float
    min_group: int
    by_label: str

    def over_time(self, parts: list[str | None], columns: int, rows: list[Row]) -> alt.FacetChart:
        """Return a panel for each group and part, the other groups of the part behind it.

        The panels are one faceted chart and not many concatenated ones: altair copies and checks every object of
        a chart again and again, and a dozen panels of five layers took seconds.
        """
        own = "datum.group === datum.panel_group"
        layers = [*self._line(own), self._intervals(own), self._points(own)]
        if len(self.groups) > 1:
            layers.insert(0, self._behind("datum.group !== datum.panel_group"))
        panel = alt.layer(*layers).encode(x=self._x(), y=self._y(labels=True))
        panel.width, panel.height = self.width, self.height
        # Groups that lack a panel come last, so that the panels of the others stay in their columns.
        groups = sorted(self.groups, key=lambda group: not all(self._n(group, part) for part in parts))
        headings = {
            self._key(group, part): self._heading(group, part)
            for group in groups
            for part in parts
            if self._n(group, part)
        }
        header = alt.Header(
            title=None,
            labelExpr=f"({json.dumps(headings, ensure_ascii=False)})[datum.value]",
            labelAnchor="start",
            labelFontSize=13,
            labelFontWeight=600,
            labelLineHeight=16,
            labelPadding=4,
        )
        part = "''" if self.facet is None else f"datum[{quoted(self.facet)}]"
        return (
            panel.facet(
                alt.Facet("panel:N", sort=list(headings), header=header),
                data=inline(rows),
                columns=columns,
                spacing={"row": 18, "column": 22},
            )
            # Every row stands in the panels of all groups of its part: as their own, or behind them.
            .transform_calculate(panel_group=json.dumps(self.groups, ensure_ascii=False))
            .transform_flatten(["panel_group"])
            .transform_calculate(panel=f"datum.panel_group + '|' + {part}")
            # A group that no release of a part was judged in has no panel there; the caption says so.
            .transform_filter(f"indexof({json.dumps(list(headings), ensure_ascii=False)}, datum.panel) >= 0")
            .resolve_axis(x="independent")
        )

    def one_period(self, part: str | None, *, y_labels: bool) -> alt.LayerChart:
        """Return all groups side by side in the only period there is."""
        kept = "true" if part is None else f"datum[{quoted(self.facet)}] === {quoted(part)}"
        axis = group_axis(self.groups, self.width / len(self.groups))
        x = alt.X("group:N", scale=alt.Scale(type="point", domain=self.groups, padding=0.5), axis=axis)
        panel = alt.layer(self._intervals(kept), self._points(kept)).encode(x=x, y=self._y(labels=y_labels))
        panel.width, panel.height = self.width, self.height
        panel.title = panel_title([self.periods[0] if part is None else label(part)], self._n(None, part), self.width)
        return panel

    def _key(self, group: str, part: str | None) -> str:
        return f"{group}|{part or ''}"

    def _heading(self, group: str, part: str | None) -> list[str]:
        # Where every panel shows the same group, the part alone tells them apart.
        names = [label(group)] * (part is None or len(self.groups) > 1)
        names += [] if part is None else [label(part)]
        return panel_heading(names, self._n(group, part), self.width)

    def _n(self, group: str | None, part: str | None) -> int:
        here = [
            row["n"]
            for row in self.drawn
            if group in {None, row["group"]} and (part is None or row[self.facet] == part)
        ]
        return sum(here)

    def _y(self, *, labels: bool) -> alt.Y:
        scale = alt.Scale(domain=list(_DOMAIN))
        return alt.Y(f"{self.measure.value}:Q", scale=scale, axis=share_axis(labels=labels))

    def _x(self) -> alt.X:
        scale = alt.Scale(type="point", domain=self.periods, padding=0.5)
        return alt.X("period:O", scale=scale, axis=period_axis(self.periods, self.width))

    def _color(self) -> alt.Color:
        return alt.Color("group:N", scale=alt.Scale(domain=style_order(self.groups), range="ramp"), legend=None)

    def _opacity(self, solid: float) -> alt.OpacityValue:
        few = {"test": f"datum.n < {self.min_group}", "value": solid * FADED}
        return alt.OpacityValue(solid, condition=few)

    def _path(self, kept: str) -> alt.Chart:
        measure = self.measure
        # A period without a row must break the line as one without a value does.
        return (
            alt.Chart()
            .transform_filter(kept)
            .transform_impute(measure.line, key="period", keyvals=self.periods, value=None, groupby=["group", "panel"])
            .transform_window(
                line_n="sum(n)",
                frame=[1 - measure.pooled, 0],
                sort=[alt.SortField("period")],
                groupby=["group", "panel"],
            )
            .transform_calculate(solid=f"datum.line_n >= {self.min_group} ? datum[{quoted(measure.line)}] : null")
        )

    def _behind(self, kept: str) -> alt.Chart:
        line = self._path(kept).mark_line(strokeWidth=1, opacity=0.35, aria=False)
        line = line.encode(y="solid:Q", detail="group:N")
        # Of more groups nobody could tell which color is whose: then they are only a background.
        few = len(self.groups) <= _TELLABLE
        return line.encode(color=self._color() if few else alt.value(_BACKGROUND))

    def _line(self, kept: str) -> list[alt.Chart]:
        styles = group_styles(self.groups)
        dashes = alt.Scale(domain=list(styles), range=[list(style.dash) for style in styles.values()])
        # The line is solid only between solid points: a peak made of two releases must not catch the eye.
        path = self._path(kept).encode(color=self._color())
        faint = path.mark_line(strokeWidth=1, opacity=FADED, aria=False).encode(y=f"{self.measure.line}:Q")
        solid = path.mark_line(strokeWidth=2, aria=False).encode(
            y="solid:Q", strokeDash=alt.StrokeDash("group:N", scale=dashes, legend=None)
        )
        return [faint, solid]

    def _intervals(self, kept: str) -> alt.Chart:
        thickness = max(1.5, min(8, self.width / len(self.periods) * 0.5))
        rule = alt.Chart().transform_filter(kept).mark_rule(strokeWidth=thickness, aria=False)
        return rule.encode(y="lower:Q", y2="upper:Q", color=self._color(), opacity=self._opacity(0.3))

    def _points(self, kept: str) -> alt.Chart:
        largest = max(row["n"] for row in self.drawn)
        size = alt.Size(
            "n:Q",
            scale=alt.Scale(domain=[0, largest], range=list(_POINT_AREAS)),
            legend=alt.Legend(
                title=f"{self.measure.noun.capitalize()}s",
                orient="top",
                direction="horizontal",
                titleOrient="left",
                values=_round_numbers(largest),
                symbolFillColor="#8c959f",
                symbolStrokeWidth=0,
            ),
        )
        shares = {"lower", "upper", self.measure.value, self.measure.line}
        tooltips = [alt.Tooltip("period:N", title="Period"), alt.Tooltip("group_label:N", title=self.by_label)]
        tooltips += [
            alt.Tooltip(f"{column}:Q", title=title, format=".1%" if column in shares else ",")
            for column, title in self.measure.tooltips
        ]
        styles = group_styles(self.groups)
        shapes = alt.Scale(domain=list(styles), range=[style.shape for style in styles.values()])
        named = label_expression(self.groups, "datum.group")
        point = alt.Chart().transform_filter(kept).transform_calculate(group_label=named).mark_point(filled=True)
        return point.encode(
            color=self._color(),
            shape=alt.Shape("group:N", scale=shapes, legend=None),
            size=size,
            opacity=self._opacity(1),
            tooltip=tooltips,
        )


def _round_numbers(largest: int) -> list[int]:
    """Return up to three numbers that start with 1, 2 or 5, from the largest one that fits downward."""
    steps = [lead * 10**power for power in range(9) for lead in (1, 2, 5) if lead * 10**power <= largest]
    return sorted({steps[max(-len(steps), back)] for back in (-1, -2, -4)})
