"""Colored cells: a number told by shade and by text, cells without a number told apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt

from openness.charts import encode
from openness.charts.around import ROOM, cell_width, inline
from openness.charts.frame import Row
from openness.words.names import dictionary, quoted

LABEL_LIMIT = 230
"""Widest label of a row in pixels."""

DARK_FROM = 0.76
"""Where black and white letters are equally legible on either theme's ramp: both have a contrast near 4.5 there."""

_WIDEST = 110
_SMALL = 11
_OUTLINE = "#8c8c8c"
_FRAME = "#c4cbd2"


def ink(dark: str) -> object:
    """Return the color of letters: white where a test says that a cell is dark."""
    return alt.when(dark).then(alt.value("#ffffff")).otherwise(alt.value("#000000"))


def cell_of(
    down: Sequence[str], across: Sequence[str], widest: float = _WIDEST, level_from: float = 0
) -> tuple[float, int]:
    """Return how many pixels wide a cell is and the angle of the headings, from the labels of both axes."""
    room = ROOM - min(LABEL_LIMIT, max(map(len, down)) * encode.CHARACTER_WIDTH)
    width = min(widest, room / len(across))
    if width >= max(level_from, max(map(len, across)) * encode.CHARACTER_WIDTH):
        return width, 0
    return min(width, cell_width(across, room)), encode.TURNED


def shades(value: str, title: str, form: str = ".0%", length: int = 200, **scale: object) -> alt.Color:
    """Return the shade of a number from 0 to 1, with its legend."""
    legend = alt.Legend(
        title=title,
        orient="top",
        titleOrient="left",
        direction="horizontal",
        format=form,
        gradientLength=length,
        gradientThickness=10,
        values=[0, 0.5, 1],
    )
    return alt.Color(f"{value}:Q", scale=alt.Scale(domain=[0, 1], range="heatmap", **scale), legend=legend)


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
        Label by value of the two axes, in order.
    legend
        Title of the legend of shades.
    tooltips
        Tooltips of every cell; ``row_label`` and ``column_label`` are its labels.
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
    down: Mapping[str, str]
    across: Mapping[str, str]
    legend: str
    tooltips: Sequence[alt.Tooltip]
    faded: str = "false"
    legend_format: str = ".0%"
    row_height: int = 24
    lines: int = 1

    def draw(self, rows: list[Row]) -> alt.LayerChart:
        """Return the cells with both axes and the legend."""
        width, angle = cell_of(list(self.down.values()), list(self.across.values()))
        has_number = f"isValid(datum[{quoted(self.value)}])"
        base = alt.Chart().transform_calculate(
            row_label=f"{dictionary(self.down)}[datum[{quoted(self.row)}]]",
            column_label=f"{dictionary(self.across)}[datum[{quoted(self.column)}]]",
            cell_text=self.text,
        )
        shown = list(self.tooltips)
        tiles = base.transform_filter(has_number).mark_rect(stroke=_FRAME, strokeWidth=0.6)
        tiles = tiles.encode(
            color=shades(self.value, self.legend, self.legend_format, clamp=True),
            opacity=encode.faded_area(self.faded),
            tooltip=shown,
        )
        blank = base.transform_filter(f"!{has_number}").mark_rect(
            fill="#ffffff", stroke=_OUTLINE, strokeWidth=0.8, strokeDash=[2, 2], opacity=1
        )
        # A faded dark cell is light, so it takes dark letters.
        dark = f"{has_number} && datum[{quoted(self.value)}] > {DARK_FROM} && !({self.faded})"
        texts = base.mark_text(fontSize=_SMALL, dy=-_SMALL * (self.lines - 1) / 2, limit=max(8, width - 1), aria=False)
        headings = encode.word_axis(self.across, 200, orient="top", labelAngle=angle, labelOverlap=False)
        names = encode.word_axis(self.down, LABEL_LIMIT, labelOverlap=False)
        chart = alt.layer(
            tiles, blank.encode(tooltip=shown), texts.encode(text="cell_text:N", color=ink(dark)), data=inline(rows)
        ).encode(
            x=alt.X(f"{self.column}:N", scale=alt.Scale(domain=list(self.across)), axis=headings),
            y=alt.Y(f"{self.row}:N", scale=alt.Scale(domain=list(self.down)), axis=names),
        )
        chart.width, chart.height = alt.Step(width), alt.Step(self.row_height)
        return chart
