"""How long licenses last: until the first change among those that changed, and from then until the next."""

from __future__ import annotations

import math
from statistics import NormalDist

import polars as pl

from analysis.errors import BadValueError
from analysis.schema import CHANGE_KINDS
from analysis.trends.shares import CONFIDENCE

DAYS_PER_YEAR = 365.25


def time_to_first_change(changes: pl.DataFrame) -> pl.DataFrame:
    """Return how long the first license lasted, among projects that changed it and whose first license is dated.

    Projects that never changed their license are not in the data, so this is no survival: a median of it is that of
    those that changed, which is far shorter than that of all.

    Returns
    -------
    polars.DataFrame
        ``kind``, ``project_name``, ``developer_name``, ``first_license_date``, ``change_date``, ``direction``,
        ``years``; the shortest first.
    """
    return (
        _moments(changes)
        .group_by("kind", "project_name", maintain_order=True)
        .first()
        .filter(pl.col("first_license_date").is_not_null())
        .with_columns(_years(pl.col("change_date") - pl.col("first_license_date")).alias("years"))
        .select("kind", "project_name", "developer_name", "first_license_date", "change_date", "direction", "years")
        .sort("years", "project_name")
    )


def spells_after_first_change(changes: pl.DataFrame) -> pl.DataFrame:
    """Return how long the license that replaced the first one has lasted.

    Every project here has such a license, so those that kept it are in the data too, censored on the day up to which
    later changes were looked for. A change that was not found counts as a license kept.

    Returns
    -------
    polars.DataFrame
        ``kind``, ``project_name``, ``developer_name``, ``change_date``, ``direction`` (of the first change), ``years``,
        ``is_ended`` (whether another change followed).
    """
    moments = _moments(changes)
    following = pl.col("change_date").shift(-1).over("kind", "project_name")
    ends = pl.coalesce(following, "known_until_date")
    return (
        moments.with_columns(
            _years(ends - pl.col("change_date")).alias("years"), following.is_not_null().alias("is_ended")
        )
        .group_by("kind", "project_name", maintain_order=True)
        .first()
        .select("kind", "project_name", "developer_name", "change_date", "direction", "years", "is_ended")
    )


def survival(spells: pl.DataFrame, confidence: float = CONFIDENCE) -> pl.DataFrame:
    """Return the Kaplan-Meier estimate of the part of licenses still in force, by kind.

    Parameters
    ----------
    spells
        Result of :func:`spells_after_first_change`.
    confidence
        Level of the interval.

    Returns
    -------
    polars.DataFrame
        ``kind``, ``years`` (from 0, one row a time at which a license ended), ``n`` (at risk just before),
        ``ended_count``, ``survival`` (0..1), ``lower``, ``upper`` (log-log of Greenwood's
        formula; null where it is 0 or 1). Source: Kaplan and Meier 1958, doi 10.1080/01621459.1958.10501452. Spells of
        one developer are not independent, so the interval is too narrow.
    """
    if not 0 < confidence < 1:
        raise BadValueError(f"confidence is {confidence}, expected a number between 0 and 1")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    rows = [
        (kind, *row)
        for kind in CHANGE_KINDS
        for row in _product_limit(spells.filter(kind=kind).select("years", "is_ended").rows(), z)
    ]
    return pl.DataFrame(rows, schema=_SURVIVAL, orient="row")


def _product_limit(spells: list[tuple[float, bool]], z: float) -> list[tuple]:
    """Return a row at 0 and one at each time at which a spell ended: time, at risk, ended, survival, its interval."""
    if not spells:
        return []
    rows: list[tuple] = [(0.0, len(spells), 0, 1.0, None, None)]
    survival, spread = 1.0, 0.0
    for years in sorted({years for years, is_ended in spells if is_ended}):
        at_risk = sum(lasted >= years for lasted, _ in spells)
        ended = sum(is_ended and lasted == years for lasted, is_ended in spells)
        survival *= 1 - ended / at_risk
        if ended == at_risk:
            rows.append((years, at_risk, ended, 0.0, None, None))
            break
        spread += ended / (at_risk * (at_risk - ended))
        width = z * math.sqrt(spread) / math.log(survival)
        rows.append((years, at_risk, ended, survival, survival ** math.exp(-width), survival ** math.exp(width)))
    return rows


def _moments(changes: pl.DataFrame) -> pl.DataFrame:
    """Return one row a project and day: parts that were relicensed on one day are one change."""
    return changes.sort("kind", "project_name", "change_date", "change_id").unique(
        ["kind", "project_name", "change_date"], keep="first", maintain_order=True
    )


def _years(span: pl.Expr) -> pl.Expr:
    return span.dt.total_days() / DAYS_PER_YEAR


_SURVIVAL = {
    "kind": pl.String,
    "years": pl.Float64,
    "n": pl.Int64,
    "ended_count": pl.Int64,
    "survival": pl.Float64,
    "lower": pl.Float64,
    "upper": pl.Float64,
}
