"""Where a release ranks when the weights of a metric are drawn at random."""

from __future__ import annotations

import altair as alt
from narwhals.typing import IntoFrame

from openness.charts.alt_rows import ranks_alt
from openness.charts.around import finish
from openness.charts.captions import sentences
from openness.charts.frame import Column, check_intervals, distinct, tidy_rows
from openness.charts.marks.rows import Dots
from openness.words.names import in_order, number, plural

_COLUMNS = (
    Column("release", "text"),
    Column("group", "text"),
    Column("rank", "number"),
    Column("lower", "number"),
    Column("upper", "number"),
    Column("base_rank", "number"),
    Column("score", "share", required=False),
)
_MOST = 60


def rank_intervals(
    ranks: IntoFrame,
    *,
    name: str,
    title: str,
    source: str,
    definition: str = "Median rank and 95% of the ranks that a release has when the weights of the criteria are drawn "
    "at random.",
    most: int = 40,
    bottom: bool = False,
) -> alt.VConcatChart:
    """Draw the rank of each release with its interval, the best first.

    Parameters
    ----------
    ranks
        One row a release: ``release``, ``group``, ``rank`` (median, 1 is best), ``lower`` and ``upper`` (95%),
        ``base_rank`` (at equal weights) and optionally ``score`` (0 to 1, for the tooltip).
    name
        Kebab-case name of the chart.
    title, source
        What stands over and under it.
    definition
        In plain words, what is drawn.
    most
        Number of releases to draw, from 1 to 60; the caption says how many there are besides.
    bottom
        Whether these are the last rather than the first.

    Returns
    -------
    altair.VConcatChart

    Raises
    ------
    OpennessError
        If the table is empty.
    UnknownNameError
        If a column is missing.
    BadValueError
        If a value is of the wrong type, or a rank lies outside its interval.
    """
    rows = tidy_rows(ranks, _COLUMNS, key=["release"], chart=name)
    check_intervals(rows, "rank", chart=name, names=("release",))
    known = [row for row in rows if row["rank"] is not None]
    ordered = sorted(known, key=lambda row: (row["rank"], row["base_rank"] or 0, row["release"]))
    kept = min(max(most, 1), _MOST)
    drawn = (ordered[-kept:] if bottom else ordered[:kept]) or rows[:kept]
    ends = [value for row in drawn for value in (row["lower"], row["upper"], row["base_rank"]) if value is not None]
    low, high = (min(ends), max(ends)) if ends else (1.0, 1.0)
    groups = in_order(distinct(drawn, "group"))
    dots = Dots(
        rows=drawn,
        item="release",
        value="rank",
        words={row["release"]: row["release"] for row in drawn},
        axis=alt.Axis(title="Rank (1: most open)", format="d", tickMinStep=1, orient="top", domain=False, grid=True),
        domain=(low - 0.5, high + 0.5),
        tooltips=[
            alt.Tooltip("release:N", title="Release"),
            alt.Tooltip("group:N", title="Developer group"),
            alt.Tooltip("rank:Q", title="Median rank", format=".1f"),
            alt.Tooltip("lower:Q", title="Interval from", format=".1f"),
            alt.Tooltip("upper:Q", title="Interval to", format=".1f"),
            alt.Tooltip("base_rank:Q", title="Rank at equal weights", format=".1f"),
            *([alt.Tooltip("score:Q", title="Score", format=".1%")] if "score" in rows[0] else []),
        ],
        groups=groups,
        second="base_rank",
    )
    left_out = len(known) - len(drawn)
    return finish(
        dots.draw(),
        name=name,
        title=title,
        subtitle=[
            definition,
            f"n = {plural(len(known), 'ranked release')}. Dot: median; bar: 95%; stroke: rank at equal weights.",
        ],
        source=source,
        alt_text=ranks_alt(drawn, len(known)),
        caption=sentences(
            f"Drawn: the {'last' if bottom else 'first'} {number(len(drawn))}; {number(left_out)} more are in no row."
            if left_out > 0
            else "",
            f"No rank for {plural(len(rows) - len(known), 'release')}." if len(known) < len(rows) else "",
            "An interval says how far the rank hangs on the weights, not how sure the judgements are.",
        ),
        columns=list(rows[0]),
    )
