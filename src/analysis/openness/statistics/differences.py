"""The difference of two shares, with its interval."""

from collections.abc import Sequence
from typing import TypeVar

import polars as pl

from openness.project.errors import BadValueError, UnknownNameError

Number = TypeVar("Number")

_OF_GROUP = ("n", "share", "lower", "upper", "_common")


def from_bounds(
    share: Number,
    lower: Number,
    upper: Number,
    other: Number,
    other_lower: Number,
    other_upper: Number,
    common: Number | float = 0.0,
) -> tuple[Number, Number, Number]:
    """Return the difference of two shares and its bounds, from the interval of each and their correlation.

    Shares and bounds (0..1) are numbers, arrays or polars expressions, all at the same level of confidence. ``common``
    is the correlation of both shares, 0 where they are independent.

    Source of the formula: Newcombe, R. G. (1998), Statistics in Medicine 17(8), 873-890, method 10,
    https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I, for independent shares, whose
    bounds keep within -1 and 1; Zou, G. Y. and Donner, A. (2008), Statistics in Medicine 27(10), 1693-1702,
    https://doi.org/10.1002/sim.3095, for others.
    """
    difference = share - other
    down = apart(share - lower, other_upper - other, common)
    up = apart(upper - share, other - other_lower, common)
    return difference, difference - down, difference + up


def apart(error: Number, other_error: Number, common: Number | float = 0.0) -> Number:
    """Return how far off a difference may be, from how far each of its sides may, and their correlation."""
    # Never below zero but by rounding, where both errors are one.
    return abs(error**2 + other_error**2 - 2 * common * error * other_error) ** 0.5


def group_differences(
    shares: pl.DataFrame,
    groups: tuple[str, str] = ("corporate", "community"),
    *,
    share: str = "share",
    keys: Sequence[str] = (),
    common: str | None = None,
) -> pl.DataFrame:
    """Return the share of one group less that of a second, with the interval that the bounds of both make.

    For sides that share no cluster, as corporate and community developers do not, or whose correlation is known;
    :func:`~openness.statistics.pairs.pair_differences` works it out from rows.

    Parameters
    ----------
    shares
        One row a group (and combination of ``keys``): ``group``, ``n``, ``lower``, ``upper`` and the share.
    share
        Column of the share (0..1).
    keys
        Columns that tell tables apart which are stacked in the frame: a difference for each.
    common
        Column of the correlation with the other share, read from the first group; none: the two are independent.

    Returns
    -------
    polars.DataFrame
        ``keys``, then :data:`~openness.statistics.results.DIFFERENCES`; without keys there is always a row.
    """
    if groups[0] == groups[1]:
        raise BadValueError(f"group {groups[0]!r} is compared with itself, expected two groups")
    for column in (*keys, "group", "n", share, "lower", "upper", *([common] if common else [])):
        if column not in shares.columns:
            raise UnknownNameError("column", column, shares.columns)
    named = shares.select(
        *keys, "group", "n", pl.col(share).alias("share"), "lower", "upper", _common=common or pl.lit(0.0)
    )
    one, other = (
        named.filter(pl.col("group") == name).select(*keys, *_renamed(prefix))
        for name, prefix in zip(groups, ("_one_", "_other_"), strict=True)
    )
    every = named.select(keys).unique(maintain_order=True) if keys else pl.DataFrame({"_": [0]})
    on = list(keys) or ["_"]
    if not keys:
        one, other = (part.with_columns(pl.lit(0, pl.Int64).alias("_")) for part in (one, other))
    difference, lower, upper = from_bounds(
        *(pl.col(f"{prefix}{name}") for prefix in ("_one_", "_other_") for name in ("share", "lower", "upper")),
        pl.col("_one__common"),
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
