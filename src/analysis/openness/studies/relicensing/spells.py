"""How long licenses last: until the first change among those that changed, and from then until the next."""

from collections.abc import Sequence

import polars as pl

from openness.statistics.periods import DAYS_PER_YEAR
from openness.studies.relicensing import results
from openness.studies.relicensing.names import lane, place_of

_LINE = ["kind", "kind_of_change", "project_name"]


def time_to_first_change(changes: pl.DataFrame) -> pl.DataFrame:
    """Return how many ``years`` the first license lasted, among projects that changed it and whose first is dated.

    Projects that never changed their license are not in the data, so a median of it is that of those that changed,
    which is far shorter than that of all.
    """
    return (
        first_changes(changes)
        .filter(pl.col("first_license_date").is_not_null())
        .with_columns(_years(pl.col("change_date") - pl.col("first_license_date")).alias("years"))
        .select(*_LINE, "developer_name", "first_license_date", "change_date", "direction", "years")
        .sort("years", "project_name")
    )


def first_changes(changes: pl.DataFrame) -> pl.DataFrame:
    """Return the first change of each project; of parts that were relicensed on one day, one."""
    return _moments(changes).group_by("kind", "project_name", maintain_order=True).first()


def spells_after_first_change(changes: pl.DataFrame) -> pl.DataFrame:
    """Return how many ``years`` passed from a project's first change on a list to its next there, null without one.

    ``followed_years`` is how long later changes were looked for. A change that was not found counts as a license kept.
    """
    begun = pl.col("change_date")
    following = begun.shift(-1).over(_LINE)
    return (
        _moments(changes)
        .with_columns(
            _years(following - begun).alias("years"),
            _years(pl.col("known_until_date") - begun).alias("followed_years"),
        )
        .group_by(_LINE, maintain_order=True)
        .first()
        .select(*_LINE, "developer_name", "change_date", "direction", "years", "followed_years")
    )


def changed_again(spells: pl.DataFrame, within: Sequence[float] = (1.0, 2.0, 3.0)) -> pl.DataFrame:
    """Return :data:`results.KEPT`: counts among the licenses that could be followed for so many years.

    No survival curve: it would estimate a share of licenses in a population that nobody drew from, and as all are
    followed up to one day, those followed long enough tell as much by counting.
    """
    n = pl.len().cast(pl.Int64)
    parts = [
        spells.filter(pl.col("followed_years") >= years)
        .group_by(lane().alias("lane"))
        .agg(
            pl.lit(years).alias("years"),
            n.alias("n"),
            (pl.col("years") <= years).fill_null(value=False).sum().cast(pl.Int64).alias("changed_count"),
        )
        for years in within
    ]
    counted = pl.concat(parts).with_columns((pl.col("n") - pl.col("changed_count")).alias("kept_count"))
    return counted.sort(place_of("lane"), "years").select(results.KEPT.names)


def _moments(changes: pl.DataFrame) -> pl.DataFrame:
    """Return one row a project, list and day: parts that were relicensed on one day are one change."""
    return changes.sort("kind", "project_name", "change_date", "change_id").unique(
        [*_LINE, "change_date"], keep="first", maintain_order=True
    )


def _years(span: pl.Expr) -> pl.Expr:
    return span.dt.total_days() / DAYS_PER_YEAR
