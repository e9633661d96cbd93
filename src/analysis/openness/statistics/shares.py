"""Shares and counts by period and group, for any kind of frame.

Written once with narwhals: pandas, polars (eager and lazy), DuckDB and PySpark callers get their own kind of
frame back, and a lazy frame stays lazy. Rows are counted on the caller's engine; all else happens on the counts.
"""

from statistics import NormalDist
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrameT

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.door import KNOWN, TRUE, with_outcome
from openness.statistics.periods import period_label, period_number, precise_enough
from openness.statistics.results import COUNTS, SHARES
from openness.words.values import with_days

CONFIDENCE = 0.95
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
        Level of the Wilson interval.

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
    periods = with_period(data, by, date, every, needed=(is_open,))
    counted = (
        with_outcome(periods, is_open)
        .group_by("_period", "period", "group")
        .agg(nw.len().alias("_all"), nw.col(KNOWN).sum().alias("n"), nw.col(TRUE).sum().alias("open_count"))
        # Engines sum to decimals or wide integers; counts are plain ones.
        .with_columns(nw.col("_all", "n", "open_count").cast(nw.Int64))
    )
    pooled = _pooled(counted, rolling)
    k, n = nw.col("open_count"), nw.col("n")
    lower, upper = wilson(k, n, confidence)
    return nw.maybe_reset_index(
        counted.join(pooled, on=["_period", "group"], how="left")
        .with_columns(
            unknown_count=nw.col("_all") - n,
            open_share=_ratio(k, n),
            lower=lower,
            upper=upper,
            rolling_share=_ratio(nw.col("_pooled_open"), nw.col("_pooled_n")),
        )
        .sort("_period", "group")
        .select(SHARES.names)
    ).to_native()


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


def _pooled(counted: Any, rolling: int) -> Any:
    # A join and not a window function, so that an empty period counts as a period and every engine can do it.
    before = counted.select(
        "group", nw.col("_period").alias("_before"), nw.col("n").alias("_n"), nw.col("open_count").alias("_open")
    )
    return (
        counted.select("_period", "group")
        .join(before, on="group", how="inner")
        .filter((nw.col("_before") <= nw.col("_period")) & (nw.col("_before") > nw.col("_period") - rolling))
        .group_by("_period", "group")
        .agg(nw.col("_n").sum().alias("_pooled_n"), nw.col("_open").sum().alias("_pooled_open"))
    )


def _ratio(part: nw.Expr, whole: nw.Expr) -> nw.Expr:
    return nw.when(whole > 0).then(part.cast(nw.Float64) / whole.cast(nw.Float64))
