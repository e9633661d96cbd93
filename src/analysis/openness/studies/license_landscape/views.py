"""The licenses most used, and the strings behind which no license is known, as tables."""

from __future__ import annotations

import polars as pl

from openness.licenses.clauses import catalog, verdicts
from openness.licenses.strings.match import match_all
from openness.licenses.strings.names import CATEGORIES, UNKNOWN


def most_used(releases: pl.DataFrame, most: int) -> pl.DataFrame:
    """Return :data:`results.MOST_USED`."""
    known = catalog.records()
    counted = (
        releases.select(pl.col("license_ids").explode().alias("license_id"))
        .filter(pl.col("license_id").is_in(list(known)))
        .group_by("license_id")
        .agg(release_count=pl.len())
        .sort(["release_count", "license_id"], descending=[True, False])
        .head(most)
    )
    ids = counted["license_id"].to_list()
    return counted.with_columns(
        pl.Series("tier", [verdicts.of_license(name).tier for name in ids], dtype=pl.String),
        pl.Series("osi", ["yes" if verdicts.is_osi_approved(name) else "no" for name in ids], dtype=pl.String),
    )


def hidden(releases: pl.DataFrame, most: int) -> pl.DataFrame:
    """Return :data:`results.HIDDEN`, blank strings among them."""
    named = pl.col("license_ids").list.eval(pl.element().is_in([UNKNOWN, *CATEGORIES])).list.any()
    counted = (
        releases.filter(named)
        .group_by("license_raw")
        .agg(release_count=pl.len())
        .sort(["release_count", "license_raw"], descending=[True, False])
        .head(most)
    )
    found = match_all(counted["license_raw"].to_list())
    return counted.with_columns(
        pl.col("license_raw").fill_null("(blank)"),
        pl.Series("because", [" ".join(one.ids) for one in found], dtype=pl.String),
        pl.Series("rule", [one.rule.replace("_", " ") for one in found], dtype=pl.String),
    )
