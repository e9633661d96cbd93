"""Decisions that moved a license to another tier, by year: looser ones above a line, tighter ones below."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import WIDTH, finish, grid, panel_title, period_axis
from openness.charts.captions import sentences
from openness.charts.frame import Column, Row, distinct, tidy_rows
from openness.charts.marks.events import direction_color
from openness.charts.periods import period_range
from openness.charts.theme import State
from openness.project.errors import OpennessError, UnknownNameError
from openness.words.names import in_order, label, listing, plural, quoted

_COLUMNS = (
    Column("period", "text"),
    Column("kind", "text"),
    Column("direction", "text"),
    Column("decision_count", "count"),
)
_SIGN = {"looser": 1, "tighter": -1}
_UNIT = 13
_ROOM = 2


def direction_years(
    counts: IntoFrame,
    *,
    name: str,
    title: str,
    source: str,
    definition: str,
    states: Mapping[str, State],
) -> alt.VConcatChart:
    """Draw how many decisions loosened and how many tightened a license, by year, a panel a kind.

    Parameters
    ----------
    counts
        Result of :func:`openness.studies.relicensing.changes.counts_by_year`: ``period``, ``kind``, ``direction``
        (a key of ``states``), ``decision_count``. Directions that are neither looser nor tighter are counted in
        the caption.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what a decision is.
    states
        Every direction there can be and its look.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    OpennessError
        If no decision is looser or tighter.
    UnknownNameError
        If a column is missing, or a direction is none.
    BadValueError
        If a value is of the wrong type or range.
    """
    rows = tidy_rows(counts, _COLUMNS, key=["period", "kind", "direction"], chart=name)
    for direction in distinct(rows, "direction"):
        if direction not in states:
            raise UnknownNameError("direction", direction, states, where=f"the table of chart {name!r}")
    drawn = [row for row in rows if row["direction"] in _SIGN]
    if not drawn:
        raise OpennessError(f"chart {name!r} has nothing to draw: no decision is looser or tighter")
    kinds = in_order(distinct(drawn, "kind"))
    periods = period_range(row["period"] for row in rows)
    return finish(
        grid([_panel(drawn, kind, periods, states) for kind in kinds], 1, rows),
        name=name,
        title=title,
        subtitle=[
            definition,
            f"n = {plural(_sum(drawn), 'decision')}. Looser above the line, tighter below.",
        ],
        source=source,
        alt_text=_alt(drawn, kinds),
        caption=sentences(_not_drawn(rows)),
        columns=list(rows[0]),
    )


def _panel(drawn: list[Row], kind: str, periods: list[str], states: Mapping[str, State]) -> alt.LayerChart:
    own = [row for row in drawn if row["kind"] == kind]
    up, down = (max((r["decision_count"] for r in own if r["direction"] == d), default=0) + _ROOM for d in _SIGN)
    data = (
        alt.Chart()
        .transform_filter(f"datum.kind === {quoted(kind)} && indexof({list(_SIGN)}, datum.direction) >= 0")
        .transform_calculate(height="datum.direction === 'looser' ? datum.decision_count : -datum.decision_count")
    )
    x = alt.X(
        "period:O",
        scale=alt.Scale(type="band", domain=periods, padding=0.25),
        axis=period_axis(periods, WIDTH),
    )
    axis = alt.Axis(title=None, values=[0], labels=False, grid=True, domain=False, ticks=False)
    y = alt.Y("height:Q", scale=alt.Scale(domain=[-down, up], nice=False), axis=axis)
    legend = alt.Legend(
        title=None,
        orient="top",
        values=list(_SIGN),
        labelExpr="upper(slice(datum.label, 0, 1)) + slice(datum.label, 1)",
    )
    bars = data.mark_bar().encode(
        x=x,
        y=y,
        color=direction_color(states, legend),
        tooltip=[
            alt.Tooltip("period:N", title="Year"),
            alt.Tooltip("direction:N", title="Direction"),
            alt.Tooltip("decision_count:Q", title="Decisions", format=","),
        ],
    )
    texts = [
        data.transform_filter(f"datum.direction === {quoted(direction)}")
        .mark_text(dy=-7 * sign, baseline="middle", aria=False)
        .encode(x=x, y=y, text=alt.Text("decision_count:Q", format=","))
        for direction, sign in _SIGN.items()
    ]
    panel = alt.layer(bars, *texts)
    panel.width, panel.height = WIDTH, (up + down) * _UNIT
    panel.title = panel_title([label(kind)], _sum(own), WIDTH)
    return panel


def _sum(rows: list[Row]) -> int:
    return sum(row["decision_count"] for row in rows)


def _not_drawn(rows: list[Row]) -> str:
    counts = [
        f"{_sum(own)} {what}"
        for direction, what in (("sideways", "stayed within a tier"), ("unknown", "went in an unknown direction"))
        if (own := [row for row in rows if row["direction"] == direction])
    ]
    return f"Not drawn: decisions of which {listing(counts)}." if counts else ""


def _alt(drawn: list[Row], kinds: list[str]) -> str:
    parts = ["Bar chart of decisions by year, looser up and tighter down."]
    for kind in kinds:
        for direction in _SIGN:
            own = [row for row in drawn if row["kind"] == kind and row["direction"] == direction]
            if not own:
                parts.append(f"{label(kind)}: none {direction}.")
                continue
            peak = max(sorted(own, key=lambda row: row["period"]), key=lambda row: row["decision_count"])
            parts.append(
                f"{label(kind)}: {_sum(own)} {direction}, most in {peak['period']} ({peak['decision_count']})."
            )
    return " ".join(parts)
