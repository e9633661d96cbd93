"""Which parts of releases are open, how far training data are shared, and whose releases are told of.

A part is one of :mod:`openness.measures.concepts`. It counts as judged where its status says something of it; a part
that the source lists without a license is judged, and not open.
"""

from collections.abc import Sequence
from typing import Any

import polars as pl

from openness.measures.concepts import AREA_OF, AREAS, with_concepts
from openness.measures.large_developers import large_developers
from openness.measures.results import LARGE_DEVELOPERS
from openness.metrics.osai.score import POINTS
from openness.project.errors import BadValueError
from openness.sources import SOURCES
from openness.statistics.share_intervals import DEVELOPER
from openness.statistics.shares import count_by_period, share_by_period
from openness.studies.components import results
from openness.tables import store as tables
from openness.tables.schema import KEYS

POINTS_OF_STATUS = {**POINTS, "unlicensed": 0.0}
"""Status of a judged part -> points; the other statuses say nothing of it."""

_CONCEPTS = list(AREA_OF)
_BETWEEN = "\x1f"


def parts(components: pl.DataFrame, releases: pl.DataFrame) -> pl.DataFrame:
    """Return the parts of releases that have a concept, beside the columns of their releases."""
    found = releases.join(
        with_concepts(components).select(*KEYS, "concept", "area", "status"), on=KEYS, maintain_order="left"
    )
    unable = [name for name in releases["source"].unique(maintain_order=True) if not SOURCES[name].concepts]
    if unable:
        able = ", ".join(name for name, source in SOURCES.items() if source.concepts)
        raise BadValueError(f"source {unable[0]!r} judges no parts of a release; expected one of {able}")
    return found


def large(components: pl.DataFrame, releases: pl.DataFrame, groups: Sequence[str], **point: Any) -> pl.DataFrame:
    """Return who is more than a quarter of a point of any part, of some groups; ``point`` says what a point is."""
    judged = parts(components, releases).with_columns(is_open().alias("is_open"))
    developers = tables.read("developers")
    found = [large_developers(one, developers, **point) for one in judged.partition_by("concept", maintain_order=True)]
    if not found:
        return pl.DataFrame(schema=LARGE_DEVELOPERS.schema)
    return pl.concat(found).filter(pl.col("group").is_in(list(groups)))


def concept_shares(
    components: pl.DataFrame,
    releases: pl.DataFrame,
    *,
    by: str = "developer_group",
    every: str = "year",
    interval: str = DEVELOPER,
) -> pl.DataFrame:
    """Return the share of releases in which each concept is open, by period and group."""
    cell = pl.concat_str("concept", pl.col(by).fill_null("unknown"), separator=_BETWEEN)
    # One call for all concepts: the shares of a concept and group are those of one group.
    judged = parts(components, releases).with_columns(is_open().alias("is_open"), cell.alias("_cell"))
    halves = pl.col("group").str.splitn(_BETWEEN, 2)
    return (
        share_by_period(judged, by="_cell", every=every, interval=interval)
        .with_columns(halves.struct[0].alias("concept"), halves.struct[1].alias("group"))
        .with_columns(pl.col("concept").replace_strict(AREA_OF, return_dtype=pl.String).alias("area"))
        .sort(by_concept(), "period", "group")
        .select("concept", "area", pl.exclude("concept", "area"))
    )


def is_open() -> pl.Expr:
    """Return whether a part is open, null where its status says nothing of it."""
    status = pl.col("status")
    return pl.when(status.is_in(list(POINTS_OF_STATUS))).then(status == "open")


def area_means(components: pl.DataFrame, releases: pl.DataFrame, *, min_group: int = 5, most: int = 25) -> pl.DataFrame:
    """Return :data:`results.DEVELOPERS`, the most open first; those with most releases alone."""
    by = "developer_name"
    sizes = releases.drop_nulls(by).group_by(by).len("release_count").filter(pl.col("release_count") >= min_group)
    kept = sizes.sort("release_count", by, descending=[True, False]).head(most)
    points = pl.col("status").replace_strict(POINTS_OF_STATUS, default=None, return_dtype=pl.Float64)
    scored = (
        parts(components, releases)
        .with_columns(points.alias("score"))
        .drop_nulls("score")
        .group_by(*KEYS, by, "area", maintain_order=True)
        .agg(pl.col("score").mean())
    )
    means = scored.group_by(by, "area", maintain_order=True).agg(pl.len().alias("n"), pl.col("score").mean())
    judged = set(scored.join(kept, on=by, how="semi")["area"])
    areas = pl.DataFrame({"area": [area for area in AREAS if area in judged]}, schema={"area": pl.String})
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


RUNGS = ("all_shared", "partly_shared", "unlicensed", "documented_only", "not_shared", "not_judged")
"""Rungs from the top down."""

RUNG_TEXT = {
    "all_shared": "the data of every stage that the source looks at, base and end model, are available",
    "partly_shared": "those of one stage are, or some of them",
    "unlicensed": "data are listed, under no license",
    "documented_only": "no data, but a data card that describes them at least in part",
    "not_shared": "neither data nor, where the source looks for one, a data card",
    "not_judged": "the source does not say",
}
"""Rung -> what stands on it."""

_DATA = ("base_training_data", "training_data")
_SILENT = ("missing", "not_applicable")


def data_rungs(components: pl.DataFrame, releases: pl.DataFrame) -> pl.DataFrame:
    """Put each release on a rung of the ladder."""
    found = parts(components, releases)
    status = pl.col("status")
    data = status.filter(pl.col("concept").is_in(_DATA))
    card = status.filter(pl.col("concept") == "data_card")
    known = data.filter(~data.is_in(list(_SILENT)))
    rung = (
        pl.when(data.len() == 0)
        .then(None)
        .when((data == "open").all())
        .then(pl.lit("all_shared"))
        .when(known.is_in(["partial"]).any() | (known == "open").any() & (known != "open").any())
        .then(pl.lit("partly_shared"))
        .when(known.len() < data.len())
        .then(pl.lit("not_judged"))
        .when((known == "unlicensed").any())
        .then(pl.lit("unlicensed"))
        .when(card.is_in(["open", "partial"]).any())
        .then(pl.lit("documented_only"))
        .otherwise(pl.lit("not_shared"))
    )
    placed = found.group_by(KEYS, maintain_order=True).agg(rung.alias("rung")).drop_nulls("rung")
    return releases.join(placed, on=KEYS, maintain_order="left")


def ladder(
    components: pl.DataFrame, releases: pl.DataFrame, *, by: str = "developer_group", every: str = "year"
) -> pl.DataFrame:
    """Return :data:`results.LADDER`."""
    counted = [
        count_by_period(own, by=by, every=every).with_columns(rung=pl.lit(rung))
        for (rung,), own in data_rungs(components, releases).group_by("rung", maintain_order=True)
    ]
    if not counted:
        return pl.DataFrame(schema=results.LADDER.schema)
    place = pl.col("rung").replace_strict({rung: i for i, rung in enumerate(RUNGS)}, return_dtype=pl.Int64)
    return pl.concat(counted).sort("period", "group", place).select("period", "group", "rung", n="release_count")


_SIDES = ("corporate", "community")


def told_groups(sizes: pl.DataFrame) -> list[str]:
    """Return corporate and community where both have a judged release, else the two largest known groups.

    `sizes` has ``group`` and ``n``, the judged releases of a row; a rung of releases not judged counts for nothing.
    """
    if "rung" in sizes.columns:
        sizes = sizes.filter(pl.col("rung") != "not_judged")
    sizes = sizes.filter(pl.col("group") != "unknown").group_by("group").agg(pl.col("n").sum())
    known = sizes.filter(pl.col("n") > 0).sort("n", "group", descending=[True, False])["group"].to_list()
    return list(_SIDES) if set(_SIDES) <= set(known) else known[:2]
