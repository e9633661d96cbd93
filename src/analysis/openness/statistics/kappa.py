"""Cohen's kappa: how far two raters who judge the same units agree beyond what their own habits would give.

1 is agreement throughout, 0 what two raters with these shares of values would reach by chance.

Source of the formula: Cohen, J. (1960), Educational and Psychological Measurement 20(1), 37-46,
https://doi.org/10.1177/001316446002000104.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from openness.project.errors import BadValueError
from openness.statistics.resampling import DRAWS, SEED, check_draws, percentile_interval, resampled_counts
from openness.statistics.shares import CONFIDENCE


@dataclass(frozen=True)
class Kappa:
    """Agreement of two raters with its bootstrap interval, None where it cannot be had, and the reason why."""

    n: int
    """Units, each judged by both."""
    agreed: int
    """Units of which both say the same."""
    kappa: float | None
    lower: float | None
    upper: float | None
    reason: str | None


def cohen(
    first: Sequence[str],
    second: Sequence[str],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    confidence: float = CONFIDENCE,
) -> Kappa:
    """Return Cohen's kappa of two raters, unweighted, with a percentile interval over resampled units.

    Parameters
    ----------
    first, second
        What each rater says of the same units, in the same order.
    draws, seed, confidence
        Of the bootstrap.

    Raises
    ------
    BadValueError
        If the raters do not judge equally many units, or none.
    """
    check_draws(draws, confidence)
    if len(first) != len(second) or not len(first):
        raise BadValueError(f"the raters judge {len(first)} and {len(second)} units, expected the same, one or more")
    values, codes = np.unique([*first, *second], return_inverse=True)
    one, other = codes[: len(first)], codes[len(first) :]
    agreed = int((one == other).sum())
    if len(values) < 2:
        return Kappa(
            len(one), agreed, None, None, None, "both say the same of every unit, so chance agreement is certain"
        )
    per_unit = np.zeros((len(one), len(values), len(values)))
    per_unit[np.arange(len(one)), one, other] = 1
    drawn = np.tensordot(resampled_counts(len(one), draws, seed), per_unit, axes=1)
    lower, upper, reason = percentile_interval(_kappa(drawn), confidence)
    return Kappa(len(one), agreed, float(_kappa(per_unit.sum(axis=0)[None])[0]), lower, upper, reason)


def _kappa(tables: np.ndarray) -> np.ndarray:
    """Return kappa of tables of counts, tables x values of one x values of the other; NaN where chance is certain."""
    shares = tables / tables.sum(axis=(1, 2), keepdims=True)
    observed = np.trace(shares, axis1=1, axis2=2)
    chance = (shares.sum(axis=1) * shares.sum(axis=2)).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(chance < 1, (observed - chance) / (1 - chance), np.nan)
