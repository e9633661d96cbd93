"""What charts of rows share: a dot and an interval a row, groups told apart by color, shape and place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt

from openness.charts.around import CHARACTER_WIDTH, inline
from openness.charts.frame import Row
from openness.charts.theme import FADED, group_styles, style_order
from openness.words.names import dictionary, label_expression, quoted

ROOM = 690
"""Width in pixels of a chart of rows, their labels and the words to their right included."""

LABEL_LIMIT = 240
"""Widest label of a row in pixels, where nothing else is asked for."""

_AREA = 62
_PLAIN = "#59636e"
_ROW = 22
_DODGED_ROW = 15
_GAP = 10


@dataclass(frozen=True)
class Dots:
    """One chart of rows.

    Attributes
    ----------
    rows
        Tidy rows with the fields below.
    item
        Field that names a row.
    value
        Field of the dot.
    words
        Label by item, in the order from the top.
    axis
        The axis below.
    domain
        Its ends.
    tooltips
        Tooltips of every dot.
    lower, upper
        Fields of the ends of the interval, or the number at which it ends.
    groups
        Groups in order, where the rows have a ``group``.
    dodged
        Whether the groups of one item stand one under the other; else each item has one row.
    faded
        Vega expression of rows that rest on too few releases.
    beside
        Vega expression of the words to the right of a row.
    beside_width
        Pixels for them.
    second
        Field of a second, hollow mark.
    line
        Where to draw a line across all rows.
    label_limit
        Widest label of a row in pixels.
    """

    rows: list[Row]
    item: str
    value: str
    words: Mapping[str, str]
    axis: alt.Axis
    domain: tuple[float, float]
    tooltips: Sequence[alt.Tooltip]
    lower: str | float = "lower"
    upper: str | float = "upper"
    groups: Sequence[str] = ()
    dodged: bool = False
    faded: str = "false"
    beside: str | None = None
    beside_width: float = 0
    second: str | None = None
    line: float | None = None
    label_limit: float = LABEL_LIMIT

    def draw(self) -> alt.LayerChart:
        """Return the rows with their axes and the legend of the groups.

        Returns
        -------
        altair.LayerChart
        """
        stub = min(self.label_limit, max(map(len, self.words.values())) * CHARACTER_WIDTH)
        width = ROOM - stub - self.beside_width
        layers = [self._interval(), self._dot()]
        if self.second is not None:
            layers.insert(1, self._hollow())
        if self.line is not None:
            layers.insert(0, self._across())
        if self.beside is not None:
            layers.append(self._beside(width))
        return alt.layer(*layers).properties(width=width, height=self._height(), data=inline(self.rows))

    def _height(self) -> float:
        lines = max(1, len(self.groups)) if self.dodged else 1
        return len(self.words) * (_ROW if lines == 1 else _GAP + lines * _DODGED_ROW)

    def _placed(self, chart: alt.Chart) -> alt.Chart:
        axis = alt.Axis(
            title=None,
            labelExpr=f"{dictionary(self.words)}[datum.value]",
            labelLimit=self.label_limit,
            labelOverlap=False,
            domain=False,
            ticks=False,
            grid=True,
        )
        scale = alt.Scale(type="band", domain=list(self.words), padding=0.12)
        placed = chart.encode(y=alt.Y(f"{self.item}:N", scale=scale, axis=axis))
        if not self.dodged or len(self.groups) < 2:
            return placed
        return placed.encode(yOffset=alt.YOffset("group:N", scale=alt.Scale(domain=list(self.groups))))

    def _x(self, field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=alt.Scale(domain=list(self.domain)), axis=self.axis)

    def _color(self) -> alt.Color | alt.ColorValue:
        if not self.groups:
            return alt.ColorValue(_PLAIN)
        # The same legend on every layer: one layer without takes it from all.
        scale = alt.Scale(domain=style_order(self.groups), range="ramp")
        return alt.Color("group:N", scale=scale, legend=self._legend())

    def _legend(self) -> alt.Legend:
        names = label_expression(self.groups)
        # Symbols would be as pale as the intervals otherwise.
        solid = {"symbolOpacity": 1, "symbolStrokeWidth": 0, "columnPadding": 16}
        return alt.Legend(title=None, orient="top", values=list(self.groups), labelExpr=names, **solid)

    def _opacity(self, solid: float) -> alt.OpacityValue:
        return alt.OpacityValue(solid, condition={"test": self.faded, "value": solid * FADED})

    def _drawn(self) -> alt.Chart:
        return alt.Chart().transform_filter(f"isValid(datum[{quoted(self.value)}])")

    def _interval(self) -> alt.Chart:
        rule = (
            self._drawn().mark_rule(strokeWidth=4, aria=False).encode(color=self._color(), opacity=self._opacity(0.35))
        )
        lower = alt.XDatum(self.lower) if isinstance(self.lower, float) else self._x(self.lower)
        upper = alt.X2Datum(self.upper) if isinstance(self.upper, float) else alt.X2(f"{self.upper}:Q")
        return self._placed(rule).encode(x=lower, x2=upper)

    def _dot(self) -> alt.Chart:
        dot = (
            self._drawn()
            .mark_point(filled=True, size=_AREA)
            .encode(
                x=self._x(self.value),
                color=self._color(),
                opacity=self._opacity(1),
                tooltip=list(self.tooltips),
            )
        )
        if self.groups:
            styles = group_styles(self.groups)
            shapes = alt.Scale(domain=list(styles), range=[style.shape for style in styles.values()])
            dot = dot.encode(shape=alt.Shape("group:N", scale=shapes, legend=self._legend()))
        return self._placed(dot)

    def _hollow(self) -> alt.Chart:
        tick = self._drawn().mark_point(shape="stroke", angle=90, size=120, strokeWidth=2, filled=False, aria=False)
        return self._placed(tick).encode(x=self._x(self.second), color=alt.value("#000000"))

    def _across(self) -> alt.Chart:
        # Of the rows one is kept, or the line would be drawn once a row.
        one = alt.Chart().transform_aggregate(rows="count()")
        return one.mark_rule(color=_PLAIN, strokeDash=[4, 3], aria=False).encode(x=alt.XDatum(self.line))

    def _beside(self, width: float) -> alt.Chart:
        words = alt.Chart().transform_calculate(beside_text=self.beside)
        text = words.mark_text(align="left", fontSize=11, limit=self.beside_width - 8, aria=False)
        return self._placed(text).encode(x=alt.value(width + 8), text="beside_text:N", opacity=self._opacity(1))
