"""A specification curve: every estimate in order, and under it the choices that led to each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

import altair as alt
import narwhals as nw
from narwhals.typing import IntoFrame

from openness.charts.around import finish, inline
from openness.charts.captions import sentences
from openness.charts.frame import Row
from openness.project.errors import BadValueError, OpennessError, UnknownNameError
from openness.words.names import label, number, percent

MOST_DRAWN = 240
"""Specifications that are drawn; of more than that, evenly spaced ones."""

_WIDTH = 690
_CURVE_HEIGHT = 230
_ROW_HEIGHT = 13
_GAP = 6
_LONGEST_LABEL = 250
_SMALL, _SMALL_WIDTH = 10, 5.8
_POINTS = "datum.value === 0 ? '0' : format(100 * datum.value, '+.0f') + ' pt'"
_NUMBERS = ("estimate", "lower", "upper")
_DIGITS = 4
_BELOW, _ABOVE, _INCLUDES = "below zero", "above zero", "includes zero"
_TONES = (_BELOW, "(none)", _ABOVE, _INCLUDES)
"""Verdicts at the places of the colors that they take in every theme: blue, vermilion, grey."""


def specification_curve(
    frame: IntoFrame,
    *,
    name: str,
    title: str,
    definition: str,
    source: str,
    choices: Mapping[str, str],
    is_default: str = "is_default",
    labels: Mapping[str, str] | None = None,
    most: int = MOST_DRAWN,
    note: str = "",
) -> alt.VConcatChart:
    """Draw estimates in order with their intervals, and the choices behind each as marks below.

    Parameters
    ----------
    frame
        One row a specification: ``estimate``, ``lower``, ``upper`` (shares, or differences of shares, in units of 1),
        a column a choice, and whether it is the default. Rows without an estimate are left out and counted in the
        caption.
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what is estimated.
    choices
        Column of a choice -> its title, from the top. A choice with one level is left out.
    is_default
        Column that marks the specification of the main chart; none need be.
    labels
        Label by level where :func:`openness.charts.label` would not do.
    most
        Specifications to draw at most: evenly spaced in order, the lowest, the highest and the default among them.
    note
        A sentence for the caption.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    OpennessError
        If no specification has an estimate.
    UnknownNameError
        If a column is missing.
    BadValueError
        If an estimate is outside its interval, or ``most`` is below 3.
    """
    if most < 3:
        raise BadValueError(f"chart {name!r} is to draw {most} specifications, expected 3 or more")
    every, lost = _ordered(frame, [*choices, is_default], name)
    rows = _thinned(every, is_default, most)
    shown = {column: what for column, what in choices.items() if len({row[column] for row in rows}) > 1}
    named = dict(labels or {})
    rows = [_plain(row, list(choices), is_default) for row in rows]
    body = _Curve(rows, shown, named, len(every)).draw()
    count = len(every)
    thin = f"Drawn: {number(len(rows))} of {number(count)}, evenly spaced in order." if len(rows) < count else ""
    no_estimate = f"Without an estimate, and not drawn: {number(lost)}." if lost else ""
    return finish(
        body,
        name=name,
        title=title,
        subtitle=[definition, f"n = {number(count)} specifications, lowest estimate first; bars are 95% intervals."],
        source=source,
        alt_text=_alt(every, is_default),
        caption=sentences(thin, no_estimate, note),
        columns=list(rows[0]),
    )


def _ordered(frame: IntoFrame, columns: Sequence[str], chart: str) -> tuple[list[Row], int]:
    data: Any = nw.from_native(frame)
    if isinstance(data, nw.LazyFrame):
        data = data.collect()
    for column in (*_NUMBERS, *columns):
        if column not in data.columns:
            raise UnknownNameError("column", column, data.columns, where=f"the table of chart {chart!r}")
    kept = data.filter(~nw.col("estimate").is_null())
    rows = list(kept.select([*_NUMBERS, *columns]).iter_rows(named=True))
    rows = [row for row in rows if row["estimate"] == row["estimate"]]  # pandas: NaN is no estimate either
    if not rows:
        raise OpennessError(f"chart {chart!r} has nothing to draw: no specification has an estimate")
    for row in rows:
        if not row["lower"] - 1e-9 <= row["estimate"] <= row["upper"] + 1e-9:
            raise BadValueError(
                f"chart {chart!r}: estimate {row['estimate']} is outside its interval {row['lower']} to {row['upper']}"
            )
    rows.sort(key=lambda row: (row["estimate"], row["lower"], [str(row[column]) for column in columns]))
    return [{"rank": i, **row} for i, row in enumerate(rows, start=1)], len(data) - len(rows)


def _thinned(rows: list[Row], is_default: str, most: int) -> list[Row]:
    if len(rows) <= most:
        return rows
    step = (len(rows) - 1) / (most - 1)
    places = {round(i * step) for i in range(most)}
    places |= {i for i, row in enumerate(rows) if row[is_default]}
    return [rows[i] for i in sorted(places)]


def _plain(row: Row, choices: Sequence[str], is_default: str) -> Row:
    numbers = {name: round(float(row[name]), _DIGITS) for name in _NUMBERS}
    verdict = _BELOW if numbers["upper"] < 0 else _ABOVE if numbers["lower"] > 0 else _INCLUDES
    chosen = {column: str(row[column]) for column in choices}
    return {"rank": row["rank"], **numbers, "verdict": verdict, **chosen, "is_default": bool(row[is_default])}


class _Curve:
    """What is drawn, once it is checked."""

    def __init__(self, rows: list[Row], choices: Mapping[str, str], labels: Mapping[str, str], count: int) -> None:
        self.rows, self.choices, self.labels = rows, choices, labels
        levels = {column: sorted({row[column] for row in rows}) for column in choices}
        self.levels = {f"{column}={level}": (column, level) for column in choices for level in levels[column]}
        names = [self._name(key) for key in self.levels]
        self.stub = min(_LONGEST_LABEL, max(map(len, names), default=8) * _SMALL_WIDTH)
        self.width = _WIDTH - self.stub
        self.scale = alt.Scale(domain=[0.5, count + 0.5], nice=False, zero=False)

    def draw(self) -> alt.VConcatChart:
        parts = [self._curve()]
        if self.levels:
            parts.append(self._choices())
        return alt.vconcat(*parts, data=inline(self.rows), spacing=_GAP)

    def _x(self) -> alt.X:
        return alt.X("rank:Q", scale=self.scale, axis=None)

    def _curve(self) -> alt.LayerChart:
        axis = alt.Axis(
            title=None, labelExpr=_POINTS, domain=False, ticks=False, minExtent=self.stub, maxExtent=self.stub
        )
        thick = max(0.8, min(4.0, 0.7 * self.width / len(self.rows)))
        base = alt.Chart().encode(x=self._x())
        intervals = base.mark_rule(strokeWidth=thick, opacity=0.35, aria=False)
        intervals = intervals.encode(y=alt.Y("lower:Q", axis=axis), y2="upper:Q", color=self._color())
        points = base.mark_point(filled=True, size=14, opacity=1)
        points = points.encode(y="estimate:Q", color=self._color(), tooltip=self._tooltips())
        zero = alt.Chart().transform_filter("datum.rank === 1").mark_rule(strokeDash=[4, 3], aria=False)
        zero = zero.encode(y=alt.datum(0))
        marked = base.transform_filter("datum.is_default")
        default = marked.mark_point(shape="diamond", filled=True, size=130, stroke="#ffffff", aria=False)
        default = default.encode(y="estimate:Q", color=alt.value("#000000"))
        said = marked.mark_text(dy=-14, fontWeight=600, aria=False, align="center")
        said = said.encode(y="upper:Q", text=alt.value("main chart"))
        chart = alt.layer(zero, intervals, points, default, said)
        chart.width, chart.height = self.width, _CURVE_HEIGHT
        return chart

    def _color(self) -> alt.Color:
        found = {row["verdict"] for row in self.rows}
        legend = alt.Legend(
            title="95% interval", orient="top", titleOrient="left", values=[one for one in _TONES if one in found]
        )
        return alt.Color("verdict:N", scale=alt.Scale(domain=list(_TONES), range="ramp"), legend=legend)

    def _choices(self) -> alt.Chart:
        keys = list(self.levels)
        names = {key: self._name(key) for key in keys}
        axis = alt.Axis(
            title=None,
            labelExpr=f"({json.dumps(names, ensure_ascii=False)})[datum.value]",
            labelLimit=_LONGEST_LABEL,
            labelFontSize=_SMALL,
            labelOverlap=False,
            domain=False,
            ticks=False,
            minExtent=self.stub,
            maxExtent=self.stub,
        )
        thick = max(0.8, min(4.0, 0.7 * self.width / len(self.rows)))
        ticks = (
            alt.Chart()
            .transform_fold(list(self.choices), as_=["choice", "level"])
            .transform_calculate(key="datum.choice + '=' + datum.level")
            .mark_tick(thickness=thick, bandSize=_ROW_HEIGHT - 3, orient="vertical", aria=False)
            .encode(
                x=self._x(),
                y=alt.Y("key:N", scale=alt.Scale(domain=keys), axis=axis),
                color=self._color(),
            )
        )
        marked = ticks.transform_filter("datum.is_default").mark_point(
            shape="diamond", filled=True, size=60, stroke="#ffffff", opacity=1, aria=False
        )
        chart = alt.layer(ticks, marked.encode(color=alt.value("#000000")))
        chart.width, chart.height = self.width, alt.Step(_ROW_HEIGHT)
        return chart

    def _name(self, key: str) -> str:
        column, level = self.levels[key]
        return f"{self.choices[column]}: {self.labels.get(level, label(level).lower())}"

    def _tooltips(self) -> list[alt.Tooltip]:
        shown = [("estimate", "Estimate"), ("lower", "Interval from"), ("upper", "Interval to")]
        tooltips = [alt.Tooltip(f"{field}:Q", title=what, format="+.1%") for field, what in shown]
        return [*tooltips, *(alt.Tooltip(f"{column}:N", title=what) for column, what in self.choices.items())]


def _alt(rows: list[Row], is_default: str) -> str:
    estimates = [row["estimate"] for row in rows]
    below = sum(row["upper"] < 0 for row in rows) / len(rows)
    above = sum(row["lower"] > 0 for row in rows) / len(rows)
    negative = sum(value < 0 for value in estimates) / len(rows)
    text = (
        f"Specification curve of {number(len(rows))} estimates, from {_signed(estimates[0])} to "
        f"{_signed(estimates[-1])} percentage points, median {_signed(median(estimates))}. {percent(negative)} are "
        f"negative; the interval lies below zero in {percent(below)} and above zero in {percent(above)}."
    )
    marked = next((row for row in rows if row[is_default]), None)
    if marked is None:
        return text
    return (
        f"{text} The main chart's specification gives {_signed(marked['estimate'])} ({_signed(marked['lower'])} to "
        f"{_signed(marked['upper'])}), number {number(marked['rank'])} from the lowest."
    )


def _signed(value: float) -> str:
    points = round(100 * value)
    return f"{points:+d}" if points else "0"
