"""Gates beside sums, as tables: what is closed behind high scores, and the highest scores that hide it."""

from __future__ import annotations

import polars as pl

from openness.measures.evidence import links
from openness.measures.names import in_words, with_heading
from openness.metrics.base import KEYS

SUMS = ("osai", "opening_up", "mof", "osaid", "eosai_matrix")
"""Metrics of whole releases; the others look at access alone, where no gate on data or code can be asked."""

SHARE_LABELS = {
    "framework": "Metric",
    "high_count": "Score as high",
    "weights": "Weights closed",
    "data": "Data closed",
    "code": "Code closed",
    "license": "License closed",
    "any": "Any of them",
}
HIDDEN_LABELS = {
    "release_name": "Release",
    "framework": "Metric",
    "score_label": "Score",
    "failed": "Closed at",
    "weakest_component": "Weakest component",
    "weakest_status": "It is",
    "evidence": "Evidence",
}


def shares(closed: pl.DataFrame) -> pl.DataFrame:
    """Return what to show of :func:`openness.studies.metric_lab.gates.closed_behind`: a row a framework."""
    kept = closed.filter(pl.col("metric").is_in(list(SUMS)))
    bounds = [(pl.col(name) * 100).round().cast(pl.Int64) for name in ("lower", "upper")]
    told = pl.when(pl.col("n") > 0).then(pl.format("{} of {} ({}\u00a0to\u00a0{}%)", "failed_count", "n", *bounds))
    wide = (
        with_heading(kept.with_columns(told.alias("told")))
        .sort(pl.col("metric").cast(pl.Enum(list(SUMS))), "source", maintain_order=True)
        .pivot("gate", index=["framework", "high_count"], values="told")
    )
    absent = [pl.lit(None, pl.String).alias(name) for name in SHARE_LABELS if name not in wide.columns]
    return wide.with_columns(absent).select(list(SHARE_LABELS))


def hidden(gated: pl.DataFrame, releases: pl.DataFrame, *, share: float = 0.5, most: int = 20) -> pl.DataFrame:
    """Return the releases that score highest though they fail a gate."""
    found = gated.filter(
        pl.col("metric").is_in(list(SUMS)),
        ~pl.col("is_stub"),
        pl.col("score_share") >= share,
        pl.col("failed_gates").list.len() > 0,
    )
    return (
        with_heading(found)
        .join(releases.select(*KEYS, "release_name"), on=KEYS, how="left", maintain_order="left")
        .with_columns(
            pl.coalesce("release_name", "release_id").alias("release_name"),
            pl.format("{} of {}", *(pl.col(name).cast(pl.String).str.strip_suffix(".0") for name in _OUT_OF)).alias(
                "score_label"
            ),
            pl.col("failed_gates").list.join(", ").str.replace("license", "the license").alias("failed"),
            pl.struct("weakest_component", "metric")
            .map_elements(lambda row: in_words(row["weakest_component"], row["metric"]), return_dtype=pl.String)
            .alias("weakest_component"),
            links("weakest_evidence_url").alias("evidence"),
        )
        .sort("score_share", pl.col("failed_gates").list.len(), "release_id", descending=[True, True, False])
        .head(most)
        .select(list(HIDDEN_LABELS))
    )


_OUT_OF = ("score", "score_max")
