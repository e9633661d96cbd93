"""How far releases are matched across sources, and how often a match is right."""

from __future__ import annotations

from itertools import combinations

import narwhals as nw
import polars as pl

from openness.project.errors import CheckError
from openness.statistics.shares import wilson
from openness.tables.schema import MATCH_RULES

SAME, DIFFERENT = "same", "different"
MATCHED = ("exact", "alias")
"""Rules under which a release has a family that it may share with another source."""

COUNT_LABELS = {
    "source": "Source",
    "vintage": "Edition",
    "release_count": "Releases",
    "exact": "By exact key",
    "alias": "By alias",
    "single": "In no other source",
    "ambiguous": "Ambiguous",
    "matched_share": "Matched",
}
QUALITY_LABELS = {
    "stratum": "Sample",
    "pair_count": "Pairs",
    "joined_count": "Joined",
    "right_count": "Of these one family",
    "precision": "Precision",
    "precision_lower": "from",
    "precision_upper": "to",
    "same_count": "One family, by hand",
    "found_count": "Of these joined",
    "recall": "Recall",
    "recall_lower": "from",
    "recall_upper": "to",
}


def match_counts(families: pl.DataFrame) -> pl.DataFrame:
    """Return how the releases of each edition were matched."""
    rule = pl.col("match_rule")
    return (
        families.group_by("source", "vintage")
        .agg(
            pl.len().cast(pl.Int64).alias("release_count"),
            *[(rule == name).sum().cast(pl.Int64).alias(name) for name in MATCH_RULES],
            rule.is_in(list(MATCHED)).mean().alias("matched_share"),
        )
        .sort("source", "vintage")
    )


def families_by_source_count(across: pl.DataFrame) -> pl.DataFrame:
    """Return how many families stand in one source, in two and so on: ``source_count``, ``family_count``."""
    return across.group_by("source_count").agg(pl.len().cast(pl.Int64).alias("family_count")).sort("source_count")


def families_by_source_pair(across: pl.DataFrame) -> pl.DataFrame:
    """Return how many families two sources share: ``source_a``, ``source_b``, ``family_count``, most first."""
    sources = [name for name in across.columns if name not in {"release_family_id", "source_count"}]
    rows = [
        (a, b, across.filter(pl.col(a).is_not_null() & pl.col(b).is_not_null()).height)
        for a, b in combinations(sources, 2)
    ]
    schema = {"source_a": pl.String, "source_b": pl.String, "family_count": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row").sort(
        "family_count", "source_a", "source_b", descending=[True, False, False]
    )


def with_joined(labelled: pl.DataFrame, families: pl.DataFrame) -> pl.DataFrame:
    """Return pairs labelled by hand with ``is_joined``: whether they were given one family."""
    known = families.select("release_id", "vintage", "release_family_id")
    judged = labelled.with_row_index("_pair", offset=1)
    for side in ("a", "b"):
        renamed = known.select(
            pl.col("release_id").alias(f"release_{side}"),
            pl.col("vintage").alias(f"vintage_{side}"),
            pl.col("release_family_id").alias(f"_family_{side}"),
            pl.lit(value=True).alias(f"_known_{side}"),
        )
        judged = judged.join(renamed, on=[f"release_{side}", f"vintage_{side}"], how="left", maintain_order="left")
    bad = [
        f"pair {pair}: label {label!r}, expected {SAME!r} or {DIFFERENT!r}"
        for pair, label in judged.filter(~pl.col("label").is_in([SAME, DIFFERENT])).select("_pair", "label").iter_rows()
    ]
    for side in ("a", "b"):
        lost = judged.filter(pl.col(f"_known_{side}").is_null())
        bad += [
            f"pair {pair}: {release} is not in edition {vintage}"
            for pair, release, vintage in lost.select("_pair", f"release_{side}", f"vintage_{side}").iter_rows()
        ]
    if bad:
        raise CheckError("the labelled sample", bad)
    return judged.with_columns(
        (pl.col("_family_a") == pl.col("_family_b")).fill_null(value=False).alias("is_joined")
    ).drop(pl.selectors.starts_with("_"))


def quality(judged: pl.DataFrame, *, by: str | None = None) -> pl.DataFrame:
    """Return precision and recall of matching on pairs labelled by hand, with Wilson intervals."""
    group = pl.lit("all") if by is None else pl.col(by)
    is_same = pl.col("label") == SAME
    counted = (
        judged.group_by(group.alias("stratum"), maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias("pair_count"),
            pl.col("is_joined").sum().cast(pl.Int64).alias("joined_count"),
            is_same.sum().cast(pl.Int64).alias("same_count"),
            (is_same & pl.col("is_joined")).sum().cast(pl.Int64).alias("right_count"),
        )
        .with_columns(pl.col("right_count").alias("found_count"))
    )
    data = nw.from_native(counted, eager_only=True)
    for share, part, whole in (("precision", "right_count", "joined_count"), ("recall", "found_count", "same_count")):
        lower, upper = wilson(nw.col(part), nw.col(whole))
        ratio = nw.when(nw.col(whole) > 0).then(nw.col(part) / nw.col(whole))
        data = data.with_columns(ratio.alias(share), lower.alias(f"{share}_lower"), upper.alias(f"{share}_upper"))
    return data.to_native().select(list(QUALITY_LABELS))
