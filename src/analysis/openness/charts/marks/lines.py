"""Points with intervals over time and a line through them: one panel a group, the other groups thin behind it.

Intervals of several groups lie over each other in one panel, and nobody can tell whose is whose. A panel a
group, on one common scale, shows each interval whole; the thin lines behind keep the comparison.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import altair as alt

from openness.charts import encode
from openness.charts.around import columns_for, faceted, grid, panel_heading, panel_size, panel_title, sized
from openness.charts.captions import faded_caption, point_name, silent_caption, some, unknown_caption
from openness.charts.frame import Row, distinct, nothing_to_draw
from openness.charts.periods import period_range
from openness.charts.theme import FADED
from openness.words.names import in_order, label, label_expression, quoted
from openness.words.numbers import counted, listing, number

_POINT_AREAS = (18, 190)
_TELLABLE = 4
# Room for a point at 0% or 100%: its edge would move the heading of its panel out of line with the others.
_DOMAIN = (-0.07, 1.07)


@dataclass(frozen=True)
class Lines:
    """What a chart of lines draws.

    Attributes
    ----------
    rows
        Tidy rows with ``period``, ``group``, ``n``, ``lower``, ``upper`` and the columns below.
    value
        Column of the points, between 0 and 1.
    noun
        What n counts, in the singular.
    tooltips
        Tooltips of every point; ``group_label`` is the label of its group.
    min_group
        Points with fewer releases are faded.
    facet
        Column that parts panels side by side, if any.
    line
        Column that the line follows; another than ``value`` where single periods are noisy.
    pooled
        How many periods a point of the line pools, itself and those before it.
    """

    rows: list[Row]
    value: str
    noun: str
    tooltips: Sequence[alt.Tooltip]
    min_group: int
    facet: str | None = None
    line: str = ""
    pooled: int = 1

    def draw(self, chart: str) -> alt.ConcatChart | alt.FacetChart:
        """Return the panels; of one period there is nothing to follow, and all groups stand side by side in one."""
        if not self._drawn:
            raise nothing_to_draw(chart, "no group has a judged release")
        if len(self._periods) > 1:
            return self._over_time()
        panels = [self._one_period(part, y_labels=i % self._columns == 0) for i, part in enumerate(self._parts)]
        return grid(panels, self._columns, self.rows)

    def n(self) -> str:
        """Return the line of the subtitle that says n; facets may show the same releases, so are never added up."""
        if self.facet is None:
            n = f"n = {counted(sum(row['n'] for row in self.rows), self.noun)}"
        else:
            counts = [f"{label(part)} {number(self._n(None, part, self.rows))}" for part in self._parts]
            n = f"n ({self.noun}s): {listing(counts)}"
        return f"{n}. Bars: 95% intervals. Faded: {encode.NBSP_N}{self.min_group}."

    def caption(self) -> list[str]:
        """Return the sentences on what is faded, not drawn, or in no share."""
        points = ((point_name(row, self.facet), row["n"]) for row in self.rows)
        return [
            faded_caption(points, self.min_group),
            silent_caption(self.rows, self.value),
            some("No panel, because there are no judged releases", self._left_out()),
            unknown_caption(self.rows, self.facet),
        ]

    @cached_property
    def _drawn(self) -> list[Row]:
        return [row for row in self.rows if row[self.value] is not None]

    @cached_property
    def _groups(self) -> list[str]:
        return in_order(distinct(self._drawn, "group"))

    @cached_property
    def _parts(self) -> list[str | None]:
        return distinct(self.rows, self.facet)

    @cached_property
    def _periods(self) -> list[str]:
        return period_range(row["period"] for row in self.rows)

    @cached_property
    def _columns(self) -> int:
        return columns_for(rows=len(self._groups) if len(self._periods) > 1 else 1, parts=len(self._parts))

    @cached_property
    def _size(self) -> tuple[float, float]:
        return panel_size(self._columns)

    def _left_out(self) -> list[str]:
        if self.facet is None or len(self._periods) == 1:
            return []
        pairs = [(group, part) for group in self._groups for part in self._parts]
        return [f"{label(group)} · {label(part)}" for group, part in pairs if not self._n(group, part)]

    def _n(self, group: str | None, part: str | None, rows: list[Row] | None = None) -> int:
        return sum(
            row["n"]
            for row in (self._drawn if rows is None else rows)
            if group in {None, row["group"]} and (part is None or row[self.facet] == part)
        )

    def _over_time(self) -> alt.FacetChart:
        """Return a panel for each group and part, the other groups of the part behind it."""
        own = "datum.group === datum.panel_group"
        layers = [*self._line(own), self._intervals(own), self._points(own)]
        if len(self._groups) > 1:
            layers.insert(0, self._behind("datum.group !== datum.panel_group"))
        x = encode.period_x(self._periods, self._size[0])
        panel = sized(alt.layer(*layers).encode(x=x, y=self._y(labels=True)), *self._size)
        # Groups that lack a panel come last, so that the panels of the others stay in their columns.
        groups = sorted(self._groups, key=lambda group: not all(self._n(group, part) for part in self._parts))
        headings = {
            f"{group}|{part or ''}": self._heading(group, part)
            for group in groups
            for part in self._parts
            # A group that no release of a part was judged in has no panel there; the caption says so.
            if self._n(group, part)
        }
        return faceted(panel, "panel", headings, self.rows, columns=self._columns, prepare=self._in_every_panel)

    def _in_every_panel(self, chart: alt.FacetChart) -> alt.FacetChart:
        """Put every row into the panels of all groups of its part: as their own, or behind them."""
        part = "''" if self.facet is None else f"datum[{quoted(self.facet)}]"
        groups = json.dumps(self._groups, ensure_ascii=False)
        chart = chart.transform_calculate(panel_group=groups).transform_flatten(["panel_group"])
        return chart.transform_calculate(panel=f"datum.panel_group + '|' + {part}")

    def _one_period(self, part: str | None, *, y_labels: bool) -> alt.LayerChart:
        kept = "true" if part is None else f"datum[{quoted(self.facet)}] === {quoted(part)}"
        scale = alt.Scale(type="point", domain=self._groups, padding=0.5)
        x = alt.X("group:N", scale=scale, axis=encode.group_axis(self._groups, self._size[0] / len(self._groups)))
        panel = alt.layer(self._intervals(kept), self._points(kept)).encode(x=x, y=self._y(labels=y_labels))
        name = self._periods[0] if part is None else label(part)
        panel.title = panel_title([name], self._n(None, part), self._size[0])
        return sized(panel, *self._size)

    def _heading(self, group: str, part: str | None) -> list[str]:
        # Where every panel shows the same group, the part alone tells them apart.
        names = [label(group)] * (part is None or len(self._groups) > 1)
        names += [] if part is None else [label(part)]
        return panel_heading(names, self._n(group, part), self._size[0])

    def _y(self, *, labels: bool) -> alt.Y:
        return alt.Y(f"{self.value}:Q", scale=alt.Scale(domain=list(_DOMAIN)), axis=encode.share_axis(labels=labels))

    def _path(self, kept: str) -> alt.Chart:
        line, by = self.line or self.value, ["group", "panel"]
        # A period without a row must break the line as one without a value does.
        return (
            alt.Chart()
            .transform_filter(kept)
            .transform_impute(line, key="period", keyvals=self._periods, value=None, groupby=by)
            .transform_window(line_n="sum(n)", frame=[1 - self.pooled, 0], sort=[alt.SortField("period")], groupby=by)
            .transform_calculate(solid=f"datum.line_n >= {self.min_group} ? datum[{quoted(line)}] : null")
        )

    def _behind(self, kept: str) -> alt.Chart:
        line = self._path(kept).mark_line(strokeWidth=1, opacity=0.35, aria=False)
        line = line.encode(y="solid:Q", detail="group:N")
        # Of more groups nobody could tell which color is whose: then they are only a background.
        few = len(self._groups) <= _TELLABLE
        return line.encode(color=encode.group_color(self._groups) if few else alt.value(encode.BACKGROUND))

    def _line(self, kept: str) -> list[alt.Chart]:
        # The line is solid only between solid points: a peak made of two releases must not catch the eye.
        path = self._path(kept).encode(color=encode.group_color(self._groups))
        faint = path.mark_line(strokeWidth=1, opacity=FADED, aria=False).encode(y=f"{self.line or self.value}:Q")
        solid = path.mark_line(strokeWidth=2, aria=False)
        return [faint, solid.encode(y="solid:Q", strokeDash=encode.group_dash(self._groups))]

    def _intervals(self, kept: str) -> alt.Chart:
        thickness = max(1.5, min(8, self._size[0] / len(self._periods) * 0.5))
        rule = alt.Chart().transform_filter(kept).mark_rule(strokeWidth=thickness, aria=False)
        opacity = encode.faded(f"datum.n < {self.min_group}", 0.3)
        return rule.encode(y="lower:Q", y2="upper:Q", color=encode.group_color(self._groups), opacity=opacity)

    def _points(self, kept: str) -> alt.Chart:
        largest = max(row["n"] for row in self._drawn)
        legend = alt.Legend(
            title=f"{self.noun.capitalize()}s",
            orient="top",
            direction="horizontal",
            titleOrient="left",
            values=_round_numbers(largest),
            symbolFillColor=encode.BACKGROUND,
            symbolStrokeWidth=0,
        )
        scale = alt.Scale(domain=[0, largest], range=list(_POINT_AREAS))
        named = label_expression(self._groups, "datum.group")
        point = alt.Chart().transform_filter(kept).transform_calculate(group_label=named).mark_point(filled=True)
        return point.encode(
            color=encode.group_color(self._groups),
            shape=encode.group_shape(self._groups),
            size=alt.Size("n:Q", scale=scale, legend=legend),
            opacity=encode.faded(f"datum.n < {self.min_group}"),
            tooltip=list(self.tooltips),
        )


def _round_numbers(largest: int) -> list[int]:
    """Return up to three numbers that start with 1, 2 or 5, from the largest one that fits downward."""
    steps = [lead * 10**power for power in range(9) for lead in (1, 2, 5) if lead * 10**power <= largest]
    return sorted({steps[max(-len(steps), back)] for back in (-1, -2, -4)})
