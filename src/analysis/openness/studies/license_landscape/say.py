"""The license landscape in plain words."""

from collections.abc import Mapping
from typing import Any

from openness.words.names import label
from openness.words.numbers import counted, lowered, percent, plural


def finding(told: Mapping[str, Any]) -> str:
    """Return the landscape in one paragraph: tiers over all periods, and what is not known."""
    n, known, yes = told["n"], told["known"], told["approved"]
    if not n:
        return "No release is left to look at."
    if not known:
        return f"Of {counted(n, 'release')}, none has a license that is known."
    parts = "; ".join(f"{percent(share)} {lowered(label(tier))}" for tier, share in told["tier_shares"].items())
    is_ = plural(yes, "is", "are")
    said = (
        f" {yes:,} of {told['approval_known']:,} {is_} under licenses approved by the Open Source Initiative."
        if told["approval_known"]
        else ""
    )
    return (
        f"Of {told['dated']}, {known:,} {plural(known, 'has', 'have')} a license whose "
        f"tier is known: {parts}.{said} For {told['unknown']:,} the license is not stated, not recognized or "
        "not read."
    )
