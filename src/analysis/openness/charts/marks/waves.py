"""Scores of developers over the waves of an index, with a break wherever its indicators changed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.around import WIDTH, finish, inline
from openness.charts.captions import sentences
from openness.charts.frame import Column, Row, check_intervals, distinct, tidy_rows
from openness.project.errors import BadValueError
from openness.words.names import listing, number, plural

_SCORES = (
    Column("wave", "text"),
    Column("indicator_set", "text"),
    Column("developer", "text"),
    Column("score", "number"),
)
_MEANS = (
    Column("wave", "text"),
    Column("n", "count"),
    Column("mean", "number"),
    Column("lower", "number"),
    Column("upper", "number"),
)
_HEIGHT = 320
_INK, _QUIET = "#0072B2", "#8c959f"


def fmti_waves(
    scores: IntoFrame,
    means: IntoFrame,
    *,
    name: str,
    title: str,
    source: str,
    definition: str = "Indicators met by each developer, of 100; large points are means with 95% intervals.",
    min_group: int = 5,
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
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what is drawn.
    min_group
        Means of fewer developers are named in the caption.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    OpennessError
        If a table is empty.
    UnknownNameError
        If a column is missing.
    BadValueError
        If a value is of the wrong type or range, a wave has two sets of indicators or no mean.
    """
    rows = tidy_rows(scores, _SCORES, key=["wave", "developer"], chart=name)
    wave_means = {row["wave"]: row for row in tidy_rows(means, _MEANS, key=["wave"], chart=name)}
    check_intervals(list(wave_means.values()), "mean", chart=name, names=("wave",))
    for row in rows:
        if row["wave"] not in wave_means:
            raise BadValueError(f"chart {name!r} has no mean of wave {row['wave']!r}; expected one a wave")
        if row["score"] is not None and not 0 <= row["score"] <= 100:
            raise BadValueError(f"column 'score' of chart {name!r} holds {row['score']}; expected 0 to 100, or null")
        row |= {key: value for key, value in wave_means[row["wave"]].items() if key != "wave"}
    waves = sorted(distinct(rows, "wave"))
    sets = _sets(rows, name)
    breaks = [(a, b) for a, b in pairwise(waves) if sets[a] != sets[b]]
    few = [f"{wave} ({wave_means[wave]['n']})" for wave in waves if wave_means[wave]["n"] < min_group]
    counted = listing([f"{wave} {number(wave_means[wave]['n'])}" for wave in waves])
    return finish(
        _chart(rows, waves, breaks),
        name=name,
        title=title,
        subtitle=[definition, f"n (developers): {counted}. Thin lines: one developer."],
        source=source,
        alt_text=_alt(waves, wave_means, breaks),
        caption=sentences(
            f"No line crosses {listing([f'{a} to {b}' for a, b in breaks])}: the indicators changed, so the levels do "
            "not compare."
            if breaks
            else "",
            f"Means of fewer than {min_group} developers: {listing(few)}." if few else "",
        ),
        columns=list(rows[0]),
    )


def _sets(rows: list[Row], chart: str) -> dict[str, str]:
    sets: dict[str, str] = {}
    for row in rows:
        if sets.setdefault(row["wave"], row["indicator_set"]) != row["indicator_set"]:
            raise BadValueError(
                f"chart {chart!r}: wave {row['wave']!r} has more than one set of indicators; expected one"
            )
    return sets


def _chart(rows: list[Row], waves: Sequence[str], breaks: Sequence[tuple[str, str]]) -> alt.LayerChart:
    places = {wave: i for i, wave in enumerate(waves)}
    place = f"indexof({list(waves)!r}, datum.wave)"
    axis = alt.Axis(
        title=None,
        values=list(places.values()),
        labelExpr=f"{list(waves)!r}[datum.value]",
        grid=False,
        labelAngle=0,
    )
    x = alt.X("place:Q", scale=alt.Scale(domain=[-0.4, len(waves) - 0.6], nice=False), axis=axis)
    y = alt.Axis(title="Indicators met, of 100", domain=False, ticks=False, values=[0, 25, 50, 75, 100])
    base = alt.Chart().transform_calculate(place=place, mean_place=f"{place} + 0.08")
    score = alt.Y("score:Q", scale=alt.Scale(domain=[0, 100]), axis=y)
    named = [
        alt.Tooltip("developer:N", title="Developer"),
        alt.Tooltip("wave:N", title="Wave"),
        alt.Tooltip("score:Q", title="Indicators met"),
    ]
    lines = base.mark_line(strokeWidth=1, opacity=0.4, color=_QUIET, aria=False).encode(
        x=x, y=score, detail=["developer:N", "indicator_set:N"]
    )
    dots = base.mark_point(filled=True, size=44, color=_QUIET, opacity=0.75).encode(x=x, y=score, tooltip=named)
    # Every row of a wave repeats its mean: it is drawn once.
    once = base.transform_aggregate(
        groupby=["wave", "indicator_set", "mean_place", "n", "mean", "lower", "upper"], rows="count()"
    )
    at = alt.X("mean_place:Q")
    path = once.mark_line(strokeWidth=2.5, color=_INK, aria=False).encode(x=at, y="mean:Q", detail="indicator_set:N")
    interval = once.mark_rule(strokeWidth=6, opacity=0.35, color=_INK, aria=False).encode(
        x=at, y="lower:Q", y2="upper:Q"
    )
    mean = once.mark_point(filled=True, size=150, shape="diamond", color=_INK, opacity=1).encode(
        x=at,
        y="mean:Q",
        tooltip=[
            alt.Tooltip("wave:N", title="Wave"),
            alt.Tooltip("mean:Q", title="Mean", format=".1f"),
            alt.Tooltip("lower:Q", title="Interval from", format=".1f"),
            alt.Tooltip("upper:Q", title="Interval to", format=".1f"),
            alt.Tooltip("n:Q", title="Developers"),
        ],
    )
    value = once.mark_text(align="left", dx=12, dy=14, fontWeight=600, aria=False).encode(
        x=at, y="mean:Q", text=alt.Text("mean:Q", format=".1f")
    )
    layers = [lines, dots, interval, path, mean, value]
    one = alt.Chart().transform_aggregate(rows="count()")
    for before, _ in breaks:
        middle = alt.XDatum(places[before] + 0.5)
        layers.append(one.mark_rule(strokeDash=[5, 4], color="#59636e", aria=False).encode(x=middle))
        text = one.mark_text(align="center", dy=-8, fontSize=11, aria=False)
        layers.append(text.encode(x=middle, y=alt.value(0), text=alt.value("new indicators")))
    return alt.layer(*layers).properties(width=WIDTH, height=_HEIGHT, data=inline(rows))


def _alt(waves: Sequence[str], means: dict[str, Row], breaks: Sequence[tuple[str, str]]) -> str:
    said = []
    for wave in waves:
        row = means[wave]
        text = f"{wave}, mean {row['mean']:.1f} of {plural(row['n'], 'developer')}"
        if row["lower"] is not None:
            text += f" ({row['lower']:.1f} to {row['upper']:.1f})"
        said.append(text)
    text = f"Point chart of {plural(len(waves), 'wave')}. {'; '.join(said)}."
    for before, after in breaks:
        text += f" The indicators changed between {before} and {after}: levels do not compare."
    return text
