"""Developers that are more than a quarter of a point, so that nobody mistakes one's habit for everybody's."""

from collections.abc import Mapping
from typing import Any

import narwhals as nw
import polars as pl

from openness.measures.results import LARGE_DEVELOPERS
from openness.statistics.shares import with_period
from openness.words.names import group_name
from openness.words.numbers import listing, number, percent

LEAST = 0.25
"""A developer with more than this share of the units behind a point, or of their weight, is named."""

_TEAM_SIGN = "+"


def large_developers(
    units: pl.DataFrame,
    developers: pl.DataFrame,
    *,
    by: str = "developer_group",
    every: str | None = "year",
    is_open: str = "is_open",
    weight: str | None = None,
    min_group: int = 1,
) -> pl.DataFrame:
    """Return :data:`~openness.measures.results.LARGE_DEVELOPERS` of the points with ``min_group`` or more units.

    ``developers`` is the table of that name. The developer is the one named first, and a unit that names none is
    nobody's. ``weight`` is the column that the points are weighted by; without ``every`` all periods are one point.
    """
    counts = pl.lit(1.0) if weight is None else pl.col(weight).cast(pl.Float64)
    known = units.filter(pl.col(is_open).is_not_null(), counts.is_not_null()).with_columns(
        counts.alias("_weight"), pl.col("developer_id").str.split(_TEAM_SIGN).list.first().alias("_developer")
    )
    names = dict(developers.select("developer_id", "developer_name").iter_rows())
    point = ["_period", "period", "group"]
    if every is None:
        placed = known.with_columns(_period=0, period=pl.lit("all periods"), group=pl.col(by).fill_null("unknown"))
    else:
        placed = with_period(nw.from_native(known), by, "release_date", every).to_native()
    sized = placed.with_columns(
        pl.len().over(point).alias("point_n"), pl.col("_weight").sum().over(point).alias("_all")
    )
    share = pl.col("_weight").sum() / pl.col("_all").first()
    return (
        sized.filter(pl.col("point_n") >= max(min_group, 1))
        .drop_nulls("_developer")
        .group_by(*point, pl.col("_developer").alias("developer_id"))
        .agg(pl.len().cast(pl.Int64).alias("n"), pl.col("point_n").first().cast(pl.Int64), share.alias("share"))
        .filter(pl.col("share") > LEAST)
        .sort("_period", "group", "share", "developer_id", descending=[False, False, True, False])
        .with_columns(
            pl.col("developer_id").replace_strict(names, default=None, return_dtype=pl.String).alias("developer_name")
        )
        .with_columns(pl.coalesce("developer_name", "developer_id").alias("developer_name"))
        .select(LARGE_DEVELOPERS.names)
    )


def large_developer_words(found: pl.DataFrame) -> str:
    """Return who is more than a quarter of a point, in a sentence; "" where nobody is.

    Several tables stacked, such as those of several definitions, are told together: the largest share of each point.
    """
    size, several = pl.col("share"), pl.col("share").n_unique() > 1
    points = found.group_by("developer_name", "group", "period", maintain_order=True).agg(
        size.max(), pl.col("point_n").get(size.arg_max()), several.alias("is_several")
    )
    told: dict[str, dict[str, list[str]]] = {}
    for row in points.sort("period", maintain_order=True).iter_rows(named=True):
        told.setdefault(row["developer_name"], {}).setdefault(group_name(row["group"]), []).append(_point(row))
    if not told:
        return ""
    named = (
        f"{name} ({'; '.join(f'{group}: {listing(points, at_most=len(points))}' for group, points in groups.items())})"
        for name, groups in told.items()
    )
    return f"More than a quarter of a point is one developer's: {'; '.join(named)}."


def _point(row: Mapping[str, Any]) -> str:
    up_to = "up to " if row["is_several"] else ""
    return f"{up_to}{percent(row['share'])} of {number(row['point_n'])} in {row['period']}"
