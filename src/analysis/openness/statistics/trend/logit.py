"""Binomial logit by iteratively reweighted least squares, for one table of counts or many at once, and its errors.

Many at once, because a bootstrap and a simulation fit the same design to thousands of tables. The results are those
of ``statsmodels.GLM`` with a binomial family, which the tests hold them against.

Rows may come in clusters, such as developers. The sandwich with the plain residuals is too small when clusters are few
or of very different size. Inflated residuals mend its size: by the bias-reduced linearization ("CR2") or, further, by
the jackknife ("CR3"). Satterthwaite degrees of freedom, those of CR2, mend the quantile.

Sources of the formulas: Bell, R. M. and McCaffrey, D. F. (2002), Survey Methodology 28(2), 169-181,
https://www150.statcan.gc.ca/n1/en/catalogue/12-001-X20020029058; Pustejovsky, J. E. and Tipton, E. (2018), Journal of
Business & Economic Statistics 36(4), 672-683, https://doi.org/10.1080/07350015.2016.1247004. A logit is taken at its
working weights, as in McCaffrey, D. F. and Bell, R. M. (2006), Statistics in Medicine 25(23), 4081-4098,
https://doi.org/10.1002/sim.2502.
"""

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


WHOLE_LEVERAGE = 1e-8
"""One less leverage below which a cluster alone decides a direction: its residual is then zero and is left so."""

INFLATION = {"CR0": 0.0, "CR2": 0.5, "CR3": 1.0}
"""Kind of sandwich -> power of one less leverage by which residuals are divided."""


@dataclass(frozen=True)
class ClusteredErrors:
    """What is needed for the variance of any contrast of coefficients, and for its degrees of freedom."""

    covariance: np.ndarray
    """Tables x columns x columns."""
    root: np.ndarray
    """Tables x columns x columns: symmetric square root of the bread."""
    leverage: np.ndarray
    """Eigenvalues (tables x clusters x columns) and eigenvectors of the leverage of each cluster."""
    axes: np.ndarray

    def standard_error(self, contrast: np.ndarray) -> np.ndarray:
        """Return the standard error of ``contrast @ coefficients``, one a table; contrast may have a row a table."""
        rows = np.broadcast_to(np.atleast_2d(contrast), (len(self.covariance), self.covariance.shape[1]))
        return np.sqrt(np.einsum("ti,tij,tj->t", rows, self.covariance, rows))

    def degrees_of_freedom(self, contrast: np.ndarray) -> np.ndarray:
        """Return Satterthwaite degrees of freedom of the variance of a contrast, one a table."""
        rows = np.broadcast_to(np.atleast_2d(contrast), (len(self.covariance), self.covariance.shape[1]))
        turned = np.einsum("tij,tj->ti", self.root, rows)
        along = np.einsum("tgij,ti->tgj", self.axes, turned)
        rest = _inverse(1 - self.leverage)
        own = (along**2 * self.leverage * rest).sum(axis=2)
        shared = np.einsum("tgij,tgj->tgi", self.axes, along * self.leverage * np.sqrt(rest))
        # The quadratic form has the matrix diag(own) - shared @ shared.T in the residuals of independent rows.
        trace = own.sum(axis=1) - (shared**2).sum(axis=(1, 2))
        cross = np.einsum("tgi,tgj->tij", shared, shared)
        squares = (own**2).sum(axis=1) - 2 * (own * (shared**2).sum(axis=2)).sum(axis=1) + (cross**2).sum(axis=(1, 2))
        return trace**2 / np.maximum(squares, np.finfo(float).tiny)


def clustered_errors(
    design: np.ndarray,
    successes: np.ndarray,
    trials: np.ndarray,
    fit: Fit,
    clusters: np.ndarray,
    *,
    kind: str = "CR2",
) -> ClusteredErrors:
    """Return the errors of a fit whose rows are independent only across clusters, whole numbers from 0 one a row.

    ``kind`` is a key of :data:`INFLATION`. Tables that did not converge have errors of NaN.
    """
    order = np.argsort(clusters, kind="stable")
    starts = np.flatnonzero(np.diff(clusters[order], prepend=-1))
    rows = design[order]
    counts = np.atleast_2d(np.asarray(successes, dtype=float))[:, order]
    totals = np.broadcast_to(np.atleast_2d(np.asarray(trials, dtype=float))[:, order], counts.shape)
    means = fit.means[:, order]
    residuals, weights = counts - totals * means, totals * means * (1 - means)
    columns = design.shape[1]
    scores = np.stack([np.add.reduceat(residuals * rows[:, i], starts, axis=1) for i in range(columns)], axis=2)
    meat = np.empty((*scores.shape, columns))
    for i in range(columns):
        for j in range(i + 1):
            meat[:, :, i, j] = meat[:, :, j, i] = np.add.reduceat(weights * (rows[:, i] * rows[:, j]), starts, axis=1)
    bread = np.where(fit.converged[:, None, None], fit.bread, np.eye(columns))
    root = _root(bread)
    leverage, axes = np.linalg.eigh(np.einsum("tij,tgjk,tkl->tgil", root, meat, root, optimize=True))
    leverage = np.clip(leverage, 0, 1)
    turned = np.einsum("tgji,tjk,tgk->tgi", axes, root, scores, optimize=True)
    turned = turned * _inverse(1 - leverage) ** INFLATION[kind]
    influence = np.einsum("tij,tgjk,tgk->tgi", root, axes, turned, optimize=True)
    influence[~fit.converged] = np.nan
    return ClusteredErrors(np.einsum("tgi,tgj->tij", influence, influence), root, leverage, axes)


def _root(matrices: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eigh(matrices)
    return (vectors * np.sqrt(np.maximum(values, 0))[:, None, :]) @ vectors.transpose(0, 2, 1)


def _inverse(values: np.ndarray) -> np.ndarray:
    return np.where(values > WHOLE_LEVERAGE, 1 / np.maximum(values, WHOLE_LEVERAGE), 0.0)
