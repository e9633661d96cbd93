"""Which licenses developers on GitHub push to, by quarter: the backdrop to changes of license."""

from __future__ import annotations

import polars as pl


def style_shares(pushers: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.STYLES`: the share of pushers by style of license, of the licenses that are recognized.

    A developer who pushes under two licenses counts twice, so a share is one of developers and licenses together. Cells
    of fewer than 100 developers are not published: rare licenses and small economies are understated, the rarest most.
    """
    total = pl.col("pusher_count").sum().over("period")
    return (
        pushers.filter(~pl.col("is_aggregate"), pl.col("license_id") != "NOASSERTION")
        .group_by("period", pl.col("license_style").alias("group"))
        .agg(pl.col("pusher_count").sum())
        .with_columns(total.alias("n"), (pl.col("pusher_count") / total).alias("share"))
        .sort("period", "group")
    )
