"""Shares and slopes of rows that come in clusters, many at once: the rows of one cluster are not independent.

The variance of an estimate is that of the jackknife which leaves out one cluster at a time. It is the sandwich
estimator known as CR3, and for a share the linearization of the ratio with each cluster's leverage corrected. Its
degrees of freedom are the effective number of clusters less one, so that a share which is all but one cluster's
has a wide interval.

Sources of the formulas: Bell, R. M. and McCaffrey, D. F. (2002), Survey Methodology 28(2), 169-181; MacKinnon, J. G.,
Nielsen, M. O. and Webb, M. D. (2023), Journal of Econometrics 232(2), 272-299,
https://doi.org/10.1016/j.jeconom.2022.04.001; Kish, L. (1965), Survey Sampling, for the effective number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

CONFIDENCE = 0.95
_FLAT = 1e-9


@dataclass(frozen=True)
class Estimates:
    """Estimates of one kind, one a specification."""

    value: np.ndarray
    """Share (0..1), or slope (share a unit of time); it and its variance are NaN where there is none."""
    variance: np.ndarray
    degrees: np.ndarray
    """Degrees of freedom of the variance, 1 or more."""
    releases: np.ndarray
    """Rows, and clusters, that it rests on."""
    developers: np.ndarray


def shares(n: np.ndarray, opened: np.ndarray, *, weights: np.ndarray | None = None) -> Estimates:
    """Return the share of rows with an outcome, such as being open.

    ``n`` and ``opened`` are rows, and open rows, of each cluster: clusters x specifications, which may fill several
    axes. A cluster without rows in a specification is not part of it. ``weights`` are of every row of a cluster, of a
    shape that ``n`` can be broadcast to; by default each row counts the same.
    """
    weight = np.ones(n.shape) if weights is None else weights
    size, hits = n * weight, opened * weight
    total, value = _ratio(size, hits)
    rest, left = size.sum(0) - size, hits.sum(0) - hits
    with np.errstate(invalid="ignore", divide="ignore"):
        moved = np.where(n > 0, left / rest - value, 0.0)
        effective = total**2 / (size**2).sum(0)
    return _estimates(value, moved, effective, n)


def slopes_of_sums(sums: Sequence[np.ndarray], *, weights: np.ndarray | None = None) -> Estimates:
    """Return the slope of the least-squares line of an outcome (0 or 1) on time, from the sums that it hangs on.

    The sums are, of each cluster (first axis) and specification (other axes): number of rows, sum of their times, of
    their times squared, number of open rows, sum of the times of those; times are distances from one origin, which is
    best near their middle. ``weights`` are those of :func:`shares`.
    """
    counts = sums[0]
    if weights is not None:
        sums = [part * weights for part in sums]
    totals = [part.sum(0) for part in sums]
    value = slope(*totals)
    moved = slope(*(total - part for total, part in zip(totals, sums, strict=True))) - value
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = totals[1] / totals[0]
        spread = sums[2] - 2 * mean * sums[1] + mean**2 * sums[0]
        effective = spread.sum(0) ** 2 / (spread**2).sum(0)
    return _estimates(value, np.where(counts > 0, moved, 0.0), effective, counts)


def as_independent(found: Estimates) -> Estimates:
    """Return shares with the variance that they had if rows were independent of each other: Wilson's."""
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = found.value * (1 - found.value) / found.releases
    return Estimates(found.value, variance, np.full(found.value.shape, np.inf), found.releases, found.releases)


def left_out(
    value: np.ndarray, without: np.ndarray, *, touches: np.ndarray, size: np.ndarray, rows: np.ndarray
) -> Estimates:
    """Return estimates from what they are without each cluster, for estimates that are no plain share or slope.

    ``value`` are the estimates, ``without`` those without each cluster (first axis). ``touches`` says whether a cluster
    is part of an estimate, ``size`` is its weight in it, from which the effective number is; ``rows`` is how many rows
    there are.
    """
    number = touches.sum(0)
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = (number - 1) / number * (np.where(touches, without - value, 0.0) ** 2).sum(0)
        effective = size.sum(0) ** 2 / (size**2).sum(0)
    known = np.isfinite(value) & np.isfinite(variance) & (number > 1)
    degrees = np.where(np.isfinite(effective), np.maximum(effective - 1, 1), 1.0)
    return Estimates(value, np.where(known, variance, np.nan), degrees, rows, (size > 0).sum(0))


def share_intervals(found: Estimates, confidence: float = CONFIDENCE) -> tuple[np.ndarray, np.ndarray]:
    """Return Wilson bounds at the effective number of rows: as many independent ones as would be as certain.

    Where all rows are open, or none is, the data show no variance; each cluster then counts as one row.

    Source of the formula: Korn, E. L. and Graubard, B. I. (1998), Survey Methodology 24(2), 193-201, with the score
    interval in place of the exact one.
    """
    return score_bounds(found.value, effective_rows(found), _quantile(found.degrees, confidence))


def score_bounds(share: np.ndarray, rows: np.ndarray, t: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the score bounds of shares of so many independent rows, at a quantile of the distribution."""
    with np.errstate(invalid="ignore", divide="ignore"):
        scale = 1 + t * t / rows
        center = (share + t * t / (2 * rows)) / scale
        half = t * np.sqrt(share * (1 - share) / rows + t * t / (4 * rows**2)) / scale
    return np.clip(center - half, 0, share), np.clip(center + half, share, 1)


def effective_rows(found: Estimates) -> np.ndarray:
    """Return as many independent rows as would make a share as certain, from 1 to all; NaN where nothing says so."""
    share = found.value
    with np.errstate(invalid="ignore", divide="ignore"):
        effective = share * (1 - share) / found.variance
    effective = np.where(found.variance > _FLAT**2, effective, found.developers)
    return np.where(np.isfinite(found.variance), np.clip(effective, 1.0, np.maximum(found.releases, 1)), np.nan)


def slope_intervals(found: Estimates, confidence: float = CONFIDENCE) -> tuple[np.ndarray, np.ndarray]:
    """Return the bounds of a slope, by Student's t."""
    half = _quantile(found.degrees, confidence) * np.sqrt(found.variance)
    return found.value - half, found.value + half


def difference(one: Estimates, other: Estimates) -> Estimates:
    """Return the first less the second, degrees of freedom by Welch and Satterthwaite; for slopes.

    A cluster that stands on both sides makes the true variance smaller than this one, where its rows are alike.
    """
    variance = one.variance + other.variance
    with np.errstate(invalid="ignore", divide="ignore"):
        degrees = variance**2 / (one.variance**2 / one.degrees + other.variance**2 / other.degrees)
    return Estimates(
        one.value - other.value,
        variance,
        np.where(np.isfinite(degrees), np.maximum(degrees, 1), 1.0),
        one.releases + other.releases,
        one.developers + other.developers,
    )


def _estimates(value: np.ndarray, moved: np.ndarray, effective: np.ndarray, n: np.ndarray) -> Estimates:
    developers = (n > 0).sum(0)
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = (developers - 1) / developers * (moved**2).sum(0)
    known = np.isfinite(value) & np.isfinite(variance) & (developers > 1)
    degrees = np.where(np.isfinite(effective), np.maximum(effective - 1, 1), 1.0)
    return Estimates(value, np.where(known, variance, np.nan), degrees, n.sum(0), developers)


def _ratio(size: np.ndarray, hits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    total = size.sum(0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return total, hits.sum(0) / total


def slope(n: np.ndarray, x: np.ndarray, xx: np.ndarray, y: np.ndarray, xy: np.ndarray) -> np.ndarray:
    """Return least-squares slopes from sums: of rows, of their times and the squares, of open rows and their times."""
    spread = n * xx - x * x
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(spread > _FLAT, (n * xy - x * y) / spread, np.nan)


def _quantile(degrees: np.ndarray, confidence: float) -> np.ndarray:
    from scipy.special import stdtrit  # noqa: PLC0415 - loads late: scipy takes as long as the rest together

    return stdtrit(degrees, 0.5 + confidence / 2)
