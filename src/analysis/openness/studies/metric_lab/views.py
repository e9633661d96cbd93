"""Results of the laboratory in the columns that its charts take."""

from __future__ import annotations

import polars as pl

from openness.measures.names import framework_labels
from openness.measures.transparency import totals, wave_means
from openness.metrics.base import KEYS
from openness.sources import short_names


def with_headings(correlations: pl.DataFrame, scores: pl.DataFrame) -> pl.DataFrame:
    """Return correlations of frameworks under their short names."""
    names = framework_labels(scores)
    return correlations.with_columns(pl.col("framework_a", "framework_b").replace(names))


def family_matrix(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return how many families two sources share as a table of sources by sources, each pair once."""
    named = pairs.with_columns(pl.col("source_a", "source_b").replace(short_names())).sort("source_a", "source_b")
    wide = named.pivot("source_b", index="source_a", values="family_count", sort_columns=True)
    return wide.rename({"source_a": "Source"})


def correlation_rows(correlations: pl.DataFrame) -> pl.DataFrame:
    """Return one row a pair of frameworks: ``one``, ``other``, ``n``, ``tau``, ``lower``, ``upper``, ``reason``."""
    known = correlations.filter(pl.col("tau").is_not_null())
    kept = pl.concat([known["framework_a"], known["framework_b"]]).unique().to_list()
    return correlations.filter(pl.col("framework_a").is_in(kept), pl.col("framework_b").is_in(kept)).select(
        pl.col("framework_a").alias("one"),
        pl.col("framework_b").alias("other"),
        "n",
        "tau",
        pl.col("tau_lower").alias("lower"),
        pl.col("tau_upper").alias("upper"),
        "reason",
    )


def not_compared(correlations: pl.DataFrame) -> list[str]:
    """Return the frameworks that share too few families with every other, by name."""
    known = correlations.filter(pl.col("tau").is_not_null())
    kept, named = (
        set(pl.concat([frame["framework_a"], frame["framework_b"]]).to_list()) for frame in (known, correlations)
    )
    return sorted(named - kept)


def rank_rows(intervals: pl.DataFrame, releases: pl.DataFrame) -> pl.DataFrame:
    """Return one row a release: ``release``, ``group``, ``rank``, ``lower``, ``upper``, ``base_rank``, ``score``."""
    known = releases.select(*KEYS, "release_name", "developer_group")
    name = pl.col("release_name")
    return intervals.join(known, on=KEYS, how="left", maintain_order="left").select(
        pl.when(name.is_null() | name.is_duplicated()).then("release_id").otherwise(name).alias("release"),
        pl.col("developer_group").fill_null("unknown").alias("group"),
        pl.col("rank_median").alias("rank"),
        pl.col("rank_lower").alias("lower"),
        pl.col("rank_upper").alias("upper"),
        "base_rank",
        pl.col("base_score").alias("score"),
    )


def wave_rows(transparency: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the scores of developers and the means of the waves of the Foundation Model Transparency Index."""
    wave = pl.col("vintage").str.slice(0, 7).alias("wave")
    scores = totals(transparency).select(
        wave,
        "indicator_set",
        pl.col("developer_name").alias("developer"),
        pl.col("total").cast(pl.Float64).alias("score"),
    )
    return scores, wave_means(transparency).select(wave, "n", "mean", "lower", "upper")
