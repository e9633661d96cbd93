"""How far releases are matched across sources."""

from __future__ import annotations

from itertools import combinations

import polars as pl

from openness.cleaning.families import across_sources
from openness.sources import short_names
from openness.studies.metric_lab.names import with_source_names
from openness.tables.schema import MATCH_RULES

MATCHED = ("exact", "alias")
"""Rules under which a release has a family that it may share with another source."""


def match_counts(families: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.MATCHES`."""
    rule = pl.col("match_rule")
    return (
        families.group_by("source", "vintage")
        .agg(
            pl.len().cast(pl.Int64).alias("release_count"),
            *[(rule == name).sum().cast(pl.Int64).alias(name) for name in MATCH_RULES],
            rule.is_in(list(MATCHED)).mean().alias("matched_share"),
        )
        .sort("source", "vintage")
        .pipe(with_source_names, "source")
    )


def shared_matrix(families: pl.DataFrame) -> pl.DataFrame:
    """Return how many families two sources share as a table of sources by sources, each pair once."""
    across = across_sources(families)
    sources = [name for name in across.columns if name not in {"release_family_id", "source_count"}]
    rows = [
        (a, b, across.filter(pl.col(a).is_not_null() & pl.col(b).is_not_null()).height)
        for a, b in combinations(sources, 2)
    ]
    pairs = pl.DataFrame(rows, schema={"Source": pl.String, "other": pl.String, "count": pl.Int64}, orient="row")
    named = pairs.with_columns(pl.col("Source", "other").replace(short_names())).sort("Source", "other")
    return named.pivot("other", index="Source", values="count", sort_columns=True)
