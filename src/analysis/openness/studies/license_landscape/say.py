"""The license landscape in plain words."""

import polars as pl

from openness.studies.license_landscape.measure import TERMS
from openness.words.names import TIER_ORDER, label
from openness.words.numbers import counted, lowered, percent, plural


def finding(tiers: pl.DataFrame, terms: pl.DataFrame) -> str:
    """Return the landscape in one paragraph: tiers over all periods, and what is not known."""
    counts = dict(tiers.rows())
    total = sum(counts.values())
    if not total:
        return "No release is left to look at."
    known = total - counts.get("unspecified", 0)
    if not known:
        return f"Of {counted(total, 'release')}, none has a license that is known."
    parts = "; ".join(
        f"{percent(counts[tier] / known)} {lowered(label(tier))}"
        for tier in TIER_ORDER
        if counts.get(tier) and tier != "unspecified"
    )
    approved = terms.filter(term=TERMS["osi_approved"].title)
    n, yes = approved["n"].sum(), approved["open_count"].sum()
    is_ = plural(yes, "is", "are")
    said = f" {yes:,} of {n:,} {is_} under licenses approved by the Open Source Initiative." if n else ""
    return (
        f"Of {counted(total, 'dated release')}, {known:,} {plural(known, 'has', 'have')} a license whose "
        f"tier is known: {parts}.{said} For {total - known:,} the license is not stated, not recognized or "
        "not read."
    )
