"""Dated events as dots: one lane a kind, one row a direction, and dots of the same quarter side by side in the row."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import WIDTH, finish, grid, panel_title
from openness.charts.captions import sentences
from openness.charts.frame import Column, Row, distinct, tidy_rows
from openness.charts.theme import State, tone_domain
from openness.project.errors import BadValueError, UnknownNameError
from openness.words.names import label, listing, plural, quoted

_COLUMNS = (
    Column("date", "text"),
    Column("lane", "text"),
    Column("direction", "text"),
    Column("name", "text"),
    Column("developer", "text"),
    Column("from", "text"),
    Column("to", "text"),
)
_DOT = 55
_STEP = 9
_QUARTERS = 3


def event_timeline(
    events: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    states: Mapping[str, State],
    note: str = "",
) -> alt.VConcatChart:
    """Draw every change of license as a dot, by date and direction.

    Parameters
    ----------
    events
        One row an event: ``date`` (YYYY-MM-DD), ``lane`` (such as ``software``), ``direction`` (a key of
        ``states``), ``name``, ``developer``, ``from``, ``to``.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what a direction says.
    states
        Every direction there can be and its look, from the top of a lane.
    note
        What a reader should know before trusting the chart; opens the caption.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    OpennessError
        If there is nothing to draw.
    UnknownNameError
        If a column is missing, or a direction is none.
    BadValueError
        If a date is none, or a value is of the wrong type.
    """
    rows = tidy_rows(events, _COLUMNS, key=["date", "lane", "name", "from", "to"], chart=name)
    for direction in distinct(rows, "direction"):
        if direction not in states:
            raise UnknownNameError("direction", direction, states, where=f"the table of chart {name!r}")
    lanes = distinct(rows, "lane")
    years = sorted(_year(row["date"], name) for row in rows)
    span = (years[0], years[-1] + 1)
    panels = [_lane(lane, [row for row in rows if row["lane"] == lane], span, states) for lane in lanes]
    return finish(
        grid(panels, 1, rows),
        name=name,
        title=title,
        subtitle=[definition, f"n = {plural(len(rows), 'change')}. A dot is a change; those of a quarter are stacked."],
        source=source,
        alt_text=_alt(rows, lanes, states),
        caption=sentences(note),
        columns=list(rows[0]),
    )


def _lane(lane: str, own: list[Row], span: tuple[int, int], states: Mapping[str, State]) -> alt.LayerChart:
    present = [direction for direction in states if any(row["direction"] == direction for row in own)]
    quarter = "year(datum.when) * 4 + floor(month(datum.when) / 3)"
    x = alt.X(
        "when:T",
        axis=alt.Axis(title=None, format="%Y", tickCount="year", grid=True, labelOverlap=True),
        scale=alt.Scale(domain=[{"year": year} for year in span]),
    )
    height = _highest_stack(own) + 1
    bases = {direction: place * height for place, direction in enumerate(reversed(present))}
    names = {str(base): label(direction) for direction, base in bases.items()}
    y = alt.Y(
        "level:Q",
        axis=alt.Axis(
            title=None,
            values=list(bases.values()),
            labelExpr=f"({json.dumps(names)})[datum.value]",
            domain=False,
            ticks=False,
        ),
        scale=alt.Scale(domain=[-1, len(present) * height - 1], nice=False, zero=False),
    )
    dots = (
        alt.Chart()
        .transform_filter(f"datum.lane === {quoted(lane)}")
        .transform_calculate(when="toDate(datum.date)")
        .transform_calculate(quarter=quarter)
        .transform_window(
            stack="row_number()",
            sort=[alt.SortField("date"), alt.SortField("name")],
            groupby=["direction", "quarter"],
        )
        .transform_calculate(level=f"({json.dumps(bases)})[datum.direction] + datum.stack - 1")
        .mark_point(filled=True, size=_DOT, strokeWidth=0.8, opacity=0.9)
        .encode(
            x=x,
            y=y,
            color=direction_color(states),
            shape=_shape(states),
            tooltip=[
                alt.Tooltip("name:N", title="Project"),
                alt.Tooltip("developer:N", title="Developer"),
                alt.Tooltip("date:N", title="Date"),
                alt.Tooltip("from:N", title="From"),
                alt.Tooltip("to:N", title="To"),
                alt.Tooltip("direction:N", title="Direction"),
            ],
        )
    )
    panel = alt.layer(dots)
    panel.width, panel.height = WIDTH, (len(present) * height + 1) * _STEP
    panel.title = panel_title([label(lane)], len(own), WIDTH)
    return panel


def direction_color(states: Mapping[str, State], legend: alt.Legend | None = None) -> alt.Color:
    """Return the color of a direction, the same in every chart."""
    domain = tone_domain({direction: state.tone for direction, state in states.items()}, "direction")
    return alt.Color("direction:N", scale=alt.Scale(domain=domain, range="diverging"), legend=legend)


def _shape(states: Mapping[str, State]) -> alt.Shape:
    scale = alt.Scale(domain=list(states), range=[state.shape for state in states.values()])
    return alt.Shape("direction:N", scale=scale, legend=None)


def _year(day: str, chart: str) -> int:
    try:
        return date.fromisoformat(day).year
    except ValueError:
        raise BadValueError(
            f"column 'date' of chart {chart!r} holds {day!r}; expected a day such as 2024-01-31"
        ) from None


def _highest_stack(rows: list[Row]) -> int:
    quarters = Counter((row["direction"], row["date"][:4], (int(row["date"][5:7]) - 1) // _QUARTERS) for row in rows)
    return max(quarters.values())


def _alt(rows: list[Row], lanes: list[str], states: Mapping[str, State]) -> str:
    parts = ["Timeline of dots."]
    for lane in lanes:
        own = [row for row in rows if row["lane"] == lane]
        found = Counter(row["direction"] for row in own)
        days = sorted(row["date"] for row in own)
        counted = [f"{label(one).lower()} {found[one]}" for one in states if found[one]]
        parts.append(
            f"{label(lane)}: {plural(len(own), 'change')} from {days[0][:4]} to {days[-1][:4]}, {listing(counted)}."
        )
        years = Counter(day[:4] for day in days)
        peak = max(sorted(years), key=years.__getitem__)
        parts.append(f"Most in {peak} ({years[peak]}).")
    return " ".join(parts)
