"""Groups compared two by two: the difference of their shares with its own interval, and a test of all pairs at once.

Whether two intervals overlap says little: each must be left by a value that is as far off as its own error allows, and
two shares differ long before both are. And rows of one cluster may stand on both sides, such as an early and a late
release of one developer; what they have in common then drops out of the difference.

Bounds are made of the score bounds of both shares at their effective number of rows, less twice what the two have in
common; their correlation is that of the jackknife that leaves out one cluster at a time from both.

Source of the formula: Zou, G. Y. and Donner, A. (2008), Statistics in Medicine 27(10), 1693-1702,
https://doi.org/10.1002/sim.3095; without common clusters it is Newcombe, R. G. (1998), Statistics in Medicine 17(8),
873-890, method 10. Bounds over rows of unknown outcome take these against each other, all of one side closed and all of
the other open: Manski, C. F. (1990), American Economic Review 80(2), 319-323.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoFrame, IntoFrameT

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.clustered_shares import score_bounds
from openness.statistics.differences import from_bounds
from openness.statistics.door import eager, given_back, text, with_outcome
from openness.statistics.multiplicity import with_adjusted_p
from openness.statistics.results import PAIR_DIFFERENCES
from openness.statistics.share_intervals import (
    CLUSTER,
    CONFIDENCE,
    DEVELOPER,
    chosen,
    count_clusters,
    with_intervals,
    with_jackknife,
)

_STEPS = 60
_LEAST_P = 1e-9
"""Chances of error below this are not told apart: rounding would."""

_SIDES = ("group", "other_group")


@dataclass(frozen=True)
class _Side:
    """Shares of one side of each pair, as many independent rows as would be as certain, and degrees of freedom."""

    share: np.ndarray
    rows: np.ndarray
    degrees: np.ndarray

    def score(self, tail: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the score bounds of each share with a chance left on each side, by Student's t."""
        from scipy.special import stdtrit  # noqa: PLC0415 - loads late: scipy takes as long as the rest together

        return score_bounds(self.share, self.rows, stdtrit(self.degrees, 1 - tail))


def pair_differences(
    frame: IntoFrameT,
    pairs: IntoFrame | None = None,
    *,
    by: str = "developer_group",
    within: Sequence[str] = (),
    is_open: str = "is_open",
    cluster: str = "developer_id",
    interval: str = DEVELOPER,
    minimum: int = 1,
    confidence: float = CONFIDENCE,
) -> IntoFrameT:
    """Return the share of one group less that of another, for pairs of groups, tested together.

    Parameters
    ----------
    frame
        One row an observation, such as a release.
    pairs
        The pairs to compare: ``within``, ``group`` and ``other_group``. None: any two groups, in order of their names.
    by
        Column of groups, which may be periods; null is a group of its own, ``unknown``.
    within
        Columns that tell tables apart: groups are compared inside each.
    is_open, cluster, interval
        As in :func:`~openness.statistics.share_intervals.shares_by`.
    minimum
        Groups with fewer rows of known outcome are not compared.
    confidence
        Level of the intervals, and of the tests by Holm's rule over all pairs of the result.

    Returns
    -------
    frame of the caller's kind
        ``within``, then :data:`~openness.statistics.results.PAIR_DIFFERENCES`; numbers that cannot be had are null.

    Raises
    ------
    UnknownNameError
        A column, a kind of interval or a group of ``pairs`` is not there.
    BadValueError
        The outcome is none, ``confidence`` is not between 0 and 1, or a group is compared with itself.
    """
    data: Any = nw.from_native(frame)
    columns = data.collect_schema().names()
    for column in (by, *within, is_open):
        if column not in columns:
            raise UnknownNameError("column", column, columns)
    kind = chosen(interval, cluster, columns)
    keys = [*within, "group"]
    groups = [text(column).alias(name) for column, name in zip([*within, by], keys, strict=True)]
    counted = count_clusters(with_outcome(data, is_open).with_columns(*groups), keys, cluster)
    known = _estimated(counted, keys, kind, confidence)
    asked = _every_pair(known.shares, within, minimum) if pairs is None else _asked(pairs, within)
    found = _differences(asked, known, known, within, kind, confidence)
    ends = {"blank_lower": pl.col("lower"), "blank_upper": pl.col("upper")}
    if counted["unknown_count"].sum():
        closed, opened = (_estimated(_filled(counted, value), keys, kind, confidence) for value in (0, 1))
        least = _differences(asked, closed, opened, within, kind, confidence)
        most = _differences(asked, opened, closed, within, kind, confidence)
        ends = {"blank_lower": least["lower"], "blank_upper": most["upper"]}
    enough = pl.min_horizontal("n", "other_n") >= max(minimum, 1)
    numbers = ("difference", "lower", "upper", "p_value", *ends)
    found = found.with_columns(**ends).with_columns(pl.when(enough).then(pl.col(*numbers)))
    return given_back(with_tests(found, 1 - confidence).select(*within, *PAIR_DIFFERENCES.names), data)


def with_tests(pairs: pl.DataFrame, level: float = 1 - CONFIDENCE) -> pl.DataFrame:
    """Return pairs, such as those of several results, with the columns that depend on how many are tested."""
    is_different = (pl.col("p_holm") < level).fill_null(value=False)
    stands = (pl.col("blank_lower") > 0) | (pl.col("blank_upper") < 0)
    return with_adjusted_p(pairs).with_columns(
        tests=pl.col("tests").cast(pl.Int64),
        is_different=is_different,
        survives_blanks=(is_different & stands).fill_null(value=False),
    )


@dataclass(frozen=True)
class _Estimated:
    """Shares of groups, and how far each moves without one of its clusters (null where rows are independent)."""

    shares: pl.DataFrame
    moved: pl.DataFrame | None


def _estimated(counted: pl.DataFrame, keys: Sequence[str], kind: str, confidence: float) -> _Estimated:
    shares = with_intervals(counted, keys, interval=kind, confidence=confidence)
    return _Estimated(shares, with_jackknife(counted, keys) if kind == DEVELOPER else None)


def _differences(
    asked: pl.DataFrame, one: _Estimated, other: _Estimated, within: Sequence[str], kind: str, confidence: float
) -> pl.DataFrame:
    """Return the pairs with both sides, their difference, interval and p; either side may have counts of its own."""
    joined = asked
    for side, prefix, estimated in zip(_SIDES, ("", "other_"), (one, other), strict=True):
        told = estimated.shares.select(
            *within,
            pl.col("group").alias(side),
            pl.col("n", "developers", "design_effect", "effective_developers").name.prefix(prefix),
            pl.col("open_share").alias(f"{prefix}share"),
        )
        joined = joined.join(told, on=[*within, side], how="left", maintain_order="left")
    joined = joined.with_columns(
        pl.col("n", "other_n", "developers", "other_developers").fill_null(0), pl.lit(kind).alias("interval")
    )
    common = np.zeros(joined.height)
    if one.moved is not None and other.moved is not None and joined.height:
        common = _common(one.moved, other.moved, joined, within)
    return _compared(joined, common, kind, confidence)


def _filled(counted: pl.DataFrame, value: int) -> pl.DataFrame:
    """Return counts in which every row of unknown outcome has the same one."""
    blank = pl.col("unknown_count")
    return counted.with_columns(
        n=pl.col("n") + blank,
        open_count=pl.col("open_count") + value * blank,
        unknown_count=pl.lit(0, pl.Int64),
        _size=pl.col("_size") + blank,
        _hits=pl.col("_hits") + value * blank,
    )


def _every_pair(sides: pl.DataFrame, within: Sequence[str], minimum: int) -> pl.DataFrame:
    large = sides.filter(pl.col("n") >= max(minimum, 1)).select(*within, "group")
    other = large.rename({"group": "other_group"})
    every = large.join(other, on=list(within)) if within else large.join(other, how="cross")
    return every.filter(pl.col("group") < pl.col("other_group")).sort(*within, *_SIDES)


def _asked(pairs: IntoFrame, within: Sequence[str]) -> pl.DataFrame:
    asked = eager(pairs, [*within, *_SIDES]).to_polars().select(*within, *_SIDES)
    same = asked.filter(pl.col("group") == pl.col("other_group"))
    if same.height:
        raise BadValueError(f"group {same['group'][0]!r} is compared with itself, expected two groups")
    return asked


def _common(moved: pl.DataFrame, other_moved: pl.DataFrame, joined: pl.DataFrame, within: Sequence[str]) -> np.ndarray:
    """Return the correlation of both shares of each pair, by the clusters that stand on both sides."""
    pairs = joined.select(*within, *_SIDES).with_row_index("_pair")
    one, other = (
        pairs.join(
            moves.select(*within, pl.col("group").alias(side), CLUSTER, pl.col("_moved").fill_null(0.0).alias(side[0])),
            on=[*within, side],
        ).select("_pair", CLUSTER, side[0])
        for side, moves in zip(_SIDES, (moved, other_moved), strict=True)
    )
    both = one.join(other, on=["_pair", CLUSTER], how="full", coalesce=True)
    first, second = (pl.col(side[0]).fill_null(0.0) for side in _SIDES)
    size = ((first**2).sum() * (second**2).sum()).sqrt()
    ratio = pl.when(size > 0).then((first * second).sum() / size).fill_null(0.0).clip(-1, 1).alias("_ratio")
    found = pairs.join(both.group_by("_pair").agg(ratio), on="_pair", how="left", maintain_order="left")
    return found["_ratio"].fill_null(0.0).to_numpy()


def _compared(joined: pl.DataFrame, common: np.ndarray, kind: str, confidence: float) -> pl.DataFrame:
    one, other = _side(joined, "", kind), _side(joined, "other_", kind)
    tail = np.full(joined.height, (1 - confidence) / 2)
    lower, upper = _interval(one, other, common, tail)
    return joined.with_columns(
        difference=pl.Series(one.share - other.share).fill_nan(None),
        lower=pl.Series(lower).fill_nan(None),
        upper=pl.Series(upper).fill_nan(None),
        p_value=pl.Series(_p_values(one, other, common)).fill_nan(None),
    )


def _side(joined: pl.DataFrame, prefix: str, kind: str) -> _Side:
    def values(name: str) -> np.ndarray:
        return joined[f"{prefix}{name}"].cast(pl.Float64).fill_null(np.nan).to_numpy()

    effective = values("effective_developers")
    degrees = np.where(np.isfinite(effective), np.maximum(effective - 1, 1), 1.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        rows = values("n") / values("design_effect")
    return _Side(values("share"), rows, degrees if kind == DEVELOPER else np.full(degrees.shape, np.inf))


def _interval(one: _Side, other: _Side, common: np.ndarray, tail: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    (low, high), (other_low, other_high) = one.score(tail), other.score(tail)
    _, lower, upper = from_bounds(one.share, low, high, other.share, other_low, other_high, common)
    return np.maximum(lower, -1.0), np.minimum(upper, 1.0)


def _p_values(one: _Side, other: _Side, common: np.ndarray) -> np.ndarray:
    """Return the smallest chance of error at which each interval leaves zero out."""
    value = one.share - other.share
    low, high = np.full(value.shape, _LEAST_P), np.ones(value.shape)
    for _ in range(_STEPS):
        middle = (low + high) / 2
        lower, upper = _interval(one, other, common, middle / 2)
        is_out = (lower > 0) | (upper < 0)
        low, high = np.where(is_out, low, middle), np.where(is_out, middle, high)
    known = np.isfinite(_interval(one, other, common, np.full(value.shape, 0.25))[0])
    return np.where(known, np.where(value == 0, 1.0, high), np.nan)
