"""Which parts of releases are open: shares and means by concept, area, group and period.

A part is one of :mod:`analysis.trends.concepts`. It counts as judged where its status says something of it; a part
that the source lists without a license is judged, and not open.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis.errors import BadValueError
from analysis.trends.components import POINTS
from analysis.trends.concepts import AREA_OF, AREAS, CONCEPT_OF, with_concepts
from analysis.trends.definitions import KEYS
from analysis.trends.shares import share_by_period

POINTS_OF_STATUS = {**POINTS, "unlicensed": 0.0}
"""Status of a judged part -> points; the other statuses say nothing of it."""

_CONCEPTS = list(AREA_OF)
_BETWEEN = "\x1f"


def judged_by(source: str) -> list[str]:
    """Return the concepts that a source judges, in the order in which concepts are shown."""
    own = {concept for (name, _), concept in CONCEPT_OF.items() if name == source}
    return [concept for concept in _CONCEPTS if concept in own]


def parts(components: pl.DataFrame, releases: pl.DataFrame) -> pl.DataFrame:
    """Return the parts of releases that have a concept, beside the columns of their releases.

    Parameters
    ----------
    components
        Table ``components``.
    releases
        The releases to look at, of one source.

    Returns
    -------
    polars.DataFrame
        The columns of ``releases`` with ``concept``, ``area`` and ``status``, one row a release and concept.

    Raises
    ------
    BadValueError
        The source judges no part of a release.
    """
    found = releases.join(
        with_concepts(components).select(*KEYS, "concept", "area", "status"), on=KEYS, maintain_order="left"
    )
    unable = [name for name in releases["source"].unique(maintain_order=True) if not judged_by(name)]
    if unable:
        raise BadValueError(f"source {unable[0]!r} judges no parts of a release; expected such as 'osai' or 'epoch'")
    return found


def concept_shares(
    components: pl.DataFrame,
    releases: pl.DataFrame,
    *,
    by: str = "developer_group",
    every: str = "year",
    counted: Sequence[str] = ("open",),
) -> pl.DataFrame:
    """Return the share of releases in which each concept is open, by period and group.

    Parameters
    ----------
    components
        Table ``components``.
    releases
        Dated releases of one source.
    by, every
        As in :func:`analysis.trends.shares.share_by_period`.
    counted
        Statuses that count as open: ``open``, or ``open`` and ``partial``.

    Returns
    -------
    polars.DataFrame
        As :func:`~analysis.trends.shares.share_by_period`, for every concept, after ``concept`` and ``area``; what the
        source does not judge stands in ``unknown_count``. In the order of the concepts.
    """
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
    """Return how open each area of each release is.

    Parameters
    ----------
    components
        Table ``components``.
    releases
        Releases of one source, dated or not.

    Returns
    -------
    polars.DataFrame
        The columns of ``releases`` with ``area`` and ``score`` (0..1: mean over the judged concepts of the area of
        open 1, partial 0.5, closed or unlicensed 0), one row a release and area of which a concept is judged.
    """
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
    """Return the mean openness of each area, by developer or another group.

    Parameters
    ----------
    components
        Table ``components``.
    releases
        Releases of one source, dated or not.
    by
        Column of groups; releases without one are left out. A joint release is by its team, not by each member.
    min_group
        Releases that a group needs.
    most
        Number of groups, those with most releases.

    Returns
    -------
    polars.DataFrame
        ``developer`` (the group), ``area``, ``release_count`` (releases of the group), ``n`` (of these, judged in the
        area), ``score`` (0..1, mean over releases, null where n is 0). Groups by falling mean over the areas, then
        areas in their order.
    """
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


def largest(counted: pl.DataFrame, most: int) -> tuple[pl.DataFrame, str]:
    """Keep the groups with most releases.

    Parameters
    ----------
    counted
        A frame with ``group`` and ``n``, such as that of :func:`concept_shares` or of the ladder.
    most
        Number of groups to keep.

    Returns
    -------
    tuple of polars.DataFrame and str
        The rows of these groups, and a sentence on how many others there are, ``""`` if none.
    """
    sizes = counted.group_by("group").agg(pl.col("n").sum()).sort("n", "group", descending=[True, False])
    kept, others = sizes["group"].head(most).to_list(), max(sizes.height - most, 0)
    said = f"Not drawn: {others} more group{'s' if others > 1 else ''}, with fewer releases." if others else ""
    return counted.filter(pl.col("group").is_in(kept)), said


def status_counts(components: pl.DataFrame, releases: pl.DataFrame) -> pl.DataFrame:
    """Return how many releases have each status in each concept, the statuses that say nothing among them.

    Returns
    -------
    polars.DataFrame
        ``concept``, ``status``, ``n``, in the order of the concepts.
    """
    counted = parts(components, releases).group_by("concept", "status").len("n")
    return counted.with_columns(pl.col("n").cast(pl.Int64)).sort(by_concept(), "status")


def by_concept() -> pl.Expr:
    """Return the place of a row's concept in the order in which concepts are shown."""
    return pl.col("concept").replace_strict({name: i for i, name in enumerate(_CONCEPTS)}, return_dtype=pl.Int64)
