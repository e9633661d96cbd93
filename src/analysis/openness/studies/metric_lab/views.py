"""Results of the laboratory in the columns that its charts take."""

import polars as pl

from openness.measures.transparency import totals, wave_means
from openness.metrics.mof import score as mof
from openness.metrics.osai import score as osai
from openness.metrics.osaid import score as osaid
from openness.studies.metric_lab.names import framework_labels
from openness.tables.schema import KEYS


def with_headings(correlations: pl.DataFrame, scores: pl.DataFrame) -> pl.DataFrame:
    """Return correlations of frameworks under their short names."""
    return correlations.with_columns(pl.col("one", "other").replace(framework_labels(scores)))


def compared(correlations: pl.DataFrame) -> pl.DataFrame:
    """Return the correlations of the frameworks that can be compared with at least one other."""
    kept = _names(correlations.filter(pl.col("tau").is_not_null()))
    return correlations.filter(pl.col("one").is_in(kept), pl.col("other").is_in(kept))


def not_compared(correlations: pl.DataFrame) -> list[str]:
    """Return the frameworks that share too few families with every other, by name."""
    return sorted(_names(correlations) - _names(compared(correlations)))


def _names(correlations: pl.DataFrame) -> set[str]:
    return set(correlations["one"]) | set(correlations["other"])


def rank_rows(intervals: pl.DataFrame, releases: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.RANKS`."""
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
    """Return :data:`results.WAVE_SCORES` and :data:`results.WAVE_MEANS`."""
    wave = pl.col("vintage").str.slice(0, 7).alias("wave")
    scores = totals(transparency).select(
        wave,
        "indicator_set",
        pl.col("developer_name").alias("developer"),
        pl.col("total").cast(pl.Float64).alias("score"),
    )
    return scores, wave_means(transparency).select(wave, "n", "mean", "lower", "upper")


KNOWN = ("osai:olmo", "osai:bloomz", "osai:llama-3-instruct", "mot:olmo-7b", "mot:bloom", "mot:llama-3-8b")
"""Releases whose scores anybody can look up at the publishers'."""


def known_answers(scores: pl.DataFrame) -> pl.DataFrame:
    """Return the scores of a few well-known releases."""
    wanted = pl.col("release_id").is_in(list(KNOWN)) & pl.col("metric").is_in([osai.NAME, mof.NAME, osaid.NAME])
    order = pl.col("release_id").cast(pl.Enum(list(KNOWN)))
    return (
        scores.filter(wanted)
        .sort(order, "metric", "metric_version", maintain_order=True)
        .select("release_id", "metric", "metric_version", "label", "first_failure")
    )
