"""Where a share jumps: changepoints of a series of binomial counts, and how many the penalty lets through.

The best places for each number of breaks are found exactly, by dynamic programming over all divisions of the series
into segments of one share each. How many there are depends on the price of a break, so the answer is given over a
range of prices with the Bayesian information criterion's among them.

Sources of the method: Auger, I. E. and Lawrence, C. E. (1989), Bulletin of Mathematical Biology 51(1), 39-54,
https://doi.org/10.1007/BF02458835; Jackson, B. et al. (2005), IEEE Signal Processing Letters 12(2), 105-108,
https://doi.org/10.1109/LSP.2001.838216.
"""

from collections.abc import Sequence

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoDataFrameT

from openness.project.errors import BadValueError
from openness.statistics.door import like, made
from openness.statistics.results import BREAKS, SEGMENTS
from openness.statistics.shares import CONFIDENCE, wilson
from openness.statistics.trend import samples as sampling
from openness.statistics.trend.samples import MIN_GROUP, Series, by_period, design_effect

MIN_SEGMENT = 3
"""Periods that a segment has at least: one odd period is an outlier and no break."""

MOST_BREAKS = 8
FACTORS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0)
"""Prices of a break as multiples of that of the Bayesian information criterion."""


def breaks_by_penalty(
    frame: IntoDataFrameT,
    *,
    every: str = "quarter",
    min_segment: int = MIN_SEGMENT,
    min_group: int = MIN_GROUP,
    factors: Sequence[float] = FACTORS,
    **columns: str | None,
) -> IntoDataFrameT:
    """Return how many breaks each group's share has, and where, over a range of penalties.

    Segments have at least ``min_segment`` periods. ``factors`` are penalties as multiples of the criterion's; 1 is
    always among them. Returns :data:`~openness.statistics.results.BREAKS`, a row a group and penalty, the lowest first.
    """
    _check(min_segment, min_group, factors)
    known = sampling.releases(frame, **columns)
    rows = []
    for group, series in by_period(known, every).items():
        head = {"group": group, **series.counts()}
        if (reason := _refusal(series, min_segment, min_group)) is not None:
            rows.append(head | {"reason": reason})
            continue
        dispersion = design_effect(series)
        costs, places = partitions(series.opened, series.n, min_segment)
        for factor in sorted({*factors, 1.0}):
            penalty = factor * bic_penalty(series)
            found = places[best_number(costs, penalty, dispersion)]
            rows.append(
                head
                | {"dispersion": dispersion, "penalty": penalty, "is_bic": factor == 1.0, "breaks": len(found)}
                | {"break_periods": ", ".join(series.label(place) for place in found)}
            )
    return made(rows, BREAKS, frame)


def segments(
    frame: IntoDataFrameT,
    *,
    every: str = "quarter",
    min_segment: int = MIN_SEGMENT,
    min_group: int = MIN_GROUP,
    confidence: float = CONFIDENCE,
    **columns: str | None,
) -> IntoDataFrameT:
    """Return the segments between breaks at the criterion's penalty.

    The intervals take the breaks as known; they are not, so the intervals are too short. Returns
    :data:`~openness.statistics.results.SEGMENTS`; a group without breaks to look for has no rows.
    """
    _check(min_segment, min_group)
    known = sampling.releases(frame, **columns)
    rows = []
    for group, series in by_period(known, every).items():
        if _refusal(series, min_segment, min_group) is None:
            rows += _segments(group, series, min_segment)
    table = nw.from_native(pl.DataFrame(rows, schema={**SEGMENTS.schema, "_effect": pl.Float64}))
    lower, upper = wilson(nw.col("open_count") / nw.col("_effect"), nw.col("n") / nw.col("_effect"), confidence)
    return like(table.with_columns(lower=lower, upper=upper).drop("_effect").to_native(), frame)


def partitions(opened: np.ndarray, n: np.ndarray, min_segment: int) -> tuple[np.ndarray, list[list[int]]]:
    """Return, by number of breaks from 0, minus twice the log likelihood of the best division and where it breaks."""
    length = len(n)
    cost = _segment_costs(opened, n)
    first, last = np.indices((length, length))
    short = last - first < min_segment - 1
    cost[short] = np.inf
    # best[m][j]: lowest cost of periods 0..j in m + 1 segments; the last of them begins at start[m][j].
    best, start = [cost[0]], [np.zeros(length, dtype=int)]
    for _ in range(min(MOST_BREAKS, length // min_segment - 1)):
        before = np.concatenate([[np.inf], best[-1][:-1]])
        total = before[:, None] + cost
        start.append(total.argmin(axis=0))
        best.append(total.min(axis=0))
    places = []
    for number in range(len(best)):
        found, end = [], length - 1
        for level in range(number, 0, -1):
            place = int(start[level][end])
            found.append(place)
            end = place - 1
        places.append(found[::-1])
    return np.array([row[-1] for row in best]), places


def best_number(costs: np.ndarray, penalty: float, dispersion: float = 1.0) -> int:
    """Return the number of breaks of lowest cost when each has a price."""
    return int(np.argmin(costs / dispersion + penalty * np.arange(len(costs))))


def bic_penalty(series: Series) -> float:
    """Return the Bayesian information criterion's price of a break: two numbers, a share and a place.

    Source: Schwarz, G. (1978), Annals of Statistics 6(2), 461-464, https://doi.org/10.1214/aos/1176344136, with the
    rows as the observations; the place is counted as Yao, Y.-C. (1988), Statistics & Probability Letters 6(3),
    181-189, https://doi.org/10.1016/0167-7152(88)90118-6.
    """
    return 2 * float(np.log(series.n.sum()))


def _check(min_segment: int, min_group: int, factors: Sequence[float] = ()) -> None:
    if min_segment < 1 or min_group < 1:
        raise BadValueError(f"min_segment and min_group are {min_segment} and {min_group}, expected 1 or more")
    if any(not factor > 0 for factor in factors):
        raise BadValueError(f"factors are {list(factors)}, expected numbers above 0")


def _refusal(series: Series, min_segment: int, min_group: int) -> str | None:
    if (reason := series.refusal(min_group)) is not None:
        return reason
    if len(series.n) < 2 * min_segment:
        return f"fewer than {2 * min_segment} periods, which two segments need"
    return None


def _segments(group: str, series: Series, min_segment: int) -> list[dict]:
    dispersion = design_effect(series)
    costs, places = partitions(series.opened, series.n, min_segment)
    found = places[best_number(costs, bic_penalty(series), dispersion)]
    rows = []
    for number, (first, after) in enumerate(zip([0, *found], [*found, len(series.n)], strict=True), start=1):
        n, opened = int(series.n[first:after].sum()), int(series.opened[first:after].sum())
        rows.append(
            {"group": group, "segment": number, "first_period": series.label(first)}
            | {"last_period": series.label(after - 1), "n": n, "open_count": opened, "share": opened / n}
            | {"_effect": dispersion}
        )
    return rows


def _segment_costs(opened: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Return minus twice the log likelihood of one share from period i to period j, for all i and j."""
    from scipy.special import xlogy  # noqa: PLC0415

    done, tried = (np.concatenate([[0.0], np.cumsum(values)]) for values in (opened, n))
    k, total = (np.maximum(sums[None, 1:] - sums[:-1, None], 0) for sums in (done, tried))
    share = k / np.where(total > 0, total, 1)
    return -2 * (xlogy(k, share) + xlogy(total - k, 1 - share))
