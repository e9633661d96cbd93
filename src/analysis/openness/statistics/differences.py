"""The difference of two independent shares, with its interval."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TypeVar

import polars as pl

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.shares import CONFIDENCE

Number = TypeVar("Number")

_OF_GROUP = ("n", "share", "lower", "upper")


@dataclass(frozen=True)
class Difference:
    """A difference of two shares, the first less the second (-1 to 1), and its interval."""

    difference: float
    lower: float
    upper: float

    @property
    def is_certain(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.lower > 0 or self.upper < 0


def newcombe(count_a: int, n_a: int, count_b: int, n_b: int, confidence: float = CONFIDENCE) -> Difference | None:
    """Return the difference of two independent shares with Newcombe's hybrid score interval.

    The bounds are those of :func:`from_bounds` on the Wilson intervals of the two shares; no continuity correction.
    Counts are successes, n trials; the difference is ``a`` less ``b``, None where one of the two has no trial.
    """
    if not 0 < confidence < 1:
        raise BadValueError(f"confidence is {confidence}, expected a number between 0 and 1")
    for count, n in ((count_a, n_a), (count_b, n_b)):
        if not 0 <= count <= n:
            raise BadValueError(f"{count} of {n} is no share; expected a count from 0 to the number of trials")
    if not n_a or not n_b:
        return None
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    difference, lower, upper = from_bounds(*_wilson(count_a, n_a, z), *_wilson(count_b, n_b, z))
    # Rounding must not put a bound a hair outside of what a difference can be.
    return Difference(difference, max(lower, -1.0), min(upper, 1.0))


def from_bounds(
    share: Number, lower: Number, upper: Number, other: Number, other_lower: Number, other_upper: Number
) -> tuple[Number, Number, Number]:
    """Return the difference of two independent shares and its bounds, each -1..1, from the interval of each.

    Shares and bounds (0..1) are numbers, arrays or polars expressions, all at the same level of confidence.

    Source of the formula: Newcombe, R. G. (1998), Statistics in Medicine 17(8), 873-890, method 10,
    https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I. It holds for independent
    groups and keeps within -1 and 1, which the plain normal interval does not.
    """
    down = ((share - lower) ** 2 + (other_upper - other) ** 2) ** 0.5
    up = ((upper - share) ** 2 + (other - other_lower) ** 2) ** 0.5
    difference = share - other
    return difference, difference - down, difference + up


def group_differences(
    shares: pl.DataFrame,
    groups: tuple[str, str] = ("corporate", "community"),
    *,
    share: str = "share",
    keys: Sequence[str] = (),
) -> pl.DataFrame:
    """Return the share of one group less that of a second, with the interval that the bounds of both make.

    For sides that share no cluster, as corporate and community developers do not;
    :func:`~openness.statistics.pairs.pair_differences` is for those that may.

    Parameters
    ----------
    shares
        One row a group (and combination of ``keys``): ``group``, ``n``, ``lower``, ``upper`` and the share.
    share
        Column of the share (0..1).
    keys
        Columns that tell tables apart which are stacked in the frame: a difference for each.

    Returns
    -------
    polars.DataFrame
        ``keys``, then :data:`~openness.statistics.results.DIFFERENCES`; without keys there is always a row.
    """
    if groups[0] == groups[1]:
        raise BadValueError(f"group {groups[0]!r} is compared with itself, expected two groups")
    for column in (*keys, "group", "n", share, "lower", "upper"):
        if column not in shares.columns:
            raise UnknownNameError("column", column, shares.columns)
    named = shares.select(*keys, "group", "n", pl.col(share).alias("share"), "lower", "upper")
    one, other = (
        named.filter(pl.col("group") == name).select(*keys, *_renamed(prefix))
        for name, prefix in zip(groups, ("_one_", "_other_"), strict=True)
    )
    every = named.select(keys).unique(maintain_order=True) if keys else pl.DataFrame({"_": [0]})
    on = list(keys) or ["_"]
    if not keys:
        one, other = (part.with_columns(pl.lit(0, pl.Int64).alias("_")) for part in (one, other))
    difference, lower, upper = from_bounds(
        *(pl.col(f"{prefix}{name}") for prefix in ("_one_", "_other_") for name in ("share", "lower", "upper"))
    )
    return (
        every.join(one, on=on, how="left", maintain_order="left")
        .join(other, on=on, how="left", maintain_order="left")
        .select(
            *keys,
            pl.lit(groups[0]).alias("group"),
            pl.lit(groups[1]).alias("other_group"),
            pl.col("_one_n").fill_null(0).alias("n"),
            pl.col("_other_n").fill_null(0).alias("other_n"),
            pl.col("_one_share").alias("share"),
            pl.col("_other_share").alias("other_share"),
            difference.alias("difference"),
            lower.alias("lower"),
            upper.alias("upper"),
        )
    )


def _renamed(prefix: str) -> list[pl.Expr]:
    return [pl.col(name).alias(f"{prefix}{name}") for name in _OF_GROUP]


def _wilson(count: int, n: int, z: float) -> tuple[float, float, float]:
    """Return a share and its Wilson bounds, as :func:`~openness.statistics.shares.wilson`, for plain numbers."""
    share = count / n
    scale = 1 + z * z / n
    center = (share + z * z / (2 * n)) / scale
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / scale
    return share, 0.0 if count == 0 else center - half, 1.0 if count == n else center + half
