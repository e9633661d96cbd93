"""The way of a share from one state to another: for every cause a bar from where it starts to its end."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import altair as alt

from openness.charts import encode
from openness.charts.around import ROOM, inline, sized, title_over
from openness.charts.frame import Row
from openness.charts.marks.rows import LABEL_LIMIT, stub
from openness.charts.theme import FADED
from openness.project.errors import BadValueError
from openness.words.names import dictionary, quoted

ENDS = ("before", "after")
_BESIDE, _ROW, _STEP = 110, 22, 0.05
_IS_END = "(datum.step === 'before' || datum.step === 'after')"


@dataclass(frozen=True)
class Steps:
    """Waterfalls of one chart: heading -> rows of a panel, from ``before`` over the causes to ``after``.

    Rows have ``period``, ``group``, ``step``, ``start``, ``end`` and ``n``; ``words`` are labels by step, ``unit`` is
    what is counted, ``shown`` the tooltip of a bar. Panels of which either end rests on fewer than ``min_group`` are
    faded.
    """

    rows: list[Row]
    panels: Mapping[str, list[Row]]
    words: Mapping[str, str]
    min_group: int
    unit: str
    shown: Sequence[alt.Tooltip]

    def check(self, chart: str) -> None:
        """Raise ``BadValueError`` where steps do not run from before to after, or one starts where no other ended."""
        for heading, own in self.panels.items():
            place = f"chart {chart!r}, {heading}"
            if [own[0]["step"], own[-1]["step"]] != list(ENDS) or len(own) < 2:
                ran = f"from {own[0]['step']!r} to {own[-1]['step']!r}"
                raise BadValueError(f"{place}: steps run {ran}; expected from 'before' to 'after'")
            for row, following in pairwise(own):
                known = None not in (row["start"], row["end"], following["start"])
                if not known or not math.isclose(row["end"], following["start"], abs_tol=1e-9):
                    raise BadValueError(
                        f"{place}: step {following['step']!r} starts at {following['start']}, expected {row['end']}, "
                        f"where {row['step']!r} ends"
                    )

    @property
    def domain(self) -> tuple[float, float]:
        """Ends of the axis; it begins at zero only where the shares do."""
        values = [value for row in self.rows for value in (row["start"], row["end"])]
        low, high = min(values), max(values)
        floor = math.floor((low - 0.01) / _STEP) * _STEP
        return (floor if low > 0.02 else min(0.0, low)), math.ceil((high + 0.01) / _STEP) * _STEP

    def is_small(self, own: list[Row]) -> bool:
        """Return whether either end of a panel rests on too few."""
        return min(own[0]["n"], own[-1]["n"]) < self.min_group

    def draw(self) -> alt.VConcatChart | alt.LayerChart:
        """Return a panel a share, one under the other."""
        drawn = [self._panel(heading, own) for heading, own in self.panels.items()]
        body = alt.vconcat(*drawn, spacing=26) if len(drawn) > 1 else alt.layer(drawn[0])
        body.data = inline(self.rows)
        return body

    def _panel(self, heading: str, own: list[Row]) -> alt.LayerChart:
        width = ROOM - stub(list(self.words.values()), math.inf) - _BESIDE
        period, group = quoted(own[0]["period"]), quoted(own[0]["group"])
        change = "format(100 * (datum.end - datum.start), '+.1f') + ' · '"
        rows = (
            alt.Chart()
            .transform_filter(f"datum.period === {period} && datum.group === {group}")
            .transform_calculate(
                change="datum.end - datum.start",
                tone=f"{_IS_END} ? 'grey' : datum.end >= datum.start ? 'blue' : 'vermilion'",
                cause=f"{dictionary(self.words)}[datum.step]",
                beside=f"({_IS_END} ? format(datum.end, '.0%') + ' of ' : {change}) + format(datum.n, ',')",
            )
        )
        looks = {"opacity": alt.value(FADED if self.is_small(own) else 1), "tooltip": self.shown}
        on_x = {
            "scale": alt.Scale(domain=list(self.domain), nice=False, zero=False),
            "axis": alt.Axis(title=None, format=".0%", domain=False, ticks=False, tickCount=6),
        }
        bars = rows.transform_filter(f"!({_IS_END})").mark_bar()
        dots = rows.transform_filter(_IS_END).mark_point(filled=True, size=90, color=encode.INK, opacity=1)
        text = rows.mark_text(align="left", fontSize=11, limit=_BESIDE - 8, aria=False)
        scale = alt.Scale(type="band", domain=[row["step"] for row in own], padding=0.2)
        y = alt.Y("step:N", scale=scale, axis=encode.word_axis(self.words, LABEL_LIMIT, labelOverlap=False))
        panel = alt.layer(
            bars.encode(x=alt.X("start:Q", **on_x), x2="end:Q", color=encode.own_tone("tone"), **looks),
            dots.encode(x=alt.X("end:Q", **on_x), **looks),
            text.encode(x=alt.value(width + 8), text="beside:N", opacity=looks["opacity"]),
        ).encode(y=y)
        panel.title = title_over(heading, offset=4)
        return sized(panel, width, len(own) * _ROW)
