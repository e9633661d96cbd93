"""Rank correlation of paired values with ties: Kendall's tau-b and Spearman's rho, with intervals.

Scores have few different values, so ties abound. Both coefficients are computed from the signs of differences, over
the distinct pairs of values and how often each occurs.

Source of the coefficients: Kendall, M. G. (1970), Rank Correlation Methods, 4th edition, chapters 1 to 3. Source of the
interval: jackknife standard error (Efron, B. and Tibshirani, R., 1993, An Introduction to the Bootstrap, chapter 11) on
Fisher's z scale, with Student's t of n - 1.
"""

from dataclasses import dataclass

import numpy as np

from openness.project.errors import BadValueError
from openness.statistics.shares import CONFIDENCE

MIN_PAIRS = 10
"""With fewer pairs there is no estimate: an interval would span most of what is possible."""


@dataclass(frozen=True)
class Correlation:
    """Estimates of both coefficients."""

    n: int
    """Number of pairs."""
    tau: float | None = None
    """Kendall's tau-b, and its interval."""
    tau_lower: float | None = None
    tau_upper: float | None = None
    rho: float | None = None
    """Spearman's rho, of midranks, and its interval."""
    rho_lower: float | None = None
    rho_upper: float | None = None
    reason: str | None = None
    """Why numbers are None; None where all are there."""


def correlate(
    one: np.ndarray, other: np.ndarray, *, confidence: float = CONFIDENCE, min_pairs: int = MIN_PAIRS
) -> Correlation:
    """Return Kendall's tau-b and Spearman's rho of paired values, none missing.

    There are no numbers, and a reason, where pairs are too few or a side has one value only. In simulations with tied
    scores the 95% interval of tau holds the truth in 94 to 98 of 100 samples of 6 to 40 pairs, where a percentile
    bootstrap does so in 75 to 95 and the usual formula without ties in 88 to 98.
    """
    if not 0 < confidence < 1:
        raise BadValueError(f"confidence is {confidence}, expected a number between 0 and 1")
    n, least = len(one), max(min_pairs, 2)
    if n < least:
        return Correlation(n, reason=f"{n} scored by both, {least} or more are needed")
    for side, values in (("first", one), ("second", other)):
        if np.all(values == values[0]):
            return Correlation(n, reason=f"the {side} gives all of them the same score")
    pairs, counts = np.unique(np.column_stack([one, other]), axis=0, return_counts=True)
    signs = [np.sign(values[:, None] - values[None, :]) for values in pairs.T]
    tau, tau_lower, tau_upper, reason = _interval(_tau(*signs, counts), counts, confidence)
    rho, rho_lower, rho_upper, _ = _interval(_rho(*signs, counts), counts, confidence)
    return Correlation(n, tau, tau_lower, tau_upper, rho, rho_lower, rho_upper, reason)


def _tau(first: np.ndarray, second: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return tau-b, then tau-b without one observation of each distinct pair in turn; NaN where it is not defined.

    Given are the signs of the differences between distinct pairs, pairs x pairs, and how often each pair occurs.
    """

    def sums(signs: np.ndarray) -> np.ndarray:
        rows = signs @ counts
        return np.append(counts @ rows, counts @ rows - 2 * rows)

    return _ratio(sums(first * second), sums(np.abs(first)) * sums(np.abs(second)))


def _rho(first: np.ndarray, second: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return Spearman's rho, then rho without one observation of each distinct pair in turn; as :func:`_tau`."""
    # A midrank less the middle one is half the sum of the signs against all others: ranks without sorting.
    weights = np.column_stack([counts, counts[:, None] - np.eye(len(counts))])
    ranks, others = first @ weights, second @ weights
    return _ratio(
        (weights * ranks * others).sum(axis=0), (weights * ranks**2).sum(axis=0) * (weights * others**2).sum(axis=0)
    )


def _ratio(part: np.ndarray, squared: np.ndarray) -> np.ndarray:
    return np.divide(part, np.sqrt(squared), out=np.full(len(part), np.nan), where=squared > 0)


def _interval(
    estimates: np.ndarray, counts: np.ndarray, confidence: float
) -> tuple[float, float | None, float | None, str | None]:
    """Return an estimate, its bounds, and why there are none, from it and the estimates without one observation."""
    # Not scipy.stats, which takes a second to import; this is the quantile behind its t.ppf.
    from scipy.special import stdtrit  # noqa: PLC0415

    point, without = float(np.clip(estimates[0], -1, 1)), estimates[1:]
    n = int(counts.sum())
    if np.isnan(without).any():
        return point, None, None, "no interval: without one of them, a side gives all the same score"
    if np.isclose(abs(point), 1):
        why = "no interval: the order is the same throughout, so nothing says how far off it may be"
        return point, None, None, why
    mean = (counts * without).sum() / n
    error = np.sqrt((n - 1) / n * (counts * (without - mean) ** 2).sum())
    half = float(stdtrit(n - 1, 0.5 + confidence / 2)) * error / (1 - point**2)
    lower, upper = np.tanh(np.arctanh(point) + np.array([-half, half]))
    return point, float(lower), float(upper), None
