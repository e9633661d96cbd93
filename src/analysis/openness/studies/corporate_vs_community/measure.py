"""How open the components of indexed releases are, and their scores as shares of the highest."""

from __future__ import annotations

import polars as pl

from openness.metrics import registry
from openness.metrics.osai.score import POINTS
from openness.tables.schema import KEYS


def component_means(components: pl.DataFrame, releases: pl.DataFrame, by: str = "developer_group") -> pl.DataFrame:
    """Return the mean openness of each component in each group."""
    judged = components.filter(pl.col("status").is_in(list(POINTS))).with_columns(
        pl.col("status").replace_strict(POINTS, return_dtype=pl.Float64).alias("_points")
    )
    order = {name: place for place, name in enumerate(components["component"].unique(maintain_order=True))}
    return (
        judged.join(releases.select(*KEYS, pl.col(by).alias("group")), on=KEYS)
        .group_by("component", "group")
        .agg(
            pl.len().cast(pl.Int64).alias("n"),
            pl.col("_points").mean().alias("score"),
            (pl.col("status") == "open").mean().alias("open_share"),
        )
        .sort(pl.col("component").replace_strict(order, return_dtype=pl.Int64), "group")
    )


def score_shares(scores: pl.DataFrame, metric: str) -> pl.DataFrame:
    """Return one metric's scores as shares of the highest, stubs left out: ``KEYS``, ``score_share`` (0..1)."""
    own = registry.published(scores).filter(pl.col("metric") == metric, ~pl.col("is_stub"))
    return own.select(*KEYS, (pl.col("score") / pl.col("score_max")).alias("score_share"))


def stubs(scores: pl.DataFrame, metric: str) -> tuple[int, int]:
    """Return how many entries one metric scores, and how many of them are stubs."""
    own = registry.published(scores).filter(pl.col("metric") == metric)
    return own.height, int(own["is_stub"].sum())
