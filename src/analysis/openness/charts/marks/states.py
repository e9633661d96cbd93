"""A grid of states: what holds where, told by color and by a symbol in every cell."""

import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt

from openness.charts.around import ROOM, cell_width, inline
from openness.charts.encode import CHARACTER_WIDTH, squares, word_axis
from openness.charts.frame import Row
from openness.charts.marks.cells import ink
from openness.charts.theme import DARK_TONES, TONES, State, tone_domain
from openness.project.errors import BadValueError, UnknownNameError
from openness.words.names import dictionary, label, quoted

_WIDEST = 110
_LINE_CHARACTERS, _LINE_HEIGHT, _ROW_PADDING = 30, 16, 8
_STEEP, _LONGEST_HEADING = -60, 200
_LONGEST_SYMBOL = 2
_TEXT_CHARACTER_WIDTH, _SMALL = 6.2, 10


def check_states(states: Mapping[str, State], chart: str) -> None:
    """Raise where a tone is none, a symbol is too long, or two states look the same."""
    where = f"the states of chart {chart!r}"
    for state in states.values():
        if state.tone not in TONES:
            raise UnknownNameError("tone", state.tone, TONES, where=where)
        if not 1 <= len(state.symbol) <= _LONGEST_SYMBOL:
            raise BadValueError(f"{where} have the symbol {state.symbol!r}; expected one or two characters")
    for what in ("tone", "symbol"):
        values = [getattr(state, what) for state in states.values()]
        twice = next((value for value in values if values.count(value) > 1), None)
        if twice is not None:
            raise BadValueError(f"{where} use the {what} {twice!r} twice; expected one a state")


@dataclass(frozen=True)
class States:
    """One grid: fields of rows, columns, states and of short words under the symbols, which are drawn where they fit.

    ``states`` are every state there can be and its look, in the order of the legend; ``down`` and ``across`` are labels
    by value of the two axes, in order, ``words`` those of the states.
    """

    rows: list[Row]
    row: str
    column: str
    status: str
    text: str | None
    states: Mapping[str, State]
    down: Mapping[str, str]
    across: Mapping[str, str]
    words: Mapping[str, str]

    def draw(self) -> alt.LayerChart:
        """Return the cells with both axes and the legend."""
        lines = {value: textwrap.wrap(name, _LINE_CHARACTERS) for value, name in self.down.items()}
        stub = max(len(line) for wrapped in lines.values() for line in wrapped) * CHARACTER_WIDTH
        width, angle = self._cell(ROOM - stub)
        texts = [row[self.text] for row in self.rows if row[self.text]] if self.text else []
        # Words that stick out of their cell would be read as the next cell's.
        fits = bool(texts) and max(map(len, texts)) * _TEXT_CHARACTER_WIDTH <= width - 2
        height = max(*map(len, lines.values()), 2 if fits else 1) * _LINE_HEIGHT + _ROW_PADDING
        symbols = {key: state.symbol for key, state in self.states.items()}
        base = alt.Chart().transform_calculate(
            row_label=_look_up(self.down, self.row),
            column_label=_look_up(self.across, self.column),
            status_label=_look_up(self.words, self.status),
            symbol=_look_up(symbols, self.status),
        )
        dark = [key for key, state in self.states.items() if state.tone in DARK_TONES]
        color = ink(f"indexof({_json(dark)}, datum[{quoted(self.status)}]) >= 0")
        # Outlined in print too, where the palest tone is the white of the page.
        tiles = base.mark_rect(stroke="#8c8c8c", strokeWidth=0.6).encode(color=self._color(), tooltip=self._tooltips())
        signs = base.mark_text(dy=-6 if fits else 0, fontWeight=600, aria=False).encode(text="symbol:N", color=color)
        layers = [tiles, signs]
        if fits:
            told = base.transform_filter(f"isValid(datum[{quoted(self.text)}])")
            small = told.mark_text(dy=9, fontSize=_SMALL, aria=False)
            layers.append(small.encode(text=alt.Text(**_nominal(self.text)), color=color))
        headings = word_axis(self.across, _LONGEST_HEADING, orient="top", labelAngle=angle, labelOverlap=False)
        names = word_axis(lines, 0, labelLineHeight=_LINE_HEIGHT, labelOffset=_centered(lines), labelOverlap=False)
        chart = alt.layer(*layers, data=inline(self.rows)).encode(
            x=alt.X(**_nominal(self.column), scale=alt.Scale(domain=list(self.across)), axis=headings),
            y=alt.Y(**_nominal(self.row), scale=alt.Scale(domain=list(self.down)), axis=names),
        )
        chart.width, chart.height = alt.Step(width), alt.Step(height)
        return chart

    def _cell(self, room: float) -> tuple[float, int]:
        names = list(self.across.values())
        level = min(_WIDEST, cell_width(names, room, angle=0))
        if max(map(len, names)) * CHARACTER_WIDTH <= level:
            return level, 0
        return min(level, cell_width(names, room, angle=_STEEP, limit=_LONGEST_HEADING)), _STEEP

    def _color(self) -> alt.Color:
        named = {key: f"{state.symbol}  {self.words[key]}" for key, state in self.states.items()}
        # A state stands at the place of its tone, so that each theme finds its own color for it.
        domain = tone_domain({key: state.tone for key, state in self.states.items()}, "state")
        legend = squares(list(self.states), named, symbolStrokeColor="#8c8c8c", offset=14)
        scale = alt.Scale(domain=domain, range="diverging")
        return alt.Color(**_nominal(self.status), scale=scale, legend=legend)

    def _tooltips(self) -> list[alt.Tooltip]:
        shown = {"row_label": self.row, "column_label": self.column, "status_label": self.status}
        found = [alt.Tooltip(f"{field}:N", title=label(what)) for field, what in shown.items()]
        return [*found, alt.Tooltip(**_nominal(self.text), title=label(self.text))] if self.text else found


def _look_up(words: Mapping[str, str], field: str) -> str:
    return f"{dictionary(words)}[datum[{quoted(field)}]]"


def _centered(lines: Mapping[str, Sequence[str]]) -> dict[str, object]:
    # Vega centers the first line of a label on its row, and hangs the others below it.
    offsets = [
        {
            "test": f"indexof({_json([value for value in lines if len(lines[value]) == count])}, datum.value) >= 0",
            "value": -(count - 1) * _LINE_HEIGHT / 2,
        }
        for count in sorted({len(wrapped) for wrapped in lines.values()} - {1})
    ]
    return {"condition": offsets, "value": 0}


def _nominal(name: str) -> dict[str, str]:
    # A dot or a bracket in a field's name would be read as a path into an object.
    return {"field": name.replace(".", "\\.").replace("[", "\\[").replace("]", "\\]"), "type": "nominal"}


def _json(values: object) -> str:
    return json.dumps(values, ensure_ascii=False)
