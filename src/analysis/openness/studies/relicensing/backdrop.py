"""Which licenses developers on GitHub push to, by quarter: the backdrop to changes of license."""

from __future__ import annotations

import polars as pl

from openness.project.errors import UnknownNameError

OTHER = "other"
UNRECOGNIZED = "not recognized"
_BY = {
    "license": pl.col("license_id"),
    "style": pl.col("license_style"),
    "osi": pl.when("is_osi_approved").then(pl.lit("osi_approved")).otherwise(pl.lit("not_osi_approved")),
}


def license_shares(
    pushers: pl.DataFrame, by: str = "license", most: int = 5, *, recognized_only: bool = False
) -> pl.DataFrame:
    """Return the share of pushers by license, by style, or by whether the license is OSI-approved, and quarter.

    A developer who pushes under two licenses counts twice, so a share is one of developers and licenses together. Cells
    of fewer than 100 developers are not published: rare licenses and small economies are understated, the rarest most.
    """
    if by not in _BY:
        raise UnknownNameError("grouping", by, _BY)
    single = pushers.filter(~pl.col("is_aggregate"))
    unknown = pl.col("license_id") == "NOASSERTION"
    if recognized_only:
        single = single.filter(~unknown)
    grouped = single.with_columns(pl.when(unknown).then(pl.lit(UNRECOGNIZED)).otherwise(_BY[by]).alias("group"))
    if by == "license":
        grouped = grouped.with_columns(
            pl.when(pl.col("group").is_in([*_largest(grouped, most), UNRECOGNIZED]))
            .then("group")
            .otherwise(pl.lit(OTHER))
        )
    summed = grouped.group_by("period", "group").agg(pl.col("pusher_count").sum())
    total = pl.col("pusher_count").sum().over("period")
    return summed.with_columns(total.alias("n"), (pl.col("pusher_count") / total).alias("share")).sort(
        "period", "group"
    )


def _largest(grouped: pl.DataFrame, most: int) -> list[str]:
    last = grouped.filter(pl.col("period") == pl.col("period").max(), pl.col("group") != UNRECOGNIZED)
    sums = last.group_by("group").agg(pl.col("pusher_count").sum())
    return sums.sort("pusher_count", "group", descending=[True, False])["group"].head(most).to_list()
