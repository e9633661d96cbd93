"""Shares and slopes of rows that come in clusters, many at once: the rows of one cluster are not independent.

The variance of an estimate is that of the jackknife which leaves out one cluster at a time. It is the sandwich
estimator known as CR3, and for a share the linearization of the ratio with each cluster's leverage corrected. Its
degrees of freedom are the effective number of clusters less one, so that a share which is all but one cluster's
has a wide interval.

Sources of the formulas: Bell, R. M. and McCaffrey, D. F. (2002), Survey Methodology 28(2), 169-181; MacKinnon, J. G.,
Nielsen, M. O. and Webb, M. D. (2023), Journal of Econometrics 232(2), 272-299,
https://doi.org/10.1016/j.jeconom.2022.04.001; Kish, L. (1965), Survey Sampling, for the effective number.
"""

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


def shares(n: np.ndarray, opened: np.ndarray) -> Estimates:
    """Return the share of rows with an outcome, such as being open.

    ``n`` and ``opened`` are rows, and open rows, of each cluster: clusters x specifications, which may fill several
    axes. A cluster without rows in a specification is not part of it.
    """
    total, moved = n.sum(0), moves(n, opened)
    developers = (n > 0).sum(0)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = opened.sum(0) / total
        effective = total**2 / (n**2).sum(0)
        variance = (developers - 1) / developers * (moved**2).sum(0)
    known = np.isfinite(value) & np.isfinite(variance) & (developers > 1)
    degrees = np.where(np.isfinite(effective), np.maximum(effective - 1, 1), 1.0)
    return Estimates(value, np.where(known, variance, np.nan), degrees, total, developers)


def moves(n: np.ndarray, opened: np.ndarray) -> np.ndarray:
    """Return how far the share of :func:`shares` moves without each cluster (first axis)."""
    whole, every = n.sum(0), opened.sum(0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(n > 0, (every - opened) / (whole - n) - every / whole, 0.0)


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


def in_common(moved: np.ndarray, other_moved: np.ndarray) -> np.ndarray:
    """Return the correlation of two estimates, from how far each moves without each cluster (first axis).

    It is 0 where no cluster moves both; a cluster that stands on both sides with rows that are alike makes it positive.
    """
    size = np.sqrt((moved**2).sum(0) * (other_moved**2).sum(0))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.clip(np.where(size > 0, (moved * other_moved).sum(0) / size, 0.0), -1.0, 1.0)


def difference(one: Estimates, other: Estimates, common: np.ndarray | float = 0.0) -> Estimates:
    """Return the first less the second, degrees of freedom by Welch and Satterthwaite; for slopes.

    ``common`` is the correlation of both (:func:`in_common`), 0 where no cluster stands on both sides. It takes nothing
    from the degrees of freedom.
    """
    both = one.variance + other.variance
    variance = np.maximum(both - 2 * common * np.sqrt(one.variance * other.variance), 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        degrees = both**2 / (one.variance**2 / one.degrees + other.variance**2 / other.degrees)
    return Estimates(
        one.value - other.value,
        variance,
        np.where(np.isfinite(degrees), np.maximum(degrees, 1), 1.0),
        one.releases + other.releases,
        one.developers + other.developers,
    )


def slope(n: np.ndarray, x: np.ndarray, xx: np.ndarray, y: np.ndarray, xy: np.ndarray) -> np.ndarray:
    """Return least-squares slopes from sums: of rows, of their times and the squares, of open rows and their times."""
    spread = n * xx - x * x
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(spread > _FLAT, (n * xy - x * y) / spread, np.nan)


def _quantile(degrees: np.ndarray, confidence: float) -> np.ndarray:
    from scipy.special import stdtrit  # noqa: PLC0415 - loads late: scipy takes as long as the rest together

    return stdtrit(degrees, 0.5 + confidence / 2)
