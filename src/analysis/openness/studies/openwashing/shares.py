"""How common open-washing is: by group, over time, by test.

Shares are of the releases that make the claim. A release whose verdict is open stands in no share and is counted, and
two bounds say what the share would be if all such releases were open-washed or none. The European Open Source AI Index
overwrites an entry when a family gets a new version: its dates are those of the latest versions, so a year's share
is about what stood there in the edition, not about what was released in that year.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
import polars as pl

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.shares import CONFIDENCE, share_by_period, wilson

MIN_GROUP = 5
ALL = "all"

_RENAMED = {"open_count": "openwashing_count", "open_share": "share"}


def shares_by(
    judged: pl.DataFrame, by: str = "developer_group", *, min_group: int = MIN_GROUP, confidence: float = CONFIDENCE
) -> pl.DataFrame:
    """Return the share of claims that are open-washed in each group and in all."""
    check(judged, (by, "is_claim", "is_openwashing", "is_stub"), min_group, confidence)
    claims = judged.filter("is_claim").with_columns(pl.col(by).fill_null("unknown").alias("group"))
    counted = [
        frame.group_by("group").agg(*counts())
        for frame in (claims.with_columns(group=pl.lit(ALL)), claims)
        if frame.height
    ]
    if not counted:
        counted = [claims.group_by("group").agg(*counts())]
    return with_bounds(pl.concat([counted[0], *(one.sort("group") for one in counted[1:])]), confidence).with_columns(
        is_small=pl.col("n") < min_group
    )


def shares_over_time(
    judged: pl.DataFrame, by: str = "developer_group", *, every: str = "year", min_group: int = MIN_GROUP
) -> pl.DataFrame:
    """Return the share of claims that are open-washed by period and group."""
    return (
        share_by_period(judged.filter("is_claim"), by=by, is_open="is_openwashing", every=every)
        .rename(_RENAMED)
        .with_columns(is_small=pl.col("n") < min_group)
    )


def failures(judged: pl.DataFrame, practice: Sequence[str], by: str = "developer_group") -> pl.DataFrame:
    """Return how many claims fail each test; stubs are left out."""
    claims = judged.filter("is_claim", ~pl.col("is_stub"))
    parts = [
        shares_by(claims.with_columns(pl.col(name).alias("is_openwashing")), by).select(
            pl.lit(name).alias("test"),
            "group",
            "n",
            pl.col("openwashing_count").alias("fail_count"),
            "unknown_count",
            "share",
            "lower",
            "upper",
        )
        for name in practice
    ]
    return pl.concat(parts)


def compared(judged: pl.DataFrame, by: str = "developer_group") -> tuple[str, str] | None:
    """Return the two groups to compare: companies and community developers, else the two with most judged claims."""
    if by == "developer_group":
        return "corporate", "community"
    shares = shares_by(judged, by).filter(~pl.col("group").is_in([ALL, "unknown"]), pl.col("n") > 0)
    largest = shares.sort("n", "group", descending=[True, False])["group"].head(2).to_list()
    return (largest[0], largest[1]) if len(largest) == 2 else None


def with_bounds(counted: pl.DataFrame, confidence: float = CONFIDENCE) -> pl.DataFrame:
    """Add ``share``, its Wilson bounds, and the bounds over what is unknown, to counts."""
    count, n, every = pl.col("openwashing_count"), pl.col("n"), pl.col("n") + pl.col("unknown_count")
    lower, upper = wilson(nw.col("openwashing_count"), nw.col("n"), confidence)
    return (
        counted.with_columns(pl.when(n > 0).then(count / n).alias("share"))
        .pipe(lambda frame: nw.from_native(frame).with_columns(lower=lower, upper=upper).to_native())
        .with_columns(
            pl.when(every > 0).then(count / every).alias("lowest_share"),
            pl.when(every > 0).then((count + pl.col("unknown_count")) / every).alias("highest_share"),
        )
    )


def one_edition(frame: pl.DataFrame) -> None:
    """Raise ``BadValueError`` where releases of several sources or editions would be counted together."""
    found = frame.select("source", "vintage").unique().sort("source", "vintage")
    if found.height > 1:
        named = ", ".join(" ".join(row) for row in found.rows())
        raise BadValueError(f"releases of {found.height} editions ({named}), expected those of one")


def counts() -> list[pl.Expr]:
    """Return what is counted in a group of claims."""
    verdict = pl.col("is_openwashing")
    return [
        verdict.count().cast(pl.Int64).alias("n"),
        verdict.sum().cast(pl.Int64).alias("openwashing_count"),
        verdict.null_count().cast(pl.Int64).alias("unknown_count"),
        pl.col("is_stub").sum().cast(pl.Int64).alias("stub_count"),
    ]


def check(judged: pl.DataFrame, columns: Sequence[str], min_group: int, confidence: float) -> None:
    """Raise where a column is not there or a number is out of range."""
    for column in columns:
        if column not in judged.columns:
            raise UnknownNameError("column", column, judged.columns)
    if min_group < 1:
        raise BadValueError(f"min_group is {min_group}, expected 1 or more releases")
    if not 0 < confidence < 1:
        raise BadValueError(f"confidence is {confidence}, expected a number between 0 and 1")
