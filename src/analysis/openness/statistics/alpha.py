"""Krippendorff's alpha: how far raters who judge the same units agree beyond chance.

1 is agreement throughout, 0 what chance gives, below 0 systematic disagreement. Units may be judged by any number of
raters; those judged by fewer than two say nothing about agreement and are left out.

Source of the formulas: Krippendorff, K. (2011), Computing Krippendorff's Alpha-Reliability,
https://repository.upenn.edu/asc_papers/43.
"""

from dataclasses import dataclass

import numpy as np

from openness.project.errors import UnknownNameError
from openness.statistics.resampling import DRAWS, SEED, check_draws, percentile_interval, resampled_counts
from openness.statistics.shares import CONFIDENCE

LEVELS = ("nominal", "ordinal", "interval")
"""Levels of measurement: what distance between two values means."""

MIN_UNITS = 10
"""In simulations with two raters and three values the 95% interval holds the truth in 89 to 94 of 100 samples of 10 to
40 units, but where raters nearly always agree only in 74 of 100 at 10 units and 90 at 40; below 10 it is worth little.
"""


@dataclass(frozen=True)
class Alpha:
    """An estimate of alpha with its bootstrap interval, None where they cannot be made, and the reason why."""

    n: int
    """Units judged by at least two raters."""
    rating_count: int
    """Judgments of these units."""
    alpha: float | None
    lower: float | None
    upper: float | None
    reason: str | None


def estimate(
    units: np.ndarray,
    values: list,
    *,
    clusters: np.ndarray | None = None,
    level: str = "ordinal",
    draws: int = DRAWS,
    seed: int = SEED,
    confidence: float = CONFIDENCE,
    min_units: int = MIN_UNITS,
) -> Alpha:
    """Return Krippendorff's alpha of judgments, with a bootstrap interval.

    Parameters
    ----------
    units
        The unit of each judgment, a whole number from 0; a rater judges a unit once.
    values
        Value of each judgment: numbers whose order is theirs, except at level ``nominal``, where they may be text.
    clusters
        What is resampled, a whole number from 0 for each judgment, by default the unit: units that belong together
        are drawn together.
    level
        One of :data:`LEVELS`.
    draws, seed, confidence
        Of the bootstrap.
    min_units
        With fewer units that two raters judged there is no estimate.
    """
    if level not in LEVELS:
        raise UnknownNameError("level of measurement", level, LEVELS)
    check_draws(draws, confidence)
    categories, codes = np.unique(np.asarray(values), return_inverse=True)
    counts = np.zeros((int(units.max(initial=-1)) + 1, len(categories)))
    np.add.at(counts, (units, codes), 1)
    paired = counts.sum(axis=1) >= 2
    n, ratings = int(paired.sum()), int(counts[paired].sum())
    if n < max(min_units, 1):
        wanted = f"{max(min_units, 1)} or more"
        return Alpha(n, ratings, None, None, None, f"{n} judged by two or more, {wanted} are needed")
    if (counts[paired].sum(axis=0) > 0).sum() < 2:
        return Alpha(n, ratings, None, None, None, "every judgment is the same, so chance agreement is certain")

    of_unit = np.zeros(len(counts), dtype=np.int64)
    of_unit[units] = units if clusters is None else clusters
    per_cluster = _coincidences(counts[paired], of_unit[paired])
    total = per_cluster.sum(axis=0, keepdims=True)
    alpha = float(_alpha(total, categories, level)[0])
    weights = resampled_counts(len(per_cluster), draws, seed)
    resampled = np.tensordot(weights, per_cluster, axes=1)
    lower, upper, reason = percentile_interval(_alpha(resampled, categories, level), confidence)
    return Alpha(n, ratings, alpha, lower, upper, reason)


def _coincidences(counts: np.ndarray, clusters: np.ndarray) -> np.ndarray:
    """Return the coincidence matrix of each cluster, clusters x values x values, from counts, units x values."""
    pairs = counts[:, :, None] * counts[:, None, :]
    diagonal = np.arange(counts.shape[1])
    pairs[:, diagonal, diagonal] -= counts
    pairs /= counts.sum(axis=1)[:, None, None] - 1
    _, place = np.unique(clusters, return_inverse=True)
    summed = np.zeros((place.max() + 1, *pairs.shape[1:]))
    np.add.at(summed, place, pairs)
    return summed


def _alpha(coincidences: np.ndarray, categories: np.ndarray, level: str) -> np.ndarray:
    """Return alpha of each coincidence matrix, draws x values x values; NaN where all judgments are the same."""
    margins = coincidences.sum(axis=2)
    if level == "nominal":
        distance = 1.0 - np.eye(len(categories))[None]
    else:
        # The ordinal distance of two values is the number of judgments between their middles.
        scale = np.cumsum(margins, axis=1) - margins / 2 if level == "ordinal" else categories[None].astype(float)
        distance = (scale[:, :, None] - scale[:, None, :]) ** 2
    observed = (coincidences * distance).sum(axis=(1, 2))
    expected = (margins[:, :, None] * margins[:, None, :] * distance).sum(axis=(1, 2))
    total = margins.sum(axis=1)
    return 1 - np.divide((total - 1) * observed, expected, out=np.full(len(total), np.nan), where=expected > 0)
