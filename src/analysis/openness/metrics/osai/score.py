"""The score of the European Open Source AI Index.

Source of the rule: Liesenfeld, A. and Dingemanse, M., 2024, FAccT, https://doi.org/10.1145/3630106.3659005.
Every criterion counts 1 when open, 0.5 when partial, 0 when closed or blank; the score is the plain sum. Before
2026-03-13 there were 14 criteria, since then 12: scores compare only within a version.

A stub is an entry of which no criterion is judged: all classes are blank, or the form for new entries was left as it
comes, with every class closed and neither a link nor a note. No entry of the editions here is one. An entry that is
closed throughout and says why, such as Lumo's, is a judgment and counts.

The score is the Index's own, so that it is the one of its leaderboard: a status that we corrected counts as published.
"""

import polars as pl

from openness.metrics.base import Metric, Records, as_judged, sum_of_points
from openness.sources.osai import CRITERIA

NAME = "osai"
POINTS = {"open": 1.0, "partial": 0.5, "closed": 0.0}


def score(records: Records) -> pl.DataFrame:
    """Score releases of the index."""
    return sum_of_points(
        as_judged(records.components), metric=NAME, version=pl.len().cast(pl.String), criteria=CRITERIA, points=POINTS
    )


METRIC = Metric(
    name=NAME,
    place=10,
    title="European Open Source AI Index",
    short="OSAI index",
    text="The sum over 12 criteria (14 before March 2026) of 1 for open and 0.5 for partial.",
    url="https://doi.org/10.1145/3630106.3659005",
    score=score,
    otherwise="it does not judge the index's criteria, half of which are about documentation",
)
