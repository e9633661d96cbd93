"""Which releases moved the shares between two editions, and the facts that show why."""

from __future__ import annotations

import polars as pl

from openness.studies.vintages_and_composition.editions.editions import Edition
from openness.studies.vintages_and_composition.editions.moves import CAUSES, CRITERIA, KIND_OF, REASSESSMENT

_FACTS_OF = {
    "replaced": pl.col("fact").is_in(["model", "release_date"]),
    "criteria": pl.lit(value=False),
    "regrouped": pl.col("fact").is_in(["developer_group", "developer_type", "country", "modality", "categories"]),
    "redated": pl.col("fact") == "release_date",
    "rescoped": pl.col("fact").is_in(["modality", "country", "lists"]),
}
"""Cause -> the facts that show it, beside the score that decides; of the others ``_JUDGED``."""
_JUDGED = pl.col("fact").is_in(["access", "license", "license_tier"]) | pl.col("fact").str.starts_with("component: ")


def movers(
    moved: pl.DataFrame,
    pairs: pl.DataFrame,
    facts: pl.DataFrame,
    before: Edition,
    after: Edition,
    metric: str | None = None,
) -> pl.DataFrame:
    """Return who moved the shares between two editions, with the facts that show why."""
    names = pl.concat([after.releases, before.releases]).select("release_id", "release_name")
    links = pl.concat([after.components, before.components]).drop_nulls("evidence_url")
    once = {"subset": ["release_id"], "keep": "first", "maintain_order": True}
    shown = [_shown(facts, cause, metric) for cause in CAUSES if cause not in ("new", "removed")]
    kind = pl.col("cause").replace_strict(KIND_OF, return_dtype=pl.String).alias("kind")
    size = pl.col("share_change").abs()
    return (
        moved.join(names.unique(**once), on="release_id", how="left", maintain_order="left")
        .join(pairs.select("release_id", "value_before", "value_after"), on="release_id", maintain_order="left")
        .join(pl.concat(shown), on=["release_id", "cause"], how="left", maintain_order="left")
        .join(links.select("release_id", "evidence_url").unique(**once), on="release_id", how="left")
        .with_columns(kind)
        .sort("period", "group", size, "release_id", descending=[False, False, True, False], nulls_last=True)
        .select(
            "release_id",
            "release_name",
            "kind",
            "cause",
            *moved.columns[2:],
            "value_before",
            "value_after",
            "before",
            "after",
            "evidence_url",
        )
    )


def _shown(facts: pl.DataFrame, cause: str, metric: str | None) -> pl.DataFrame:
    """Return the facts that show a cause, as one text a release: ``release_id``, ``cause``, ``before``, ``after``."""
    shows = _FACTS_OF.get(cause, _JUDGED)
    if KIND_OF[cause] in (CRITERIA, REASSESSMENT):
        shows = shows | (pl.col("fact") == f"score: {metric}")
    own = facts.filter(shows)
    said = [
        pl.format("{} {}", "fact", pl.col(side).fill_null("none")).str.join("; ").alias(side)
        for side in ("before", "after")
    ]
    joined = own.group_by("release_id", maintain_order=True).agg(said)
    return joined.select("release_id", pl.lit(cause).alias("cause"), "before", "after")
