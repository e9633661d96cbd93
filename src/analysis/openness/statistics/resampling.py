"""Seeded bootstrap draws and percentile intervals.

Source of the method: Efron, B. and Tibshirani, R. (1993), An Introduction to the Bootstrap, chapter 13.
"""

import numpy as np

from openness.project.errors import BadValueError
from openness.statistics.shares import CONFIDENCE
from openness.words.numbers import percent

DRAWS = 2000
SEED = 1

MOST_UNDEFINED = 0.05
"""Share of draws without an estimate above which there is no interval: what is left would be a selection."""


def generator(seed: int) -> np.random.Generator:
    """Return numpy's default generator for a seed; the same seed gives the same draws under the same numpy."""
    if not isinstance(seed, int) or seed < 0:
        raise BadValueError(f"seed is {seed!r}, expected a whole number from 0")
    return np.random.default_rng(seed)


def check_draws(draws: int, confidence: float) -> None:
    """Raise ``BadValueError`` if a number of draws or a level of confidence cannot be."""
    if draws < 1:
        raise BadValueError(f"draws is {draws}, expected 1 or more")
    if not 0 < confidence < 1:
        raise BadValueError(f"confidence is {confidence}, expected a number between 0 and 1")


def resampled_counts(size: int, draws: int, seed: int) -> np.ndarray:
    """Return how often each of ``size`` things is drawn when as many are drawn with replacement: draws x size."""
    check_draws(draws, CONFIDENCE)
    return generator(seed).multinomial(size, np.ones(size) / size, size=draws).astype(float)


def percentile_interval(
    estimates: np.ndarray, confidence: float = CONFIDENCE
) -> tuple[float | None, float | None, str | None]:
    """Return both bounds of a percentile interval of draws, NaN where one allows no estimate, or why there is none."""
    check_draws(len(estimates), confidence)
    defined = estimates[np.isfinite(estimates)]
    if len(defined) < (1 - MOST_UNDEFINED) * len(estimates):
        share = 1 - len(defined) / len(estimates)
        return None, None, f"no interval: {percent(share)} of the resampled data allow no estimate"
    lower, upper = np.quantile(defined, [(1 - confidence) / 2, (1 + confidence) / 2])
    if np.isclose(lower, upper):
        return None, None, "no interval: every resample gives the same, so nothing says how far off it may be"
    return float(lower), float(upper), None
