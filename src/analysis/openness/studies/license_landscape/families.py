"""Families of the licenses of releases, over time."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from openness.licenses.clauses import catalog
from openness.licenses.strings.names import CATEGORIES, NO_LICENSE, UNKNOWN
from openness.licenses.strings.standard import UNSPECIFIED
from openness.project.once import once
from openness.statistics.shares import share_by_period

OTHER_FAMILIES = "other licenses"
UNKNOWN_FAMILY = "not known"


def family_shares(releases: pl.DataFrame, *, every: str = "year", most: int = 7) -> pl.DataFrame:
    """Return each license family's share of the releases whose license is known, by period."""
    sets = releases.select("license_ids").unique(maintain_order=True)
    names = pl.Series("family", [family_of(list(ids)) for ids in sets["license_ids"]], dtype=pl.String)
    named = releases.join(sets.with_columns(names), on="license_ids", maintain_order="left")
    known = named.filter(pl.col("family") != UNKNOWN_FAMILY)
    largest = known["family"].value_counts().sort(["count", "family"], descending=[True, False])["family"].head(most)
    family = pl.when(pl.col("family").is_in([*largest.to_list(), UNKNOWN_FAMILY])).then("family")
    kept = named.with_columns(family=family.otherwise(pl.lit(OTHER_FAMILIES)), everything=pl.lit("all"))
    is_known = pl.col("family") != UNKNOWN_FAMILY
    shown = sorted(kept.filter(is_known)["family"].unique(), key=[*largest, OTHER_FAMILIES].index)
    judged = [
        share_by_period(
            kept.with_columns(is_open=pl.when(is_known).then(pl.col("family") == name)), by="everything", every=every
        ).with_columns(family=pl.lit(name))
        for name in shown
    ]
    return (
        pl.concat(judged)
        if judged
        else share_by_period(kept.with_columns(is_open=None), by="family", every=every).clear()
    )


def family_of(ids: Sequence[str]) -> str:
    """Return the family of a release's licenses: one name, ``several families``, or ``not known``."""
    names = dict.fromkeys(_family(name) for name in ids)
    if not names or UNKNOWN_FAMILY in names:
        return UNKNOWN_FAMILY
    return next(iter(names)) if len(names) == 1 else "several families"


@once(4096)
def _family(identifier: str) -> str:
    if identifier in (UNKNOWN, "LicenseRef-various"):
        return UNKNOWN_FAMILY
    if identifier == NO_LICENSE:
        return "no license"
    name = identifier.removeprefix("LicenseRef-").removesuffix(f"-{UNSPECIFIED}")
    if identifier in CATEGORIES:
        return name.replace("-", " ")
    if name.startswith(("CC-", "CC0")):
        return "Creative Commons, noncommercial" if "-NC" in name else "Creative Commons, other"
    record = catalog.records().get(identifier)
    if record is not None and identifier.startswith("LicenseRef-"):
        return record.family
    return name.split("-")[0]
