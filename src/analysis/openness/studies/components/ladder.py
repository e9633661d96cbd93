"""A ladder for training data: how much of them a release shares, from all to nothing that one could read up."""

from __future__ import annotations

import polars as pl

from openness.statistics.shares import count_by_period
from openness.studies.components import results
from openness.studies.components.openings import parts
from openness.tables.schema import KEYS

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
