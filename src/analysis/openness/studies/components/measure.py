"""Which parts of releases open and which close: the last period against the first."""

from __future__ import annotations

import polars as pl

from openness.statistics.differences import newcombe
from openness.studies.components import results
from openness.studies.components.ladder import RUNGS
from openness.studies.components.openings import by_concept
from openness.words.numbers import percent


def concept_changes(shares: pl.DataFrame, min_group: int) -> pl.DataFrame:
    """Return :data:`results.CHANGES` from the shares of concepts by period and group."""
    enough = shares.filter(pl.col("n") >= max(min_group, 1)).sort("period")
    rows = []
    for (concept, area, group), own in enough.group_by("concept", "area", "group", maintain_order=True):
        first, last = own.row(0, named=True), own.row(-1, named=True)
        found = newcombe(last["open_count"], last["n"], first["open_count"], first["n"])
        if found is None or first["period"] == last["period"]:
            continue
        verdict = "no clear change"
        if found.is_certain:
            verdict = "opens" if found.difference > 0 else "closes"
        ends = [first["period"], last["period"], first["n"], last["n"], first["open_share"], last["open_share"]]
        rows.append((concept, area, group, *ends, found.difference, found.lower, found.upper, verdict))
    return pl.DataFrame(rows, schema=results.CHANGES.schema, orient="row").sort(by_concept(), "group")


def ladder_changes(ladder: pl.DataFrame, min_group: int) -> pl.DataFrame:
    """Return :data:`results.CHANGES` of the share of releases that share some or all of their training data."""
    is_shared = pl.col("rung").is_in(RUNGS[:2])
    counted = (
        ladder.filter(pl.col("rung") != "not_judged")
        .group_by("period", "group")
        .agg(pl.col("n").filter(is_shared).sum().alias("open_count"), pl.col("n").sum())
        .sort("period", "group")
    )
    share = (pl.col("open_count") / pl.col("n")).alias("open_share")
    return concept_changes(counted.with_columns(share, concept=pl.lit("training_data"), area=pl.lit("data")), min_group)


def as_differences(changes: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.DIFFERENCES` from changes."""
    ends = [
        pl.format("{} of {} in {}", _percent(f"{end}_share"), f"{end}_n", f"{end}_period") for end in ("first", "last")
    ]
    return changes.select(
        pl.col("concept").alias("item"),
        "group",
        "difference",
        "lower",
        "upper",
        pl.min_horizontal("first_n", "last_n").alias("n"),
        pl.format("{}, {}", *ends).alias("note"),
    )


def _percent(share: str) -> pl.Expr:
    return pl.col(share).map_elements(percent, return_dtype=pl.String)
