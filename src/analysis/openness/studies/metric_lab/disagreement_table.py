"""The disagreements of sources as a table that can be checked: who says what of which part, with the links."""

from __future__ import annotations

import polars as pl

from openness.measures.evidence import links
from openness.measures.names import SOURCE_NAMES

LABELS = {
    "family": "Release family",
    "concept": "Part",
    "open": "More open",
    "closed": "Less open",
    "remark": "Mind that",
}
MIXED = "releases of the family differ within a source"


def table(found: pl.DataFrame) -> pl.DataFrame:
    """Return what to show of :func:`openness.studies.metric_lab.disagreements.disagreements`: a row a conflict."""
    is_first = pl.int_range(pl.len()).over("place") == 0
    named = pl.format("{}: {} of {}", "release_family_id", "conflict_count", "compared_count")
    said = {
        end: pl.format(
            "{}: {}, {}", pl.col(f"source_{end}").replace(SOURCE_NAMES), f"status_{end}", f"release_id_{end}"
        )
        for end in ("open", "closed")
    }
    return found.with_columns(**said).select(
        pl.when(is_first).then(named).otherwise(pl.lit("")).alias("family"),
        pl.col("concept").str.replace_all("_", " ", literal=True),
        *(links(f"evidence_url_{end}", end).alias(end) for end in said),
        pl.when("is_mixed").then(pl.lit(MIXED)).otherwise(pl.col("reason").fill_null("")).alias("remark"),
    )
