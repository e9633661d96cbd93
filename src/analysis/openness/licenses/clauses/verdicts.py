"""From a license to its verdict: criteria of the Open Source Definition, and tiers.

The rules are data (``data/raw/licenses/rules.yml``). Whether the Open Source Initiative approved a license is a fact of
the SPDX list and never part of a finding; it decides the tier alone, because approved licenses are ``open`` by the
definition of the tiers.
"""

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from openness.licenses.clauses import catalog, verdict_rules, words
from openness.licenses.clauses.catalog import Effective, License, effective
from openness.licenses.clauses.declared import NULL_IS_ABSENT, ORDER, UNSPECIFIED
from openness.licenses.clauses.judge import Finding, Said, Verdict, judge, judge_said, strictest, with_parts
from openness.licenses.clauses.verdict_rules import Known, Limit, Rules, Scoped
from openness.licenses.strings import expression, spdx
from openness.licenses.strings.names import UNKNOWN
from openness.project.errors import UnknownNameError
from openness.project.once import once
from openness.words.names import label

_APPROVED = "Approved by the Open Source Initiative."
_LIBRE = "Free by the Free Software Foundation; the Open Source Initiative has not approved it."
_NO_RIGHTS = "A use policy licenses nothing; the license that refers to it has a tier."
_VERSION = re.compile(r"-(unspecified$|\d)")


def of_clauses(
    clauses: Mapping[str, Any],
    evidence: Mapping[str, Any] | None = None,
    undecided: Collection[str] = (),
    *,
    doubted: Collection[str] = (),
    identifier: str | None = None,
) -> Verdict:
    """Return the verdict on clauses that were read from a text.

    Parameters
    ----------
    clauses
        Clause -> value; null where the text does not decide.
    evidence
        Clause -> object or mapping with ``quote`` and ``line``, carried into the findings.
    undecided
        Clauses that the reader could not decide. Needed for those where null may also say that there is none, such as
        ``user_threshold``.
    doubted
        Those of the undecided clauses that a sentence of the text speaks of: none of them may turn out stricter than
        the tier, whichever clauses decide it otherwise.
    identifier
        The license that the text is, where that is certain: an approved one is ``open``, whatever was not decided.
    """
    said = {
        name: Said(value, _evidence((evidence or {}).get(name)))
        for name, value in clauses.items()
        if name not in undecided and (value is not None or name in NULL_IS_ABSENT)
    }
    record = catalog.find(identifier) if identifier else None
    if record is not None and not (clauses.get("business_restriction") or "business_restriction" in doubted):
        barred = record.clauses["business_restriction"]
        said |= {} if barred.state == "unverified" else {"business_restriction": _said(Effective(barred, record.id))}
    verdict = judge_said(with_parts(said), verdict_rules.read(), _limits(record.further if record else ()), doubted)
    if identifier and is_osi_approved(identifier):
        return replace(verdict, tier="open", because=_APPROVED)
    return verdict


def of_reading(reading: Any) -> Verdict:
    """Return the verdict on a text that was read (``texts.read.Reading``).

    That of the license, where the text is its text and nothing else. Where the license is named by its title and
    clauses, what is known of it holds together with what was read: of two tiers the stricter counts, and a doubt that a
    sentence raises leaves none but the least that is certain.
    """
    known = of_license(reading.id) if reading.id else None
    if known and reading.identity.is_whole and (known.tier != UNSPECIFIED or catalog.find(reading.id)):
        return known
    read = of_clauses(
        reading.clauses, reading.evidence, reading.undecided, doubted=reading.doubts, identifier=reading.id
    )
    return _together(read, known) if known and not is_osi_approved(reading.id) else read


def _together(read: Verdict, known: Verdict) -> Verdict:
    """Return the verdict of a text and of the license that it is."""
    rules = {one.rule.id for one in read.findings}
    findings = read.findings + tuple(one for one in known.findings if one.rule.id not in rules)
    violated = {*read.osd_violations, *known.osd_violations}
    least = strictest({one for one in (read.at_least, known.at_least) if one})
    tier_ = least or UNSPECIFIED
    if read.tier == UNSPECIFIED and (known.tier == UNSPECIFIED or read.undecided):
        tier_ = UNSPECIFIED
    return replace(
        read,
        osd_violations=tuple(sorted(violated)),
        osd_arguable=tuple(sorted({*read.osd_arguable, *known.osd_arguable} - violated)),
        tier=tier_,
        at_least=least,
        findings=findings,
        because=read.because or known.because,
    )


@once(4096)
def of_license(identifier: str, part: str | None = None) -> Verdict:
    """Return the verdict on a license: its record read together with its use policy, else what its name settles.

    In this order: a record of the catalog; an identifier or a family that ``rules.yml`` knows; the SPDX list (approved
    by the OSI, or free by the Free Software Foundation: ``open``). Anything else is ``unspecified``, an identifier that
    nobody knows too: see :func:`resolve` for one that complains.

    Parameters
    ----------
    identifier
        SPDX id, ``LicenseRef-...``, ``NONE`` or ``NOASSERTION``; case does not matter.
    part
        What it stands on, one of ``verdict_rules.PARTS``: a few licenses amount to less on code than on other works.
    """
    identifier = identifier.strip().casefold()
    table = verdict_rules.read()
    record = catalog.find(identifier)
    if record is not None:
        return _of_record(record, identifier, part)
    known = table.ids.get(identifier) or _version_of(identifier, table)
    if known is not None:
        return _of_known(known, table)
    if identifier in table.members:
        return _of_family(identifier)
    if spdx.is_osi_approved(identifier):
        return _given("open", _APPROVED, "https://spdx.org/licenses/")
    if spdx.is_libre(identifier):
        return _given("open", _LIBRE, "https://www.gnu.org/licenses/license-list.html")
    return Verdict(because="The license has not been read: it has no record.")


def _version_of(identifier: str, table: Rules) -> Known | None:
    """Return what is known of all versions of a license, for an identifier that names one of them, or none."""
    name = identifier.removeprefix("licenseref-")
    if name == identifier and spdx.find(identifier) is None:
        return None
    version = _VERSION.search(name)
    return table.versions_of.get(name[: version.start()]) if version else None


def tier(licenses: str | Iterable[str]) -> str:
    """Return the tier of a thing that stands under a license, or under several.

    Parameters
    ----------
    licenses
        An SPDX expression, such as ``Match.expression``; or identifiers and expressions that hold together (AND).

    Returns
    -------
    str
        Of licenses that hold together the strictest tier. With an ``unspecified`` license among them, ``unspecified``,
        unless another is ``noncommercial`` or ``closed``: that stays true whatever the unread license says, and none
        that has been read says more. Of alternatives (OR) the mildest tier, since whoever uses the thing may choose
        it; ``unspecified`` where an unread alternative may be milder. No licenses: ``unspecified``.

    Raises
    ------
    BadValueError
        An expression is none.

    Examples
    --------
    >>> tier("GPL-3.0-only OR LicenseRef-proprietary"), tier(["GPL-3.0-only", "LicenseRef-proprietary"])
    ('open', 'closed')
    """
    found = _expression(licenses)
    if found is None:
        return UNSPECIFIED
    # An unread license may be any, up to the strictest that has been read of one.
    ranges = {UNSPECIFIED: (0, ORDER.index("noncommercial")), **{one: (rank, rank) for rank, one in enumerate(ORDER)}}
    low, high = (expression.rank(found, lambda name, end=end: ranges[of_license(name).tier][end]) for end in (0, 1))
    return ORDER[low] if low == high else UNSPECIFIED


def _expression(licenses: str | Iterable[str]) -> expression.Expression | None:
    """Return an SPDX expression, or several that hold together, as one; None of none."""
    given = [licenses] if isinstance(licenses, str) else licenses
    return expression.together(map(expression.parse, given))


def is_osi_approved(identifier: str) -> bool:
    """Return whether the Open Source Initiative approved a license.

    A fact of the SPDX list; for a license that the list does not have, of its record.
    """
    if spdx.find(identifier) is not None:
        return spdx.is_osi_approved(identifier)
    record = catalog.find(identifier.strip())
    return record is not None and record.osi_status == "approved"


def osi_approval(licenses: str) -> bool | None:
    """Return whether the Open Source Initiative approved a license; None where it is not known which license it is.

    A family that no version is named of is approved, or not, where all its versions are alike. Of an SPDX expression
    every license that holds together must be approved, and one of those between which one may choose.
    """
    found = expression.holds(expression.parse(licenses), _is_not_approved)
    return None if found is None else not found


@once(4096)
def _is_not_approved(identifier: str) -> bool | None:
    if identifier in (UNKNOWN, "LicenseRef-various"):
        return None
    found = {not is_osi_approved(one) for one in versions_of(identifier) or (identifier,)}
    return found.pop() if len(found) == 1 else None


def versions_of(identifier: str) -> tuple[str, ...]:
    """Return the versions of a family that no version is named of; none where it is no such family."""
    return verdict_rules.read().members.get(identifier.casefold(), ())


def resolve(identifier: str) -> str:
    """Return a known identifier as it is spelled; ``LicenseRef-`` may be left out.

    Raises
    ------
    UnknownNameError
        No record, no rule and no entry of the SPDX list has it; the message names the nearest.
    """
    table = verdict_rules.read()
    names = (*spdx.licenses(), *catalog.records(), *table.names)
    spelled = {name.casefold(): name for name in names}
    given = identifier.strip()
    for name in (given, f"LicenseRef-{given}"):
        if name.casefold() in spelled:
            return spelled[name.casefold()]
        if of_license(name).tier != UNSPECIFIED:
            return name
    if not given.casefold().startswith("licenseref-"):
        spelled = {key.removeprefix("licenseref-"): name.removeprefix("LicenseRef-") for key, name in spelled.items()}
    near = difflib.get_close_matches(given.casefold(), spelled, n=1)
    # Without a near one, a list of a thousand names would help nobody.
    raise UnknownNameError("license", identifier, [spelled[name] for name in near])


def explain(identifier: str, part: str | None = None) -> list[str]:
    """Return the way from the clauses of a license to its verdict, on a part of a release, a sentence or more a step.

    Raises
    ------
    UnknownNameError
        Nothing is known by that identifier.
    """
    name = resolve(identifier)
    steps = words.steps(name, of_license(name, part), is_approved=is_osi_approved(name))
    return steps if part else steps + words.on_parts(on_parts(name))


def on_parts(identifier: str) -> tuple[Scoped, ...]:
    """Return what a license amounts to on some parts of a release alone."""
    table = verdict_rules.read()
    found = {one: None for part in verdict_rules.PARTS for one in table.on(identifier, part)}
    return tuple(one for one in found if set(one.parts) != set(verdict_rules.PARTS))


def _of_record(record: License, identifier: str, part: str | None) -> Verdict:
    found = effective(record, catalog.records())
    decided = {name: _said(one) for name, one in found.items() if one.clause.state != "unverified"}
    table = verdict_rules.read()
    verdict = judge_said(decided, table, _limits((*record.further, *table.on(identifier, part))))
    if record.kind == "use_policy":
        return replace(verdict, tier=UNSPECIFIED, because=_NO_RIGHTS)
    if is_osi_approved(identifier):
        return replace(verdict, tier="open", because=_APPROVED)
    return verdict


def _limits(limits: Iterable[Limit]) -> tuple[Finding, ...]:
    """Return the findings that limits outside of the clauses lead to."""
    return tuple(Finding(one, True, section=one.section) for one in limits)


def _said(one: Effective) -> Said:
    return Said(one.clause.value, {"where": one.where, "section": one.clause.section})


def _evidence(one: Any) -> dict[str, Any]:
    if one is None:
        return {}
    if isinstance(one, Mapping):
        return {"quote": one.get("quote"), "line": one.get("line")}
    return {"quote": getattr(one, "quote", None), "line": getattr(one, "line", None)}


def _of_known(known: Known, table: Rules) -> Verdict:
    if known.clauses is None:
        return _given(known.tier, known.because, known.source)
    verdict = judge(known.clauses, table, _limits(known.further))
    return replace(verdict, because=known.because, source=known.source)


def _given(tier_: str, because: str, source: str | None) -> Verdict:
    return Verdict(tier=tier_, at_least=None if tier_ == UNSPECIFIED else tier_, because=because, source=source)


def _of_family(identifier: str) -> Verdict:
    verdicts = {name: of_license(name) for name in verdict_rules.read().members[identifier]}
    tiers = {one.tier for one in verdicts.values()}
    if len(tiers) != 1 or UNSPECIFIED in tiers:
        said = "; ".join(f"{name}: {label(one.tier)}" for name, one in verdicts.items())
        return Verdict(because=f"Its versions do not agree, or not all are read: {said}.")
    (common,) = tiers
    every = [set(one.osd_violations) for one in verdicts.values()]
    return Verdict(
        osd_violations=tuple(sorted(set.intersection(*every))),
        is_judged=all(one.is_judged for one in verdicts.values()),
        tier=common,
        at_least=common,
        because=f"No version is named, and all agree: {', '.join(verdicts)}.",
    )
