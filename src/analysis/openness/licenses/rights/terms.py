"""What a license says on each clause, wherever that is known from: its record, its name, or its approval."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openness.licenses.clauses import catalog, moves, verdict_rules, verdicts
from openness.licenses.clauses.declared import NULL_IS_ABSENT
from openness.licenses.clauses.verdict_rules import Limit
from openness.licenses.rights import table
from openness.licenses.rights.points import Point

_APPROVED = {
    "commercial_use": "yes",
    "registration_required": False,
    "user_threshold": None,
    "revenue_threshold": None,
    "threshold_effect": None,
    "thresholds": (),
    "business_restriction": (),
    "behavioural_use_restrictions": False,
    "military_ban": False,
    "geo_exclusion": (),
    "redistribution": True,
    "derivatives": True,
    "output_training_restriction": "none",
    "outputs": (),
    "use_restrictions_flow_down": False,
    "must_bind": False,
}
"""What approval by the Open Source Initiative settles, by criteria 1, 3, 5, 6 and 9 of its definition."""


@dataclass(frozen=True)
class Said:
    """What a license says on a point; undecided where it is not known."""

    value: Any
    is_decided: bool = True
    section: str | None = None
    document: str | None = None  # id of the license or policy that says so
    reason: str | None = None  # why it is undecided
    limited_to: str | None = None


@dataclass(frozen=True)
class Terms:
    """A license as it is asked about."""

    id: str
    clauses: Mapping[str, Said]
    further: tuple[Limit, ...] = ()
    is_closed: bool = False  # all rights reserved
    why_unread: str | None = None  # why nothing is known of it, None where something is

    def said(self, clause: str) -> Said:
        """Return what it says on a clause."""
        return self.clauses.get(clause) or Said(None, is_decided=False, reason=self.why_unread or "not looked for")

    @cached_property
    def key(self) -> str:
        """Id without the versions that may follow, for tables of licenses."""
        return table.base(self.id)


def of(identifier: str) -> Terms:
    """Return the terms of a license, by an id that ``verdicts.resolve`` returned."""
    record = catalog.find(identifier)
    known = verdict_rules.read().ids.get(identifier.casefold())
    verdict = verdicts.of_license(identifier)
    found: dict[str, Said] = {}
    further: tuple[Limit, ...] = ()
    why = None
    if record is not None:
        if record.kind == "use_policy":
            return Terms(identifier, {}, why_unread="a use policy licenses nothing; ask for the license it belongs to")
        found = _of_record(record)
        further = record.further
    elif known is not None and known.clauses is not None:
        found = {name: _named(name, value, identifier) for name, value in known.clauses.items()}
        further = known.further
    elif (named := [one.rule for one in verdict.findings if hasattr(one.rule, "limit")]) or verdict.is_judged:
        found = _of_versions(identifier)
        further = tuple(named)
    elif verdict.tier == "closed":
        return Terms(identifier, {}, is_closed=True)
    for name, value in _settled(identifier, is_read=bool(found)).items():
        if name not in found or not found[name].is_decided:
            found[name] = Said(value, document=identifier)
    if not found:
        why = "its text has not been read"
    for clause, reason in table.BLANKS.get(identifier, {}).items():
        found[clause] = Said(None, is_decided=False, reason=reason)
    return Terms(identifier, found, further, why_unread=why)


def _settled(identifier: str, *, is_read: bool) -> dict[str, Any]:
    """Return what approval, the kind of license or its style settles, for clauses that are not decided otherwise."""
    is_approved = verdicts.is_osi_approved(identifier)
    found = dict(_APPROVED) if is_approved else {}
    if is_read and table.is_plain(identifier):
        found |= {"business_restriction": (), "outputs": (), "branding_required": None}
    if identifier in table.FREE_OF_DUTIES:
        found |= dict.fromkeys(("attribution_notice", "copy_of_terms", "use_restrictions_flow_down"), False)
        found |= dict.fromkeys(("branding_required", "model_name_prefix"))
    style = moves.style(identifier)
    if style != moves.UNKNOWN and (is_read or is_approved):
        found["share_alike"] = style != moves.PERMISSIVE
    return found


def _of_record(record: catalog.License) -> dict[str, Said]:
    found = {}
    for name, one in catalog.effective(record, catalog.records()).items():
        clause = one.clause
        found[name] = Said(
            clause.value,
            clause.state != "unverified",
            clause.section,
            one.where,
            clause.reason,
            clause.limited_to,
        )
    return found


def _of_versions(identifier: str) -> dict[str, Said]:
    """Return what the name of a license settles in all its versions."""
    name = identifier.casefold().removeprefix("licenseref-")
    for stem, known in verdict_rules.read().versions_of.items():
        if name.startswith(f"{stem}-") and known.clauses is not None and _is_version(name[len(stem) + 1 :]):
            return {clause: _named(clause, value, identifier) for clause, value in known.clauses.items()}
    return {}


def _is_version(rest: str) -> bool:
    return rest == "unspecified" or rest[:1].isdigit()


def _named(clause: str, value: Any, identifier: str) -> Said:
    decided = value is not None or clause in NULL_IS_ABSENT
    return Said(tuple(value) if isinstance(value, list) else value, decided, document=identifier)


def point(answer: str, words: str, clause: str, said: Said, found: Terms) -> Point:
    """Return a point where a clause says something, with its section and document."""
    return Point(answer, words, clause, said.section, said.document or found.id)
