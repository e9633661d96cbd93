"""A dot and an interval a row, groups told apart by color, shape and place; and what all charts of rows share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt

from openness.charts import encode
from openness.charts.around import ROOM, inline, sized
from openness.charts.frame import Row
from openness.words.names import quoted

LABEL_LIMIT = 240
"""Widest label of a row in pixels, where nothing else is asked for."""

_AREA = 62
_ROW = 22
_DODGED_ROW = 15
_GAP = 10


def stub(words: Sequence[str], limit: float) -> float:
    """Return how many pixels the labels of rows take."""
    return min(limit, max(map(len, words)) * encode.CHARACTER_WIDTH)


def top_axis(title: str, **more: object) -> alt.Axis:
    """Return an axis over rows, with its grid."""
    return alt.Axis(title=title, orient="top", domain=False, grid=True, **more)


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
        The axis over the rows.
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
        """Return the rows with their axes and the legend of the groups."""
        width = ROOM - stub(list(self.words.values()), self.label_limit) - self.beside_width
        layers = [self._interval(), self._dot()]
        if self.second is not None:
            layers.insert(1, self._hollow())
        if self.line is not None:
            layers.insert(0, encode.across().encode(x=alt.XDatum(self.line)))
        if self.beside is not None:
            layers.append(self._beside(width))
        return sized(alt.layer(*layers, data=inline(self.rows)), width, self._height())

    def _height(self) -> float:
        lines = max(1, len(self.groups)) if self.dodged else 1
        return len(self.words) * (_ROW if lines == 1 else _GAP + lines * _DODGED_ROW)

    def _placed(self, chart: alt.Chart) -> alt.Chart:
        axis = encode.word_axis(self.words, self.label_limit, labelOverlap=False, grid=True)
        scale = alt.Scale(type="band", domain=list(self.words), padding=0.12)
        placed = chart.encode(y=alt.Y(f"{self.item}:N", scale=scale, axis=axis))
        if not self.dodged or len(self.groups) < 2:
            return placed
        return placed.encode(yOffset=alt.YOffset("group:N", scale=alt.Scale(domain=list(self.groups))))

    def _x(self, field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=alt.Scale(domain=list(self.domain)), axis=self.axis)

    def _color(self) -> alt.Color | alt.ColorValue:
        # The same legend on every layer: one layer without takes it from all.
        return encode.group_color(self.groups, self._legend()) if self.groups else alt.ColorValue(encode.MUTED)

    def _legend(self) -> alt.Legend:
        # Symbols would be as pale as the intervals otherwise.
        return encode.legend_on_top(self.groups, symbolOpacity=1, symbolStrokeWidth=0, columnPadding=16)

    def _drawn(self) -> alt.Chart:
        return alt.Chart().transform_filter(f"isValid(datum[{quoted(self.value)}])")

    def _interval(self) -> alt.Chart:
        rule = self._drawn().mark_rule(strokeWidth=4, aria=False)
        rule = rule.encode(color=self._color(), opacity=encode.faded(self.faded, 0.35))
        lower = alt.XDatum(self.lower) if isinstance(self.lower, float) else self._x(self.lower)
        upper = alt.X2Datum(self.upper) if isinstance(self.upper, float) else alt.X2(f"{self.upper}:Q")
        return self._placed(rule).encode(x=lower, x2=upper)

    def _dot(self) -> alt.Chart:
        dot = self._drawn().mark_point(filled=True, size=_AREA)
        dot = dot.encode(
            x=self._x(self.value), color=self._color(), opacity=encode.faded(self.faded), tooltip=list(self.tooltips)
        )
        if self.groups:
            dot = dot.encode(shape=encode.group_shape(self.groups, self._legend()))
        return self._placed(dot)

    def _hollow(self) -> alt.Chart:
        tick = self._drawn().mark_point(shape="stroke", angle=90, size=120, strokeWidth=2, filled=False, aria=False)
        return self._placed(tick).encode(x=self._x(self.second), color=alt.value("#000000"))

    def _beside(self, width: float) -> alt.Chart:
        words = alt.Chart().transform_calculate(beside_text=self.beside)
        text = words.mark_text(align="left", fontSize=11, limit=self.beside_width - 8, aria=False)
        return self._placed(text).encode(x=alt.value(width + 8), text="beside_text:N", opacity=encode.faded(self.faded))
