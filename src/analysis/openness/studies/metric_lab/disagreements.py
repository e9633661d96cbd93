"""The release families on which frameworks and sources differ most, and the judgments that cause it."""

from itertools import combinations

import polars as pl

from openness.measures.concepts import AREA_OF
from openness.measures.records import links
from openness.project.errors import BadValueError
from openness.sources import short_names
from openness.statistics.ranks import MIN_PAIRS
from openness.studies.metric_lab.agreement import family_judgments, family_scores

FAMILY = "release_family_id"
ORDER = ["conflict_count", "rank_gap"]
"""What families are ordered by, the largest first."""

NO_SHARED = "no source judges a part that another judges: the frameworks look at different parts"
NO_CONFLICT = "sources judge all shared parts alike: the frameworks weigh them differently or look at others"


def rank_gaps(scores: pl.DataFrame, families: pl.DataFrame | None, min_pairs: int = MIN_PAIRS) -> pl.DataFrame:
    """Return how far two frameworks are apart, at most, on where a family stands among those that both score."""
    parts = family_scores(scores, families).partition_by("framework", maintain_order=True)
    place, other = ((pl.col(name).rank("average") - 0.5) / pl.len() for name in ("score", "score_right"))
    gaps = [pl.DataFrame(schema={FAMILY: pl.String, "rank_gap": pl.Float64})]
    for pair in combinations(parts, 2):
        both = pair[0].join(pair[1], on=FAMILY, maintain_order="left")
        if both.height >= max(min_pairs, 2):
            gaps.append(both.select(FAMILY, (place - other).abs().alias("rank_gap")))
    return (
        pl.concat(gaps)
        .group_by(FAMILY)
        .agg(pl.col("rank_gap").max())
        .sort("rank_gap", FAMILY, descending=[True, False])
    )


def disagreements(
    scores: pl.DataFrame,
    components: pl.DataFrame,
    families: pl.DataFrame | None,
    *,
    reading: str = "verdict",
    top: int = 20,
    min_pairs: int = MIN_PAIRS,
) -> pl.DataFrame:
    """Return the families on which frameworks and sources differ most, with the judgments that cause it."""
    if top < 1:
        raise BadValueError(f"top is {top}, expected 1 or more families")
    pairs = _compared(components, families, reading)
    # Every pair stands there from both sides.
    counts = pairs.group_by(FAMILY).agg(
        (pl.len() // 2).cast(pl.Int64).alias("compared_count"),
        (pl.col("level_gap") > 0).sum().cast(pl.Int64).alias("conflict_count"),
    )
    reason = pl.when(pl.col("compared_count") > 0).then(pl.lit(NO_CONFLICT)).otherwise(pl.lit(NO_SHARED))
    joined = (
        rank_gaps(scores, families, min_pairs)
        .filter(pl.col("rank_gap") > 0)
        .join(pairs.filter(pl.col("level_gap") > 0), on=FAMILY, how="full", coalesce=True)
        .join(counts, on=FAMILY, how="left")
        .with_columns(
            pl.col("compared_count", "conflict_count").fill_null(0),
            pl.when(pl.col("concept").is_null()).then(reason).alias("reason"),
        )
    )
    ranked = joined.unique(FAMILY).sort(*ORDER, FAMILY, descending=[True, True, False], nulls_last=True)
    concept = pl.col("concept").cast(pl.Enum(list(AREA_OF)))
    return (
        ranked.head(top)
        .select(FAMILY, pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("place"))
        .join(joined, on=FAMILY, how="left")
        .sort("place", concept, "source_open", "source_closed")
    )


_TOLD = ("source", "component", "status", "release_id", "evidence_url")


def _compared(components: pl.DataFrame, families: pl.DataFrame | None, reading: str) -> pl.DataFrame:
    """Return every two judgments of the same part, once from each side, with how far the first is more open."""
    judged = family_judgments(components, families, reading)
    unit = [FAMILY, "concept"]
    first, second = (
        judged.select(*unit, *(pl.col(name).alias(f"{name}_{end}") for name in (*_TOLD, "level", "is_mixed")))
        for end in ("open", "closed")
    )
    return (
        first.join(second, on=unit)
        .filter(pl.col("source_open") != pl.col("source_closed"))
        .with_columns(
            (pl.col("level_open") - pl.col("level_closed")).alias("level_gap"),
            (pl.col("is_mixed_open") | pl.col("is_mixed_closed")).alias("is_mixed"),
        )
    )


MIXED = "releases of the family differ within a source"


def table(found: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.CONFLICTS` from :func:`disagreements`."""
    is_first = pl.int_range(pl.len()).over("place") == 0
    named = pl.format("{}: {} of {}", "release_family_id", "conflict_count", "compared_count")
    said = {
        end: pl.format(
            "{}: {}, {}", pl.col(f"source_{end}").replace(short_names()), f"status_{end}", f"release_id_{end}"
        )
        for end in ("open", "closed")
    }
    return found.with_columns(**said).select(
        pl.when(is_first).then(named).otherwise(pl.lit("")).alias("family"),
        pl.col("concept").str.replace_all("_", " ", literal=True),
        *(links(f"evidence_url_{end}", end).alias(end) for end in said),
        pl.when("is_mixed").then(pl.lit(MIXED)).otherwise(pl.col("reason").fill_null("")).alias("remark"),
    )
