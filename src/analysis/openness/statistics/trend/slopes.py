"""Slopes of an outcome on time: log odds and points a year, their errors, and differences between groups.

The binomial model of time, group and their interaction is that of one line a group, so the groups of a difference are
fitted as one model with two columns each; a cluster that is in both makes their slopes depend on each other, and the
errors allow for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from openness.statistics.resampling import resampled_counts
from openness.statistics.trend.logit import ClusteredErrors, Fit, clustered_errors, fit_logit, logistic
from openness.statistics.trend.samples import Sample

LOG_ODDS_ERRORS = "CR2"
POINTS_ERRORS = "CR3"
"""The delta method runs short where clusters are few, which the wider sandwich makes good; see the simulations."""


@dataclass(frozen=True)
class Estimate:
    """One number a table with its standard error and degrees of freedom; NaN where the model has no maximum."""

    value: np.ndarray
    error: np.ndarray
    df: np.ndarray

    def interval(self, confidence: float) -> tuple[np.ndarray, np.ndarray]:
        """Return lower and upper bound by Student's t."""
        from scipy.special import stdtrit  # noqa: PLC0415

        half = stdtrit(self.df, 0.5 + confidence / 2) * self.error
        return self.value - half, self.value + half

    def p_value(self) -> np.ndarray:
        """Return the two-sided p of no change."""
        from scipy.special import stdtr  # noqa: PLC0415

        return 2 * stdtr(self.df, -np.abs(self.value) / self.error)

    def flat_p_value(self, margin: float) -> np.ndarray:
        """Return the p of two one-sided tests that the value is outside plus or minus ``margin``.

        Source of the method: Schuirmann, D. J. (1987), Journal of Pharmacokinetics and Biopharmaceutics 15(6),
        657-680, https://doi.org/10.1007/BF01068419.
        """
        from scipy.special import stdtr  # noqa: PLC0415

        return stdtr(self.df, -(margin - np.abs(self.value)) / self.error)


@dataclass(frozen=True)
class Slopes:
    """Sums of slopes, with a sign each."""

    log_odds: Estimate
    """Change of the log odds of being open a year."""
    points: Estimate
    """Average marginal change: percentage points a year, averaged over the rows of the group."""


@dataclass(frozen=True)
class Model:
    """Samples stacked to one design of an intercept and a centered year for each, and its fit."""

    design: np.ndarray
    is_open: np.ndarray
    developers: np.ndarray
    rows: list[slice]
    fit: Fit

    def errors(self, kind: str) -> ClusteredErrors:
        """Return the errors that allow for clusters."""
        ones = np.ones(self.design.shape[0])
        return clustered_errors(self.design, self.is_open, ones, self.fit, self.developers, kind=kind)


def lines(samples: Sequence[Sample]) -> Model:
    """Fit one line a sample, in one model."""
    bounds = np.cumsum([0, *(sample.n for sample in samples)])
    rows = [slice(start, end) for start, end in pairwise(bounds)]
    design = np.zeros((bounds[-1], 2 * len(samples)))
    for place, (sample, own) in enumerate(zip(samples, rows, strict=True)):
        design[own, 2 * place] = 1
        design[own, 2 * place + 1] = sample.years - sample.years.mean()
    is_open = np.concatenate([np.atleast_2d(sample.is_open) for sample in samples], axis=1)
    _, developers = np.unique(np.concatenate([sample.developers for sample in samples]), return_inverse=True)
    return Model(design, is_open, developers, rows, fit_logit(design, is_open, np.ones(len(design))))


def slopes(samples: Sequence[Sample], signs: Sequence[float] = (1.0,)) -> Slopes:
    """Return the sum of the samples' slopes, each times its sign: a slope, or with (1, -1) a difference."""
    fitted = lines(samples)
    coefficients = fitted.fit.coefficients
    log_contrast = np.zeros(coefficients.shape[1])
    log_contrast[1::2] = signs
    gradient, points = np.zeros_like(coefficients), np.zeros(len(coefficients))
    for place, (sign, own) in enumerate(zip(signs, fitted.rows, strict=True)):
        means, slope = fitted.fit.means[:, own], coefficients[:, 2 * place + 1]
        years = fitted.design[own, 2 * place + 1]
        density = means * (1 - means)
        bend = density * (1 - 2 * means)
        points += sign * 100 * slope * density.mean(axis=1)
        gradient[:, 2 * place] = sign * 100 * slope * bend.mean(axis=1)
        gradient[:, 2 * place + 1] = sign * 100 * (density.mean(axis=1) + slope * (bend * years).mean(axis=1))
    return Slopes(
        _estimate(fitted, coefficients @ log_contrast, log_contrast, LOG_ODDS_ERRORS),
        _estimate(fitted, points, gradient, POINTS_ERRORS),
    )


def resampled_points(sample: Sample, draws: int, seed: int) -> np.ndarray:
    """Return points a year in samples of as many clusters, drawn with replacement; NaN where there is no slope.

    The cluster brings all its rows. Rows of one day are pooled first: the fit is the same, and faster.
    """
    years, day = np.unique(sample.years, return_inverse=True)
    _, developer = np.unique(sample.developers, return_inverse=True)
    shape = (developer.max() + 1, len(years))
    trials, successes = np.zeros(shape), np.zeros(shape)
    np.add.at(trials, (developer, day), 1)
    np.add.at(successes, (developer, day), sample.is_open)
    counts = resampled_counts(shape[0], draws, seed)
    totals = counts @ trials
    design = np.column_stack([np.ones(len(years)), years - sample.years.mean()])
    fit = fit_logit(design, counts @ successes, totals)
    means = logistic(fit.coefficients @ design.T)
    density = (totals * means * (1 - means)).sum(axis=1) / totals.sum(axis=1)
    return np.where(fit.converged, 100 * fit.coefficients[:, 1] * density, np.nan)


def _estimate(fitted: Model, value: np.ndarray, contrast: np.ndarray, kind: str) -> Estimate:
    errors = fitted.errors(kind)
    there = fitted.fit.converged
    return Estimate(
        np.where(there, value, np.nan),
        np.where(there, errors.standard_error(contrast), np.nan),
        np.where(there, errors.degrees_of_freedom(contrast), np.nan),
    )
