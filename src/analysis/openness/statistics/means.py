"""Means of a score by period and group, with Student's t interval."""

from typing import Any

import narwhals as nw
from narwhals.typing import IntoDataFrameT

from openness.statistics.door import check_numbers
from openness.statistics.results import MEANS
from openness.statistics.shares import CONFIDENCE, with_period


def mean_by_period(
    frame: IntoDataFrameT,
    *,
    value: str,
    by: str = "developer_group",
    date: str = "release_date",
    every: str = "year",
    bounds: tuple[float, float],
) -> IntoDataFrameT:
    """Return the mean of a value in every period and group: :data:`~openness.statistics.results.MEANS`, in order.

    Rows without a value are left out; the interval is cut off at ``bounds``, the lowest and highest value there can be.
    ``frame`` is any eager frame; ``by``, ``date`` and ``every`` are those of
    :func:`openness.statistics.shares.share_by_period`.
    """
    data: Any = nw.from_native(frame, eager_only=True)
    dated = with_period(data, by, date, every, needed=(value,))
    check_numbers(data, value)
    counted = (
        dated.with_columns(_value=nw.col(value).cast(nw.Float64))
        .filter(~nw.col("_value").is_null())
        .group_by("_period", "period", "group")
        .agg(nw.len().alias("n"), nw.col("_value").mean().alias("mean"), nw.col("_value").std(ddof=1).alias("_sd"))
        .with_columns(nw.col("n").cast(nw.Int64))
        .sort("_period", "group")
    )
    return nw.maybe_reset_index(with_t_interval(counted, bounds=bounds).select(MEANS.names)).to_native()


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
