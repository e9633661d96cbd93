"""Estimates with intervals, of every specification of a block: one developer is left out at a time."""

import numpy as np

from openness.statistics import clustered_shares
from openness.statistics.common_mix import mix as common_mix
from openness.statistics.differences import from_bounds
from openness.studies.multiverse import levels
from openness.studies.multiverse.blocks import Block, Sample, Sums, sums_of
from openness.studies.multiverse.choices import SIDES
from openness.studies.multiverse.levels import MIXES

MIN_PERIODS = 3
"""Fewer periods allow no slope."""

NUMBERS = (
    "estimate",
    "lower",
    "upper",
    *(f"{name}_{side}" for side in SIDES for name in ("n", "developers", "effective")),
)
"""Numbers of a difference in share."""

OF_SLOPE = ("value", "lower", "upper", "variance", "degrees", "n", "developers", "effective", "few")
"""Numbers of a slope of one side; ``few``: it has too few periods."""


class Estimator:
    """Estimates of a block; what a sample comes to is worked out once."""

    def __init__(self, block: Block) -> None:
        """Start with nothing worked out."""
        self._block = block
        self._sums: dict[Sample, Sums] = {}
        self._features: dict[Sample, np.ndarray] = {}
        self._moved: dict[Sample, tuple[np.ndarray, np.ndarray]] = {}

    def differences(self, one: Sample, other: Sample) -> np.ndarray:
        """Return :data:`NUMBERS` of the differences in share of two samples, rows as in ``grid.share_rows``."""
        filled = np.stack([self._of(sample).filled for sample in (one, other)], axis=1)
        each = np.stack([self._features[sample] for sample in (one, other)], axis=-2)
        # A developer with nothing in any share moves none.
        there = each[levels.EVERY].any((1, 2, 3, 4)) | (filled[..., 0] > 0).any(-1)
        found = [_difference(self._block, each[:, there], filled[there], mix) for mix in MIXES]
        return np.stack(found).reshape(-1, len(NUMBERS))

    def slopes(self, sample: Sample) -> np.ndarray:
        """Return :data:`OF_SLOPE` of a sample, rows as in ``grid.slope_rows``."""
        block, sums = self._block, self._of(sample)
        there = sums.timed.any((1, 2)) | (sums.filled[:, 0] > 0)
        sums = Sums(*(None if part is None else part[there] for part in sums.parts))
        features = levels.of_slopes(block, sums)
        used = levels.used_periods(features.sum(1, keepdims=True))
        each = levels.over_periods(block, features, used)
        left = levels.slope_sums(block, _all_and_without(each, 1), _rates(sums.filled[:, None])[:, 0])
        values = levels.slope_values(left)
        count, n, x, xx = levels.slope_sums(block, each, np.zeros(len(sums.filled)))[:4]
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = x.sum(0) / n.sum(0)
            spread = np.maximum(xx - 2 * mean * x + mean**2 * n, 0)
        touches = _touched(block, count > 0, sums.filled[:, 0] > 0)
        found = clustered_shares.left_out(values[0], values[1:], touches=touches, size=spread, rows=count.sum(0))
        moved = np.where(touches, values[1:] - values[0], 0.0)
        self._moved[sample] = np.flatnonzero(there), moved.reshape(len(moved), int(np.prod(moved.shape[1:])))
        few = np.stack([used[rule != "left_out"][0].sum(-2) < MIN_PERIODS for rule in block.blanks], axis=1)
        numbers = [found.value, *clustered_shares.slope_intervals(found), found.variance, found.degrees]
        numbers += [found.releases, (count > 0).sum(0), _effective(n), few]
        return np.stack(np.broadcast_arrays(*numbers), axis=-1).reshape(-1, len(OF_SLOPE))

    def in_common(self, one: Sample, other: Sample) -> np.ndarray:
        """Return the correlation of the slopes of two samples, by the developers that stand in both."""
        (names, moved), (other_names, other_moved) = self._moved[one], self._moved[other]
        if not np.intersect1d(names, other_names).size:
            return np.zeros(moved.shape[1])
        rows = [np.zeros((len(self._block.developers), part.shape[1])) for part in (moved, other_moved)]
        rows[0][names], rows[1][other_names] = moved, other_moved
        return clustered_shares.in_common(*rows)

    def _of(self, sample: Sample) -> Sums:
        if sample not in self._sums:
            self._sums[sample] = sums_of(self._block, sample)
            self._features[sample] = levels.of_shares(self._sums[sample])
        return self._sums[sample]


def _difference(block: Block, each: np.ndarray, filled: np.ndarray, mix: str) -> np.ndarray:
    cells = levels.in_cells(block, each, mix, each.sum(1, keepdims=True))
    left = levels.share_parts(block, _all_and_without(cells, 1), _rates(filled))
    values = levels.share_values(left)
    count, size, _ = levels.share_parts(block, cells, np.zeros(filled.shape[:2]))
    whole = left[1][0]
    with np.errstate(invalid="ignore", divide="ignore"):
        weight = (size * np.where(whole > 0, common_mix(whole) / whole, 0.0)).sum(-1)
    touches = _touched(block, weight > 0, filled[..., 0] > 0)
    found = clustered_shares.left_out(values[0], values[1:], touches=touches, size=weight, rows=count.sum((0, -1)))
    lower, upper = clustered_shares.share_intervals(found)
    sides = [(found.value[..., i], lower[..., i], upper[..., i]) for i in (0, 1)]
    moved = np.where(touches, values[1:] - values[0], 0.0)
    common = clustered_shares.in_common(moved[..., 0], moved[..., 1])
    estimate, low, high = from_bounds(*sides[0], *sides[1], common)
    numbers = [estimate, np.maximum(low, -1), np.minimum(high, 1)]
    for i in (0, 1):
        numbers += [found.releases[..., i], found.developers[..., i], _effective(weight)[..., i]]
    return np.stack(numbers, axis=-1)


def _rates(filled: np.ndarray) -> np.ndarray:
    """Return the rate at which blanks are open, of all and without each developer: sets x sides."""
    left = _all_and_without(filled, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return left[..., 1] / left[..., 0]


def _touched(block: Block, present: np.ndarray, filled: np.ndarray) -> np.ndarray:
    """Return whether a developer is part of an estimate; of a rate of filling in, too, where that is used."""
    if not block.has_filled:
        return present
    rule = block.blanks.index("as_filled")
    touches = present.copy()
    between = (1,) * (present.ndim - filled.ndim - 1)
    touches[:, :, rule] |= filled.reshape(len(filled), *between, *filled.shape[1:])
    return touches


def _effective(weight: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.nan_to_num(weight.sum(0) ** 2 / (weight**2).sum(0))


def _all_and_without(part: np.ndarray, axis: int) -> np.ndarray:
    """Return the sum over an axis, then the sums without each of its places."""
    total = part.sum(axis, keepdims=True)
    return np.concatenate([total, total - part], axis=axis)
