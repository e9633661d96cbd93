"""Means of a score by period and group, with intervals by cluster; and Student's t of rows that nobody shares."""

from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoDataFrameT

from openness.statistics import clustered_shares
from openness.statistics.door import check_numbers, made
from openness.statistics.results import MEANS
from openness.statistics.share_intervals import DEVELOPER, TEAM_SIGN, UNKNOWN_CLUSTER
from openness.statistics.shares import CONFIDENCE, with_period

_FLAT = 1e-18


def mean_by_period(
    frame: IntoDataFrameT,
    *,
    value: str,
    by: str = "developer_group",
    date: str = "release_date",
    every: str = "year",
    bounds: tuple[float, float],
    cluster: str = "developer_id",
    confidence: float = CONFIDENCE,
) -> IntoDataFrameT:
    """Return the mean of a value in every period and group: :data:`~openness.statistics.results.MEANS`, in order.

    Rows without a value are left out; the interval is cut off at ``bounds``, the lowest and highest value there can be.
    Rows of one ``cluster``, such as a developer, resemble each other; a team belongs to the one named first. In a frame
    without that column rows are independent, and the interval is Student's. ``frame`` is any eager frame; ``by``,
    ``date`` and ``every`` are those of :func:`openness.statistics.shares.share_by_period`.
    """
    data: Any = nw.from_native(frame, eager_only=True)
    dated = with_period(data, by, date, every, needed=(value,))
    check_numbers(data, value)
    has_clusters = cluster in dated.columns
    columns = ["_period", "period", "group", "_value", *([cluster] if has_clusters else [])]
    known = (
        dated.with_columns(_value=nw.col(value).cast(nw.Float64))
        .filter(~nw.col("_value").is_null())
        .select(columns)
        .to_polars()
        .drop_nans("_value")
    )
    first = pl.col(cluster).cast(pl.String).fill_null(UNKNOWN_CLUSTER).str.split(TEAM_SIGN).list.first()
    named = known.with_columns(_cluster=first if has_clusters else pl.int_range(pl.len()).cast(pl.String))
    rows = []
    for _, own in named.sort("_period", "group").group_by("_period", "group", maintain_order=True):
        row = own.select("period", "group").row(0, named=True)
        rows.append(row | _mean(own, bounds, confidence) | {"interval": DEVELOPER if has_clusters else None})
    return made(rows, MEANS, data)


def _mean(own: pl.DataFrame, bounds: tuple[float, float], confidence: float) -> dict[str, Any]:
    sums = own.group_by("_cluster", maintain_order=True).agg(pl.len().alias("n"), pl.col("_value").sum())
    # A ratio of sums over clusters, as a share is, whatever its values are.
    found = clustered_shares.shares(*(sums[name].to_numpy().astype(float)[:, None] for name in ("n", "_value")))
    row = {"n": own.height, "mean": own["_value"].mean(), "developers": sums.height}
    variance = float(found.variance[0])
    if not np.isfinite(variance) or variance < _FLAT:
        return row
    lower, upper = (float(bound[0]) for bound in clustered_shares.slope_intervals(found, confidence))
    alone = own["_value"].var() / own.height
    return row | {
        "lower": max(lower, bounds[0]),
        "upper": min(upper, bounds[1]),
        "design_effect": variance / alone if alone > _FLAT else None,
    }


def with_t_interval(counted: Any, *, bounds: tuple[float, float], confidence: float = CONFIDENCE) -> Any:
    """Add Student's t interval to a narwhals frame of ``n``, ``mean`` and ``_sd``, the values' standard deviation."""
    # Not scipy.stats, which takes a second to import; this is the quantile behind its t.ppf.
    from scipy.special import stdtrit  # noqa: PLC0415

    counts = sorted(set(counted["n"].to_list()) - {1})
    quantiles = [float(stdtrit(count - 1, 0.5 + confidence / 2)) for count in counts]
    n, sd = nw.col("n"), nw.col("_sd")
    quantile = n.replace_strict([1, *counts], [0.0, *quantiles], return_dtype=nw.Float64)
    half = nw.when((n > 1) & (sd > 0)).then(quantile * sd / n.cast(nw.Float64).sqrt())
    low, high = bounds
    return counted.with_columns(
        lower=(nw.col("mean") - half).clip(lower_bound=low), upper=(nw.col("mean") + half).clip(upper_bound=high)
    )
