"""What charts of colored cells share: a number told by shade and by text, cells without a number told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt

from openness.charts.around import CHARACTER_WIDTH, TURNED, cell_width
from openness.charts.theme import FADED
from openness.words.names import dictionary, quoted

ROOM = 690
"""Width in pixels of a chart of cells, row labels included."""

_LABEL_LIMIT = 230
_WIDEST_CELL = 110
_SMALL = 11
# Where black and white letters are equally legible on either theme's ramp: both have a contrast near 4.5 there.
_DARK_FROM = 0.76
_OUTLINE = "#8c8c8c"
_FRAME = "#c4cbd2"


@dataclass(frozen=True)
class Cells:
    """One chart of cells.

    Attributes
    ----------
    row, column
        Fields of the two axes.
    value
        Field of the number that shades a cell, from 0 to 1; a cell without one is outlined with dashes.
    text
        Vega expression of the words in a cell.
    down, across
        Values of the two axes, in order.
    words
        Label by value of both axes.
    legend
        Title of the legend of shades.
    tooltips
        Tooltips of every cell.
    faded
        Vega expression of the cells that rest on too few releases.
    legend_format
        How the legend writes a number.
    row_height
        Pixels.
    lines
        Lines of words in a cell.
    """

    row: str
    column: str
    value: str
    text: str
    down: Sequence[str]
    across: Sequence[str]
    words: Mapping[str, str]
    legend: str
    tooltips: Sequence[alt.Tooltip]
    faded: str = "false"
    legend_format: str = ".0%"
    row_height: int = 24
    lines: int = 1

    def draw(self, data: alt.InlineData) -> alt.LayerChart:
        """Return the cells with both axes and the legend.

        Parameters
        ----------
        data
            The chart's rows.

        Returns
        -------
        altair.LayerChart
        """
        width, level = self._cell()
        has_number = f"isValid(datum[{quoted(self.value)}])"
        base = alt.Chart().transform_calculate(
            row_label=f"{dictionary(self._labels(self.down))}[datum[{quoted(self.row)}]]",
            column_label=f"{dictionary(self._labels(self.across))}[datum[{quoted(self.column)}]]",
            cell_text=self.text,
        )
        opacity = alt.when(self.faded).then(alt.value(FADED)).otherwise(alt.value(1))
        tooltips = list(self.tooltips)
        tiles = (
            base.transform_filter(has_number)
            .mark_rect(stroke=_FRAME, strokeWidth=0.6)
            .encode(color=self._color(), opacity=opacity, tooltip=tooltips)
        )
        blank = base.transform_filter(f"!{has_number}").mark_rect(
            fill="#ffffff", stroke=_OUTLINE, strokeWidth=0.8, strokeDash=[2, 2], opacity=1
        )
        # A faded dark cell is light, so it takes dark letters.
        dark = f"{has_number} && datum[{quoted(self.value)}] > {_DARK_FROM} && !({self.faded})"
        ink = alt.when(dark).then(alt.value("#ffffff")).otherwise(alt.value("#000000"))
        texts = base.mark_text(fontSize=_SMALL, dy=-_SMALL * (self.lines - 1) / 2, limit=max(8, width - 1), aria=False)
        texts = texts.encode(text="cell_text:N", color=ink)
        layers = alt.layer(tiles, blank.encode(tooltip=tooltips), texts).encode(x=self._x(level), y=self._y())
        return layers.properties(width=alt.Step(width), height=alt.Step(self.row_height), data=data)

    def _labels(self, values: Sequence[str]) -> dict[str, str]:
        return {value: self.words[value] for value in values}

    def _cell(self) -> tuple[float, bool]:
        names = [self.words[value] for value in self.across]
        stub = min(_LABEL_LIMIT, max(len(self.words[value]) for value in self.down) * CHARACTER_WIDTH)
        widest = min(_WIDEST_CELL, (ROOM - stub) / len(names))
        level = widest >= max(map(len, names)) * CHARACTER_WIDTH
        return (widest, True) if level else (min(widest, cell_width(names, ROOM - stub)), False)

    def _color(self) -> alt.Color:
        legend = alt.Legend(
            title=self.legend,
            orient="top",
            titleOrient="left",
            direction="horizontal",
            format=self.legend_format,
            gradientLength=200,
            gradientThickness=10,
            values=[0, 0.5, 1],
        )
        return alt.Color(f"{self.value}:Q", scale=alt.Scale(domain=[0, 1], range="heatmap", clamp=True), legend=legend)

    def _x(self, level: bool) -> alt.X:
        axis = alt.Axis(
            title=None,
            orient="top",
            labelAngle=0 if level else TURNED,
            labelExpr=f"{dictionary(self._labels(self.across))}[datum.value]",
            labelLimit=200,
            labelOverlap=False,
            domain=False,
            ticks=False,
        )
        return alt.X(f"{self.column}:N", scale=alt.Scale(domain=list(self.across)), axis=axis)

    def _y(self) -> alt.Y:
        axis = alt.Axis(
            title=None,
            labelExpr=f"{dictionary(self._labels(self.down))}[datum.value]",
            labelLimit=_LABEL_LIMIT,
            labelOverlap=False,
            domain=False,
            ticks=False,
        )
        return alt.Y(f"{self.row}:N", scale=alt.Scale(domain=list(self.down)), axis=axis)
