"""How long licenses last: until the first change among those that changed, and from then until the next."""

from collections.abc import Sequence

import polars as pl

from openness.statistics.periods import DAYS_PER_YEAR
from openness.statistics.survival import kaplan_meier
from openness.studies.relicensing.names import KIND_NAMES


def time_to_first_change(changes: pl.DataFrame) -> pl.DataFrame:
    """Return how many ``years`` the first license lasted, among projects that changed it and whose first is dated.

    Projects that never changed their license are not in the data, so this is no survival: a median of it is that of
    those that changed, which is far shorter than that of all.
    """
    return (
        first_changes(changes)
        .filter(pl.col("first_license_date").is_not_null())
        .with_columns(_years(pl.col("change_date") - pl.col("first_license_date")).alias("years"))
        .select("kind", "project_name", "developer_name", "first_license_date", "change_date", "direction", "years")
        .sort("years", "project_name")
    )


def first_changes(changes: pl.DataFrame) -> pl.DataFrame:
    """Return the first change of each project; of parts that were relicensed on one day, one."""
    return _moments(changes).group_by("kind", "project_name", maintain_order=True).first()


def spells_after_first_change(changes: pl.DataFrame) -> pl.DataFrame:
    """Return how many ``years`` the license that replaced the first one has lasted, and whether it ``is_ended``.

    Every project here has such a license, so those that kept it are in the data too, censored on the day up to which
    later changes were looked for. A change that was not found counts as a license kept.
    """
    following = pl.col("change_date").shift(-1).over("kind", "project_name")
    ends = pl.coalesce(following, "known_until_date")
    return (
        _moments(changes)
        .with_columns(_years(ends - pl.col("change_date")).alias("years"), following.is_not_null().alias("is_ended"))
        .group_by("kind", "project_name", maintain_order=True)
        .first()
        .select("kind", "project_name", "developer_name", "change_date", "direction", "years", "is_ended")
    )


def survival(spells: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.SURVIVAL`: the Kaplan-Meier estimate of licenses still in force, software first."""
    named = spells.with_columns(pl.col("kind").replace_strict(KIND_NAMES, return_dtype=pl.String))
    curves = kaplan_meier(named, is_observed="is_ended", by="kind")
    return curves.sort("group", descending=True, maintain_order=True)


def still_in_force(curves: pl.DataFrame, at: Sequence[float] = (1.0, 2.0, 3.0)) -> pl.DataFrame:
    """Return :data:`results.IN_FORCE`: the curves read off some years after the first change, while one is watched."""
    ends = curves.group_by("group").agg(pl.max("at_risk").alias("n"), pl.max("years").alias("_end"))
    read = [
        curves.filter(pl.col("years") <= years)
        .group_by("group", maintain_order=True)
        .agg(pl.col("survival", "lower", "upper").last())
        .join(ends, on="group")
        .filter(pl.col("_end") >= years)
        .select("group", "n", pl.lit(years).alias("years"), "survival", "lower", "upper")
        for years in at
    ]
    return pl.concat(read).sort("group", "years", descending=[True, False])


def _moments(changes: pl.DataFrame) -> pl.DataFrame:
    """Return one row a project and day: parts that were relicensed on one day are one change."""
    return changes.sort("kind", "project_name", "change_date", "change_id").unique(
        ["kind", "project_name", "change_date"], keep="first", maintain_order=True
    )


def _years(span: pl.Expr) -> pl.Expr:
    return span.dt.total_days() / DAYS_PER_YEAR
