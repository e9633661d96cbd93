"""How common open-washing is: by group, over time, by test.

Shares are of the releases that make the claim. A release whose verdict is open stands in no share and is counted, and
two bounds say what the share would be if all such releases were open-washed or none. The European Open Source AI Index
overwrites an entry when a family gets a new version: its dates are those of the latest versions, so a year's share
is about what stood there in the edition, not about what was released in that year.
"""

from collections.abc import Sequence
from typing import Any

import polars as pl

from openness.measures.large_developers import large_developers
from openness.project.errors import BadValueError
from openness.statistics import share_intervals
from openness.statistics.pairs import pair_differences
from openness.statistics.share_intervals import DEVELOPER
from openness.statistics.shares import share_by_period
from openness.studies.openwashing import results

MIN_GROUP = 5
ALL = "all"


def shares_by(
    judged: pl.DataFrame, by: str = "developer_group", *, min_group: int = MIN_GROUP, interval: str = DEVELOPER
) -> pl.DataFrame:
    """Return :data:`results.SHARES`: the share of claims that are open-washed, in all and in each group."""
    claims = judged.filter("is_claim").with_columns(group=pl.col(by).fill_null("unknown"))
    if claims.is_empty():
        return pl.DataFrame(schema=results.SHARES.schema)
    found = share_intervals.shares_by(claims, ["group"], is_open="is_openwashing", total=ALL, interval=interval)
    stubs = claims.group_by("group").agg(pl.col("is_stub").sum().cast(pl.Int64).alias("stub_count"))
    every = pl.DataFrame({"group": [ALL], "stub_count": [stubs["stub_count"].sum()]})
    return (
        found.rename({"open_count": "openwashing_count", "open_share": "share"})
        .join(pl.concat([every, stubs]), on="group", how="left", maintain_order="left")
        .with_columns(*extremes(), is_small=pl.col("n") < min_group)
        .select(results.SHARES.names)
    )


def shares_over_time(
    judged: pl.DataFrame, by: str = "developer_group", *, every: str = "year", interval: str = DEVELOPER
) -> pl.DataFrame:
    """Return :data:`results.PERIODS`: the share of claims that are open-washed, by period and group."""
    claims = judged.filter("is_claim")
    shares = share_by_period(claims, by=by, is_open="is_openwashing", every=every, interval=interval)
    return shares.select(results.PERIODS.names)


def large(judged: pl.DataFrame, developers: pl.DataFrame, groups: Sequence[str], **point: Any) -> pl.DataFrame:
    """Return who is more than a quarter of a point of the claims of some groups; ``point`` says what a point is."""
    found = large_developers(judged.filter("is_claim"), developers, is_open="is_openwashing", **point)
    return found.filter(pl.col("group").is_in(list(groups)))


def failures(
    judged: pl.DataFrame, practice: Sequence[str], by: str = "developer_group", *, interval: str = DEVELOPER
) -> pl.DataFrame:
    """Return :data:`results.FAILURES`: how many claims fail each test; stubs are left out."""
    found = [
        shares_by(one, by, interval=interval)
        .rename({"openwashing_count": "fail_count"})
        .select(pl.lit(name).alias("test"), *results.FAILURES.names[1:])
        for name, one in by_test(judged, practice).items()
    ]
    return pl.concat(found)


def by_test(judged: pl.DataFrame, practice: Sequence[str]) -> dict[str, pl.DataFrame]:
    """Return the claims that are no stubs once for each test, as if failing it were the verdict."""
    claims = judged.filter("is_claim", ~pl.col("is_stub"))
    return {name: claims.with_columns(pl.col(name).alias("is_openwashing")) for name in practice}


def compared(shares: pl.DataFrame, by: str = "developer_group") -> tuple[str, str] | None:
    """Return the two groups to compare: corporate and community developers, else the two with most judged claims."""
    if by == "developer_group":
        return "corporate", "community"
    known = shares.filter(~pl.col("group").is_in([ALL, "unknown"]), pl.col("n") > 0)
    largest = known.sort("n", "group", descending=[True, False])["group"].head(2).to_list()
    return (largest[0], largest[1]) if len(largest) == 2 else None


def contrast(
    judged: pl.DataFrame,
    groups: tuple[str, str] | None,
    by: str = "developer_group",
    *,
    interval: str = DEVELOPER,
) -> pl.DataFrame:
    """Return :data:`results.CONTRAST`: the share of one group less that of another, no row without two groups."""
    if not groups:
        return pl.DataFrame(schema=results.CONTRAST.schema)
    pair = pl.DataFrame([groups], schema=["group", "other_group"], orient="row")
    claims = judged.filter("is_claim")
    return pair_differences(claims, pair, by=by, is_open="is_openwashing", interval=interval)


def extremes() -> list[pl.Expr]:
    """Return what the share would be if none, or all, of the undecided claims were open-washed."""
    count, unknown = pl.col("openwashing_count"), pl.col("unknown_count")
    every = pl.col("n") + unknown
    return [
        pl.when(every > 0).then(count / every).alias("lowest_share"),
        pl.when(every > 0).then((count + unknown) / every).alias("highest_share"),
    ]


def one_edition(frame: pl.DataFrame) -> None:
    """Raise ``BadValueError`` where releases of several sources or editions would be counted together."""
    found = frame.select("source", "vintage").unique().sort("source", "vintage")
    if found.height > 1:
        named = ", ".join(" ".join(row) for row in found.rows())
        raise BadValueError(f"releases of {found.height} editions ({named}), expected those of one")
