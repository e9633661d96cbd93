"""What is counted once: a repository, a mass series, or a family (``docs/protocol.md``, "Unit")."""

from collections.abc import Sequence

import polars as pl

from openness.tables.schema import KEYS
from openness.words.numbers import counted

REPOSITORY, FAMILY, SERIES = "repository", "family", "series"
UNITS = (SERIES, REPOSITORY, FAMILY)
"""The protocol's own first."""

SUMMED = ("downloads", "likes")
"""What a unit has as much of as its releases together, where any of them has a number."""

LICENSE = ("license_raw", "license_ids", "license_expression", "license_tier")
"""What a unit has as most of its releases of a known license have it; if two are as common, as the earlier has it."""

_UNIT = ["source", "vintage", "unit_id"]


def as_units(
    releases: pl.DataFrame, families: pl.DataFrame, unit: str, outcomes: Sequence[str] = ("is_open",)
) -> pl.DataFrame:
    """Return one row for each unit: its first release, with ``unit_id`` and ``unit_size``, its number of releases.

    ``families`` is the table ``release_families``. An outcome is true where more than half of the unit's releases of
    which it is known have it, false where at most half have, and null where it is known of none. Downloads and likes
    are sums, and its license is the most common.
    """
    column = {FAMILY: "release_family_id", SERIES: "mass_series"}.get(unit)
    if column is None:
        return releases.with_columns(unit_id="release_id", unit_size=pl.lit(1, pl.Int64))
    named = releases.join(
        families.select(*KEYS, pl.col(column).alias("_of")), on=KEYS, how="left", maintain_order="left"
    )
    named = named.with_columns(unit_id=pl.coalesce("_of", "release_id")).drop("_of").with_row_index("_place")
    size = pl.len().over(_UNIT).cast(pl.Int64).alias("unit_size")
    single = pl.col("unit_size") == 1
    sized = named.with_columns(size)
    return (
        pl.concat([sized.filter(single), _merged(sized.filter(~single), outcomes).select(sized.columns)])
        .sort("_place")
        .drop("_place")
    )


def counted_units(count: int, releases: int | None, unit: str, what: str = "") -> str:
    """Return a number of units in words, and of how many releases they are made where that is another number.

    ``15,810 units (16,849 releases, a mass series being one)``; ``what`` stands before the noun.
    """
    releases = count if releases is None else releases
    is_made = releases != count
    nouns = ("family", "families") if unit == FAMILY else ("unit", "units") if is_made else ("release", "releases")
    made = f" ({counted(releases, 'release')}{', a mass series being one' if unit == SERIES else ''})"
    return f"{counted(count, *(f'{what} {noun}'.strip() for noun in nouns))}{made if is_made else ''}"


def _merged(several: pl.DataFrame, outcomes: Sequence[str]) -> pl.DataFrame:
    ordered = several.sort("release_date", "_place", nulls_last=True)
    summed = [name for name in SUMMED if name in several.columns]
    special = {*_UNIT, *outcomes, *summed}
    merged = ordered.group_by(_UNIT, maintain_order=True).agg(
        *(pl.col(name).first() for name in several.columns if name not in special),
        *(pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name) for name in summed),
        *(_majority(pl.col(name)).alias(name) for name in outcomes),
    )
    if not set(LICENSE) <= set(several.columns):
        return merged
    return merged.drop(LICENSE).join(_licenses(ordered), on=_UNIT, how="left", maintain_order="left")


def _majority(outcome: pl.Expr) -> pl.Expr:
    return pl.when(outcome.count() > 0).then(2 * outcome.sum() > outcome.count())


def _licenses(ordered: pl.DataFrame) -> pl.DataFrame:
    """Return the license that most releases of each unit have, of those whose tier is known if any is."""
    each = ordered.with_columns(pl.col("license_expression").alias("_ids")).with_row_index("_rank")
    counted = each.group_by(*_UNIT, "_ids").agg(
        pl.col("_rank").min(), pl.len().alias("_count"), (pl.col("license_tier") != "unspecified").any().alias("_known")
    )
    chosen = counted.sort("_known", "_count", "_rank", descending=[True, True, False]).unique(
        _UNIT, keep="first", maintain_order=True
    )
    return chosen.select("_rank").join(each, on="_rank").select(*_UNIT, *LICENSE)
