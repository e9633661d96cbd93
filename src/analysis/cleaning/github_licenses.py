"""Developers on GitHub by license, economy and quarter: the backdrop to changes of license. It holds no releases."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from analysis import paths, schema, tables
from analysis.errors import BadFileError
from analysis.licenses import verdicts
from analysis.licenses.styles import style
from analysis.sources import facts, github_licenses

UNRECOGNIZED = "NOASSERTION"
AGGREGATES = ("EU",)
"""Economies that the publisher lists beside those they are the sum of."""


def frames(raw: Path | None = None) -> dict[str, pl.DataFrame]:
    """Return the table ``github_licenses`` of the newest edition; without rows where none is there.

    Parameters
    ----------
    raw
        Folder of raw data, by default ``data/raw``.

    Raises
    ------
    OpennessError
        The edition is missing or broken, or a count, year or quarter in it is no number.
    """
    raw = raw or paths.raw()
    table = schema.GITHUB_LICENSES
    folder = raw / github_licenses.NAME
    if not folder.is_dir():
        return {table.name: pl.DataFrame(schema=tables.polars_schema(table))}
    listing = facts.read_source(folder)
    vintage = max(listing["vintages"])
    published = facts.read(folder, vintage, listing)
    return {table.name: clean(published, raw).select(table.column_names)}


def clean(published: pl.DataFrame, raw: Path | None = None) -> pl.DataFrame:
    """Return the publisher's rows with their numbers read, and what is known of each license added."""
    count, year, quarter = (pl.col(name).cast(pl.Int64, strict=False) for name in ("num_pushers", "year", "quarter"))
    bad = published.filter(count.is_null() | year.is_null() | ~quarter.is_between(1, 4).fill_null(value=False))
    if bad.height:
        raise BadFileError(f"{github_licenses.NAME}, record {bad['row'][0]}: count, year or quarter is no number")
    if published.select(pl.any_horizontal(pl.col("spdx_license", "iso2_code").is_null()).any()).item():
        raise BadFileError(f"{github_licenses.NAME} has a row without license or economy")
    known = {name: name != UNRECOGNIZED for name in published["spdx_license"].unique().to_list()}
    approved = {name: verdicts.is_osi_approved(name, raw) if is_known else None for name, is_known in known.items()}
    styles = {name: style(name) for name in known}
    return published.select(
        pl.col("spdx_license").alias("license_id"),
        pl.col("iso2_code").alias("economy_code"),
        pl.col("iso2_code").is_in(list(AGGREGATES)).alias("is_aggregate"),
        pl.format("{}-Q{}", year, quarter).alias("period"),
        count.alias("pusher_count"),
        pl.col("spdx_license").replace_strict(approved, return_dtype=pl.Boolean).alias("is_osi_approved"),
        pl.col("spdx_license").replace_strict(styles, return_dtype=pl.String).alias("license_style"),
    ).sort("period", "license_id", "economy_code")
