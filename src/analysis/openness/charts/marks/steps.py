"""The way of a share from one edition of a source to another: for every cause a bar from where it starts to its end."""

from __future__ import annotations

import math
from itertools import pairwise

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import CHARACTER_WIDTH, finish, inline
from openness.charts.captions import sentences
from openness.charts.frame import Column, Row, distinct, tidy_rows
from openness.charts.theme import FADED, TONES
from openness.project.errors import BadValueError
from openness.words.names import dictionary, label, listing, number, percent, plural, quoted

_COLUMNS = (
    Column("period", "text"),
    Column("group", "text"),
    Column("step", "text"),
    Column("start", "number"),
    Column("end", "number"),
    Column("n", "count"),
)
ENDS = ("before", "after")
_LABELS = {
    "new": "New",
    "removed": "Removed",
    "replaced": "Another model now",
    "reassessed": "Judged differently",
    "filled_in": "Blanks filled in",
    "blanked": "Judgement taken back",
    "criteria": "Other criteria",
    "regrouped": "Other group",
    "redated": "Other period",
    "rescoped": "In or out of the question",
}
_MOST = 6
_WIDTH, _BESIDE, _ROW = 690, 110, 22
_STEP = 0.05


def change_waterfall(
    steps: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    before: str,
    after: str,
    min_group: int = 5,
    unit: str = "releases",
    note: str = "",
) -> alt.VConcatChart:
    """Draw how shares went from one edition to another, cause by cause; a panel a share.

    Parameters
    ----------
    steps
        One row a share and step, in the order to draw: ``period``, ``group``, ``step`` (``before``, causes, ``after``),
        ``start``, ``end`` (0 to 1), ``n`` (releases behind the step): the result of
        :func:`openness.studies.vintages_and_composition.editions.change.waterfall`. Up to six shares.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what the share is of.
    before, after
        The editions.
    min_group
        Panels of which either edition has fewer releases are faded and named in the caption.
    unit
        What is counted.
    note
        A sentence for the caption.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    OpennessError
        If there is nothing to draw.
    UnknownNameError
        If a column is missing.
    BadValueError
        If a value is of the wrong type, there are too many shares, or one step does not begin where the last ended.
    """
    rows = tidy_rows(steps, _COLUMNS, key=["period", "group", "step"], chart=name)
    panels: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        panels.setdefault((row["period"], row["group"]), []).append(row)
    if len(panels) > _MOST:
        raise BadValueError(f"chart {name!r} has {len(panels)} shares; expected {_MOST} or fewer")
    for cell, own in panels.items():
        _check(own, cell, name)
    words = {step: _LABELS.get(step, label(step)) for step in distinct(rows, "step")}
    words |= {"before": before, "after": after}
    few = [_cell_name(*cell) for cell, own in panels.items() if _smaller(own) < min_group]
    stub = max(map(len, words.values())) * CHARACTER_WIDTH
    domain = _domain(rows)
    drawn = [
        _panel(own, words, domain, _WIDTH - stub - _BESIDE, _smaller(own) < min_group, unit) for own in panels.values()
    ]
    body = alt.vconcat(*drawn, spacing=26) if len(drawn) > 1 else alt.layer(drawn[0])
    body.data = inline(rows)
    return finish(
        body,
        name=name,
        title=title,
        subtitle=[
            definition,
            f"From the edition of {before} to that of {after}. Beside a bar: points and {unit}.",
        ],
        source=source,
        alt_text=_alt(panels, words, unit),
        caption=sentences(
            f"Drawn faded: fewer than {min_group} {unit} in one of the editions of {listing(few)}." if few else "",
            "The bars add up to the whole change; the axis does not begin at zero."
            if domain[0] > 0
            else "The bars add up to the whole change.",
            note,
        ),
        columns=[column.name for column in _COLUMNS],
    )


def _check(own: list[Row], cell: tuple[str, str], chart: str) -> None:
    place = f"chart {chart!r}, {_cell_name(*cell)}"
    if [own[0]["step"], own[-1]["step"]] != list(ENDS) or len(own) < 2:
        ran = f"from {own[0]['step']!r} to {own[-1]['step']!r}"
        raise BadValueError(f"{place}: steps run {ran}; expected from 'before' to 'after'")
    for row, following in pairwise(own):
        if any(one is None for one in (row["start"], row["end"], following["start"])) or not math.isclose(
            row["end"], following["start"], abs_tol=1e-9
        ):
            raise BadValueError(
                f"{place}: step {following['step']!r} starts at {following['start']}, expected {row['end']}, "
                f"where {row['step']!r} ends"
            )


def _panel(
    own: list[Row], words: dict[str, str], domain: tuple[float, float], width: float, is_faded: bool, unit: str
) -> alt.LayerChart:
    period, group = own[0]["period"], own[0]["group"]
    kept = f"datum.period === {quoted(period)} && datum.group === {quoted(group)}"
    is_end = "(datum.step === 'before' || datum.step === 'after')"
    points = "format(100 * (datum.end - datum.start), '+.1f') + ' · '"
    rows = (
        alt.Chart()
        .transform_filter(kept)
        .transform_calculate(
            change="datum.end - datum.start",
            tone=f"{is_end} ? 'grey' : datum.end >= datum.start ? 'blue' : 'vermilion'",
            cause=f"{dictionary(words)}[datum.step]",
            beside=f"({is_end} ? format(datum.end, '.0%') + ' of ' : {points}) + format(datum.n, ',')",
        )
    )
    axis = alt.Axis(
        title=None,
        labelExpr=f"{dictionary(words)}[datum.value]",
        labelLimit=240,
        labelOverlap=False,
        domain=False,
        ticks=False,
    )
    y = alt.Y("step:N", scale=alt.Scale(type="band", domain=[row["step"] for row in own], padding=0.2), axis=axis)
    scale = alt.Scale(domain=list(domain), nice=False, zero=False)
    x_axis = alt.Axis(title=None, format=".0%", domain=False, ticks=False, tickCount=6)
    color = alt.Color("tone:N", scale=alt.Scale(domain=list(TONES), range="diverging"), legend=None)
    tooltip = [
        alt.Tooltip("cause:N", title="Step"),
        alt.Tooltip("start:Q", title="From", format=".1%"),
        alt.Tooltip("end:Q", title="To", format=".1%"),
        alt.Tooltip("n:Q", title=unit.capitalize(), format=","),
    ]
    opacity = alt.value(FADED if is_faded else 1)
    bars = (
        rows.transform_filter(f"!({is_end})")
        .mark_bar()
        .encode(x=alt.X("start:Q", scale=scale, axis=x_axis), x2="end:Q", color=color, opacity=opacity, tooltip=tooltip)
    )
    dots = (
        rows.transform_filter(is_end)
        .mark_point(filled=True, size=90, color="#1f2328", opacity=1)
        .encode(x=alt.X("end:Q", scale=scale, axis=x_axis), opacity=opacity, tooltip=tooltip)
    )
    text = rows.mark_text(align="left", fontSize=11, limit=_BESIDE - 8, aria=False).encode(
        x=alt.value(width + 8), text="beside:N", opacity=opacity
    )
    heading = alt.TitleParams(
        _cell_name(period, group),
        fontSize=13,
        fontWeight=600,
        anchor="start",
        frame="group",
        offset=4,
    )
    return alt.layer(bars, dots, text).encode(y=y).properties(width=width, height=len(own) * _ROW, title=heading)


def _domain(rows: list[Row]) -> tuple[float, float]:
    values = [value for row in rows for value in (row["start"], row["end"])]
    low, high = min(values), max(values)
    floor = math.floor((low - 0.01) / _STEP) * _STEP
    return (floor if low > 0.02 else min(0.0, low)), math.ceil((high + 0.01) / _STEP) * _STEP


def _smaller(own: list[Row]) -> int:
    return min(own[0]["n"], own[-1]["n"])


def _cell_name(period: str, group: str) -> str:
    return f"{label(group)}, {period}"


def _alt(panels: dict[tuple[str, str], list[Row]], words: dict[str, str], unit: str) -> str:
    said = []
    for cell, own in panels.items():
        causes = sorted(own[1:-1], key=lambda row: -abs(row["end"] - row["start"]))
        spoken = [f"{words[row['step']]} {100 * (row['end'] - row['start']):+.1f}" for row in causes[:4]]
        why = f"; points by cause: {listing(spoken)}" if spoken else ""
        said.append(
            f"{_cell_name(*cell)}: {percent(own[0]['end'])} of {number(own[0]['n'])} {unit} to "
            f"{percent(own[-1]['end'])} of {number(own[-1]['n'])}{why}."
        )
    return f"Waterfall chart of {plural(len(panels), 'share')}. {' '.join(said)}"
