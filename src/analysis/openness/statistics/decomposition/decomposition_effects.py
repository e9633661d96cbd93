"""Composition by factors whose effects add up: one effect a category, in each period."""

from __future__ import annotations

import numpy as np

from openness.statistics.decomposition.cells import Counts


def composition(counts: Counts, codes: np.ndarray) -> np.ndarray:
    """Return each factor's part of the change, draws x factors.

    Parameters
    ----------
    counts
        Counts by the finest cells.
    codes
        Category of every finest cell in each factor, cells x factors.

    Notes
    -----
    In each period the share is fitted by least squares as a sum of one effect a category. A factor's composition is the
    change in the make-up by its categories, each weighted by the mean of its effects in the two periods. The effect of
    a category that one period lacks is that of the other period. With one factor that both periods have in full it is
    Kitagawa's composition. Effects are measured from the category that is most frequent in the period with fewer of it.

    Source of the formula: Oaxaca, R. (1973), International Economic Review 14(3), 693-709,
    https://doi.org/10.2307/2525981; Blinder, A. S. (1973), Journal of Human Resources 8(4), 436-455,
    https://doi.org/10.2307/144855, with the mean of both periods' effects (Reimers, 1983).
    """
    design, owner = _design(counts, codes)
    effects = [_effects(n, k, design) for n, k in ((counts.n_a, counts.open_a), (counts.n_b, counts.open_b))]
    there = [n @ design[:, 1:] > 0 for n in (counts.n_a, counts.n_b)]
    one = np.where(there[0], effects[0], effects[1])
    other = np.where(there[1], effects[1], effects[0])
    moved = _means(counts.n_b, design) - _means(counts.n_a, design)
    each = moved * (one + other) / 2
    return np.stack([each[:, owner == factor].sum(1) for factor in range(codes.shape[1])], axis=1)


def unmatched(counts: Counts, codes: np.ndarray) -> float:
    """Return the share of both periods' releases in categories that one lacks, of the factor with most of them."""
    once = Counts(*(part[:1] for part in (counts.n_a, counts.open_a, counts.n_b, counts.open_b)))
    merged = (once.merged(np.unique(column, return_inverse=True)[1]) for column in codes.T)
    return max(one.unmatched() for one in merged)


def _design(counts: Counts, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a column of ones and one a category but each factor's reference, and the factor of every category."""
    columns, owner = [np.ones(len(codes))], []
    for factor, column in enumerate(codes.T):
        common = {
            code: min(counts.n_a[0, column == code].sum(), counts.n_b[0, column == code].sum())
            for code in np.unique(column)
        }
        reference = max(common, key=lambda code: (common[code], -code))
        for code in common:
            if code != reference:
                columns.append((column == code).astype(float))
                owner.append(factor)
    return np.stack(columns, axis=1), np.array(owner, dtype=int)


def _effects(n: np.ndarray, k: np.ndarray, design: np.ndarray) -> np.ndarray:
    size = design.shape[1]
    products = (design[:, :, None] * design[:, None, :]).reshape(len(design), size * size)
    gram = (n @ products).reshape(len(n), size, size)
    # Categories that coincide in a draw share their effect: the least-norm solution, not a failure.
    inverse = np.linalg.pinv(gram, rcond=1e-10, hermitian=True)
    return np.einsum("dij,dj->di", inverse, k @ design)[:, 1:]


def _means(n: np.ndarray, design: np.ndarray) -> np.ndarray:
    total = n.sum(1, keepdims=True)
    means = np.divide(n @ design, total, out=np.full((len(n), design.shape[1]), np.nan), where=total > 0)
    return means[:, 1:]
