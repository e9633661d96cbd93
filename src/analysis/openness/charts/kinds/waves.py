"""Scores over the waves of an index, with a break wherever its indicators changed."""

from collections.abc import Sequence
from itertools import pairwise

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts import encode
from openness.charts.around import WIDTH, Words, chart, inline, sized
from openness.charts.encode import BACKGROUND, MUTED, tooltips
from openness.charts.frame import Row, distinct, of
from openness.charts.spoken import too_few
from openness.project.errors import BadValueError
from openness.words.frames import Column, Frame
from openness.words.numbers import counted, listing, number

_SCORES = (
    Column("wave", "text", "Wave"),
    Column("indicator_set", "text"),
    Column("developer", "text", "Developer"),
    Column("score", "number", "Indicators met"),
)
_MEANS = (
    Column("wave", "text", "Wave"),
    Column("n", "count", "Developers"),
    Column("mean", "number", "Mean"),
    *encode.NUMBER_ENDS,
)
_BLUE = "#0072B2"


@chart("Indicators met by each developer, of 100; large points are means with 95% intervals.")
def fmti_waves(
    scores: IntoFrame, means: IntoFrame, about: Words, *, means_result: Frame | None = None, min_group: int = 5
) -> alt.VConcatChart:
    """Draw the score of each developer in each wave, and the mean of the wave.

    A line joins two waves only where both use the same indicators: across a change, levels do not compare.

    Parameters
    ----------
    scores
        One row a wave and developer: ``wave`` (such as ``2023-10``, in order as text), ``indicator_set``,
        ``developer``, ``score`` (0 to 100).
    means
        One row a wave: ``wave``, ``n``, ``mean``, ``lower``, ``upper`` (95%).
    means_result
        The declared result that the means are; ``result`` is that of the scores.
    min_group
        Means of fewer developers are named in the caption.
    """
    declared, rows = about.read(scores, _SCORES, key=["wave", "developer"])
    of_means, mean_rows = about.read(means, _MEANS, key=["wave"], interval="mean", result=means_result)
    by_wave = {row["wave"]: row for row in mean_rows}
    for row in rows:
        if row["wave"] not in by_wave:
            raise BadValueError(f"chart {about.name!r} has no mean of wave {row['wave']!r}; expected one a wave")
        if row["score"] is not None and not 0 <= row["score"] <= 100:
            raise BadValueError(
                f"column 'score' of chart {about.name!r} holds {row['score']}; expected 0 to 100, or null"
            )
        row |= {key: value for key, value in by_wave[row["wave"]].items() if key != "wave"}
    waves = {wave: by_wave[wave] for wave in sorted(distinct(rows, "wave"))}
    sets = {wave: distinct(of(rows, wave=wave), "indicator_set") for wave in waves}
    for wave, found in sets.items():
        if len(found) > 1:
            raise BadValueError(
                f"chart {about.name!r}: wave {wave!r} has more than one set of indicators; expected one"
            )
    breaks = [(a, b) for a, b in pairwise(waves) if sets[a] != sets[b]]
    crossed = listing([f"{a} to {b}" for a, b in breaks])
    few = [f"{wave} ({row['n']})" for wave, row in waves.items() if row["n"] < min_group]
    said = tooltips(declared, shown="developer wave score", formats={"score": None})
    told = tooltips(of_means, shown="wave mean lower upper n", number=".1f", formats={"n": None})
    counts = listing([f"{wave} {number(row['n'])}" for wave, row in waves.items()])
    return about.around(
        _draw(rows, list(waves), breaks, said, told),
        rows,
        n=f"n (developers): {counts}. Thin lines: one developer.",
        alt_text=_alt(waves, breaks, min_group),
        caption=[
            f"No line crosses {crossed}: the indicators changed, so the levels do not compare." if breaks else "",
            f"Means of fewer than {min_group} developers: {listing(few)}." if few else "",
        ],
    )


def _draw(
    rows: list[Row],
    waves: list[str],
    breaks: Sequence[tuple[str, str]],
    said: list[alt.Tooltip],
    told: list[alt.Tooltip],
) -> alt.LayerChart:
    place = f"indexof({waves!r}, datum.wave)"
    axis = alt.Axis(
        title=None, values=list(range(len(waves))), labelExpr=f"{waves!r}[datum.value]", grid=False, labelAngle=0
    )
    x = alt.X("place:Q", scale=alt.Scale(domain=[-0.4, len(waves) - 0.6], nice=False), axis=axis)
    y = alt.Axis(title="Indicators met, of 100", domain=False, ticks=False, values=[0, 25, 50, 75, 100])
    base = alt.Chart().transform_calculate(place=place, mean_place=f"{place} + 0.08")
    score = alt.Y("score:Q", scale=alt.Scale(domain=[0, 100]), axis=y)
    lines = base.mark_line(strokeWidth=1, opacity=0.4, color=BACKGROUND, aria=False)
    dots = base.mark_point(filled=True, size=44, color=BACKGROUND, opacity=0.75)
    # Every row of a wave repeats its mean: it is drawn once.
    once = base.transform_aggregate(
        groupby=["wave", "indicator_set", "mean_place", "n", "mean", "lower", "upper"], rows="count()"
    )
    at = alt.X("mean_place:Q")
    path = once.mark_line(strokeWidth=2.5, color=_BLUE, aria=False)
    interval = once.mark_rule(strokeWidth=6, opacity=0.35, color=_BLUE, aria=False)
    mean = once.mark_point(filled=True, size=150, shape="diamond", color=_BLUE, opacity=1)
    value = once.mark_text(align="left", dx=12, dy=14, fontWeight=600, aria=False)
    layers = [
        lines.encode(x=x, y=score, detail=["developer:N", "indicator_set:N"]),
        dots.encode(x=x, y=score, tooltip=said),
        interval.encode(x=at, y="lower:Q", y2="upper:Q"),
        path.encode(x=at, y="mean:Q", detail="indicator_set:N"),
        mean.encode(x=at, y="mean:Q", tooltip=told),
        value.encode(x=at, y="mean:Q", text=alt.Text("mean:Q", format=".1f")),
    ]
    one = alt.Chart().transform_aggregate(rows="count()")
    for before, _ in breaks:
        middle = alt.XDatum(waves.index(before) + 0.5)
        rule = one.mark_rule(strokeDash=[5, 4], color=MUTED, aria=False)
        text = one.mark_text(align="center", dy=-8, fontSize=11, aria=False)
        layers += [rule.encode(x=middle), text.encode(x=middle, y=alt.value(0), text=alt.value("new indicators"))]
    return sized(alt.layer(*layers, data=inline(rows)), WIDTH, 320)


def _alt(waves: dict[str, Row], breaks: Sequence[tuple[str, str]], min_group: int) -> str:
    said = []
    for wave, row in waves.items():
        if row["n"] < max(min_group, 1):
            said.append(f"{wave}, {too_few(min_group, 'developer')}")
            continue
        band = "" if row["lower"] is None else f" ({row['lower']:.1f} to {row['upper']:.1f})"
        said.append(f"{wave}, mean {row['mean']:.1f} of {counted(row['n'], 'developer')}{band}")
    text = f"Point chart of {counted(len(waves), 'wave')}. {'; '.join(said)}."
    changed = [f" The indicators changed between {a} and {b}: levels do not compare." for a, b in breaks]
    return text + "".join(changed)
