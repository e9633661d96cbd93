"""A grid of states, such as license by clause: what holds where, told by color and by a symbol in every cell."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import CHARACTER_WIDTH, cell_width, finish, inline
from openness.charts.captions import sentences
from openness.charts.describe import grid_alt
from openness.charts.frame import Column, Row, distinct, tidy_rows
from openness.charts.theme import DARK_TONES, TONES, State
from openness.project.errors import BadValueError, UnknownNameError
from openness.words.names import in_order, label, plural, quoted

_WIDTH = 690
_WIDEST_CELL = 110
_LINE_CHARACTERS = 30
_LINE_HEIGHT = 16
_ROW_PADDING = 8
_STEEP = -60
_LONGEST_HEADING = 200
_LONGEST_SYMBOL = 2
_TEXT_CHARACTER_WIDTH = 6.2
_SMALL = 10


def status_grid(
    frame: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    row: str,
    column: str,
    status: str,
    states: Mapping[str, State],
    row_order: Sequence[str] = (),
    column_order: Sequence[str] = (),
    labels: Mapping[str, str] | None = None,
    text: str | None = None,
    note: str | None = None,
) -> alt.VConcatChart:
    """Draw which state holds for each row and column.

    Parameters
    ----------
    frame
        One row a cell; a cell without a row stays empty.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what a state says.
    row, column, status
        Columns of the frame. Their names also say what they are: ``license`` becomes "License".
    states
        Every state there can be and its look, in the order of the legend.
    row_order, column_order
        Values that come first, in this order; others follow as they first appear.
    labels
        Label by value where :func:`openness.charts.label` would not do, such as ``{"mit": "MIT"}``.
    text
        Column of short words under the symbols, null for none. Where they do not fit, the tooltip has them.
    note
        A sentence for the caption.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    OpennessError
        If the table is empty.
    UnknownNameError
        If a column is missing, or a state or tone is unknown.
    BadValueError
        If a value is of the wrong type, a cell has two rows, or two states look the same.
    """
    _check(states, name)
    columns = [Column(row, "text"), Column(column, "text"), Column(status, "text")]
    if text is not None:
        columns.append(Column(text, "note"))
    rows = tidy_rows(frame, columns, key=[row, column], chart=name)
    for state in distinct(rows, status):
        if state not in states:
            raise UnknownNameError("state", state, states, where=f"the table of chart {name!r}")
    words = {v: label(v) for key in (row, column, status) for v in distinct(rows, key)}
    words |= {state: label(state) for state in states} | dict(labels or {})
    grid = _Grid(
        rows, row, column, status, text, states, in_order(distinct(rows, row), row_order),
        in_order(distinct(rows, column), column_order), words,
    )  # fmt: skip
    empty = len(grid.across) * len(grid.down) - len(rows)
    cells = [(words[r[row]], words[r[column]], r[status]) for r in rows]
    size, axes = (len(grid.down), len(grid.across)), (label(row), label(column))
    return finish(
        grid.draw(),
        name=name,
        title=title,
        subtitle=[definition, f"n = {plural(len(rows), 'cell')}: {axes[0].lower()} by {axes[1].lower()}."],
        source=source,
        alt_text=grid_alt(cells, size, axes, {state: words[state] for state in states}),
        caption=sentences(note or "", f"Empty: no record ({plural(empty, 'cell')})." if empty else ""),
        columns=list(rows[0]),
    )


def _check(states: Mapping[str, State], chart: str) -> None:
    where = f"the states of chart {chart!r}"
    for state in states.values():
        if state.tone not in TONES:
            raise UnknownNameError("tone", state.tone, TONES, where=where)
        if not 1 <= len(state.symbol) <= _LONGEST_SYMBOL:
            raise BadValueError(f"{where} have the symbol {state.symbol!r}; expected one or two characters")
    for what, values in (("tone", [s.tone for s in states.values()]), ("symbol", [s.symbol for s in states.values()])):
        twice = next((value for value in values if values.count(value) > 1), None)
        if twice is not None:
            raise BadValueError(f"{where} use the {what} {twice!r} twice; expected one a state")


@dataclass(frozen=True)
class _Grid:
    """What is drawn, once it is checked."""

    rows: list[Row]
    row: str
    column: str
    status: str
    text: str | None
    states: Mapping[str, State]
    down: list[str]
    across: list[str]
    words: Mapping[str, str]

    def draw(self) -> alt.LayerChart:
        lines = {value: textwrap.wrap(self.words[value], _LINE_CHARACTERS) for value in self.down}
        stub = max(len(line) for wrapped in lines.values() for line in wrapped) * CHARACTER_WIDTH
        names = [self.words[value] for value in self.across]
        level_width = min(_WIDEST_CELL, cell_width(names, _WIDTH - stub, angle=0))
        level = max(map(len, names)) * CHARACTER_WIDTH <= level_width
        turned = cell_width(names, _WIDTH - stub, angle=_STEEP, limit=_LONGEST_HEADING)
        width = level_width if level else min(level_width, turned)
        texts = [row[self.text] for row in self.rows if row[self.text]] if self.text else []
        # Words that stick out of their cell would be read as the next cell's.
        fits = bool(texts) and max(map(len, texts)) * _TEXT_CHARACTER_WIDTH <= width - 2
        height = max(*map(len, lines.values()), 2 if fits else 1) * _LINE_HEIGHT + _ROW_PADDING
        base = alt.Chart().transform_calculate(
            row_label=self._look_up(self.down, self.row),
            column_label=self._look_up(self.across, self.column),
            status_label=self._look_up(self.states, self.status),
            symbol=f"({_table({k: s.symbol for k, s in self.states.items()})})[datum[{quoted(self.status)}]]",
        )
        dark = [key for key, state in self.states.items() if state.tone in DARK_TONES]
        on_dark = f"indexof({_table(dark)}, datum[{quoted(self.status)}]) >= 0"
        ink = alt.when(on_dark).then(alt.value("#ffffff")).otherwise(alt.value("#000000"))
        # Outlined in print too, where the palest tone is the white of the page.
        tiles = base.mark_rect(stroke="#8c8c8c", strokeWidth=0.6).encode(color=self._color(), tooltip=self._tooltips())
        symbols = base.mark_text(dy=-6 if fits else 0, fontWeight=600, aria=False).encode(text="symbol:N", color=ink)
        layers = [tiles, symbols]
        if fits:
            told = base.transform_filter(f"isValid(datum[{quoted(self.text)}])")
            small = told.mark_text(dy=9, fontSize=_SMALL, aria=False)
            layers.append(small.encode(text=alt.Text(field=_field(self.text), type="nominal"), color=ink))
        x = alt.X(
            field=_field(self.column),
            type="nominal",
            scale=alt.Scale(domain=self.across),
            axis=alt.Axis(
                title=None,
                orient="top",
                labelAngle=0 if level else _STEEP,
                labelExpr=f"({_table({v: self.words[v] for v in self.across})})[datum.value]",
                labelLimit=_LONGEST_HEADING,
                labelOverlap=False,
                domain=False,
                ticks=False,
            ),
        )
        y = alt.Y(
            field=_field(self.row),
            type="nominal",
            scale=alt.Scale(domain=self.down),
            axis=alt.Axis(
                title=None,
                labelExpr=f"({_table(lines)})[datum.value]",
                labelLimit=0,
                labelLineHeight=_LINE_HEIGHT,
                labelOffset=_centered(lines),
                labelOverlap=False,
                domain=False,
                ticks=False,
            ),
        )
        return (
            alt.layer(*layers)
            .encode(x=x, y=y)
            .properties(width=alt.Step(width), height=alt.Step(height), data=inline(self.rows))
        )

    def _look_up(self, values: Sequence[str] | Mapping[str, State], field: str) -> str:
        return f"({_table({value: self.words[value] for value in values})})[datum[{quoted(field)}]]"

    def _color(self) -> alt.Color:
        # A state stands at the place of its tone, so that each theme finds its own color for it.
        by_tone = {state.tone: key for key, state in self.states.items()}
        domain = [by_tone.get(tone, f"(no state: {tone})") for tone in TONES]
        named = {key: f"{state.symbol}  {self.words[key]}" for key, state in self.states.items()}
        return alt.Color(
            field=_field(self.status),
            type="nominal",
            scale=alt.Scale(domain=domain, range="diverging"),
            legend=alt.Legend(
                title=None,
                orient="top",
                columns=4,
                columnPadding=16,
                labelExpr=f"({_table(named)})[datum.value]",
                values=list(self.states),
                symbolType="square",
                symbolStrokeColor="#8c8c8c",
                symbolStrokeWidth=0.6,
                offset=14,
            ),
        )

    def _tooltips(self) -> list[alt.Tooltip]:
        shown = [("row_label", self.row), ("column_label", self.column), ("status_label", self.status)]
        tooltips = [alt.Tooltip(f"{field}:N", title=label(what)) for field, what in shown]
        if self.text:
            tooltips.append(alt.Tooltip(field=_field(self.text), type="nominal", title=label(self.text)))
        return tooltips


def _centered(lines: Mapping[str, list[str]]) -> dict[str, object]:
    # Vega centers the first line of a label on its row, and hangs the others below it.
    offsets = [
        {
            "test": f"indexof({_table([value for value in lines if len(lines[value]) == count])}, datum.value) >= 0",
            "value": -(count - 1) * _LINE_HEIGHT / 2,
        }
        for count in sorted({len(wrapped) for wrapped in lines.values()} - {1})
    ]
    return {"condition": offsets, "value": 0}


def _field(name: str) -> str:
    # A dot or a bracket in a field's name would be read as a path into an object.
    return name.replace(".", "\\.").replace("[", "\\[").replace("]", "\\]")


def _table(values: object) -> str:
    return json.dumps(values, ensure_ascii=False)
