"""Changes that loosen or tighten something: each as a dot by date, and counted by year."""

from collections import Counter
from collections.abc import Mapping

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import WIDTH, Words, chart, grid, panel_title, sized
from openness.charts.captions import some
from openness.charts.encode import period_x, tooltips
from openness.charts.frame import Row, check_known, distinct, nothing_to_draw, of
from openness.charts.marks.events import Events, state_color
from openness.charts.periods import period_range
from openness.charts.theme import State
from openness.words.frames import Column
from openness.words.names import in_order, label, quoted
from openness.words.numbers import counted, listing

_EVENTS = (
    Column("date", "text", "Date"),
    Column("lane", "text"),
    Column("direction", "text", "Direction"),
    Column("name", "text", "Project"),
    Column("developer", "text", "Developer"),
    Column("from", "text", "From"),
    Column("to", "text", "To"),
)
_COUNTS = (
    Column("period", "text", "Year"),
    Column("kind", "text"),
    Column("direction", "text", "Direction"),
    Column("decision_count", "count", "Decisions"),
)
_SIGN = {"looser": 1, "tighter": -1}
_ELSEWHERE = {"sideways": "stayed within a tier", "unknown": "went in an unknown direction"}
_UNIT, _SPACE = 13, 2


@chart()
def event_timeline(events: IntoFrame, about: Words, *, states: Mapping[str, State], note: str = "") -> alt.VConcatChart:
    """Draw every change as a dot, by date and direction; a lane a kind.

    Parameters
    ----------
    events
        One row an event: ``date`` (YYYY-MM-DD), ``lane`` (such as ``software``), ``direction`` (a key of ``states``),
        ``name``, ``developer``, ``from``, ``to``.
    states
        Every direction there can be and its look, from the top of a lane.
    """
    declared, rows = about.read(events, _EVENTS, key=["date", "lane", "name", "from", "to"])
    check_known(rows, "direction", states, about.name)
    shown = tooltips(declared, shown="name developer date from to direction")
    return about.around(
        Events(rows, "lane", "direction", states, shown).draw(about.name),
        rows,
        n=f"n = {_apart([len(of(rows, lane=lane)) for lane in distinct(rows, 'lane')], 'change')}. A dot is a change; "
        "those of a quarter are stacked.",
        alt_text=_events_alt(rows, states),
        caption=[note],
    )


def _events_alt(rows: list[Row], states: Mapping[str, State]) -> str:
    parts = ["Timeline of dots."]
    for lane in distinct(rows, "lane"):
        own = of(rows, lane=lane)
        found, years = Counter(row["direction"] for row in own), Counter(row["date"][:4] for row in own)
        directions = [f"{label(one).lower()} {found[one]}" for one in states if found[one]]
        span = dict.fromkeys((min(years), max(years)))
        when = f"from {' to '.join(span)}" if len(span) > 1 else f"in {min(years)}"
        peak = max(sorted(years), key=years.__getitem__)
        parts.append(f"{label(lane)}: {counted(len(own), 'change')} {when}, {listing(directions)}.")
        parts.append(f"Most in {peak} ({years[peak]}).")
    return " ".join(parts)


@chart()
def direction_years(counts: IntoFrame, about: Words, *, states: Mapping[str, State]) -> alt.VConcatChart:
    """Draw how many decisions loosened something, above a line, and how many tightened it, by year; a panel a kind.

    Parameters
    ----------
    counts
        One row a ``period``, ``kind`` and ``direction`` (a key of ``states``): ``decision_count``. Directions that are
        neither looser nor tighter are counted in the caption.
    states
        Every direction there can be and its look.
    """
    declared, rows = about.read(counts, _COUNTS, key=["period", "kind", "direction"])
    check_known(rows, "direction", states, about.name)
    drawn = [row for row in rows if row["direction"] in _SIGN]
    if not drawn:
        raise nothing_to_draw(about.name, "no decision is looser or tighter")
    kinds = in_order(distinct(drawn, "kind"))
    periods = period_range(distinct(rows, "period"))
    elsewhere = [
        f"{_sum(own)} {what}" for direction, what in _ELSEWHERE.items() if (own := of(rows, direction=direction))
    ]
    return about.around(
        grid([_years(of(drawn, kind=kind), kind, periods, states, tooltips(declared)) for kind in kinds], 1, rows),
        rows,
        n=f"n = {_apart([_sum(of(drawn, kind=kind)) for kind in kinds], 'decision')}. Looser above the line, tighter "
        "below.",
        alt_text=_years_alt(drawn, kinds),
        caption=[some("Not drawn", [f"decisions of which {listing(elsewhere)}"] if elsewhere else [])],
    )


def _apart(counts: list[int], what: str) -> str:
    """Return how many there are in each panel, which are lists of their own: ``71, 23 and 44 changes``."""
    return listing([*map(str, counts[:-1]), counted(counts[-1], what)])


def _sum(rows: list[Row]) -> int:
    return sum(row["decision_count"] for row in rows)


def _years(
    own: list[Row], kind: str, periods: list[str], states: Mapping[str, State], shown: list[alt.Tooltip]
) -> alt.LayerChart:
    up, down = (max((r["decision_count"] for r in of(own, direction=d)), default=0) + _SPACE for d in _SIGN)
    data = (
        alt.Chart()
        .transform_filter(f"datum.kind === {quoted(kind)} && indexof({list(_SIGN)}, datum.direction) >= 0")
        .transform_calculate(height="datum.direction === 'looser' ? datum.decision_count : -datum.decision_count")
    )
    axis = alt.Axis(title=None, values=[0], labels=False, grid=True, domain=False, ticks=False)
    place = {
        "x": period_x(periods, WIDTH, 0.25, "band"),
        "y": alt.Y("height:Q", scale=alt.Scale(domain=[-down, up], nice=False), axis=axis),
    }
    capitals = "upper(slice(datum.label, 0, 1)) + slice(datum.label, 1)"
    legend = alt.Legend(title=None, orient="top", values=list(_SIGN), labelExpr=capitals)
    bars = data.mark_bar().encode(**place, color=state_color("direction", states, legend), tooltip=shown)
    texts = [
        data.transform_filter(f"datum.direction === {quoted(direction)}")
        .mark_text(dy=-7 * sign, baseline="middle", aria=False)
        .encode(**place, text=alt.Text("decision_count:Q", format=","))
        for direction, sign in _SIGN.items()
    ]
    panel = alt.layer(bars, *texts)
    panel.title = panel_title([label(kind)], _sum(own), WIDTH)
    return sized(panel, WIDTH, (up + down) * _UNIT)


def _years_alt(drawn: list[Row], kinds: list[str]) -> str:
    parts = ["Bar chart of decisions by year, looser up and tighter down."]
    for kind in kinds:
        for direction in _SIGN:
            own = sorted(of(drawn, kind=kind, direction=direction), key=lambda row: row["period"])
            if not own:
                parts.append(f"{label(kind)}: none {direction}.")
                continue
            peak = max(own, key=lambda row: row["decision_count"])
            most = f"most in {peak['period']} ({peak['decision_count']})"
            parts.append(f"{label(kind)}: {_sum(own)} {direction}, {most}.")
    return " ".join(parts)
