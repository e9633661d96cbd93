"""How open each component is, by group."""

from __future__ import annotations

import polars as pl

from openness.measures.definitions import KEYS
from openness.metrics import registry

POINTS = {"open": 1.0, "partial": 0.5, "closed": 0.0}


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


def score_shares(scores: pl.DataFrame, metric: str, *, stubs: bool = False) -> pl.DataFrame:
    """Return one metric's scores as shares of the highest score: ``KEYS``, ``score_share`` (0..1)."""
    own = registry.published(scores).filter(pl.col("metric") == metric)
    if not stubs:
        own = own.filter(~pl.col("is_stub"))
    return own.select(*KEYS, (pl.col("score") / pl.col("score_max")).alias("score_share"))


def stub_words(scores: pl.DataFrame, metric: str) -> str:
    """Return how many releases :func:`score_shares` leaves out as stubs, in a sentence."""
    own = registry.published(scores).filter(pl.col("metric") == metric)
    count = own["is_stub"].sum()
    is_ = "are" if count > 1 else "is"
    left_out = f"{count:,}" if count else "none"
    return f"Of {own.height:,} scored entries, {left_out} {is_} left out of means as stubs, with every criterion blank."
