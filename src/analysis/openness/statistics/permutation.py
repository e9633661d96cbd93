"""What chance alone would give: labels, such as sides, dealt to clusters anew, and all else computed as before.

Dealing keeps how many clusters bear each label, and every cluster its rows. If labels have nothing to do with outcomes,
the statistic at hand is one of those dealt, so that the share of dealings with one at least as large is a p-value. It
holds whatever the statistic is, also for the agreement of thousands of estimates from the same rows, which no test of a
single one says anything about.

Sources of the methods: Phipson, B. and Smyth, G. K. (2010), Statistical Applications in Genetics and Molecular Biology
9(1), article 39, https://doi.org/10.2202/1544-6115.1585, for the p-value of random dealings; Simonsohn, U., Simmons,
J. P. and Nelson, L. D. (2020), Nature Human Behaviour 4, 1208-1214, https://doi.org/10.1038/s41562-020-0912-z, for
dealing labels beneath a whole set of specifications.
"""

from dataclasses import dataclass

import numpy as np

from openness.project.errors import BadValueError
from openness.statistics.resampling import SEED, check_draws, generator
from openness.statistics.share_intervals import CONFIDENCE

DEALINGS = 200
ALIKE = 1e-9
"""Estimates nearer to zero than this have no sign: they differ from it by rounding alone."""


@dataclass(frozen=True)
class Reference:
    """A statistic, and what it is when labels are dealt at random."""

    observed: float
    mean: float
    """Mean of the dealings."""
    lower: float
    """Bounds between which the middle ones lie, 95% of them by default."""
    upper: float
    p_value: float
    """Share of dealings, this one counted in, whose statistic is at least as large."""
    as_large: int
    """Dealings of which that is so."""
    dealings: int


def lots(clusters: int, dealings: int = DEALINGS, seed: int = SEED) -> np.ndarray:
    """Return a random number for each cluster in each dealing, dealings x clusters; those of one seed are the same."""
    check_draws(dealings, CONFIDENCE)
    return generator(seed).random((dealings, clusters))


def dealt(is_labeled: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """Return who bears a label in each dealing, as many clusters as bear it now: those with the smallest lots.

    Parameters
    ----------
    is_labeled
        Whether each cluster bears the label.
    drawn
        Lots, dealings x clusters (:func:`lots`). Tables with clusters in common are dealt alike if these have the same
        lots in each of them.

    Returns
    -------
    numpy.ndarray
        Booleans, dealings x clusters.
    """
    labels = np.asarray(is_labeled, dtype=bool)
    if drawn.ndim != 2 or drawn.shape[1] != len(labels):
        raise BadValueError(f"lots are of shape {drawn.shape}, expected dealings x {len(labels)} clusters")
    places = np.argsort(np.argsort(drawn, axis=1, kind="stable"), axis=1, kind="stable")
    return places < labels.sum()


def agreement(estimates: np.ndarray) -> np.ndarray:
    """Return what share of estimates (last axis) has the sign that most of them have; NaN where there is none.

    Estimates that are NaN are left out; one of zero counts, and has neither sign.
    """
    known = np.isfinite(estimates)
    with np.errstate(invalid="ignore", divide="ignore"):
        above, below = ((sign * estimates > ALIKE).sum(-1) for sign in (1, -1))
        return np.maximum(above, below) / known.sum(-1)


def reference(observed: float, drawn: np.ndarray, confidence: float = CONFIDENCE) -> Reference:
    """Return a statistic beside what dealings give; large values are what is looked for.

    A dealing of which the statistic is NaN counts as one that is as large: nothing speaks against it.
    """
    values = np.asarray(drawn, dtype=float)
    check_draws(len(values), confidence)
    known = values[np.isfinite(values)]
    if not len(known) or not np.isfinite(observed):
        raise BadValueError("there is nothing to compare: the statistic, or that of every dealing, is no number")
    tail = (1 - confidence) / 2
    lower, upper = np.quantile(known, [tail, 1 - tail])
    as_large = int((known >= observed - ALIKE).sum()) + len(values) - len(known)
    p_value = (1 + as_large) / (1 + len(values))
    return Reference(float(observed), float(known.mean()), float(lower), float(upper), p_value, as_large, len(values))
