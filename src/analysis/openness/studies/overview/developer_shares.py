"""Shares of releases with intervals that take developers, and not releases, for what is sampled."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl

from openness.measures.definitions import Tables, definition, judge
from openness.project.errors import UnknownNameError
from openness.statistics import clustered_shares
from openness.statistics.shares import CONFIDENCE
from openness.statistics.trend.samples import ALL, TEAM_SIGN, UNKNOWN_DEVELOPER
from openness.studies.overview import results


def share_by_group(
    frame: pl.DataFrame,
    *,
    by: str = "developer_group",
    is_open: str = "is_open",
    cluster: str = "developer_id",
    confidence: float = CONFIDENCE,
) -> pl.DataFrame:
    """Return :data:`results.SHARES` of each group and of all."""
    for column in (by, is_open, cluster):
        if column not in frame.columns:
            raise UnknownNameError("column", column, frame.columns)
    opened = pl.col(is_open)
    developer = pl.col(cluster).fill_null(UNKNOWN_DEVELOPER).str.split(TEAM_SIGN).list.first()
    counted = (
        frame.group_by(pl.col(by).fill_null("unknown").alias("group"), developer.alias("developer"))
        .agg(
            opened.count().cast(pl.Int64).alias("n"),
            opened.sum().cast(pl.Int64).alias("open_count"),
            opened.null_count().cast(pl.Int64).alias("unknown_count"),
        )
        .sort("group", "developer")
    )
    whole = counted.with_columns(pl.lit(ALL).alias("group")).group_by("group", "developer").sum().sort("developer")
    groups = [(ALL, whole), *((name, part) for (name,), part in counted.group_by("group", maintain_order=True))]
    return pl.DataFrame(
        [_row(name, part, confidence) for name, part in groups], schema=results.SHARES.schema, orient="row"
    )


def share_by_definition(
    tables: Tables, names: Iterable[str], *, by: str = "developer_group", confidence: float = CONFIDENCE
) -> pl.DataFrame:
    """Return :data:`results.SHARES` of the same releases under each of several definitions."""
    shares = [
        share_by_group(judge(tables, name), by=by, confidence=confidence).select(
            pl.lit(definition(name).title).alias("definition"), pl.lit(name).alias("definition_name"), pl.all()
        )
        for name in names
    ]
    ordered = sorted(shares, key=lambda part: -(part["share"][0] or 0))
    return pl.concat(ordered)


def _row(group: str, counted: pl.DataFrame, confidence: float) -> tuple:
    known = counted.filter(pl.col("n") > 0)
    n, opened = known["n"].sum(), known["open_count"].sum()
    sizes = (group, n, opened, counted["unknown_count"].sum(), known.height)
    if not n:
        return (*sizes, None, None, None)
    if known.height < 2:
        return (*sizes, opened / n, None, None)
    columns = [known[name].to_numpy().astype(float)[:, np.newaxis] for name in ("n", "open_count")]
    lower, upper = clustered_shares.share_intervals(clustered_shares.shares(*columns), confidence)
    return (*sizes, opened / n, float(lower[0]), float(upper[0]))
