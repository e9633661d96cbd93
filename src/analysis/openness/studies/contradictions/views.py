"""Contradictions as they are listed: who says what, with a link."""

import polars as pl

from openness.measures.contradictions import FACT_NAMES, FACTS
from openness.measures.records import links
from openness.sources import short_names
from openness.studies.contradictions import results
from openness.words.numbers import counted


def lists(found: pl.DataFrame, most: int) -> dict[str, pl.DataFrame]:
    """Return heading -> :data:`results.LISTED` for each fact that has some, one size before the whole family."""
    parts = {}
    for fact in FACTS:
        own = found.filter(fact=fact)
        families = own["release_family_id"].unique(maintain_order=True)
        if families.is_empty():
            continue
        kept = own.filter(pl.col("release_family_id").is_in(families.head(most).implode()))
        heading = f"{FACT_NAMES[fact]}: {counted(len(families), 'family', 'families')}"
        parts[heading] = kept.with_columns(
            pl.col("release_family_id").alias("family"),
            pl.when("is_same_size").then(pl.lit("one size")).otherwise(pl.lit("the family")).alias("size"),
            pl.col("source").replace(short_names()),
            pl.when(pl.col("link").is_not_null()).then(links("link")).alias("evidence"),
        ).select(results.LISTED.names)
    return parts


def editions(said: pl.DataFrame) -> list[str]:
    """Return the editions that say something."""
    return [" ".join(row) for row in said.select("source", "vintage").unique().sort("source", "vintage").rows()]
