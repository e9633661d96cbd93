"""A curve of estimates in order, and under it the choices that led to each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import altair as alt

from openness.charts.around import ROOM, inline, sized
from openness.charts.encode import word_axis
from openness.charts.frame import Row, distinct
from openness.words.names import label

BELOW, ABOVE, INCLUDES = "below zero", "above zero", "includes zero"
_TONES = (BELOW, "(none)", ABOVE, INCLUDES)
"""Verdicts at the places of the colors that they take in every theme: blue, vermilion, gray."""

_CURVE_HEIGHT, _ROW_HEIGHT, _GAP = 230, 13, 6
_LONGEST_LABEL = 250
_SMALL, _SMALL_WIDTH = 10, 5.8
_POINTS = "datum.value === 0 ? '0' : format(100 * datum.value, '+.0f') + ' pt'"


@dataclass(frozen=True)
class Curve:
    """One curve.

    Rows are in order, with ``rank``, ``estimate``, ``lower``, ``upper``, ``verdict``, a column a choice and
    ``is_default``. ``choices`` are titles by column, from the top, ``labels`` those of levels where
    :func:`openness.charts.label` would not do; ``count`` is how many ranks there are, drawn or not, ``tooltips`` those
    of an estimate.
    """

    rows: list[Row]
    choices: Mapping[str, str]
    labels: Mapping[str, str]
    count: int
    tooltips: Sequence[alt.Tooltip]

    def draw(self) -> alt.VConcatChart:
        """Return the curve, with the levels of the choices below it where any choice has two."""
        parts = [self._curve(), *([self._choices()] if self._names else [])]
        return alt.vconcat(*parts, data=inline(self.rows), spacing=_GAP)

    @cached_property
    def _names(self) -> dict[str, str]:
        """What each level of each choice is called, by ``choice=level``."""
        return {
            f"{column}={level}": f"{title}: {self.labels.get(level, label(level).lower())}"
            for column, title in self.choices.items()
            for level in sorted(distinct(self.rows, column))
        }

    @cached_property
    def _stub(self) -> float:
        return min(_LONGEST_LABEL, max(map(len, self._names.values()), default=8) * _SMALL_WIDTH)

    @cached_property
    def _width(self) -> float:
        return ROOM - self._stub

    @cached_property
    def _thickness(self) -> float:
        return max(0.8, min(4.0, 0.7 * self._width / len(self.rows)))

    def _x(self) -> alt.X:
        return alt.X("rank:Q", scale=alt.Scale(domain=[0.5, self.count + 0.5], nice=False, zero=False), axis=None)

    def _color(self) -> alt.Color:
        found = distinct(self.rows, "verdict")
        values = [one for one in _TONES if one in found]
        legend = alt.Legend(title="95% interval", orient="top", titleOrient="left", values=values)
        return alt.Color("verdict:N", scale=alt.Scale(domain=list(_TONES), range="ramp"), legend=legend)

    def _curve(self) -> alt.LayerChart:
        extent = {"minExtent": self._stub, "maxExtent": self._stub}
        axis = alt.Axis(title=None, labelExpr=_POINTS, domain=False, ticks=False, **extent)
        base = alt.Chart().encode(x=self._x())
        intervals = base.mark_rule(strokeWidth=self._thickness, opacity=0.35, aria=False)
        points = base.mark_point(filled=True, size=14, opacity=1)
        zero = alt.Chart().transform_filter("datum.rank === 1").mark_rule(strokeDash=[4, 3], aria=False)
        marked = base.transform_filter("datum.is_default")
        default = marked.mark_point(shape="diamond", filled=True, size=130, stroke="#ffffff", aria=False)
        said = marked.mark_text(dy=-14, fontWeight=600, aria=False, align="center")
        chart = alt.layer(
            zero.encode(y=alt.datum(0)),
            intervals.encode(y=alt.Y("lower:Q", axis=axis), y2="upper:Q", color=self._color()),
            points.encode(y="estimate:Q", color=self._color(), tooltip=self.tooltips),
            default.encode(y="estimate:Q", color=alt.value("#000000")),
            said.encode(y="upper:Q", text=alt.value("main chart")),
        )
        return sized(chart, self._width, _CURVE_HEIGHT)

    def _choices(self) -> alt.LayerChart:
        axis = word_axis(
            self._names,
            _LONGEST_LABEL,
            labelFontSize=_SMALL,
            labelOverlap=False,
            minExtent=self._stub,
            maxExtent=self._stub,
        )
        ticks = (
            alt.Chart()
            .transform_fold(list(self.choices), as_=["choice", "level"])
            .transform_calculate(key="datum.choice + '=' + datum.level")
            .mark_tick(thickness=self._thickness, bandSize=_ROW_HEIGHT - 3, orient="vertical", aria=False)
            .encode(
                x=self._x(), y=alt.Y("key:N", scale=alt.Scale(domain=list(self._names)), axis=axis), color=self._color()
            )
        )
        marked = ticks.transform_filter("datum.is_default").mark_point(
            shape="diamond", filled=True, size=60, stroke="#ffffff", opacity=1, aria=False
        )
        chart = alt.layer(ticks, marked.encode(color=alt.value("#000000")))
        return sized(chart, self._width, alt.Step(_ROW_HEIGHT))
