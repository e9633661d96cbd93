"""Binomial logit by iteratively reweighted least squares, for one table of counts or for many at once.

Many at once, because a bootstrap and a simulation fit the same design to thousands of tables. The results are those
of ``statsmodels.GLM`` with a binomial family, which the tests hold them against.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

MAX_STEPS = 25
TOLERANCE = 1e-9
LARGEST_STEP = 4.0
"""Logits by which a coefficient may move at once; a longer step can jump over the maximum."""

SINGULAR = 1e-10
"""Determinant over the product of the diagonal below which an information matrix has no inverse."""


@dataclass(frozen=True)
class Fit:
    """Maximum-likelihood estimates of one design on ``tables`` tables."""

    coefficients: np.ndarray
    """Tables x columns of the design."""
    converged: np.ndarray
    """One a table; where false, the coefficients mean nothing (separation, or no variation)."""
    bread: np.ndarray
    """Tables x columns x columns: inverse of the information matrix."""
    means: np.ndarray
    """Tables x rows: fitted probabilities."""


def fit_logit(design: np.ndarray, successes: np.ndarray, trials: np.ndarray) -> Fit:
    """Fit ``logit P(success) = design @ coefficients`` to one table or many, successes and trials tables x rows.

    Trials may be one row for all tables; rows without trials say nothing.
    """
    counts = np.atleast_2d(np.asarray(successes, dtype=float))
    totals = np.broadcast_to(np.atleast_2d(np.asarray(trials, dtype=float)), counts.shape)
    columns = design.shape[1]
    products = (design[:, :, None] * design[:, None, :]).reshape(len(design), columns * columns)
    coefficients = np.zeros((len(counts), columns))
    converged = np.zeros(len(counts), dtype=bool)
    active = np.arange(len(counts))
    for _ in range(MAX_STEPS):
        means = logistic(coefficients[active] @ design.T)
        gradient = (counts[active] - totals[active] * means) @ design
        information = _information(totals[active], means, products, columns)
        regular = is_regular(information)
        active = active[regular]
        step = np.linalg.solve(information[regular], gradient[regular][:, :, None])[:, :, 0]
        longest = np.abs(step).max(axis=1)
        coefficients[active] += step * np.minimum(1, LARGEST_STEP / np.maximum(longest, LARGEST_STEP))[:, None]
        done = longest < TOLERANCE
        converged[active[done]] = True
        active = active[~done]
        if not len(active):
            break
    means = logistic(coefficients @ design.T)
    information = _information(totals, means, products, columns)
    converged &= is_regular(information)
    bread = np.full_like(information, np.nan)
    bread[converged] = np.linalg.inv(information[converged])
    return Fit(coefficients, converged, bread, means)


def logistic(logits: np.ndarray) -> np.ndarray:
    """Return ``1 / (1 + exp(-x))`` without overflow."""
    return 0.5 * (1 + np.tanh(0.5 * logits))


def is_regular(matrices: np.ndarray) -> np.ndarray:
    """Return which of a stack of information matrices can be inverted, whatever the scale of their columns."""
    diagonal = np.diagonal(matrices, axis1=1, axis2=2)
    scale = np.prod(diagonal, axis=1)
    return (scale > 0) & (np.linalg.det(matrices) > SINGULAR * scale)


def is_separated(times: np.ndarray, is_open: np.ndarray) -> bool:
    """Return whether one point in time divides open from closed, so that a slope has no finite estimate.

    Source: Albert, A. and Anderson, J. A. (1984), Biometrika 71(1), 1-10, https://doi.org/10.1093/biomet/71.1.1.
    """
    opened, closed = times[is_open > 0], times[is_open == 0]
    if not len(opened) or not len(closed):
        return True
    return bool(opened.min() >= closed.max() or closed.min() >= opened.max())


def _information(totals: np.ndarray, means: np.ndarray, products: np.ndarray, columns: int) -> np.ndarray:
    weights = totals * means * (1 - means)
    return (weights @ products).reshape(-1, columns, columns)
