"""Stacked bars over time, of counts or of parts of a whole, with the n of each bar above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt

from openness.charts.around import period_axis, share_axis
from openness.charts.theme import FADED
from openness.words.names import label_expression, quoted

_TOTAL_CHARACTER_WIDTH = 8.5
# Above 100%, for the n of each bar, so that headings of panels with and without y labels stay in line.
_HEADROOM = 0.12


@dataclass(frozen=True)
class Stack:
    """How one chart stacks its bars.

    Attributes
    ----------
    field
        Column that a bar is cut by.
    heading
        What that column is, for tooltips.
    domain
        Every value that has a color, in the order of the colors.
    present
        The values to stack and to name in the legend, from the bottom up.
    palette
        Named color range of the theme.
    normalized
        Whether every bar is 100%.
    periods
        All periods on the axis, in order.
    min_group
        Bars with fewer releases are faded; 0 for none.
    widest_total
        The largest n of a bar: n is written above bars only where it fits.
    count
        Column of counts.
    """

    field: str
    heading: str
    domain: Sequence[str]
    present: Sequence[str]
    palette: Literal["category", "ordinal"]
    normalized: bool
    periods: Sequence[str]
    min_group: int
    widest_total: int
    count: str = "release_count"

    def panel(self, kept: str | None, *, width: float, height: float, y_labels: bool = True) -> alt.LayerChart:
        """Return one panel of bars.

        Parameters
        ----------
        kept
            Vega expression of the rows to draw; ``None`` for all.
        width, height
            Size in pixels, axes not included.
        y_labels
            Whether the y axis has labels.

        Returns
        -------
        altair.LayerChart
        """
        rows = alt.Chart() if kept is None else alt.Chart().transform_filter(kept)
        bars = self._bars(rows)
        axis = (
            share_axis(labels=y_labels)
            if self.normalized
            else alt.Axis(title=None, format=",d", tickMinStep=1, domain=False, ticks=False)
        )
        scale = alt.Scale(domain=[0, 1 + _HEADROOM]) if self.normalized else alt.Undefined
        y = alt.Y(f"{self.count}:Q", stack="normalize" if self.normalized else "zero", axis=axis, scale=scale)
        layers = [bars.encode(y=y)]
        if self._totals_fit(width):
            layers.append(self._totals(rows))
        x = alt.X(
            "period:O",
            scale=alt.Scale(type="band", domain=list(self.periods), padding=0.18),
            axis=period_axis(self.periods, width),
        )
        return alt.layer(*layers).encode(x=x).properties(width=width, height=height)

    def _bars(self, rows: alt.Chart) -> alt.Chart:
        position = f"indexof([{', '.join(quoted(value) for value in self.present)}], datum[{quoted(self.field)}])"
        legend = alt.Legend(
            title=None,
            orient="top",
            columns=4,
            columnPadding=16,
            labelExpr=label_expression(self.present),
            values=list(self.present),
            symbolType="square",
            symbolStrokeWidth=0.6,
            offset=14,
        )
        color = alt.Color(
            f"{self.field}:N",
            scale=alt.Scale(domain=list(self.domain), range=self.palette),
            legend=legend,
        )
        few = f"datum.period_total < {self.min_group}"
        return (
            rows.transform_calculate(
                stack_position=position,
                stack_label=label_expression(self.present, f"datum[{quoted(self.field)}]"),
            )
            .transform_joinaggregate(period_total=f"sum({self.count})", groupby=["period"])
            .transform_calculate(part=f"datum.{self.count} / datum.period_total")
            .mark_bar()
            .encode(
                color=color,
                order=alt.Order("stack_position:Q"),
                opacity=alt.when(few).then(alt.value(FADED)).otherwise(alt.value(1)),
                tooltip=[
                    alt.Tooltip("period:N", title="Period"),
                    alt.Tooltip("stack_label:N", title=self.heading),
                    alt.Tooltip(f"{self.count}:Q", title="Releases", format=","),
                    alt.Tooltip("part:Q", title="Part of the period", format=".1%"),
                    alt.Tooltip("period_total:Q", title="Releases in the period", format=","),
                ],
            )
        )

    def _totals_fit(self, width: float) -> bool:
        return len(f"{self.widest_total:,}") * _TOTAL_CHARACTER_WIDTH <= width / len(self.periods)

    def _totals(self, rows: alt.Chart) -> alt.Chart:
        y = alt.YDatum(1) if self.normalized else alt.Y("period_total:Q")
        return (
            rows.transform_aggregate(period_total=f"sum({self.count})", groupby=["period"])
            .mark_text(dy=-7, aria=False)
            .encode(y=y, text=alt.Text("period_total:Q", format=","))
        )
