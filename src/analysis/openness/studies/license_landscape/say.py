"""The license landscape in plain words."""

from collections.abc import Iterable, Mapping
from typing import Any

from openness.words.names import group_name, label
from openness.words.numbers import capital, counted, lowered, number, percent, percents, plural


def by_use(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return what open licenses are of each group's releases, and of its downloads, a sentence or two a group."""
    return [f"{capital(group_name(row['group']))}: {_by_use(row)}" for row in rows]


def _by_use(row: Mapping[str, Any]) -> str:
    once, weighted = percent(row["open_share"]), percent(row["weighted_share"])
    many = f"{row['effective_developers']:.1f}"
    largest = f"; {row['largest']} alone has {percent(row['largest_share'])} of them" if row["largest"] else ""
    bounds = "too few for an interval"
    if row["weighted_lower"] is not None:
        bounds = f"95% interval {percents(row['weighted_lower'], row['weighted_upper'])}"
    return (
        f"open licenses are on {once} of {number(row['n'])} releases and on {weighted} of downloads. The downloads are "
        f"spread as if {many} developers had the same number each ({bounds}){largest}."
    )


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
