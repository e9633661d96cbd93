"""License text -> what it says, clause by clause, with the words and the line that say so."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from openness.licenses.clauses import catalog, limits
from openness.licenses.clauses.declared import CLAUSES, NO_DEFAULT, OF_2026, default
from openness.licenses.scan import hashes
from openness.licenses.texts import document as documents
from openness.licenses.texts import doubts, known, scope, units
from openness.licenses.texts.document import Document, Sentence
from openness.licenses.texts.doubts import Doubt
from openness.licenses.texts.identity import Identity, identify
from openness.licenses.texts.patterns.find import find
from openness.licenses.texts.patterns.found import Finding
from openness.licenses.texts.units import Unit

_QUOTE = 300  # characters: the words that matter, not the license over again
_POLICY_TITLE = re.compile(
    r"(?:acceptable|prohibited|permitted|responsible)[ -]uses? (?:\w+ ){0,2}(?:policy|policies|guidelines)"
    r"|usage polic(?:y|ies)|\buse policy"
)
_LICENSE_TITLE = re.compile(r"\blicen[cs]e\b|\bagreement\b|terms of use")
_GRANTS = re.compile(
    r"\bgrant(?:s|ed)?\b|permission (?:is (?:hereby )?granted|to (?:use|copy),)|redistribution and use|licenses? you to"
    r"|gives everyone|(?:are|is) free to\b|(?:you|recipients?|anyone|everyone|users?) (?:may|can|is permitted to)"
    r" (?:use|copy|share|re-?use|convey|distribute|redistribute|reproduce|modify|make)"
)
_OF_A_GRANT = ("commercial_use", "redistribution", "derivatives", "revocable")
_EITHER_WAY = (*NO_DEFAULT, "revocable")  # Words say so, whatever the value.
_OF_A_POLICY = ("military_ban", "geo_exclusion")
_A_FEW = 100  # Chinese characters: more than a name
_SHORTEST = 40  # words; whatever is shorter is no license in full


@dataclass(frozen=True)
class Evidence:
    """The words that say something, as they stand in the text but for spacing, and the line they begin in."""

    quote: str
    line: int


@dataclass(frozen=True)
class Reading:
    """What a license text says."""

    # license and family; None where not certain
    id: str | None
    family: str | None
    clauses: dict[str, Any]  # every clause of the schema -> value; None where undecided, or where null is what holds
    evidence: dict[str, Evidence]  # clause -> words and line, for every value that is stated
    undecided: dict[str, str]  # clause -> why the text does not decide it
    language: str  # ``en``, ``unsupported language``, ``unreadable`` or ``empty``
    identity: Identity  # what the license is taken for, and why
    notes: tuple[str, ...] = ()  # what a reader should know: that a text was cut, or is in two languages
    title: str | None = None  # first line with words, None where that is a paragraph
    # clause -> the sentence that makes it undecided; of what is undecided for another reason there is none
    doubts: dict[str, Evidence] = field(default_factory=dict)


def read_text(text: str | bytes, *, by_record: bool = True) -> Reading:
    """Read a license text.

    A clause is absent, or a bare yes, only if no sentence holds its words beside a negation, a limit or a condition.
    Where one does, the clause is undecided and the sentence stands in ``doubts``; a sentence of a text that was read by
    hand is settled by the record of that license.

    Parameters
    ----------
    text
        The text, or the bytes of its file in any usual encoding; plain text, Markdown or HTML. The first 400,000
        characters are read.
    by_record
        Whether what was read by hand is used; without it a text is read by its words alone.

    Returns
    -------
    Reading
        Of a text that is not English, or no text at all, nothing is said: every clause is undecided.

    Raises
    ------
    MissingFileError, BadFileError
        The catalog is missing or broken. No text raises.
    """
    document = documents.read(text)
    if document.language != "en" or document.flat.count(" ") < _SHORTEST // 2:
        why = document.language if document.language != "en" else "too short to be a license"
        identity, undecided = Identity(None, None, why), dict.fromkeys(CLAUSES, why)
        return Reading(None, None, dict.fromkeys(CLAUSES), {}, undecided, document.language, identity)
    parts = units.units(document)
    found = find(scope.of_the_license(document, parts))
    is_policy = _is_policy(document)
    if is_policy:
        found = {name: one for name, one in found.items() if name not in _OF_A_GRANT}
        if form := found.get("use_policy_form"):
            found["use_policy_form"] = Finding("inline", form.start, form.end)
    undecided = _undecided(document, found, is_policy=is_policy)
    values = {name: found[name].value if name in found else _default(name, undecided) for name in CLAUSES}
    decided = {name: value for name, value in values.items() if name not in undecided}
    marks = known.marks(document) if by_record else {}
    named = hashes.named(text) if by_record else None
    identity = _identity(document, decided, text, named or known.whole(marks))
    doubted, settled = _doubts(parts, found, undecided, identity, marks)
    if named is None:
        identity = _with_doubts(identity, doubted)
    values |= dict.fromkeys(doubted) | {name: value for name, (value, _) in settled.items()}
    undecided |= _apart(values, {*undecided, *doubted})
    values |= dict.fromkeys(undecided)
    for name, value in _of_record(identity, values, doubted).items():
        values[name] = value
        undecided.pop(name, None)
        doubted.pop(name, None)
    places = {name: (one.start, one.end) for name, one in found.items() if values[name] == one.value}
    places |= {name: (doubt.start, doubt.end) for name, (_, doubt) in settled.items()}

    def evidence(place: tuple[int, int]) -> Evidence:
        return Evidence(_quote(document, *place), document.line(place[0]))

    return Reading(
        id=identity.id,
        family=identity.family,
        clauses=values,
        evidence={
            name: evidence(place)
            for name, place in places.items()
            if name not in doubted and (values[name] != default(name) or name in _EITHER_WAY)
        },
        undecided=undecided | {name: doubt.why for name, doubt in doubted.items()},
        language="en",
        identity=identity,
        notes=_notes(document),
        title=document.title,
        doubts={name: evidence((doubt.start, doubt.end)) for name, doubt in doubted.items()},
    )


def _identity(document: Document, decided: dict[str, Any], text: str | bytes, whole: str | None) -> Identity:
    """Return what a text is: for certain where it is a known one, word for word or sentence for sentence."""
    record = catalog.find(whole) if whole else None
    if whole and record:
        return Identity(whole, record.family, is_whole=True)
    return identify(document, decided, text if isinstance(text, str) else documents.decoded(text))


def _doubts(
    parts: list[Unit],
    found: Mapping[str, Finding],
    undecided: Mapping[str, str],
    identity: Identity,
    marks: Mapping[str, Sentence],
) -> tuple[dict[str, Doubt], dict[str, tuple[Any, Doubt]]]:
    """Return the doubts that stand, and clause -> value and sentence, for those that a record settles."""
    silent = _silent(found, undecided)
    every = doubts.find(parts, found, silent)
    if identity.beside and "commercial_use" not in every and "commercial_use" in silent:
        own = {unit.own for unit in units.units(documents.read(identity.beside.replace("\0", "\n\n")))}
        if doubt := doubts.beside(parts, own, found):
            every["commercial_use"] = doubt
    record = catalog.find(identity.id) if identity.id else None
    if record is None or not marks:
        return every, {}
    new = known.added(marks, parts, identity.id)
    is_edited = record.id.startswith("LicenseRef-") and new is not parts and "commercial_use" not in every
    if is_edited and (doubt := doubts.beside(new, {unit.own for unit in new}, found)):
        every["commercial_use"] = doubt
    standing = every if new is parts else doubts.find(new, found, silent) if new else {}
    settled = {
        name: (record.clauses[name].value, doubt)
        for name, doubt in every.items()
        if name not in standing
        and record.clauses[name].state != "unverified"
        and not any(unit.start == doubt.start for unit in (new if new is not parts else ()))
    }
    return {name: doubt for name, doubt in every.items() if name not in settled}, settled


_OF_TIERS = frozenset((
    "commercial_use", "redistribution", "derivatives", "behavioural_use_restrictions", "output_training_restriction",
    "registration_required", "geo_exclusion", "military_ban", "business_restriction", "user_threshold",
    "revenue_threshold", "licensor_may_amend",
))  # fmt: skip
"""Clauses that may set a tier."""


def _with_doubts(identity: Identity, doubted: Mapping[str, Doubt]) -> Identity:
    """Return what a text is, now that sentences of its own are known to leave something open.

    Of a text whose sentences are known, only those that are not its own raise doubts; of others every sentence may.
    """
    named = sorted(_OF_TIERS & set(doubted))
    if not (identity.is_whole and named and identity.id in known.texts()):
        return identity
    because = f"a text of {identity.id} with words of its own ({', '.join(named)})"
    return Identity(None, identity.family, because, identity.beside)


def _apart(values: Mapping[str, Any], undecided: set[str]) -> dict[str, str]:
    """Return the clauses with parts whose older fields were read otherwise, or not, and why they are undecided."""
    found = {}
    for clause, fields in limits.SUMMARIES.items():
        if clause in undecided:
            continue
        if set(fields) & undecided:
            found[clause] = "the older fields that are its summary are undecided"
        elif any(values[name] != value for name, value in limits.summary(clause, values[clause]).items()):
            found[clause] = "its parts were read otherwise than its summary"
    return found


def _of_record(identity: Identity, values: Mapping[str, Any], doubted: Mapping[str, Doubt]) -> dict[str, Any]:
    """Return what a record says on the clauses of 2026: of a known text on all, else where nothing was read.

    What a sentence leaves in doubt is not settled: it is none of the license's own.
    """
    record = catalog.find(identity.id) if identity.id else None
    if record is None:
        return {}
    return {
        name: record.clauses[name].value
        for name in OF_2026
        if record.clauses[name].state != "unverified"
        and (identity.is_whole or (name not in doubted and values[name] in (None, default(name))))
    }


def _is_policy(document: Document) -> bool:
    """Say whether a text is a use policy: such a title stands in its head before any word of a license."""
    head = document.lower[:250]
    title = _POLICY_TITLE.search(head)
    license_ = _LICENSE_TITLE.search(head)
    return bool(title) and not (license_ and license_.start() < title.start())


def _silent(found: Mapping[str, Finding], undecided: Mapping[str, str]) -> set[str]:
    """Return the clauses that would be absent, or that are a bare yes."""
    return {
        name
        for name in CLAUSES
        if name not in undecided and (name not in found or (name in NO_DEFAULT and found[name].value in ("yes", True)))
    }


def _undecided(document: Document, found: dict[str, Finding], *, is_policy: bool) -> dict[str, str]:
    """Return clause -> why silence on it decides nothing."""
    silent = [name for name in CLAUSES if name not in found]
    if is_policy:
        return {name: "a use policy, which grants nothing" for name in silent if name in _OF_A_GRANT}
    if not _GRANTS.search(document.lower):
        return dict.fromkeys(silent, "no grant of rights was found, so this may be part of a license")
    why = {name: "the text does not say" for name in silent if name in _OF_A_GRANT}
    form = found.get("use_policy_form")
    if form is not None and form.value == "external":
        why |= {name: "the use policy stands elsewhere" for name in silent if name in _OF_A_POLICY}
    if document.is_cut:
        why |= dict.fromkeys(silent, f"only the first {documents.LIMIT:,} characters were read")
    return why


def _default(name: str, undecided: dict[str, str]) -> Any:
    return None if name in undecided or name in NO_DEFAULT else default(name)


def _quote(document: Document, start: int, end: int) -> str:
    words = document.flat[start:end]
    return words if len(words) <= _QUOTE else words[:_QUOTE].rsplit(" ", 1)[0] + " ..."


def _notes(document: Document) -> tuple[str, ...]:
    notes = []
    if document.is_cut:
        notes.append(f"only the first {documents.LIMIT:,} characters were read")
    if len(documents.CHINESE.findall(document.flat)) > _A_FEW:
        notes.append("in two languages; only the English was read")
    return tuple(notes)
