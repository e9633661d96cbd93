"""Plain tests of a trend: Cochran-Armitage, Mann-Kendall, and the slope of Theil and Sen, by group and on arrays.

They ask less than a model and answer less. The classic Cochran-Armitage test takes every row for independent,
which rows of one cluster are not: in simulations it finds a trend where there is none in a tenth to a fifth of
the cases and not in a twentieth. Its clustered form keeps to a twentieth. Mann-Kendall and Theil-Sen see one number a
period and so take periods for independent.
"""

from math import comb
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoDataFrameT

from openness.statistics.door import made
from openness.statistics.periods import per_year, period_number
from openness.statistics.resampling import check_draws
from openness.statistics.results import TREND_TESTS
from openness.statistics.shares import CONFIDENCE
from openness.statistics.trend import samples as sampling
from openness.statistics.trend.samples import MIN_GROUP

MOST_EXACT = 60
"""Values up to which the distribution of Kendall's sum is counted out, where there are no ties."""

MIN_PERIODS = 6
"""Periods below which ranks are too few for an interval of 95%: that of five covers 97%, of four there is none."""


def plain_trends(
    frame: IntoDataFrameT,
    *,
    every: str = "year",
    min_group: int = MIN_GROUP,
    confidence: float = CONFIDENCE,
    **columns: str | None,
) -> IntoDataFrameT:
    """Return the plain tests of a trend in every group: :data:`~openness.statistics.results.TREND_TESTS`.

    A period too must have ``min_group`` rows for its share to stand in Mann-Kendall and Theil-Sen, which weigh all
    periods alike.
    """
    check_draws(1, confidence)
    known = sampling.releases(frame, **columns)
    numbered = nw.from_native(known).with_columns(_number=period_number(nw.col("date"), every)).to_native()
    rows = []
    for group, sample in sampling.samples(known).items():
        own = numbered.filter(pl.col("group") == group)
        rows.append({"group": group, **sample.counts()} | _tests(own, sample, min_group, per_year(every), confidence))
    return made(rows, TREND_TESTS, frame)


def cochran_armitage(successes: np.ndarray, trials: np.ndarray, scores: np.ndarray) -> tuple[float, float]:
    """Return z and the two-sided p of a linear trend in proportions; NaN where all or none succeed.

    Successes, trials and scores are one a period; the score is its place in time. Source of the formula: Armitage, P.
    (1955), Biometrics 11(3), 375-386, https://doi.org/10.2307/3001775; the variance is that of sampling without
    replacement, with one less than the number of trials.
    """
    k, n, x = (np.asarray(values, dtype=float) for values in (successes, trials, scores))
    total = n.sum()
    share = k.sum() / total
    spread = (n * x**2).sum() - (n * x).sum() ** 2 / total
    variance = share * (1 - share) * spread * total / (total - 1)
    if not variance > 0:
        return np.nan, np.nan
    z = float((x * (k - n * share)).sum() / np.sqrt(variance))
    return z, _two_sided(z)


def clustered_armitage(is_open: np.ndarray, scores: np.ndarray, clusters: np.ndarray) -> tuple[float, float]:
    """Return z and the two-sided p of a linear trend whose rows are independent across clusters only.

    Outcome (0 or 1), score (place in time) and cluster (a whole number from 0) are one a row. It is the score test of a
    logit's slope with the variance summed over clusters. Source of the formula: Boos, D. D. (1992), The American
    Statistician 46(4), 327-333, https://doi.org/10.1080/00031305.1992.10475921.
    """
    each = (scores - scores.mean()) * (is_open - is_open.mean())
    sums = np.bincount(clusters, weights=each)
    variance = (sums**2).sum()
    if not variance > 0:
        return np.nan, np.nan
    z = float(sums.sum() / np.sqrt(variance))
    return z, _two_sided(z)


def mann_kendall(values: np.ndarray) -> tuple[float, float]:
    """Return Kendall's tau-b of a series with time, and the two-sided p of no trend; NaN where nothing varies.

    Exact without ties up to 60 values, by the recurrence of Kendall, M. G. (1938), Biometrika 30, 81-93,
    https://doi.org/10.1093/biomet/30.1-2.81; else normal, with the variance corrected for ties and the sum for
    continuity, as in Gilbert, R. O. (1987), Statistical Methods for Environmental Pollution Monitoring, section 16.4.
    """
    series = np.asarray(values, dtype=float)
    length = len(series)
    pairs = comb(length, 2)
    total = float(np.sign(series[None, :] - series[:, None])[np.triu_indices(length, 1)].sum())
    _, ties = np.unique(series, return_counts=True)
    tied = float((ties * (ties - 1)).sum() / 2)
    if pairs <= tied:
        return np.nan, np.nan
    tau = total / np.sqrt(pairs * (pairs - tied))
    if tied == 0 and length <= MOST_EXACT:
        return tau, _exact_kendall(total, length)
    variance = (length * (length - 1) * (2 * length + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18
    return tau, _two_sided(np.sign(total) * max(abs(total) - 1, 0) / np.sqrt(variance))


def theil_sen(values: np.ndarray, times: np.ndarray, confidence: float = CONFIDENCE) -> tuple[np.ndarray, ...]:
    """Return the median of the slopes of all pairs, its lower and its upper bound, one a series.

    ``values`` are a series, or series x times for many at once; ``times`` are all different. A bound is between two
    pairs' slopes, so that the interval has the level asked for and not the next one that ranks allow.

    Source of the formulas: Sen, P. K. (1968), Journal of the American Statistical Association 63(324), 1379-1389,
    https://doi.org/10.1080/01621459.1968.10480934; the distribution of the ranks is counted out as in
    :func:`mann_kendall`.
    """
    series, place = np.atleast_2d(np.asarray(values, dtype=float)), np.asarray(times, dtype=float)
    first, second = np.triu_indices(len(place), 1)
    steps = np.sort((series[:, second] - series[:, first]) / (place[second] - place[first]), axis=1)
    rank = _lower_rank(len(place), confidence)
    return np.median(steps, axis=1), _between(steps, rank), _between(steps, steps.shape[1] - 1 - rank)


def _two_sided(z: float) -> float:
    from scipy.special import ndtr  # noqa: PLC0415

    return float(2 * ndtr(-abs(z)))


def _inversions(length: int) -> np.ndarray:
    """Return the probability of each number of inversions of a random order, from 0 to all pairs."""
    chances = np.ones(1)
    for size in range(2, length + 1):
        chances = np.convolve(chances, np.full(size, 1 / size))
    return chances


def _exact_kendall(total: float, length: int) -> float:
    chances = _inversions(length)
    inversions = round((comb(length, 2) - abs(total)) / 2)
    return float(min(1.0, 2 * chances[: inversions + 1].sum()))


def _lower_rank(length: int, confidence: float) -> float:
    """Return the place, from 0 and with a fraction, of the slope that is the lower bound."""
    # The true slope is under the slope at place r exactly when r or fewer pairs are inverted.
    below = np.cumsum(_inversions(length))
    level = (1 - confidence) / 2
    place = int(np.searchsorted(below, level))
    before = below[place - 1] if place else 0.0
    return max(place - 1 + (level - before) / (below[place] - before), 0.0)


def _between(steps: np.ndarray, rank: float) -> np.ndarray:
    low = int(np.floor(rank))
    high = min(low + 1, steps.shape[1] - 1)
    return steps[:, low] + (rank - low) * (steps[:, high] - steps[:, low])


def _tests(own: pl.DataFrame, sample: Any, min_group: int, count: int, confidence: float) -> dict[str, Any]:
    opened = sample.is_open.sum()
    if sample.n < min_group:
        return {"periods": 0, "reason": f"fewer than {min_group} releases"}
    if opened in (0, sample.n):
        return {"periods": 0, "reason": "no release is open" if opened == 0 else "all releases are open"}
    table = own.group_by("_number").agg(pl.len().alias("n"), pl.col("is_open").sum().alias("k")).sort("_number")
    if table.height == 1:
        return {"periods": 1, "reason": "all releases are of one period"}
    number, n, k = (table[name].to_numpy() for name in ("_number", "n", "k"))
    _, developers = np.unique(sample.developers, return_inverse=True)
    found: dict[str, Any] = dict(zip(("armitage_z", "armitage_p"), cochran_armitage(k, n, number), strict=True))
    reasons = []
    if sample.developer_count < sampling.MIN_DEVELOPERS:
        reasons.append(f"fewer than {sampling.MIN_DEVELOPERS} developers")
    else:
        clustered = clustered_armitage(sample.is_open, own["_number"].to_numpy(), developers)
        found |= dict(zip(("clustered_z", "clustered_p"), clustered, strict=True))
    large = n >= min_group
    found["periods"] = int(large.sum())
    if found["periods"] < MIN_PERIODS:
        reasons.append(f"fewer than {MIN_PERIODS} periods with {min_group} or more releases")
    else:
        found |= _of_shares(k[large] / n[large], number[large] / count, confidence)
    return {name: _plain(value) for name, value in found.items()} | {"reason": "; ".join(reasons) or None}


def _of_shares(shares: np.ndarray, years: np.ndarray, confidence: float) -> dict[str, float]:
    tau, p = mann_kendall(shares)
    slope, lower, upper = (100 * float(bound[0]) for bound in theil_sen(shares, years, confidence))
    return {"kendall_tau": tau, "kendall_p": p, "sen_points_per_year": slope, "sen_lower": lower, "sen_upper": upper}


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and np.isnan(value) else value
