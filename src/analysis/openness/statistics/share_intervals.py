"""Shares with their intervals, from counts by cluster: one policy for every table of shares.

Rows of one cluster, such as the releases of one developer, resemble each other, so clusters are what is sampled. The
estimator is that of :mod:`~openness.statistics.clustered_shares`; here it takes and gives tables.
"""

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoFrameT

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics import clustered_shares
from openness.statistics.clustered_shares import CONFIDENCE, Estimates
from openness.statistics.door import KNOWN, TRUE, eager, given_back, with_outcome
from openness.statistics.results import GROUP_SHARES

DEVELOPER, WILSON = "developer", "wilson"
INTERVALS = (DEVELOPER, WILSON)
"""Kinds of interval: by cluster, or of rows that are taken as independent."""

TEAM_SIGN = "+"
"""What joins the identifiers of a team in a column of clusters, in the order in which they are named."""

UNKNOWN_CLUSTER = "unknown"

LEAST_EFFECTIVE = 5
"""Effective clusters below which a weighted share has no interval."""

CLUSTER = "_cluster"
"""Column of the cluster in counts by cluster."""

_COUNTS = ("n", "open_count", "unknown_count", "unweighted_count")
_WEIGHTS = ("_size", "_hits")


def shares_by(
    frame: IntoFrameT,
    by: Sequence[str],
    *,
    is_open: str = "is_open",
    cluster: str = "developer_id",
    interval: str = DEVELOPER,
    confidence: float = CONFIDENCE,
    weight: str | None = None,
    total: str | None = None,
) -> IntoFrameT:
    """Return the share of rows with an outcome, such as being open, in every group.

    Parameters
    ----------
    frame
        One row an observation, such as a release.
    by
        Columns of groups; null is a group of its own, ``unknown``.
    is_open
        Boolean column, or one of 1 and 0; null where the outcome is not known.
    cluster
        Column of clusters; null is one cluster, and a team belongs to the one named first. A frame without it has
        Wilson intervals, which take rows as independent.
    interval
        ``developer`` (by cluster) or ``wilson``.
    confidence
        Level of the interval.
    weight
        Column of weights, 0 or more, such as downloads; null is left out and counted. Below five effective clusters a
        weighted share has no interval.
    total
        Name of one more group, of all rows, in the last column of ``by``.

    Returns
    -------
    frame of the caller's kind
        ``by``, then :data:`~openness.statistics.results.GROUP_SHARES` without its group; in order of ``by``, the total
        first.

    Raises
    ------
    UnknownNameError
        A column or a kind of interval is not there.
    BadValueError
        The outcome is none, or ``confidence`` is not between 0 and 1.
    """
    data: Any = nw.from_native(frame)
    columns = data.collect_schema().names()
    for column in (*by, is_open, *([weight] if weight else [])):
        if column not in columns:
            raise UnknownNameError("column", column, columns)
    groups = [nw.when(~nw.col(one).is_null()).then(nw.col(one)).otherwise(nw.lit("unknown")).alias(one) for one in by]
    counted = count_clusters(with_outcome(data, is_open).with_columns(*groups), list(by), cluster, weight)
    if total is not None:
        whole = counted.with_columns(pl.lit(total).alias(by[-1]))
        if whole.is_empty() and len(by) == 1:
            # That there is nothing is an answer too.
            whole = pl.DataFrame({by[0]: [total]}).with_columns(
                pl.lit(UNKNOWN_CLUSTER).alias(CLUSTER),
                *(pl.lit(0, pl.Int64).alias(name) for name in _COUNTS),
                *(pl.lit(0, pl.Float64).alias(name) for name in _WEIGHTS),
            )
        counted = pl.concat([whole, counted.select(whole.columns) if counted.height else whole.clear()])
    found = with_intervals(
        counted,
        list(by),
        interval=chosen(interval, cluster, columns, weight),
        confidence=confidence,
        least_effective=LEAST_EFFECTIVE if weight else 0,
    )
    first = [] if total is None else [*by[:-1], pl.col(by[-1]) != total]
    return given_back(found.sort(*first, *by), data)


def chosen(interval: str, cluster: str, columns: Sequence[str], weight: str | None = None) -> str:
    """Return the kind of interval that a frame allows: without a column of clusters its rows are all there is."""
    if interval not in INTERVALS:
        raise UnknownNameError("kind of interval", interval, INTERVALS)
    if interval == WILSON and weight is not None:
        raise BadValueError("a Wilson interval counts rows, so it cannot be weighted; expected interval 'developer'")
    return interval if cluster in columns else WILSON


def count_clusters(data: Any, keys: Sequence[str], cluster: str, weight: str | None = None) -> pl.DataFrame:
    """Return ``keys``, the cluster, its counts and weights; ``data`` has the columns of ``with_outcome``.

    Rows are counted on the caller's engine, and only the counts are collected.
    """
    named = nw.lit(UNKNOWN_CLUSTER)
    if cluster in data.collect_schema().names():
        column = nw.col(cluster).cast(nw.String)
        named = nw.when(~column.is_null()).then(column).otherwise(named)
    each = nw.lit(1.0) if weight is None else nw.col(weight).cast(nw.Float64)
    weighed = nw.lit(1) if weight is None else (each >= 0).fill_null(value=False).cast(nw.Int64)
    rows = data.select(*keys, KNOWN, TRUE, named.alias(CLUSTER), each.fill_null(0.0).alias("_each"), _weighed=weighed)
    known, true = nw.col(KNOWN) * nw.col("_weighed"), nw.col(TRUE) * nw.col("_weighed")
    counts = (
        rows.with_columns(_known=known, _true=true, _blank=nw.col("_weighed") - known, _without=1 - nw.col("_weighed"))
        .with_columns(_size=nw.col("_each") * nw.col("_known"), _hits=nw.col("_each") * nw.col("_true"))
        .group_by(*keys, CLUSTER)
        .agg(
            nw.col("_known").sum().alias("n"),
            nw.col("_true").sum().alias("open_count"),
            nw.col("_blank").sum().alias("unknown_count"),
            nw.col("_without").sum().alias("unweighted_count"),
            nw.col("_size").sum().alias("_size"),
            nw.col("_hits").sum().alias("_hits"),
        )
        # Engines sum to decimals or wide integers; counts are plain ones.
        .with_columns(nw.col(*_COUNTS).cast(nw.Int64), nw.col(*_WEIGHTS).cast(nw.Float64))
    )
    first = pl.col(CLUSTER).str.split(TEAM_SIGN).list.first()
    table = eager(counts).to_polars().group_by(*keys, first).agg(pl.col(*_COUNTS, *_WEIGHTS).sum())
    return table.sort(*keys, CLUSTER)


def with_intervals(
    counted: pl.DataFrame,
    keys: Sequence[str],
    *,
    interval: str = DEVELOPER,
    confidence: float = CONFIDENCE,
    least_effective: float = 0,
) -> pl.DataFrame:
    """Return shares by ``keys`` with their intervals, from one row a key and cluster; in order of ``keys``.

    A single cluster has no interval, nor has one of fewer effective clusters than asked for.
    """
    if not 0 < confidence < 1:
        raise BadValueError(f"confidence is {confidence}, expected a number between 0 and 1")
    size, hits = pl.col("_size"), pl.col("_hits")
    table = (
        with_jackknife(counted, keys)
        .group_by(keys)
        .agg(
            pl.col(*_COUNTS, *_WEIGHTS).sum(),
            (size > 0).sum().cast(pl.Int64).alias("developers"),
            (pl.col("_moved") ** 2).sum().alias("_squares"),
            (size.sum() ** 2 / (size**2).sum()).alias("_effective"),
        )
        .sort(keys)
        .with_columns(pl.when(size > 0).then(hits / size).alias("open_share"))
    )
    found = _estimates(table)
    effect = found.releases / clustered_shares.effective_rows(found)
    if interval == WILSON:
        effect = np.where(found.releases > 0, 1.0, np.nan)
        found = clustered_shares.as_independent(found)
    lower, upper = clustered_shares.share_intervals(found, confidence)
    there = pl.col("effective_developers") >= least_effective
    return (
        table.with_columns(
            pl.when(size > 0).then("_effective").alias("effective_developers"),
            pl.Series("design_effect", effect).fill_nan(None),
            pl.Series("lower", lower).fill_nan(None),
            pl.Series("upper", upper).fill_nan(None),
            pl.when(size > 0).then(pl.lit(interval)).alias("interval"),
        )
        .with_columns(pl.when(there).then(pl.col("lower", "upper")))
        .select(*keys, *(name for name in GROUP_SHARES.names if name != "group"))
    )


def with_jackknife(counted: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """Add ``_moved``: the share without a cluster less the share of all; null where the rest has no rows."""
    size, hits = pl.col("_size"), pl.col("_hits")
    whole, opened = size.sum().over(keys), hits.sum().over(keys)
    moved = pl.when((size > 0) & (whole > size)).then((opened - hits) / (whole - size) - opened / whole)
    return counted.with_columns(moved.alias("_moved"))


def _estimates(table: pl.DataFrame) -> Estimates:
    count = table["developers"].to_numpy()
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = np.where(count > 1, (count - 1) / count * table["_squares"].to_numpy(), np.nan)
    effective = table["_effective"].to_numpy()
    return Estimates(
        table["open_share"].cast(pl.Float64).to_numpy(),
        variance,
        np.where(np.isfinite(effective), np.maximum(effective - 1, 1), 1.0),
        table["n"].to_numpy().astype(float),
        count,
    )
