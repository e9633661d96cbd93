"""What the metric laboratory finds, in plain words."""

from __future__ import annotations

import polars as pl

from analysis.trends.metric_words import agreement_words
from analysis.trends.words import percent


def mof_words(counts: pl.DataFrame) -> str:
    """Return one sentence on the classes of the records of the Model Openness Tool.

    Parameters
    ----------
    counts
        Result of :func:`analysis.trends.mof_classes.class_counts`; its first row is of records without a class.
    """
    published, read = (counts[name].to_list() for name in ("as_published", "strings_read"))
    total = sum(published)
    if not total:
        return "There are no records of the Model Openness Tool."
    return (
        f"Of {total:,} records of the Model Openness Tool, {published[0]:,} ({percent(published[0] / total)}) reach no "
        f"class of the Model Openness Framework, and {read[0]:,} when license strings are read rather than compared."
    )


def finding(counts: pl.DataFrame, correlations: pl.DataFrame, pooled: pl.DataFrame, difference: str) -> str:
    """Return the paragraph that the laboratory comes to.

    Parameters
    ----------
    counts
        Result of :func:`analysis.trends.mof_classes.class_counts`.
    correlations
        Result of :func:`analysis.trends.agreement.rank_correlation`.
    pooled
        Result of :func:`analysis.trends.agreement.source_agreement`, pooled rows, of one reading.
    difference
        Sentence on the difference between two groups.
    """
    independent = correlations.filter(~pl.col("is_same_source"), pl.col("tau").is_not_null())
    return " ".join(
        [
            _spread(independent),
            *agreement_words(correlations, pooled)[len(agreement_words(correlations)) :][:2],
            mof_words(counts),
            difference,
        ]
    )


def _spread(independent: pl.DataFrame) -> str:
    """Return how far frameworks that rest on different sources agree."""
    if independent.is_empty():
        return "No two frameworks that rest on different sources score enough releases in common to be compared."
    tau = independent["tau"]
    unsure = independent.filter((pl.col("tau_lower") <= 0) & (pl.col("tau_upper") >= 0)).height
    return (
        f"Frameworks that rest on different sources rank the same releases with Kendall's tau from {tau.min():.2f} to "
        f"{tau.max():.2f} (median {tau.median():.2f} of {independent.height} pairs); for {unsure} of these pairs chance "
        "alone may give as much."
    )
