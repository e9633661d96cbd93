"""Why a share differs between two editions of a source: an exact split by release and by cause.

A share is open releases over judged ones, k / n. With both editions' mean share s and mean number of judged releases N

    k2 / n2 - k1 / n1 = ((k2 - k1) - s (n2 - n1)) / N

holds exactly, and the right side is a sum over releases: a release that changes k by dk and n by dn moves the share by
(dk - s dn) / N. So nothing has to be taken first or last across releases, and what a release contributes does not
depend on the order of the others. The weights are those of Marshall and Edgeworth, as in Kitagawa, E. M., 1955, Journal
of the American Statistical Association 50(272), 1168-1194, https://doi.org/10.1080/01621459.1955.10501299. How several
causes share one release is told in :mod:`openness.studies.vintages_and_composition.editions.moves`.
"""

from __future__ import annotations

import narwhals as nw
import polars as pl

from openness.statistics.shares import wilson
from openness.studies.vintages_and_composition.editions.moves import CAUSES, KIND_OF
from openness.studies.vintages_and_composition.results import PARTS

_CELL = ["period", "group"]


def numbers(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return every share in both editions."""
    sides = []
    for side in ("before", "after"):
        known = [pl.col(f"{name}_{side}").is_not_null() for name in ("period", "group", "value")]
        own = pairs.filter(f"is_{side}", f"is_asked_{side}", *known)
        sides.append(
            own.group_by(period=f"period_{side}", group=f"group_{side}").agg(
                pl.len().cast(pl.Int64).alias(f"n_{side}"), pl.col(f"value_{side}").sum().alias(f"open_{side}")
            )
        )
    counts = sides[0].join(sides[1], on=_CELL, how="full", coalesce=True).fill_null(0)
    ratios = [
        pl.when(pl.col(f"n_{side}") > 0).then(pl.col(f"open_{side}") / pl.col(f"n_{side}")).alias(f"share_{side}")
        for side in ("before", "after")
    ]
    shares = counts.with_columns(ratios).with_columns(share_change=pl.col("share_after") - pl.col("share_before"))
    values = pl.concat([pairs["value_before"], pairs["value_after"]]).drop_nulls()
    return _with_interval(shares, is_count=values.is_in([0.0, 1.0]).all()).sort(_CELL)


def with_share_change(moved: pl.DataFrame, shares: pl.DataFrame) -> pl.DataFrame:
    """Return moves with what each contributes to the change of its share."""
    mean_share = (pl.col("share_before") + pl.col("share_after")) / 2
    mean_n = (pl.col("n_before") + pl.col("n_after")) / 2
    sides = shares.select(*_CELL, mean_share.alias("_share"), mean_n.alias("_n"))
    change = (pl.col("open_change") - pl.col("_share") * pl.col("n_change")) / pl.col("_n")
    joined = moved.join(sides, on=_CELL, how="left", maintain_order="left")
    return joined.with_columns(change.alias("share_change")).drop("_share", "_n")


def parts(moved: pl.DataFrame) -> pl.DataFrame:
    """Return the contributions summed by cause."""
    order = pl.col("cause").cast(pl.Enum(CAUSES))
    known = pl.col("share_change")
    return (
        moved.group_by(*_CELL, "cause")
        .agg(
            pl.col("release_id").n_unique().cast(pl.Int64).alias("release_count"),
            pl.col("n_change", "open_change").sum(),
            # Null and not 0 where the share cannot be had.
            pl.when(known.is_not_null().all()).then(known.sum()).alias("share_change"),
        )
        .sort(*_CELL, order)
        .with_columns(kind=pl.col("cause").replace_strict(KIND_OF, return_dtype=pl.String))
        .select(PARTS.names)
    )


def _with_interval(shares: pl.DataFrame, *, is_count: bool) -> pl.DataFrame:
    """Add the Wilson interval of the older share, null where values are no yes or no."""
    lower, upper = wilson(nw.col("open_before"), nw.col("n_before"))
    bounded = nw.from_native(shares).with_columns(lower_before=lower, upper_before=upper).to_native()
    none = pl.lit(None, pl.Float64)
    return bounded if is_count else bounded.with_columns(lower_before=none, upper_before=none)
