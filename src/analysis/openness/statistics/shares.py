"""Shares and counts by period and group, for any kind of frame.

Written once with narwhals: pandas, polars (eager and lazy), DuckDB and PySpark callers get their own kind of
frame back. Rows are counted on the caller's engine; all else happens on the counts.
"""

from statistics import NormalDist
from typing import Any

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrameT

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.door import given_back, with_outcome
from openness.statistics.periods import period_label, period_number, precise_enough
from openness.statistics.results import COUNTS, SHARES
from openness.statistics.share_intervals import (
    CONFIDENCE,
    DEVELOPER,
    LEAST_EFFECTIVE,
    chosen,
    count_clusters,
    with_intervals,
)
from openness.words.values import with_days

ROLLING_PERIODS = 3


def share_by_period(
    frame: IntoFrameT,
    *,
    by: str = "developer_group",
    is_open: str = "is_open",
    date: str = "release_date",
    every: str = "year",
    rolling: int = ROLLING_PERIODS,
    confidence: float = CONFIDENCE,
    cluster: str = "developer_id",
    interval: str = DEVELOPER,
    weight: str | None = None,
) -> IntoFrameT:
    """Return the share of rows with an outcome, such as being open, in every period and group.

    Parameters
    ----------
    frame
        One row an observation, such as a release.
    by
        Column of groups; null is a group of its own, ``unknown``.
    is_open
        Column of booleans, or of 1 and 0; missing where the outcome is not known.
    date
        Column of dates. Rows without a date are in no period and in no row of the result; where the frame has
        ``date_precision``, so are rows whose date is known less exactly than ``every``.
    every
        ``year``, ``half`` or ``quarter``.
    rolling
        Number of periods pooled by ``rolling_share``: the period itself and those before it.
    confidence
        Level of the interval.
    cluster, interval, weight
        As in :func:`~openness.statistics.share_intervals.shares_by`: intervals are by developer; ``wilson`` takes rows
        as independent, as does a frame without the column of clusters.

    Returns
    -------
    frame of the caller's kind
        :data:`~openness.statistics.results.SHARES`, a row a period and group that has one, in order.

    Raises
    ------
    UnknownNameError
        A column is not there, or ``every`` is no period.
    BadValueError
        ``is_open`` holds anything else, such as text or counts, or ``date`` no dates; ``rolling`` is below 1, or
        ``confidence`` not between 0 and 1.
    """
    if rolling < 1:
        raise BadValueError(f"rolling is {rolling}, expected 1 or more periods")
    if not 0 < confidence < 1:
        raise BadValueError(f"confidence is {confidence}, expected a number between 0 and 1")
    data: Any = nw.from_native(frame)
    named = [] if weight is None else [weight]
    periods = with_outcome(with_period(data, by, date, every, needed=(is_open, *named)), is_open)
    kind = chosen(interval, cluster, data.collect_schema().names(), weight)
    keys = ["_period", "period", "group"]
    counted = count_clusters(periods, keys, cluster, weight)
    least = LEAST_EFFECTIVE if weight else 0
    shares = with_intervals(counted, keys, interval=kind, confidence=confidence, least_effective=least)
    pooled = _pooled(counted, rolling)
    return given_back(
        shares.join(pooled, on=["_period", "group"], how="left", maintain_order="left").select(SHARES.names), data
    )


def count_by_period(
    frame: IntoFrameT, *, by: str = "developer_group", date: str = "release_date", every: str = "year"
) -> IntoFrameT:
    """Return the number of rows in every period and group: :data:`~openness.statistics.results.COUNTS`, in order.

    Parameters are those of :func:`share_by_period`.
    """
    data: Any = nw.from_native(frame)
    return nw.maybe_reset_index(
        with_period(data, by, date, every)
        .group_by("_period", "period", "group")
        .agg(nw.len().alias("release_count"))
        .with_columns(nw.col("release_count").cast(nw.Int64))
        .sort("_period", "group")
        .select(COUNTS.names)
    ).to_native()


def wilson(k: nw.Expr, n: nw.Expr, confidence: float = CONFIDENCE) -> tuple[nw.Expr, nw.Expr]:
    """Return lower and upper bound of the Wilson score interval of k successes in n trials; null where n is 0.

    Source of the formula: Wilson, E. B. (1927), Journal of the American Statistical Association 22(158),
    209-212, https://doi.org/10.1080/01621459.1927.10502953.
    """
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    trials = nw.when(n > 0).then(n.cast(nw.Float64))
    share = k.cast(nw.Float64) / trials
    scale = 1 + z * z / trials
    center = (share + z * z / (2 * trials)) / scale
    half = z * (share * (1 - share) / trials + z * z / (4 * trials * trials)).sqrt() / scale
    # At 0 and n successes one bound is 0 or 1 exactly; rounding must not put it a hair outside.
    lower = nw.when(k > 0).then(center - half).otherwise(nw.when(n > 0).then(nw.lit(0.0)))
    upper = nw.when(k < n).then(center + half).otherwise(nw.when(n > 0).then(nw.lit(1.0)))
    return lower, upper


def with_period(data: Any, by: str, date: str, every: str, needed: tuple[str, ...] = ()) -> Any:
    """Add ``_period`` (a whole number), ``period`` (its label) and ``group``; rows without a period are left out."""
    columns = data.collect_schema().names()
    for column in (by, date, *needed):
        if column not in columns:
            raise UnknownNameError("column", column, columns)
    dated = with_days(data, date)
    dated = dated.filter(~nw.col(date).is_null())
    if "date_precision" in columns:
        dated = dated.filter(precise_enough(nw.col("date_precision"), every))
    number = period_number(nw.col(date), every)
    return dated.with_columns(
        _period=number,
        period=period_label(number, every),
        group=nw.when(~nw.col(by).is_null()).then(nw.col(by)).otherwise(nw.lit("unknown")),
    )


def _pooled(counted: pl.DataFrame, rolling: int) -> pl.DataFrame:
    # A join and not a window of rows, so that an empty period counts as a period.
    sums = counted.group_by("_period", "group").agg(pl.col("_size", "_hits").sum())
    before = sums.select("group", pl.col("_period").alias("_before"), "_size", "_hits")
    return (
        sums.select("_period", "group")
        .join(before, on="group")
        .filter(pl.col("_before").is_between(pl.col("_period") - rolling + 1, pl.col("_period")))
        .group_by("_period", "group")
        .agg(pl.col("_size", "_hits").sum())
        .select(
            "_period",
            "group",
            pl.when(pl.col("_size") > 0).then(pl.col("_hits") / pl.col("_size")).alias("rolling_share"),
        )
    )
