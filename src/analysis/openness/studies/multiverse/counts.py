"""Releases counted once, so that every specification is a sum of counts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import narwhals as nw
import polars as pl

from openness.measures.definitions import Tables, answered_by, judge
from openness.statistics.periods import per_year, period_number, precise_enough
from openness.studies.multiverse.choices import CHOICES, SLOPE_SPANS
from openness.tables import schema
from openness.tables.schema import KEYS

FIRST_YEAR = min(SLOPE_SPANS.values())

DATA = ["source", "vintage", "list", "definition"]
"""Columns that say which releases are looked at and what open means."""

_CELL = [*DATA, "every", "period", "group", "first_group", "developer"]


def counts(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Count the open, closed and unjudged releases of each developer, by everything a choice can be about."""
    described = _described(frames["releases"], frames["release_developers"])
    listed = _listed(frames["release_lists"])
    parts = [
        _cells(
            judge(Tables(described.filter(source=source), frames["components"], frames["scores"]), name), listed, name
        )
        for source in frames["releases"]["source"].unique(maintain_order=True)
        for name in answered_by(source)
    ]
    return pl.concat(parts) if parts else pl.DataFrame(schema=_SCHEMA)


def latest_whole(lists: pl.DataFrame) -> dict[str, str]:
    """Return the newest edition of each source that holds the publisher's whole list."""
    whole = lists.filter(list="all").group_by("source").agg(pl.col("vintage").max())
    return dict(whole.sort("source").rows())


@cache
def last_full_period(vintage: str, every: str) -> int:
    """Return the number of the last period that had ended when an edition was made."""
    day = pl.DataFrame({"day": [vintage]}).with_columns(pl.col("day").str.to_datetime("%Y-%m-%d"))
    return nw.from_native(day).select(period_number(nw.col("day"), every)).item() - 1


def _described(releases: pl.DataFrame, developers: pl.DataFrame) -> pl.DataFrame:
    first = developers.filter(position=1).select(*KEYS, pl.col("developer_id").alias("_first"))
    type_ = pl.col("developer_type")
    return releases.join(first, on=KEYS, how="left", maintain_order="left").with_columns(
        pl.coalesce("_first", "release_id").alias("developer"),
        pl.col("developer_group").alias("group"),
        pl.when(type_.is_in(list(schema.COMPANY_TYPES)))
        .then(pl.lit("corporate"))
        .when(type_ == "unknown")
        .then(pl.lit("unknown"))
        .otherwise(pl.lit("community"))
        .alias("first_group"),
    )


def _listed(lists: pl.DataFrame) -> pl.DataFrame:
    # "All" stands for every release of an edition, as on the command line: the publisher's own list lacks some.
    whole = lists.filter(list="all").select("source", "vintage").unique()
    every = lists.join(whole, on=["source", "vintage"], how="semi").select(*KEYS).unique()
    some = lists.filter(pl.col("list").is_in([name for name in CHOICES["list"].levels if name != "all"]))
    return pl.concat([every.with_columns(pl.lit("all").alias("list")), some.select(*KEYS, "list")])


def _cells(releases: pl.DataFrame, listed: pl.DataFrame, name: str) -> pl.DataFrame:
    judged = releases.filter(pl.col("release_date").is_not_null()).with_columns(pl.lit(name).alias("definition"))
    parts = []
    for every in CHOICES["every"].levels:
        ends = {vintage: last_full_period(vintage, every) for vintage in judged["vintage"].unique()}
        number = pl.col("period")
        dated = (
            nw.from_native(judged)
            .filter(precise_enough(nw.col("date_precision"), every))
            .with_columns(period=period_number(nw.col("release_date"), every), every=nw.lit(every))
            .to_native()
            .filter(
                number >= FIRST_YEAR * per_year(every),
                number <= pl.col("vintage").replace_strict(ends, default=None, return_dtype=pl.Int64),
            )
        )
        opened = pl.col("is_open")
        parts.append(
            dated.join(listed, on=KEYS, how="inner")
            .group_by(_CELL)
            .agg(
                opened.sum().cast(pl.Int64).alias("open"),
                (~opened).sum().cast(pl.Int64).alias("closed"),
                opened.null_count().cast(pl.Int64).alias("blank"),
            )
            .select(list(_SCHEMA))
        )
    return pl.concat(parts).sort(_CELL)


_SCHEMA = {
    **dict.fromkeys([*DATA, "every"], pl.String),
    "period": pl.Int64,
    **dict.fromkeys(["group", "first_group", "developer"], pl.String),
    **dict.fromkeys(["open", "closed", "blank"], pl.Int64),
}
