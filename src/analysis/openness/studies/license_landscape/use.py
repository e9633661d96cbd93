"""Open licenses counted once a unit, and by how often units are downloaded."""

from typing import Any

import polars as pl

from openness.measures.large_developers import large_developers
from openness.statistics.share_intervals import shares_by
from openness.statistics.shares import share_by_period
from openness.studies.license_landscape import results

WEIGHT = "downloads"
COUNTED, WEIGHTED = "Each release once", "By downloads"
_COUNTINGS: dict[str, str | None] = {COUNTED: None, WEIGHTED: WEIGHT}


def with_open_license(units: pl.DataFrame) -> pl.DataFrame:
    """Return units with ``is_open``: whether their license is of the open tier; null where it is not known."""
    tier = pl.col("license_tier")
    return units.with_columns(pl.when(tier != "unspecified").then(tier == "open").alias("is_open"))


def has_downloads(units: pl.DataFrame) -> bool:
    """Return whether any unit of a known license has a number of downloads."""
    return not with_open_license(units).drop_nulls(["is_open", WEIGHT]).is_empty()


def shares_over_time(units: pl.DataFrame, *, by: str, every: str) -> pl.DataFrame:
    """Return the share under open licenses by period and group, counted and weighted, told apart by ``counting``."""
    judged = with_open_license(units)
    return pl.concat(
        share_by_period(judged, by=by, every=every, weight=weight).with_columns(counting=pl.lit(name))
        for name, weight in _COUNTINGS.items()
    )


def large(units: pl.DataFrame, *, weighted: bool = True, **options: Any) -> pl.DataFrame:
    """Return who is more than a quarter of a point, of those weighted or of those counted."""
    return large_developers(with_open_license(units), weight=WEIGHT if weighted else None, **options)


def compared(units: pl.DataFrame, *, by: str, developers: pl.DataFrame, min_group: int) -> pl.DataFrame:
    """Return :data:`results.BY_USE`, groups with most units first, those with fewer than ``min_group`` left out."""
    judged = with_open_license(units)
    counted, weighted = (shares_by(judged, [by], weight=weight) for weight in _COUNTINGS.values())
    options = {"by": by, "developers": developers, "every": None, "weight": WEIGHT}
    largest = large_developers(judged, **options).group_by("group", maintain_order=True).first()
    kept = ["n", "open_share", "lower", "upper", "effective_developers", "unweighted_count"]
    return (
        counted.select(pl.col(by).alias("group"), *kept)
        .join(weighted.select(pl.col(by).alias("group"), *kept), on="group", suffix="_weighted")
        .join(largest.select("group", "developer_name", "share"), on="group", how="left")
        .filter(pl.col("n") >= max(min_group, 1), pl.col("n_weighted") > 0)
        .sort("n", "group", descending=[True, False])
        .select(
            "group",
            "n",
            *("open_share", "lower", "upper"),
            weighted_n="n_weighted",
            weighted_share="open_share_weighted",
            weighted_lower="lower_weighted",
            weighted_upper="upper_weighted",
            effective_developers="effective_developers_weighted",
            unweighted_count="unweighted_count_weighted",
            largest="developer_name",
            largest_share="share",
        )
        .select(results.BY_USE.names)
    )
