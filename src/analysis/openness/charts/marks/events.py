"""Dated events as dots: one lane a kind, one row a state, and dots of the same quarter side by side in the row."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import altair as alt

from openness.charts.around import WIDTH, grid, panel_title, sized
from openness.charts.encode import tone_color
from openness.charts.frame import Row, distinct, of
from openness.charts.theme import State
from openness.project.errors import BadValueError
from openness.words.names import label, quoted

_DOT, _STEP, _QUARTERS = 55, 9, 3


@dataclass(frozen=True)
class Events:
    """Dots of one chart: a panel a ``lane``, a row a ``state``, both fields of tidy rows with ``date`` and ``name``.

    ``states`` are every state there can be and its look, from the top.
    """

    rows: list[Row]
    lane: str
    state: str
    states: Mapping[str, State]
    tooltips: Sequence[alt.Tooltip]

    def draw(self, chart: str) -> alt.ConcatChart:
        """Return a panel a lane, one under the other; raise ``BadValueError`` for a date that is none."""
        years = [_year(row["date"], chart) for row in self.rows]
        span = (min(years), max(years) + 1)
        return grid([self._panel(lane, span) for lane in distinct(self.rows, self.lane)], 1, self.rows)

    def _panel(self, lane: str, span: tuple[int, int]) -> alt.LayerChart:
        own = of(self.rows, **{self.lane: lane})
        present = [state for state in self.states if of(own, **{self.state: state})]
        height = self._highest_stack(own) + 1
        bases = {state: place * height for place, state in enumerate(reversed(present))}
        names = {str(base): label(state) for state, base in bases.items()}
        x = alt.X(
            "when:T",
            axis=alt.Axis(title=None, format="%Y", tickCount="year", grid=True, labelOverlap=True),
            scale=alt.Scale(domain=[{"year": year} for year in span]),
        )
        axis = alt.Axis(
            title=None,
            values=list(bases.values()),
            labelExpr=f"({json.dumps(names)})[datum.value]",
            domain=False,
            ticks=False,
        )
        scale = alt.Scale(domain=[-1, len(present) * height - 1], nice=False, zero=False)
        shapes = alt.Scale(domain=list(self.states), range=[state.shape for state in self.states.values()])
        dots = (
            alt.Chart()
            .transform_filter(f"datum.{self.lane} === {quoted(lane)}")
            .transform_calculate(when="toDate(datum.date)")
            .transform_calculate(quarter="year(datum.when) * 4 + floor(month(datum.when) / 3)")
            .transform_window(
                stack="row_number()",
                sort=[alt.SortField("date"), alt.SortField("name")],
                groupby=[self.state, "quarter"],
            )
            .transform_calculate(level=f"({json.dumps(bases)})[datum.{self.state}] + datum.stack - 1")
            .mark_point(filled=True, size=_DOT, strokeWidth=0.8, opacity=0.9)
            .encode(
                x=x,
                y=alt.Y("level:Q", axis=axis, scale=scale),
                color=state_color(self.state, self.states),
                shape=alt.Shape(f"{self.state}:N", scale=shapes, legend=None),
                tooltip=list(self.tooltips),
            )
        )
        panel = alt.layer(dots)
        panel.title = panel_title([label(lane)], len(own), WIDTH)
        return sized(panel, WIDTH, (len(present) * height + 1) * _STEP)

    def _highest_stack(self, rows: list[Row]) -> int:
        days = [(row[self.state], row["date"][:4], (int(row["date"][5:7]) - 1) // _QUARTERS) for row in rows]
        return max(Counter(days).values())


def state_color(field: str, states: Mapping[str, State], legend: alt.Legend | None = None) -> alt.Color:
    """Return the color of a state, the same in every chart."""
    return tone_color(field, {state: look.tone for state, look in states.items()}, legend, field)


def _year(day: str, chart: str) -> int:
    try:
        return date.fromisoformat(day).year
    except ValueError:
        raise BadValueError(
            f"column 'date' of chart {chart!r} holds {day!r}; expected a day such as 2024-01-31"
        ) from None
