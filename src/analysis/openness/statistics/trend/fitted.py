"""The share that a trend model sees over time, for charts: a curve with a band, and no further than the data."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import polars as pl
from narwhals.typing import IntoDataFrameT

from openness.statistics.kinds import like
from openness.statistics.shares import CONFIDENCE
from openness.statistics.trend import samples as sampling
from openness.statistics.trend.logit import logistic
from openness.statistics.trend.model import MARGIN, check
from openness.statistics.trend.samples import MIN_GROUP, Sample
from openness.statistics.trend.slopes import LOG_ODDS_ERRORS, model

FITTED_SCHEMA = {"group": pl.String, "date": pl.Datetime("us"), "share": pl.Float64} | dict.fromkeys(
    ("lower", "upper"), pl.Float64
)


def fitted_shares(
    frame: IntoDataFrameT,
    *,
    by: str | None = "developer_group",
    is_open: str = "is_open",
    date: str = "release_date",
    cluster: str = "developer_id",
    teams: str = "first",
    min_group: int = MIN_GROUP,
    confidence: float = CONFIDENCE,
    points: int = 40,
) -> IntoDataFrameT:
    """Return the model's share over time, from each group's first release to its last and no further.

    Returns
    -------
    frame of the caller's kind
        ``group``, ``date``, ``share``, ``lower``, ``upper`` (0..1; interval of the share at that date, by Student's t
        on the logit). A group without a slope has no rows.
    """
    check(min_group, MARGIN, confidence)
    known = sampling.releases(frame, by=by, is_open=is_open, date=date, cluster=cluster, teams=teams)
    parts = [pl.DataFrame(schema=FITTED_SCHEMA)]
    for group, sample in sampling.samples(known).items():
        if sample.refusal(min_group) is not None:
            continue
        own = known.filter(pl.col("group") == group)["date"]
        parts.append(_curve(sample, own.min(), own.max(), points, confidence))
    return like(pl.concat(parts), frame)


def _curve(sample: Sample, first: datetime, last: datetime, points: int, confidence: float) -> pl.DataFrame:
    from scipy.special import stdtrit  # noqa: PLC0415

    fitted = model([sample])
    if not fitted.fit.converged[0]:
        return pl.DataFrame(schema=FITTED_SCHEMA)
    steps = np.linspace(0, 1, points)
    years = sample.years.min() + steps * np.ptp(sample.years) - sample.years.mean()
    errors = fitted.errors(LOG_ODDS_ERRORS)
    contrasts = np.column_stack([np.ones(points), years])
    df = np.array([errors.degrees_of_freedom(contrast)[0] for contrast in contrasts])
    half = stdtrit(df, 0.5 + confidence / 2) * np.array([errors.standard_error(row)[0] for row in contrasts])
    logit = contrasts @ fitted.fit.coefficients[0]
    return pl.DataFrame(
        {
            "group": [sample.group] * points,
            "date": [first + (last - first) * step for step in steps],
            "share": logistic(logit),
            "lower": logistic(logit - half),
            "upper": logistic(logit + half),
        },
        schema=FITTED_SCHEMA,
    )
