"""What the check of published figures came to, in sentences made from its result."""

from __future__ import annotations

import polars as pl

from openness.studies.published_results.base import CAUSES
from openness.studies.published_results.check import VERDICTS, shown
from openness.words.sentences import counted

_WORDS = {
    "agrees": ("agrees", "agree"),
    "differs": ("differs", "differ"),
    "not_reproducible": ("cannot be recomputed", "cannot be recomputed"),
}
"""Verdict -> what one figure does, what several do."""


def verdict_counts(checks: pl.DataFrame, by: str | None = None) -> pl.DataFrame:
    """Return how many figures have which verdict."""
    counts = [(pl.col("verdict") == verdict).sum().cast(pl.Int64).alias(verdict) for verdict in VERDICTS]
    every = [pl.len().cast(pl.Int64).alias("figure_count"), *counts]
    if by is None:
        return checks.select(every)
    return checks.group_by(by, maintain_order=True).agg(every).sort("figure_count", by, descending=[True, False])


def summary(checks: pl.DataFrame) -> str:
    """Return one sentence: how many figures agree, differ, cannot be recomputed."""
    if checks.is_empty():
        return "No published figures were checked."
    row = verdict_counts(checks).row(0, named=True)
    parts = [f"{row[verdict]} {_WORDS[verdict][row[verdict] != 1]}" for verdict in VERDICTS]
    return (
        f"Of {counted(row['figure_count'], 'figure')} of {counted(checks['publisher'].n_unique(), 'publisher')} "
        f"{parts[0]} with what the data here or the publisher's own numbers give, {parts[1]}, and {parts[2]}."
    )


def causes(checks: pl.DataFrame) -> str:
    """Return one sentence: why the figures that differ do so, most frequent cause first; empty where none differs."""
    counts = (
        checks.filter(verdict="differs")["cause"]
        .value_counts(sort=True)
        .sort("count", "cause", descending=[True, False])
    )
    if counts.is_empty():
        return ""
    parts = [f"{CAUSES[cause]} ({count})" for cause, count in counts.rows()]
    total = counts["count"].sum()
    opening = f"Why {total} differ" if total > 1 else "Why one differs"
    return f"{opening}, as far as it can be told: {'; '.join(parts)}."


def inconsistent(checks: pl.DataFrame) -> pl.DataFrame:
    """Return the figures that do not follow from their publisher's own numbers, whatever the data here."""
    return checks.filter(verdict="differs", is_from_data=False)


def differences(checks: pl.DataFrame) -> list[str]:
    """Return one sentence a figure that differs, the largest relative difference first."""
    differing = checks.filter(verdict="differs").with_columns(
        (pl.col("difference").abs() / pl.col("published").abs().clip(lower_bound=1.0)).alias("_size")
    )
    return [
        f"{row['publisher']}, {row['claim']}: {row['printed']} published, {shown(row['recomputed'])} recomputed "
        f"({row['difference']:+.4g})."
        for row in differing.sort("_size", "figure_id", descending=[True, False]).iter_rows(named=True)
    ]
