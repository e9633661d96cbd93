"""The license landscape in plain words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openness.words.names import group_name, label
from openness.words.numbers import capital, counted, listing, lowered, number, percent, percents, plural, points


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


def compared(tests: int, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return in which terms groups differ, all that are compared being tested together: a sentence or two."""
    if not tests:
        return ["No two groups have enough releases whose license is known in a period that had ended."]
    known = [row for row in rows if row["lower"] is not None]
    differ = [_difference(row) for row in known if row["survives_blanks"]]
    turned = [_difference(row) for row in known if row["is_different"] and not row["survives_blanks"]]
    may_not = [_difference(row) for row in known if not row["is_different"]]
    together = f"With {counted(tests, 'difference')} between groups tested together (Holm), " if tests > 1 else ""
    said = f"these remain, in points: {listing(differ)}" if differ else "none is shown"
    unknown = [f"Licenses that are not known may turn around, in points: {listing(turned)}."] if turned else []
    rest = [f"In points, what may be no difference: {listing(may_not, at_most=4)}."] if may_not else []
    return [f"{capital(f'{together}{said}')}.", *unknown, *rest]


def _difference(row: Mapping[str, Any]) -> str:
    one, other = group_name(row["group"]), group_name(row["other_group"])
    size = f"{points(row['difference'])} ({points(row['lower'])} to {points(row['upper'])}"
    return f"{row['term']} {size}; {one} less {other}, {row['period']})"


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
