"""Single cases of open-washing with their evidence: by developer, and where the gap is widest.

No verdict on a developer stands without its evidence: each row carries the criteria that failed and the links that
show it, and a developer with few releases gets no rate.
"""

from __future__ import annotations

import polars as pl

from analysis.trends.openwashing_shares import MIN_GROUP, check, counts, one_edition, with_bounds
from analysis.trends.shares import CONFIDENCE

_SHOWN = ("release_name", "developer_name", "developer_group", "release_date", "failed_tests", "gap", "failed")


def by_developer(
    judged: pl.DataFrame,
    developers: pl.DataFrame,
    *,
    min_group: int = MIN_GROUP,
    confidence: float = CONFIDENCE,
) -> pl.DataFrame:
    """Return each developer's claims, its verdicts with their evidence and, where there are enough of them, a rate.

    Parameters
    ----------
    judged
        Result of :func:`analysis.trends.openwashing.judge`, of one source and vintage.
    developers
        Table ``developers``.
    min_group
        Judged claims that a developer must have for a rate.
    confidence
        Level of the Wilson interval.

    Returns
    -------
    polars.DataFrame
        ``developer_id``, ``developer_name``, ``developer_type``, ``n``, ``openwashing_count``, ``unknown_count``,
        ``stub_count``, ``share``, ``lower``, ``upper`` (null below ``min_group``), ``reason`` (why there is no rate),
        ``releases`` (all claims), ``openwashed`` (those with a verdict), ``failed`` and ``evidence_urls`` (of these);
        most judged claims first. A release by several developers counts for each. A verdict without a link to its
        evidence is none: it counts as unknown.
    """
    check(judged, ("developer_id", "is_claim", "is_openwashing", "evidence_urls"), min_group, confidence)
    one_edition(judged)
    claims = (
        supported(judged.filter("is_claim"))
        .with_columns(pl.col("developer_id").str.split("+"))
        .explode("developer_id", empty_as_null=True)
        .filter(pl.col("developer_id").is_not_null())
    )
    is_washed = pl.col("is_openwashing").fill_null(value=False)
    counted = claims.group_by("developer_id").agg(
        *counts(),
        pl.col("release_name").sort().alias("releases"),
        pl.col("release_name").filter(is_washed).sort().alias("openwashed"),
        *(
            pl.col(name)
            .filter(is_washed)
            .explode(empty_as_null=True)
            .drop_nulls()
            .unique(maintain_order=True)
            .alias(name)
            for name in ("failed", "evidence_urls")
        ),
    )
    is_enough = pl.col("n") >= min_group
    few = pl.format("{} of {} judged claims needed for a rate", "n", pl.lit(min_group))
    return (
        with_bounds(counted, confidence)
        .with_columns(
            *(pl.when(is_enough).then(name).alias(name) for name in ("share", "lower", "upper")),
            pl.when(~is_enough).then(few).alias("reason"),
        )
        .join(developers.select("developer_id", "developer_name", "developer_type"), on="developer_id", how="left")
        .sort("n", "openwashing_count", "developer_id", descending=[True, True, False])
        .select(
            "developer_id",
            "developer_name",
            "developer_type",
            "n",
            "openwashing_count",
            "unknown_count",
            "stub_count",
            "share",
            "lower",
            "upper",
            "reason",
            "releases",
            "openwashed",
            "failed",
            "evidence_urls",
        )
    )


def widest_gaps(judged: pl.DataFrame, most: int | None = 20) -> pl.DataFrame:
    """Return the open-washed releases with the widest gaps, each with its criteria and the links that show it.

    Parameters
    ----------
    judged
        Result of :func:`analysis.trends.openwashing.judge`.
    most
        Number of rows, None for all.

    Returns
    -------
    polars.DataFrame
        ``release_name``, ``developer_name``, ``developer_group``, ``release_date``, ``failed_tests``, ``gap``,
        ``failed``, ``license_raw``, ``license_tier``, ``evidence_urls``; widest gap first, then most failed tests, then
        by name. Releases without a link to evidence are left out.
    """
    found = judged.filter(pl.col("is_openwashing").fill_null(value=False), pl.col("evidence_urls").list.len() > 0).sort(
        "gap",
        pl.col("failed_tests").list.len(),
        "release_name",
        descending=[True, True, False],
        nulls_last=True,
    )
    return found.select(*_SHOWN, "license_raw", "license_tier", "evidence_urls").head(
        found.height if most is None else most
    )


def supported(judged: pl.DataFrame) -> pl.DataFrame:
    """Return verdicts with those that have no link to evidence taken back."""
    has_link = pl.col("evidence_urls").list.len() > 0
    return judged.with_columns(
        pl.when(has_link | ~pl.col("is_openwashing")).then("is_openwashing").alias("is_openwashing")
    )
