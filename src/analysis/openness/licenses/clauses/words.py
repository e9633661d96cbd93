"""Verdicts and clauses in words."""

from collections.abc import Collection
from typing import Any

from openness.licenses.clauses.declared import UNSPECIFIED
from openness.licenses.clauses.judge import Finding, Verdict
from openness.licenses.clauses.verdict_rules import CRITERIA, FURTHER, Scoped
from openness.words.names import label
from openness.words.numbers import listing, number


def steps(identifier: str, verdict: Verdict, *, is_approved: bool) -> list[str]:
    """Return how a verdict came about: each finding with its clause, place and reason, then the sum."""
    found = [step(one, verdict, identifier) for one in verdict.findings]
    if verdict.undecided:
        found.append(f"Not decided, and able to change the verdict: {_listed(verdict.undecided)}.")
    return found + conclusions(identifier, verdict, is_approved=is_approved)


def conclusions(identifier: str, verdict: Verdict, *, is_approved: bool) -> list[str]:
    """Return the sum of a verdict: criteria, tier, and, as a fact apart, the approval."""
    approved = "is approved" if is_approved else "is not on the list of licenses approved"
    return [
        f"Open Source Definition: {criteria(verdict)}.",
        tier(verdict),
        f"As a fact apart: {identifier} {approved} by the Open Source Initiative.",
    ]


def step(finding: Finding, verdict: Verdict, identifier: str) -> str:
    """Return one finding as a paragraph: clause, place, criterion, reason, source."""
    rule = finding.rule
    fails = "violates" if rule.verdict == "violated" else "arguably violates"
    if rule.verdict == "arguable" and rule.criterion in verdict.osd_violations:
        fails = "would arguably violate (another clause does so plainly)"
    sets = f" It sets the tier “{label(rule.tier)}” at least." if rule.tier else ""
    said = f"Limits {rule.clause}" if rule.id == FURTHER else f"{finding.clause} is {value(finding.value)}"
    return (
        f"{said}{place(finding, identifier)}: {fails} criterion {rule.criterion}, "
        f"{CRITERIA[rule.criterion]}. {rule.because}{sets} [{rule.source}]"
    )


def place(finding: Finding, identifier: str | None = None) -> str:
    """Return where a finding stands, in brackets, blank where that is not known."""
    elsewhere = finding.where if finding.where != identifier else None
    section, line = finding.section and f"section {finding.section}", finding.line and f"line {finding.line}"
    parts = [one for one in (elsewhere, section, line) if one]
    return f" ({', '.join(parts)})" if parts else ""


def criteria(verdict: Verdict) -> str:
    """Return the criteria that a verdict finds violated and arguably violated."""
    found = (("violates", verdict.osd_violations), ("arguably violates", verdict.osd_arguable))
    if parts := [f"{how} {_listed(numbers)}" for how, numbers in found if numbers]:
        return ", ".join(parts)
    return "no clause that was read violates it" if verdict.is_judged else "not judged clause by clause"


def tier(verdict: Verdict) -> str:
    """Return the tier, and why it is that one."""
    if verdict.tier == UNSPECIFIED and verdict.at_least and not verdict.because:
        least = f"“{label(verdict.at_least)}” at least; a clause not decided could make it stricter."
        return f"Tier: {label(UNSPECIFIED)}, {least}"
    found = f"Tier: {label(verdict.tier)}." + (f" {verdict.because}" if verdict.because else "")
    if verdict.tier == _LIMITED and verdict.set_by and not _COMMERCE & set(verdict.set_by):
        limits_ = listing([_LIMITS.get(one, one) for one in verdict.set_by], at_most=len(verdict.set_by))
        return f"{found} Business as such is not limited; what puts it there: {limits_}."
    return found


_LIMITED = "restricted_commercial"
_COMMERCE = frozenset({"commercial_use", "threshold_effect", "business_restriction", "registration_required"})
_LIMITS = {
    "derivatives": "modified versions may not be passed on",
    "redistribution": "copies may not be passed on",
    "geo_exclusion": "regions are left out",
    "output_training_restriction": "outputs may not improve other models",
    "outputs": "the work may not improve other models",
}
"""What a clause limits, where that is no limit on business."""


def on_parts(scoped: Collection[Scoped]) -> list[str]:
    """Return what a license amounts to on some parts of a release alone, a sentence each."""
    fails = {"violated": "violates", "arguable": "arguably violates"}
    return [
        f"On {listing(list(one.parts), at_most=len(one.parts))}: {one.limit}"
        + (f" (section {one.section})" if one.section else "")
        + f": {fails[one.verdict]} criterion {one.criterion}, {CRITERIA[one.criterion]}. {one.because} [{one.source}]"
        for one in scoped
    ]


def value(found: Any) -> str:
    """Return a value of a clause as text."""
    if found is None or found in ((), []):
        return "none"
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, (list, tuple)):
        return _listed(found)
    return number(found) if isinstance(found, int) else f"{found:,.0f}" if isinstance(found, float) else str(found)


def _listed(found: Collection[Any]) -> str:
    return listing([str(one) for one in found], at_most=len(found))
