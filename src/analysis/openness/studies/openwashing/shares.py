"""How common open-washing is: by group, over time, by test.

Shares are of the releases that make the claim. A release whose verdict is open stands in no share and is counted, and
two bounds say what the share would be if all such releases were open-washed or none. The European Open Source AI Index
overwrites an entry when a family gets a new version: its dates are those of the latest versions, so a year's share
is about what stood there in the edition, not about what was released in that year.
"""

from collections.abc import Sequence

import narwhals as nw
import polars as pl

from openness.project.errors import BadValueError
from openness.statistics.differences import group_differences
from openness.statistics.shares import share_by_period, wilson
from openness.studies.openwashing import results

MIN_GROUP = 5
ALL = "all"


def shares_by(judged: pl.DataFrame, by: str = "developer_group", *, min_group: int = MIN_GROUP) -> pl.DataFrame:
    """Return :data:`results.SHARES`: the share of claims that are open-washed, in all and in each group."""
    claims = judged.filter("is_claim").select(
        pl.col(by).fill_null("unknown").alias("group"), "is_openwashing", "is_stub"
    )
    every = claims.with_columns(group=pl.lit(ALL)).group_by("group").agg(counts())
    groups = claims.group_by("group").agg(counts()).sort("group")
    return with_bounds(pl.concat([every, groups])).with_columns(is_small=pl.col("n") < min_group)


def shares_over_time(judged: pl.DataFrame, by: str = "developer_group", *, every: str = "year") -> pl.DataFrame:
    """Return :data:`results.PERIODS`: the share of claims that are open-washed, by period and group."""
    shares = share_by_period(judged.filter("is_claim"), by=by, is_open="is_openwashing", every=every)
    return shares.select(results.PERIODS.names)


def failures(judged: pl.DataFrame, practice: Sequence[str], by: str = "developer_group") -> pl.DataFrame:
    """Return :data:`results.FAILURES`: how many claims fail each test; stubs are left out."""
    claims = judged.filter("is_claim", ~pl.col("is_stub"))
    return pl.concat(
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
    )


def compared(shares: pl.DataFrame, by: str = "developer_group") -> tuple[str, str] | None:
    """Return the two groups to compare: corporate and community developers, else the two with most judged claims."""
    if by == "developer_group":
        return "corporate", "community"
    known = shares.filter(~pl.col("group").is_in([ALL, "unknown"]), pl.col("n") > 0)
    largest = known.sort("n", "group", descending=[True, False])["group"].head(2).to_list()
    return (largest[0], largest[1]) if len(largest) == 2 else None


def contrast(shares: pl.DataFrame, groups: tuple[str, str] | None) -> pl.DataFrame:
    """Return :data:`results.CONTRAST`: the share of one group less that of another, no row without two groups."""
    return group_differences(shares, groups) if groups else pl.DataFrame(schema=results.CONTRAST.schema)


def with_bounds(counted: pl.DataFrame) -> pl.DataFrame:
    """Add ``share``, its Wilson bounds, and the bounds over what is unknown, to counts."""
    count, n, every = pl.col("openwashing_count"), pl.col("n"), pl.col("n") + pl.col("unknown_count")
    lower, upper = wilson(nw.col("openwashing_count"), nw.col("n"))
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
