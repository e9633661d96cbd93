"""License text -> what it says, clause by clause, with the words and the line that say so."""

import re
from dataclasses import dataclass
from typing import Any

from openness.licenses.clauses.declared import NO_DEFAULT, default
from openness.licenses.clauses.declared import OF_TEXTS as CLAUSES
from openness.licenses.texts import document as documents
from openness.licenses.texts import patterns
from openness.licenses.texts.document import Document
from openness.licenses.texts.identity import Identity, identify

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


def read_text(text: str | bytes) -> Reading:
    """Read a license text.

    Parameters
    ----------
    text
        The text, or the bytes of its file in any usual encoding; plain text, Markdown or HTML. The first 400,000
        characters are read.

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
    found = patterns.find(document)
    is_policy = _is_policy(document)
    if is_policy:
        found = {name: one for name, one in found.items() if name not in _OF_A_GRANT}
        if form := found.get("use_policy_form"):
            found["use_policy_form"] = patterns.Finding("inline", form.start, form.end)
    undecided = _undecided(document, found, is_policy=is_policy)
    values = {name: found[name].value if name in found else _default(name, undecided) for name in CLAUSES}
    evidence = {
        name: Evidence(_quote(document, one.start, one.end), document.line(one.start))
        for name, one in found.items()
        if one.value != default(name) or name in _EITHER_WAY
    }
    decided = {name: value for name, value in values.items() if name not in undecided}
    identity = identify(document, decided, text if isinstance(text, str) else documents.decoded(text))
    return Reading(
        identity.id, identity.family, values, evidence, undecided, "en", identity, _notes(document), document.title
    )


def _is_policy(document: Document) -> bool:
    """Say whether a text is a use policy: such a title stands in its head before any word of a license."""
    head = document.lower[:250]
    title = _POLICY_TITLE.search(head)
    license_ = _LICENSE_TITLE.search(head)
    return bool(title) and not (license_ and license_.start() < title.start())


def _undecided(document: Document, found: dict[str, patterns.Finding], *, is_policy: bool) -> dict[str, str]:
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
