"""How far sources agree on the same parts, under every reading of their statuses."""

from __future__ import annotations

import polars as pl

from openness.measures.judgements import READINGS
from openness.measures.names import SOURCE_NAMES
from openness.statistics.resampling import SEED
from openness.studies.metric_lab.agreement import ALL, source_agreement

DRAWS = 1000
"""Resamples; bounds of an interval move by about 0.01 from seed to seed."""


_ONE, _OTHER = (
    pl.col("sources").str.split_exact(" and ", 1).struct.field(f"field_{i}").replace(SOURCE_NAMES) for i in (0, 1)
)
_NAMED = pl.format("{} and {}", _ONE, _OTHER)


def pooled(
    components: pl.DataFrame, families: pl.DataFrame | None, *, draws: int = DRAWS, seed: int = SEED
) -> pl.DataFrame:
    """Return Krippendorff's alpha over all parts, for every two sources and every reading."""
    return pl.concat(
        source_agreement(components, families, reading=name, each_concept=False, draws=draws, seed=seed)
        .filter(pl.col("sources") != ALL)
        .with_columns(pl.lit(name).alias("reading"), _NAMED.alias("sources"))
        for name in READINGS
    )


def as_rows(found: pl.DataFrame) -> pl.DataFrame:
    """Return what the chart of intervals needs: one row a pair of sources and reading."""
    most = pl.col("n").max().over("sources")
    return found.sort(most, "sources", descending=[True, False], maintain_order=True).select(
        pl.col("sources").alias("pair"),
        "reading",
        "n",
        "family_count",
        "alpha",
        "lower",
        "upper",
        "reason",
    )


def explained() -> str:
    """Return what each reading asks, as a Markdown list."""
    return "\n".join(f"- **{one.name}**: {one.text}." for one in READINGS.values())
