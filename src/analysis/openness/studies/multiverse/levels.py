"""Shares and slopes from sums: the arithmetic of every estimate, whatever the sums are of (all, all but one, dealt).

Arrays of features begin with the features, then sets (developers, or sums of some), then weightings. What is estimated
begins with sets, weightings and rules for blanks.
"""

from collections.abc import Sequence

import numpy as np

from openness.statistics.clustered_shares import slope
from openness.statistics.common_mix import at_common_mix, pooled, pooling
from openness.statistics.contrast import MINIMUM
from openness.studies.multiverse.blocks import BLANK, CLOSED, OPEN, STARTS, Block, Sums, weights_of
from openness.studies.multiverse.choices import CHOICES, MINIMA

MIXES = list(CHOICES["mix"].levels)

KNOWN, EVERY = range(2)
"""Features that count units: judged ones, and all. The others are those of :func:`~blocks.weights_of`."""

_POWERS = (0, 1, 2)
_MOMENTS = {KNOWN: ((2, 3), (3, 2)), EVERY: ((4, 3), (5, 2), (6, 2))}
"""Features whose sums over periods a slope hangs on, and over how many powers of time, by what is counted."""

Parts = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Units, their weights, and the weights of the open ones."""


def of_shares(sums: Sums) -> np.ndarray:
    """Return the features that shares are made of: features x sets x weightings x spans x modalities."""
    return _features(sums.units, sums.weights, sums.loaded)


def of_slopes(block: Block, sums: Sums) -> np.ndarray:
    """Return the features that slopes are made of: features x sets x weightings x starts x periods."""
    started = (block.time >= np.array(STARTS)[:, None])[..., None]
    units, loaded = (None if part is None else part[:, None] * started for part in (sums.timed, sums.timed_loaded))
    return _features(units, sums.timed_weights, loaded)


def in_cells(block: Block, pair: np.ndarray, mix: str, of: np.ndarray | None = None) -> np.ndarray:
    """Return features of two sides (last axis but one) by the cells of a mix: one, or modalities, small ones as one.

    ``of`` are the features that say which are small, by default ``pair``.
    """
    if mix != MIXES[0]:
        return pair.sum(-1, keepdims=True)
    # Only judged units make a modality large enough.
    return pooled(pair, *pooling((pair if of is None else of)[KNOWN], MINIMUM, block.pool))


def share_parts(block: Block, cells: np.ndarray, rates: np.ndarray) -> Parts:
    """Return what the shares of two sides are made of, by rule for blanks; ``rates`` are sets x sides."""
    return _treated(block, cells, rates[:, None, None, :, None])


def share_values(parts: Parts) -> np.ndarray:
    """Return the share of each side, sets x weightings x rules x spans x sides."""
    return at_common_mix(parts[1], parts[2])


def used_periods(features: np.ndarray) -> list[np.ndarray]:
    """Return which periods a slope uses, the last axis being the minimum size: by judged units, and by all."""
    return [features[what][..., None] >= np.array(MINIMA) for what in (KNOWN, EVERY)]


def over_periods(block: Block, features: np.ndarray, used: Sequence[np.ndarray]) -> np.ndarray:
    """Return the moments that slopes hang on, and the units behind them: moments x sets x weightings x starts x minima.

    The first two are the units, judged ones and all; then come the moments of the judged, then those of all.
    """
    center = (block.time - block.time.mean())[:, None]
    found = [_summed(features[what], used[what]) for what in (KNOWN, EVERY)]
    for what, moments in _MOMENTS.items():
        kernels = [used[what] * center**power for power in _POWERS]
        found += [_summed(features[place], kernel) for place, powers in moments for kernel in kernels[:powers]]
    return np.stack(found)


def slope_sums(block: Block, moments: np.ndarray, rates: np.ndarray) -> list[np.ndarray]:
    """Return units, then the five sums of a slope, by rule for blanks; ``rates`` are by set."""
    known, every, *rest = moments
    judged, whole = rest[:5], rest[5:10]
    blank = [np.zeros_like(known)] * 3 + rest[10:]
    rows = {"left_out": (known, *judged), "closed": (every, *whole)}
    rows["open"] = (every, *(one + more for one, more in zip(whole, blank, strict=True)))
    rate = rates[:, None, None, None]
    rows["as_filled"] = (every, *(one + _times(rate, more) for one, more in zip(whole, blank, strict=True)))
    return [np.stack(part, axis=2) for part in zip(*(rows[name] for name in block.blanks), strict=True)]


def slope_values(sums: Sequence[np.ndarray]) -> np.ndarray:
    """Return the slopes, shares a year."""
    return slope(*sums[1:])


def _features(units: np.ndarray, weights: np.ndarray, loaded: np.ndarray | None) -> np.ndarray:
    counts = np.stack([units, units, *([] if loaded is None else [loaded])], axis=1)
    known = counts[..., OPEN] + counts[..., CLOSED]
    weighed = np.concatenate([weights_of(units)[:, None], weights], axis=1)
    return np.stack([known, known + counts[..., BLANK], *np.moveaxis(weighed, -1, 0)])


def _treated(block: Block, features: np.ndarray, rate: np.ndarray) -> Parts:
    known, every, size, opened, size_all, opened_all, blank = features
    rows = {"left_out": (known, size, opened), "closed": (every, size_all, opened_all)}
    rows["open"] = (every, size_all, opened_all + blank)
    rows["as_filled"] = (every, size_all, opened_all + _times(rate, blank))
    count, weight, hits = (np.stack(part, axis=2) for part in zip(*(rows[name] for name in block.blanks), strict=True))
    return count, weight, hits


def _times(rate: np.ndarray, blank: np.ndarray) -> np.ndarray:
    """Return how many blanks are open at a rate, which need not be known where there is no blank."""
    return np.where(blank > 0, rate * blank, 0.0)


def _summed(values: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    if len(kernel) == 1 < len(values):
        # One kernel for all sets is a product of matrices.
        return np.moveaxis(np.moveaxis(values, 0, -2) @ kernel[0].astype(values.dtype), -2, 0)
    return np.einsum("...t,...tm->...m", values, kernel.astype(values.dtype))
