"""The difference of two independent shares, with its interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from analysis.errors import BadValueError
from analysis.trends.shares import CONFIDENCE


@dataclass(frozen=True)
class Difference:
    """A difference of two shares, from -1 to 1, and its interval.

    Attributes
    ----------
    difference
        The first share less the second.
    lower, upper
        Bounds of its interval.
    """

    difference: float
    lower: float
    upper: float

    @property
    def is_certain(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.lower > 0 or self.upper < 0


def newcombe(count_a: int, n_a: int, count_b: int, n_b: int, confidence: float = CONFIDENCE) -> Difference | None:
    """Return the difference of two independent shares with Newcombe's hybrid score interval.

    Source of the formula: Newcombe, R. G. (1998), Interval estimation for the difference between independent
    proportions, Statistics in Medicine 17(8), 873-890, method 10 (Wilson bounds, no continuity correction).

    Parameters
    ----------
    count_a, n_a
        Successes and trials of the first share.
    count_b, n_b
        Successes and trials of the second share.
    confidence
        Level of the interval.

    Returns
    -------
    Difference or None
        ``a`` less ``b``; None where one of the two has no trial.

    Raises
    ------
    BadValueError
        A count is negative or above its trials, or ``confidence`` is not between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise BadValueError(f"confidence is {confidence}, expected a number between 0 and 1")
    for count, n in ((count_a, n_a), (count_b, n_b)):
        if not 0 <= count <= n:
            raise BadValueError(f"{count} of {n} is no share; expected a count from 0 to the number of trials")
    if not n_a or not n_b:
        return None
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    (a, low_a, high_a), (b, low_b, high_b) = _wilson(count_a, n_a, z), _wilson(count_b, n_b, z)
    lower = a - b - math.hypot(a - low_a, high_b - b)
    upper = a - b + math.hypot(high_a - a, b - low_b)
    # Rounding must not put a bound a hair outside of what a difference can be.
    return Difference(a - b, max(lower, -1.0), min(upper, 1.0))


def _wilson(count: int, n: int, z: float) -> tuple[float, float, float]:
    share = count / n
    scale = 1 + z * z / n
    center = (share + z * z / (2 * n)) / scale
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / scale
    return share, 0.0 if count == 0 else center - half, 1.0 if count == n else center + half
