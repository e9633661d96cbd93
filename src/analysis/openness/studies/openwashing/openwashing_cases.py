"""Single cases of open-washing with their evidence: by developer, and where the gap is widest.

No verdict on a developer stands without its evidence: each row carries the criteria that failed and the links that
show it, and a developer with few releases gets no rate.
"""

from __future__ import annotations

import polars as pl

from openness.statistics.shares import CONFIDENCE
from openness.studies.openwashing.shares import MIN_GROUP, check, counts, one_edition, with_bounds

_SHOWN = ("release_name", "developer_name", "developer_group", "release_date", "failed_tests", "gap", "failed")


def by_developer(
    judged: pl.DataFrame,
    developers: pl.DataFrame,
    *,
    min_group: int = MIN_GROUP,
    confidence: float = CONFIDENCE,
) -> pl.DataFrame:
    """Return each developer's claims, its verdicts with their evidence and, where there are enough of them, a rate."""
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
    """Return the open-washed releases with the widest gaps, each with its criteria and the links that show it."""
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
