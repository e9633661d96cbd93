"""Which parts of releases are open: shares and means by concept, area, group and period.

A part is one of :mod:`openness.measures.concepts`. It counts as judged where its status says something of it; a part
that the source lists without a license is judged, and not open.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from openness.measures.concepts import AREA_OF, AREAS, concept_of, with_concepts
from openness.metrics.osai.score import POINTS
from openness.project.errors import BadValueError
from openness.sources import SOURCES
from openness.statistics.shares import share_by_period
from openness.tables.schema import KEYS

POINTS_OF_STATUS = {**POINTS, "unlicensed": 0.0}
"""Status of a judged part -> points; the other statuses say nothing of it."""

_CONCEPTS = list(AREA_OF)
_BETWEEN = "\x1f"


def judged_by(source: str) -> list[str]:
    """Return the concepts that a source judges, in the order in which concepts are shown."""
    own = {concept for (name, _), concept in concept_of().items() if name == source}
    return [concept for concept in _CONCEPTS if concept in own]


def parts(components: pl.DataFrame, releases: pl.DataFrame) -> pl.DataFrame:
    """Return the parts of releases that have a concept, beside the columns of their releases."""
    found = releases.join(
        with_concepts(components).select(*KEYS, "concept", "area", "status"), on=KEYS, maintain_order="left"
    )
    unable = [name for name in releases["source"].unique(maintain_order=True) if not judged_by(name)]
    if unable:
        able = ", ".join(name for name, source in SOURCES.items() if source.concepts)
        raise BadValueError(f"source {unable[0]!r} judges no parts of a release; expected one of {able}")
    return found


def concept_shares(
    components: pl.DataFrame,
    releases: pl.DataFrame,
    *,
    by: str = "developer_group",
    every: str = "year",
    counted: Sequence[str] = ("open",),
) -> pl.DataFrame:
    """Return the share of releases in which each concept is open, by period and group."""
    status = pl.col("status")
    is_open = pl.when(status.is_in(list(POINTS_OF_STATUS))).then(status.is_in(list(counted)))
    cell = pl.concat_str("concept", pl.col(by).fill_null("unknown"), separator=_BETWEEN)
    # One call for all concepts: the shares of a concept and group are those of one group.
    judged = parts(components, releases).with_columns(is_open.alias("is_open"), cell.alias("_cell"))
    halves = pl.col("group").str.splitn(_BETWEEN, 2)
    return (
        share_by_period(judged, by="_cell", every=every)
        .with_columns(halves.struct[0].alias("concept"), halves.struct[1].alias("group"))
        .with_columns(pl.col("concept").replace_strict(AREA_OF, return_dtype=pl.String).alias("area"))
        .sort(by_concept(), "period", "group")
        .select("concept", "area", pl.exclude("concept", "area"))
    )


def area_scores(components: pl.DataFrame, releases: pl.DataFrame) -> pl.DataFrame:
    """Return how open each area of each release is."""
    points = pl.col("status").replace_strict(POINTS_OF_STATUS, default=None, return_dtype=pl.Float64)
    means = (
        parts(components, releases)
        .with_columns(points.alias("_points"))
        .drop_nulls("_points")
        .group_by(*KEYS, "area", maintain_order=True)
        .agg(pl.col("_points").mean().alias("score"))
    )
    return releases.join(means, on=KEYS, maintain_order="left_right")


def area_means(
    components: pl.DataFrame, releases: pl.DataFrame, *, by: str = "developer_name", min_group: int = 5, most: int = 25
) -> pl.DataFrame:
    """Return :data:`results.DEVELOPERS`, the most open first; those with most releases alone."""
    sizes = releases.drop_nulls(by).group_by(by).len("release_count").filter(pl.col("release_count") >= min_group)
    kept = sizes.sort("release_count", by, descending=[True, False]).head(most)
    scored = area_scores(components, releases).join(kept, on=by, maintain_order="left")
    means = scored.group_by(by, "area", maintain_order=True).agg(pl.len().alias("n"), pl.col("score").mean())
    areas = pl.DataFrame({"area": [area for area in AREAS if area in set(scored["area"])]}, schema={"area": pl.String})
    # Rounded, or the last bit of a sum would decide between equals.
    level = pl.col("score").mean().over(by).round(9)
    return (
        kept.join(areas.with_row_index("_place"), how="cross")
        .join(means, on=[by, "area"], how="left", maintain_order="left")
        .sort(level, by, "_place", descending=[True, False, False], nulls_last=True)
        .select(
            pl.col(by).alias("developer"),
            "area",
            pl.col("release_count").cast(pl.Int64),
            pl.col("n").fill_null(0).cast(pl.Int64),
            "score",
        )
    )


def status_counts(components: pl.DataFrame, releases: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.STATUSES`, the statuses that say nothing among them."""
    counted = parts(components, releases).group_by("concept", "status").len("n")
    return counted.with_columns(pl.col("n").cast(pl.Int64)).sort(by_concept(), "status")


def by_concept() -> pl.Expr:
    """Return the place of a row's concept in the order in which concepts are shown."""
    return pl.col("concept").replace_strict({name: i for i, name in enumerate(_CONCEPTS)}, return_dtype=pl.Int64)
