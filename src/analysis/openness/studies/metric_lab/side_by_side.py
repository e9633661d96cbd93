"""Every metric side by side: release families by frameworks, with what stands where there is no score."""

import polars as pl

from openness.metrics.registry import METRICS
from openness.project.errors import BadValueError
from openness.studies.metric_lab.names import out_of, short_label, with_heading
from openness.tables.schema import KEYS

FAMILY = "release_family_id"
SCORED, UNKNOWN, STUB, MISSING = "scored", "unknown", "stub", "missing"
STATES = (SCORED, UNKNOWN, STUB, MISSING)
"""What a cell can be: a score; too little known for one; a record with all fields blank; no record in the source."""


def with_state(scores: pl.DataFrame) -> pl.DataFrame:
    """Return scores with ``state``; a stub is one whatever its score."""
    state = (
        pl.when("is_stub")
        .then(pl.lit(STUB))
        .when(pl.col("score").is_null())
        .then(pl.lit(UNKNOWN))
        .otherwise(pl.lit(SCORED))
    )
    return scores.with_columns(state.alias("state"))


def cells(scores: pl.DataFrame, families: pl.DataFrame) -> pl.DataFrame:
    """Return one cell a family and framework: what the framework says of the family's releases."""
    known = families.select(*KEYS, FAMILY)
    rank = pl.col("state").replace_strict({name: place for place, name in enumerate(STATES)}, return_dtype=pl.Int64)
    stated = (
        with_state(scores)
        .join(known, on=KEYS, how="left", maintain_order="left")
        .with_columns(
            pl.coalesce(FAMILY, "release_id"),
            pl.when(pl.col("state") == SCORED).then(pl.col("score") / pl.col("score_max")).alias("share"),
            rank.alias("_rank"),
        )
    )
    by = [FAMILY, "metric", "source"]
    labels = pl.coalesce(pl.when(pl.col("metric") == name).then(short_label(name)) for name in METRICS)
    best = (
        stated.filter(pl.col("_rank") == pl.col("_rank").min().over(by))
        .with_columns(labels.alias("label"))
        .sort("share", "release_id")
    )
    taken = ("state", "share", "label", "score_max", "first_failure", "release_id")
    found = best.group_by(by, maintain_order=True).agg(pl.col(name).get((pl.len() - 1) // 2) for name in taken)
    counts = stated.group_by(by).agg(pl.len().cast(pl.Int64).alias("release_count"))
    return with_heading(
        found.join(counts, on=by, maintain_order="left").with_columns(
            pl.when(pl.col("state") == SCORED).then("label").alias("label")
        )
    ).select(*by, "framework", *taken, "release_count")


def side_by_side(
    scores: pl.DataFrame, families: pl.DataFrame, *, most: int = 30, first: str | None = None
) -> pl.DataFrame:
    """Return :data:`results.SIDE_BY_SIDE`: the families that most frameworks score, each under every framework."""
    if most < 1:
        raise BadValueError(f"most is {most}, expected 1 or more families")
    found = cells(scores, families)
    is_scored = pl.col("state") == SCORED
    ranked = (
        found.group_by(FAMILY)
        .agg(
            is_scored.sum().alias("_scored"),
            pl.col("source").filter(is_scored).n_unique().alias("_sources"),
            pl.col("release_count").sum().alias("_releases"),
            (pl.col(FAMILY).first() == pl.lit(first, pl.String)).fill_null(value=False).alias("_first"),
        )
        .sort("_first", "_scored", "_sources", "_releases", FAMILY, descending=[True, True, True, True, False])
        .head(most)
        .with_row_index("_row")
        .select(FAMILY, "_row")
    )
    columns = (
        found.group_by("metric", "source", "framework")
        .agg(pl.col("score_max").max())
        .sort(pl.col("metric").cast(pl.Enum(list(METRICS))), "source")
        .with_row_index("_column")
        .with_columns(
            pl.struct("metric", "framework", "score_max")
            .map_elements(
                lambda row: row["framework"] + out_of(row["metric"], row["score_max"]), return_dtype=pl.String
            )
            .alias("framework")
        )
        .drop("score_max")
    )
    return (
        ranked.join(columns, how="cross")
        .join(found.drop("framework"), on=[FAMILY, "metric", "source"], how="left")
        .sort("_row", "_column")
        .select(
            pl.col(FAMILY).alias("release"),
            pl.col("framework").alias("metric"),
            pl.col("state").fill_null(MISSING),
            *("share", "label", "first_failure", "release_id"),
            pl.col("release_count").fill_null(0),
        )
    )
