"""Shares of groups at a common mix of cells, many at once: the arithmetic of :mod:`~openness.statistics.contrast`.

Arrays end in groups x cells; whatever stands before are sets, such as the rows without one cluster, or dealings.

Source of the formula: Kitagawa, E. M. (1955), Journal of the American Statistical Association 50(272), 1168-1194,
https://doi.org/10.1080/01621459.1955.10501299.
"""

import numpy as np


def mix(size: np.ndarray) -> np.ndarray:
    """Return the mean of the groups' shares of rows by cell, of the shape of ``size`` with one group."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return (size / size.sum(-1, keepdims=True)).mean(-2, keepdims=True)


def at_common_mix(size: np.ndarray, hits: np.ndarray) -> np.ndarray:
    """Return the share of hits of each group at the mean of the groups' mixes; NaN where they share no cell.

    A cell that a group has no row of is left out of all, and the others make up the mix.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        there = (size > 0).all(-2, keepdims=True)
        weight = np.where(there, mix(size), 0.0)
        return (np.where(there, hits / size, 0.0) * weight).sum(-1) / weight.sum(-1)


def pooling(count: np.ndarray, minimum: int, always: int | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Return which cells are put together, and whether what they make up is kept.

    A cell of which a group has fewer rows than ``minimum`` is put together with its like; the cell ``always`` is one of
    them whatever its size. What is still smaller is left out. The masks end in one group x cells, and one group x 1.
    """
    together = (count < max(minimum, 1)).any(-2, keepdims=True)
    if always is not None:
        together[..., always] = True
    rest = np.where(together, count, 0).sum(-1, keepdims=True)
    return together, (rest >= max(minimum, 1)).all(-2, keepdims=True)


def pooled(values: np.ndarray, together: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """Return sums by cell after :func:`pooling`: of cells that are large somewhere, then of those put together."""
    rest = np.where(together, values, 0).sum(-1, keepdims=True)
    large = ~together.all(tuple(range(together.ndim - 1)))
    return np.concatenate([np.where(together[..., large], 0, values[..., large]), np.where(kept, rest, 0)], axis=-1)
