"""The release families on which frameworks and sources differ most, and the judgments that cause it."""

from __future__ import annotations

from itertools import combinations

import polars as pl

from openness.measures.concepts import AREA_OF
from openness.measures.records import links
from openness.project.errors import BadValueError
from openness.sources import short_names
from openness.statistics.ranks import MIN_PAIRS
from openness.studies.metric_lab.agreement import family_scores
from openness.studies.metric_lab.judgments import family_judgments

FAMILY = "release_family_id"
ORDER = ["conflict_count", "rank_gap"]
"""What families are ordered by, the largest first."""

NO_SHARED = "no source judges a part that another judges: the frameworks look at different parts"
NO_CONFLICT = "sources judge all shared parts alike: the frameworks weigh them differently or look at others"


def rank_gaps(
    scores: pl.DataFrame,
    families: pl.DataFrame | None = None,
    *,
    stubs: bool = False,
    min_pairs: int = MIN_PAIRS,
) -> pl.DataFrame:
    """Return how far two frameworks are apart on where a family stands among those that both score."""
    found = family_scores(scores, families, stubs=stubs)
    parts = {key[0]: part for key, part in found.partition_by("framework", as_dict=True, maintain_order=True).items()}
    rows = []
    for one, other in combinations(parts, 2):
        both = parts[one].join(parts[other], on=FAMILY, maintain_order="left")
        if both.height < max(min_pairs, 2):
            continue
        share = [(pl.col(name).rank("average") - 0.5) / pl.len() for name in ("score", "score_right")]
        ranked = both.select(FAMILY, share[0].alias("_one"), share[1].alias("_other"))
        is_one_high = pl.col("_one") >= pl.col("_other")
        rows.append(
            ranked.select(
                FAMILY,
                pl.when(is_one_high).then(pl.lit(one)).otherwise(pl.lit(other)).alias("framework_high"),
                pl.max_horizontal("_one", "_other").alias("rank_high"),
                pl.when(is_one_high).then(pl.lit(other)).otherwise(pl.lit(one)).alias("framework_low"),
                pl.min_horizontal("_one", "_other").alias("rank_low"),
                (pl.col("_one") - pl.col("_other")).abs().alias("rank_gap"),
                pl.lit(both.height, pl.Int64).alias("n"),
            )
        )
    return pl.concat([pl.DataFrame(schema=_GAPS), *rows]).sort(
        "rank_gap", FAMILY, "framework_high", "framework_low", descending=[True, False, False, False]
    )


def disagreements(
    scores: pl.DataFrame,
    components: pl.DataFrame,
    families: pl.DataFrame | None,
    *,
    reading: str = "verdict",
    top: int = 20,
    stubs: bool = False,
    min_pairs: int = MIN_PAIRS,
) -> pl.DataFrame:
    """Return the families on which frameworks and sources differ most, with the judgments that cause it."""
    if top < 1:
        raise BadValueError(f"top is {top}, expected 1 or more families")
    pairs = _compared(components, families, reading)
    counts = _counts(pairs)
    gaps = rank_gaps(scores, families, stubs=stubs, min_pairs=min_pairs).unique(FAMILY, keep="first")
    joined = (
        gaps.filter(pl.col("rank_gap") > 0)
        .join(_conflicts(pairs, counts).drop(_COUNTS), on=FAMILY, how="full", coalesce=True)
        .join(counts, on=FAMILY, how="left")
        .with_columns(pl.col(_COUNTS).fill_null(0))
        .with_columns(
            pl.when(pl.col("concept").is_null())
            .then(pl.when(pl.col("compared_count") > 0).then(pl.lit(NO_CONFLICT)).otherwise(pl.lit(NO_SHARED)))
            .alias("reason")
        )
    )
    ranked = (
        joined.unique(FAMILY)
        .sort(*ORDER, FAMILY, descending=[True, True, False], nulls_last=True)
        .select(FAMILY, pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("place"))
    )
    columns = [name for name in (*_GAPS, *_CONFLICTS) if name not in {FAMILY, "n"}]
    return (
        ranked.head(top)
        .join(joined, on=FAMILY, how="left")
        .sort("place", _CONCEPT, "source_open", "source_closed")
        .select("place", FAMILY, *columns, "reason")
    )


_UNIT = [FAMILY, "concept"]
_COUNTS = ["compared_count", "conflict_count"]
_CONCEPT = pl.col("concept").cast(pl.Enum(list(AREA_OF)))
_TOLD = ("source", "component", "status", "release_id", "evidence_url")
_GAPS = {
    FAMILY: pl.String,
    "framework_high": pl.String,
    "rank_high": pl.Float64,
    "framework_low": pl.String,
    "rank_low": pl.Float64,
    "rank_gap": pl.Float64,
    "n": pl.Int64,
}
_CONFLICTS = {
    FAMILY: pl.String,
    **dict.fromkeys(_COUNTS, pl.Int64),
    "concept": pl.String,
    "area": pl.String,
    **{f"{name}_{end}": pl.String for end in ("open", "closed") for name in _TOLD},
    "level_gap": pl.Int64,
    "is_mixed": pl.Boolean,
}


def _compared(components: pl.DataFrame, families: pl.DataFrame | None, reading: str) -> pl.DataFrame:
    """Return every two judgments of the same part, once from each side, with how far the first is more open."""
    judged = family_judgments(components, families, reading)
    first, second = (
        judged.select(
            *_UNIT,
            "area",
            pl.col("level").alias(f"_level_{end}"),
            pl.col("is_mixed").alias(f"_mixed_{end}"),
            *(pl.col(name).alias(f"{name}_{end}") for name in _TOLD),
        )
        for end in ("open", "closed")
    )
    return (
        first.join(second.drop("area"), on=_UNIT)
        .filter(pl.col("source_open") != pl.col("source_closed"))
        .with_columns(
            (pl.col("_level_open") - pl.col("_level_closed")).alias("level_gap"),
            (pl.col("_mixed_open") | pl.col("_mixed_closed")).alias("is_mixed"),
        )
    )


def _counts(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return how many pairs of judgments each family has, and how many of them differ."""
    return pairs.group_by(FAMILY).agg(
        (pl.len() // 2).cast(pl.Int64).alias("compared_count"),
        (pl.col("level_gap") > 0).sum().cast(pl.Int64).alias("conflict_count"),
    )


def _conflicts(pairs: pl.DataFrame, counts: pl.DataFrame) -> pl.DataFrame:
    return (
        pairs.filter(pl.col("level_gap") > 0)
        .join(counts, on=FAMILY)
        .select(list(_CONFLICTS))
        .cast(_CONFLICTS)
        .sort("conflict_count", FAMILY, _CONCEPT, "source_open", "source_closed", descending=[True] + [False] * 4)
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
