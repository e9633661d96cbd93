"""The score of the European Open Source AI Index.

Source of the rule: Liesenfeld, A. and Dingemanse, M., 2024, FAccT, https://doi.org/10.1145/3630106.3659005.
Every criterion counts 1 when open, 0.5 when partial, 0 when closed or blank; the score is the plain sum. Before
2026-03-13 there were 14 criteria, since then 12: scores compare only within a version.
"""

from __future__ import annotations

import polars as pl

from analysis import schema, tables
from analysis.sources.osai import CRITERIA

NAME = "osai"
SOURCES = ("osai",)
POINTS = {"open": 1.0, "partial": 0.5, "closed": 0.0, "missing": 0.0}


def score(components: pl.DataFrame) -> pl.DataFrame:
    """Score releases of the index.

    Parameters
    ----------
    components
        The ``components`` table; rows of other sources are passed over.

    Returns
    -------
    polars.DataFrame
        A ``scores`` table. ``metric_version`` is the number of criteria, which is ``score_max`` too.
    """
    judged = components.filter(pl.col("source").is_in(list(SOURCES)), pl.col("component").is_in(list(CRITERIA)))
    short = pl.col("status") != "open"
    return (
        judged.with_columns(pl.col("component").cast(pl.Enum(CRITERIA)).alias("_order"))
        .sort("source", "vintage", "release_id", "_order")
        .group_by("release_id", "source", "vintage", maintain_order=True)
        .agg(
            pl.lit(NAME).alias("metric"),
            pl.len().cast(pl.String).alias("metric_version"),
            pl.col("status").replace_strict(POINTS, return_dtype=pl.Float64).sum().alias("score"),
            pl.len().cast(pl.Float64).alias("score_max"),
            pl.col("component").filter(short).first().alias("first_failure"),
        )
        .with_columns(pl.format("{} of {}", _shown("score"), _shown("score_max")).alias("label"))
        .select(schema.SCORES.column_names)
        .cast(tables.polars_schema(schema.SCORES))
    )


def _shown(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.String).str.strip_suffix(".0")
