"""The score of the Foundation Model Transparency Index.

Source of the rule: Bommasani, R. et al., 2023, https://arxiv.org/abs/2310.12941. The score is the number of indicators
met, of 100. The indicators of 2023 were used again in May 2024; those of December 2025 are others, so scores compare
within a set and not across.
"""

import polars as pl

from openness.metrics.base import Metric, Records, finish, no_scores
from openness.sources.fmti import SOURCE

NAME = "fmti"


def score(records: Records) -> pl.DataFrame:
    """Score the developers that the index judges."""
    if records.transparency is None or records.transparency.is_empty():
        return no_scores()
    met = pl.col("is_met")
    keys = ["vintage", "release_id", "indicator_set"]
    ordered = records.transparency.sort("vintage", "release_id", "indicator_position")
    weakest = (
        ordered.group_by(*keys, "domain", maintain_order=True)
        .agg(met.mean().alias("_share"))
        .group_by(keys, maintain_order=True)
        .agg(pl.col("domain").get(pl.col("_share").arg_min()).alias("weakest_component"))
    )
    return finish(
        ordered.group_by(keys, maintain_order=True)
        .agg(
            met.sum().cast(pl.Float64).alias("score"),
            pl.len().cast(pl.Float64).alias("score_max"),
            pl.col("indicator").filter(~met).first().alias("first_failure"),
            met.count().cast(pl.Int64).alias("judged_count"),
            pl.len().cast(pl.Int64).alias("criterion_count"),
            pl.format("{} of {}", met.sum(), pl.len()).alias("label"),
        )
        .join(weakest, on=keys, maintain_order="left")
        .with_columns(
            pl.lit(SOURCE.name).alias("source"),
            pl.lit(NAME).alias("metric"),
            pl.col("indicator_set").alias("metric_version"),
            pl.lit(value=False).alias("is_stub"),
        )
    )


METRIC = Metric(
    name=NAME,
    place=70,
    title="Foundation Model Transparency Index",
    short="FMTI",
    text="The number of 100 indicators of transparency that a developer meets for its flagship model.",
    url="https://arxiv.org/abs/2310.12941",
    score=score,
    otherwise="it does not judge the index's indicators, most of which are about labor, compute, risks and use",
)
