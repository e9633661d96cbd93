"""The plain tests of a trend in the shares of every group, as a tidy table."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoDataFrameT

from openness.statistics.kinds import like
from openness.statistics.periods import per_year, period_number
from openness.statistics.resampling import check_draws
from openness.statistics.shares import CONFIDENCE
from openness.statistics.trend import samples as sampling
from openness.statistics.trend.samples import MIN_GROUP
from openness.statistics.trend.trend_tests import clustered_armitage, cochran_armitage, mann_kendall, theil_sen

MIN_PERIODS = 6
"""Periods below which ranks are too few for an interval of 95%: that of five covers 97%, of four there is none."""

RESULT = {
    "group": pl.String,
    "n": pl.Int64,
    "open_count": pl.Int64,
    "developers": pl.Int64,
    "period": pl.String,
    "periods": pl.Int64,
    "armitage_z": pl.Float64,
    "armitage_p": pl.Float64,
    "clustered_z": pl.Float64,
    "clustered_p": pl.Float64,
    "kendall_tau": pl.Float64,
    "kendall_p": pl.Float64,
    "sen_points_per_year": pl.Float64,
    "sen_lower": pl.Float64,
    "sen_upper": pl.Float64,
    "reason": pl.String,
}


def plain_trends(
    frame: IntoDataFrameT,
    *,
    by: str | None = "developer_group",
    is_open: str = "is_open",
    date: str = "release_date",
    cluster: str = "developer_id",
    teams: str = "first",
    every: str = "year",
    min_group: int = MIN_GROUP,
    confidence: float = CONFIDENCE,
) -> IntoDataFrameT:
    """Return the plain tests of a trend in every group.

    Parameters
    ----------
    frame, by, is_open, date, cluster, teams
        As in :func:`openness.statistics.trend.samples.releases`.
    every
        Length of a period.
    min_group
        Releases a period must have for its share to stand in Mann-Kendall and Theil-Sen, which weigh all periods
        alike; and that a group must have for any test.
    confidence
        Level of the interval of the slope.

    Returns
    -------
    frame of the caller's kind
        One row a group: ``group``, ``n``, ``open_count``, ``developers``, ``period``, ``periods`` (with ``min_group``
        releases); ``armitage_z`` and ``armitage_p`` (all releases independent), ``clustered_z`` and ``clustered_p``
        (developers independent); ``kendall_tau``, ``kendall_p``; ``sen_points_per_year`` with ``sen_lower`` and
        ``sen_upper`` (percentage points a year); ``reason`` why some or all are null.
    """
    check_draws(1, confidence)
    known = sampling.releases(frame, by=by, is_open=is_open, date=date, cluster=cluster, teams=teams)
    numbered = nw.from_native(known).with_columns(_number=period_number(nw.col("date"), every)).to_native()
    rows = []
    for group, sample in sampling.samples(known).items():
        own = numbered.filter(pl.col("group") == group)
        rows.append({"group": group, **sample.counts()} | _tests(own, sample, min_group, per_year(every), confidence))
    return like(pl.DataFrame(rows, schema=RESULT), frame)


def _tests(own: pl.DataFrame, sample: Any, min_group: int, count: int, confidence: float) -> dict[str, Any]:
    opened = sample.is_open.sum()
    if sample.n < min_group:
        return {"periods": 0, "reason": f"fewer than {min_group} releases"}
    if opened in (0, sample.n):
        return {"periods": 0, "reason": "no release is open" if opened == 0 else "all releases are open"}
    table = own.group_by("_number").agg(pl.len().alias("n"), pl.col("is_open").sum().alias("k")).sort("_number")
    if table.height == 1:
        return {"periods": 1, "reason": "all releases are of one period"}
    number, n, k = (table[name].to_numpy() for name in ("_number", "n", "k"))
    _, developers = np.unique(sample.developers, return_inverse=True)
    found: dict[str, Any] = dict(zip(("armitage_z", "armitage_p"), cochran_armitage(k, n, number), strict=True))
    reasons = []
    if sample.developer_count < sampling.MIN_DEVELOPERS:
        reasons.append(f"fewer than {sampling.MIN_DEVELOPERS} developers")
    else:
        clustered = clustered_armitage(sample.is_open, own["_number"].to_numpy(), developers)
        found |= dict(zip(("clustered_z", "clustered_p"), clustered, strict=True))
    large = n >= min_group
    found["periods"] = int(large.sum())
    if found["periods"] < MIN_PERIODS:
        reasons.append(f"fewer than {MIN_PERIODS} periods with {min_group} or more releases")
    else:
        found |= _of_shares(k[large] / n[large], number[large] / count, confidence)
    return {name: _plain(value) for name, value in found.items()} | {"reason": "; ".join(reasons) or None}


def _of_shares(shares: np.ndarray, years: np.ndarray, confidence: float) -> dict[str, float]:
    tau, p = mann_kendall(shares)
    slope, lower, upper = (100 * float(bound[0]) for bound in theil_sen(shares, years, confidence))
    return {"kendall_tau": tau, "kendall_p": p, "sen_points_per_year": slope, "sen_lower": lower, "sen_upper": upper}


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and np.isnan(value) else value
