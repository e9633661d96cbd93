"""The arithmetic of decompositions: counts by cell, Kitagawa's two parts, Shapley values, and effects that add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np


@dataclass(frozen=True)
class Counts:
    """Rows by cell, all and open ones, of a first period (a) and a second (b): arrays, draws x cells."""

    n_a: np.ndarray
    open_a: np.ndarray
    n_b: np.ndarray
    open_b: np.ndarray

    def merged(self, cells: np.ndarray) -> Counts:
        """Return the counts of coarser cells; ``cells`` has the coarse cell of every fine one, from 0 without gaps."""
        order = np.argsort(cells, kind="stable")
        starts = np.flatnonzero(np.diff(cells[order], prepend=-1))
        parts = (self.n_a, self.open_a, self.n_b, self.open_b)
        return Counts(*(np.add.reduceat(part[:, order], starts, axis=1) for part in parts))

    def change(self) -> np.ndarray:
        """Return the change in the overall share in each draw, NaN where a period is empty."""
        return _ratio(self.open_b.sum(1), self.n_b.sum(1)) - _ratio(self.open_a.sum(1), self.n_a.sum(1))

    def unmatched(self) -> float:
        """Return the share of both periods' rows, of the first draw, in cells which one period lacks."""
        n_a, n_b = self.n_a[0], self.n_b[0]
        alone = (n_a == 0) != (n_b == 0)
        return float((n_a[alone].sum() / max(n_a.sum(), 1) + n_b[alone].sum() / max(n_b.sum(), 1)) / 2)


def count(
    weights: np.ndarray, developer: np.ndarray, cell: np.ndarray, is_b: np.ndarray, is_open: np.ndarray
) -> Counts:
    """Count rows by cell; ``weights`` says how often each developer is drawn, draws x developers."""
    from scipy.sparse import csr_array  # noqa: PLC0415

    shape = (weights.shape[1], int(cell.max()) + 1)

    def counted(chosen: np.ndarray) -> np.ndarray:
        ones = np.ones(int(chosen.sum()))
        table = csr_array((ones, (developer[chosen], cell[chosen])), shape=shape)
        return np.ascontiguousarray((table.T @ weights.T).T)

    return Counts(counted(~is_b), counted(~is_b & is_open), counted(is_b), counted(is_b & is_open))


def parts(counts: Counts) -> tuple[np.ndarray, np.ndarray]:
    """Return composition and change within, draws x cells, of Kitagawa's decomposition.

    With w the part of a period's rows that a cell has and p its open share, composition is
    ``(w_b - w_a) * ((p_a + p_b) / 2 - P)`` and within is ``(p_b - p_a) * (w_a + w_b) / 2``. P, the mean of the two
    periods' overall shares, cancels in the sum over cells; with it a cell counts by how far it is from the average and
    not by how open it is. A cell that one period lacks has no share there: it is given that of the other period, so
    that all it does counts as composition.

    Source of the formula: Kitagawa, E. M. (1955), Components of a Difference Between Two Rates, Journal of the
    American Statistical Association 50(272), 1168-1194, https://doi.org/10.1080/01621459.1955.10501299.
    """
    n_a, n_b = counts.n_a.sum(1, keepdims=True), counts.n_b.sum(1, keepdims=True)
    w_a, w_b = _ratio(counts.n_a, n_a), _ratio(counts.n_b, n_b)
    p_a, p_b = _ratio(counts.open_a, counts.n_a), _ratio(counts.open_b, counts.n_b)
    p_a, p_b = np.where(counts.n_a > 0, p_a, p_b), np.where(counts.n_b > 0, p_b, p_a)
    # A cell that no draw has is neither composition nor change; a period that no draw has leaves NaN.
    p_a, p_b = (np.where((counts.n_a == 0) & (counts.n_b == 0), 0.0, p) for p in (p_a, p_b))
    overall = [_ratio(k.sum(1, keepdims=True), n) for k, n in ((counts.open_a, n_a), (counts.open_b, n_b))]
    level = (overall[0] + overall[1]) / 2
    return (w_b - w_a) * ((p_a + p_b) / 2 - level), (p_b - p_a) * (w_a + w_b) / 2


def shapley(counts: Counts, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return each factor's part of the composition, draws x factors, and the change within all factors' cells, draws.

    The worth of a set of factors is the composition when rows are told apart by these factors alone. A factor's part
    is what it adds to the worth of the factors before it, averaged over all orders; ``codes`` has the category of every
    finest cell in each factor, cells x factors. The parts and the change within add up to the change.

    Source of the formula: Shapley, L. S. (1953), A Value for n-Person Games; as a way to decompose: Shorrocks, A. F.
    (2013), Journal of Economic Inequality 11, 99-126, https://doi.org/10.1007/s10888-011-9214-z.
    """
    size = codes.shape[1]
    worth = {(): np.zeros(len(counts.n_a))}
    for some in _subsets(range(size)):
        if some:
            _, merged = np.unique(codes[:, list(some)], axis=0, return_inverse=True)
            worth[some] = parts(counts.merged(merged.ravel()))[0].sum(1)
    values = np.zeros((len(counts.n_a), size))
    for factor in range(size):
        for some in _subsets([other for other in range(size) if other != factor]):
            share = factorial(len(some)) * factorial(size - len(some) - 1) / factorial(size)
            values[:, factor] += share * (worth[tuple(sorted((*some, factor)))] - worth[some])
    return values, counts.change() - worth[tuple(range(size))]


def effects(counts: Counts, codes: np.ndarray) -> np.ndarray:
    """Return each factor's part of the change by effects that add up, one a category and period: draws x factors.

    In each period the share is fitted by least squares as a sum of one effect a category. A factor's composition is the
    change in the make-up by its categories, each weighted by the mean of its effects in the two periods. The effect of
    a category that one period lacks is that of the other period. With one factor that both periods have in full it is
    Kitagawa's composition. Effects are measured from the category that is most frequent in the period with fewer of it.

    Source of the formula: Oaxaca, R. (1973), International Economic Review 14(3), 693-709,
    https://doi.org/10.2307/2525981; Blinder, A. S. (1973), Journal of Human Resources 8(4), 436-455,
    https://doi.org/10.2307/144855, with the mean of both periods' effects (Reimers, 1983).
    """
    design, owner = _design(counts, codes)
    effects = [_fitted(n, k, design) for n, k in ((counts.n_a, counts.open_a), (counts.n_b, counts.open_b))]
    there = [n @ design[:, 1:] > 0 for n in (counts.n_a, counts.n_b)]
    one = np.where(there[0], effects[0], effects[1])
    other = np.where(there[1], effects[1], effects[0])
    moved = _means(counts.n_b, design) - _means(counts.n_a, design)
    each = moved * (one + other) / 2
    return np.stack([each[:, owner == factor].sum(1) for factor in range(codes.shape[1])], axis=1)


def unmatched_effects(counts: Counts, codes: np.ndarray) -> float:
    """Return the share of both periods' rows in categories that one lacks, of the factor with most of them."""
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


def _fitted(n: np.ndarray, k: np.ndarray, design: np.ndarray) -> np.ndarray:
    size = design.shape[1]
    products = (design[:, :, None] * design[:, None, :]).reshape(len(design), size * size)
    gram = (n @ products).reshape(len(n), size, size)
    # Categories that coincide in a draw share their effect: the least-norm solution, not a failure.
    inverse = np.linalg.pinv(gram, rcond=1e-10, hermitian=True)
    return np.einsum("dij,dj->di", inverse, k @ design)[:, 1:]


def _means(n: np.ndarray, design: np.ndarray) -> np.ndarray:
    total = n.sum(1, keepdims=True)
    return _ratio(n @ design, total)[:, 1:]


def _subsets(items: Sequence[int]) -> list[tuple[int, ...]]:
    return [some for size in range(len(items) + 1) for some in combinations(items, size)]


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.full(np.broadcast(part, whole).shape, np.nan), where=whole > 0)
