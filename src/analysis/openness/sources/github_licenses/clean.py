"""Developers on GitHub by license, economy and quarter: the backdrop to changes of license. It holds no releases."""

import polars as pl

from openness.licenses.clauses import verdicts
from openness.licenses.clauses.moves import style
from openness.project import paths
from openness.project.errors import BadFileError
from openness.sources import facts
from openness.sources.github_licenses import SOURCE
from openness.tables import schema
from openness.tables import store as tables

UNRECOGNIZED = "NOASSERTION"
AGGREGATES = ("EU",)
"""Economies that the publisher lists beside those they are the sum of."""


def frames() -> dict[str, pl.DataFrame]:
    """Return the table ``github_licenses`` of the newest edition; without rows where none is there."""
    table = schema.GITHUB_LICENSES
    folder = paths.raw() / SOURCE.name
    if not folder.is_dir():
        return {table.name: pl.DataFrame(schema=tables.polars_schema(table))}
    listing = facts.read_source(folder)
    vintage = max(listing["vintages"])
    published = facts.read(folder, vintage, listing)
    return {table.name: clean(published).select(table.column_names)}


def clean(published: pl.DataFrame) -> pl.DataFrame:
    """Return the publisher's rows with their numbers read, and what is known of each license added."""
    count, year, quarter = (pl.col(name).cast(pl.Int64, strict=False) for name in ("num_pushers", "year", "quarter"))
    bad = published.filter(count.is_null() | year.is_null() | ~quarter.is_between(1, 4).fill_null(value=False))
    if bad.height:
        raise BadFileError(f"{SOURCE.name}, record {bad['row'][0]}: count, year or quarter is no number")
    if published.select(pl.any_horizontal(pl.col("spdx_license", "iso2_code").is_null()).any()).item():
        raise BadFileError(f"{SOURCE.name} has a row without license or economy")
    known = {name: name != UNRECOGNIZED for name in published["spdx_license"].unique().to_list()}
    approved = {name: verdicts.is_osi_approved(name) if is_known else None for name, is_known in known.items()}
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
