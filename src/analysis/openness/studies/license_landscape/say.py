"""The license landscape in plain words."""

from __future__ import annotations

import polars as pl

from openness.studies.license_landscape.terms import TERMS
from openness.tables.schema import LICENSE_TIERS
from openness.words.names import label
from openness.words.numbers import counted, percent, plural


def finding(releases: pl.DataFrame, terms: pl.DataFrame) -> str:
    """Return the landscape in one paragraph: tiers over all periods, and what is not known."""
    if not releases.height:
        return "No release is left to look at."
    tiers = dict(releases["license_tier"].value_counts().rows())
    known = releases.height - tiers.get("unspecified", 0)
    if not known:
        return f"Of {counted(releases.height, 'release')}, none has a license that is known."
    parts = "; ".join(
        f"{percent(tiers[tier] / known)} {_lowered(label(tier))}"
        for tier in LICENSE_TIERS
        if tiers.get(tier) and tier != "unspecified"
    )
    approved = terms.filter(term=TERMS["osi_approved"].title)
    n, yes = approved["n"].sum(), approved["open_count"].sum()
    is_ = plural(yes, "is", "are")
    said = f" {yes:,} of {n:,} {is_} under licenses approved by the Open Source Initiative." if n else ""
    return (
        f"Of {counted(releases.height, 'dated release')}, {known:,} {plural(known, 'has', 'have')} a license whose "
        f"tier is known: {parts}.{said} For {releases.height - known:,} the license is not stated, not recognized or "
        "not read."
    )


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
