"""Which license a text is: by its title and the clauses it holds; never by likeness alone.

Titles are those of the catalog. A title that only one record bears proposes that record; the clauses must then agree
with the record, so that an edited text, or a twin that differs in one clause, is not taken for it. Standard licenses
come from ``licenseclassifier``, and stand only if the text holds nothing that such a license does not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from openness.licenses.clauses import catalog
from openness.licenses.clauses.catalog import License
from openness.licenses.clauses.declared import NO_DEFAULT
from openness.licenses.strings import spdx
from openness.licenses.texts.document import Document
from openness.project.once import once

_HEAD = 1500  # characters in which a title stands
_FOREIGN_TO_STANDARD = (
    "user_threshold", "revenue_threshold", "threshold_effect", "registration_required", "behavioural_use_restrictions",
    "military_ban", "geo_exclusion", "branding_required", "model_name_prefix", "output_training_restriction",
    "business_restriction",
)  # fmt: skip
"""Clauses that no standard license holds."""

_FINGERPRINT = (
    *NO_DEFAULT,
    *(name for name in _FOREIGN_TO_STANDARD if name not in ("registration_required", "business_restriction")),
)
"""Clauses in which near-twins differ."""

_STANDARD = re.compile(
    r"apache license|permission is hereby granted|creative commons|gnu |redistribution and use in source"
)
_WORD = re.compile(r"[a-z0-9]+(?:\.[0-9]+)*|\+\+?")


@dataclass(frozen=True)
class Identity:
    """What a text is."""

    id: str | None  # None where not certain
    family: str | None  # None where nothing proposes one
    because: str | None = None  # why no license is named
    beside: str = ""  # words beside those of a standard license
    is_whole: bool = False  # whether it is the text of that license, and nothing beside it sets a condition


def identify(document: Document, values: Mapping[str, Any], text: str) -> Identity:
    """Return what a text is, by its decided clauses and, for the comparison with standard texts, as it was given."""
    titled = _titled(document)
    agreeing = [r for r in titled if not _is_another_version(r, document) and not _conflicts(r, values)]
    if len(agreeing) == 1 and agreeing[0].id.startswith("LicenseRef-"):
        return Identity(agreeing[0].id, agreeing[0].family)
    foreign = [name for name in _FOREIGN_TO_STANDARD if values.get(name) not in (None, False, (), "none")]
    # Without a word of a standard license in it there is nothing to compare, which would take longer than all the rest.
    standard, beside = _standard(text) if not foreign or _STANDARD.search(document.lower) else (None, "")
    if standard:
        added = foreign or _not_of_a_standard(standard, values) or _conditions(standard, beside)
        if titled_otherwise(titled, standard):
            added = [*added, "another title"]
        family = _standard_family(standard)
        if not added:
            return Identity(standard, family, is_whole=True)
        return Identity(None, family, f"a text of {standard} with {', '.join(added)} beside it", beside)
    if any(record.id.startswith("LicenseRef-") for record in titled):
        families = {record.family for record in titled}
        family = families.pop() if len(families) == 1 else None
        because = (
            "several licenses bear this title" if len(agreeing) > 1 else "its clauses differ from those of the title"
        )
        return Identity(None, family, because)
    if _is_modified_mit(document):
        return Identity("LicenseRef-modified-mit", "modified-mit")
    family = _family_in_head(document)
    return Identity(None, family, "no license of the catalog bears this title")


def titled_otherwise(titled: list[License], standard: str) -> bool:
    """Say whether a title names another license than the standard text below it."""
    return bool(titled) and all(standard not in (record.id, *record.covers) for record in titled)


def _standard(text: str) -> tuple[str | None, str]:
    """Return the one standard license that a text holds, and the words that are not of it."""
    from licenseclassifier import identify_license  # noqa: PLC0415 - it compiles its rules when imported

    text = text[:_COMPARED]
    results = identify_license(text)
    if len({result.id for result in results}) != 1 or results[0].id in _OPEN_TEMPLATES:
        return None, ""
    beside, end = [], 0
    for result in results:
        beside.append(text[end : result.start])
        end = max(end, result.end)
    return spdx.current_ids().get(results[0].id, results[0].id), "\0".join((*beside, text[end:]))


_COMPARED = 120_000  # characters; no standard text is longer
_OPEN_TEMPLATES = frozenset({"HPND", "HPND-sell-variant", "HPND-doc-sell", "NTP"})
"""Licenses whose templates leave most words open, so that a likeness to them proves little."""

_CONDITION = re.compile(
    r"\b(?:must|shall|may not|may only|only (?:for|if|when|be)|prohibit\w*|not (?:be )?(?:used?|permitted|allowed)"
    r"|provided that|requires?|exception|in addition|notwithstanding|non-?commercial\w*|exclud\w+|except"
    r"|unless|solely|outside|separate(?:ly)?|forbid\w*|restrict(?:s|ed|ions?)?|fees?|pay(?:s|ment)?|subscri\w+"
    r"|only|other than|no|cannot|do(?:es)? not|is not|are not|required|limited|reserved|ends?|expires?|lasts?"
    r"|agrees? to|needs?|paid|plan)\b",
    re.IGNORECASE,
)


_HARMLESS = re.compile(
    r"(?:including|but|without limitation|not limited to|if not,? see|no warranty)[^.;]{0,60}", re.IGNORECASE
)
_NONCOMMERCIAL = re.compile(r"non-?commercial", re.IGNORECASE)
_ABOUT_CREATIVE_COMMONS = re.compile(
    r"creative\s+commons\s+corporation\s+\(\"?creative[^\0]*|creative\s+commons\s+is\s+not\s+a\s+party[^\0]*",
    re.IGNORECASE,
)
"""What the publisher says of itself around its licenses."""


def _conditions(standard: str, beside: str) -> list[str]:
    """Return what stands beside a standard text and sets conditions of its own."""
    beside = _ABOUT_CREATIVE_COMMONS.sub("", beside)
    if "-NC" in standard:
        beside = _NONCOMMERCIAL.sub("", beside)  # It stands in the title.
    found = _CONDITION.search(_HARMLESS.sub(" ", beside))
    return [f"words of its own ({found[0].lower()})"] if found else []


def _not_of_a_standard(identifier: str, values: Mapping[str, Any]) -> list[str]:
    """Return the clauses in which a text says less than the standard license that it looks like."""
    record = catalog.records().get(identifier)
    if record:
        given = {name: record.clauses[name].value for name in NO_DEFAULT}
    elif spdx.is_osi_approved(identifier):
        given = {"commercial_use": "yes", "redistribution": True, "derivatives": True}
    else:
        return []
    read = {name: values[name] for name in NO_DEFAULT if values.get(name) is not None}
    return [name for name, value in read.items() if given[name] is not None and value != given[name]]


def _standard_family(identifier: str) -> str:
    record = catalog.records().get(identifier)
    return record.family if record else identifier.partition("-")[0].lower()


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _titled(document: Document) -> list[License]:
    """Return the records whose title stands in the head of a text: those of the longest title that does."""
    head = f" {_words(document.lower[:_HEAD])} "
    found = {title: records for title, records in _titles().items() if f" {title} " in head}
    if not found:
        return []
    longest = max(found, key=len)
    return found[longest]


_OF_ANY_TITLE = frozenset((
    "version", "v", "date", "dated", "of", "release", "released", "last", "updated", "modified", "effective", "the",
    "license", "licence", "agreement", "model", "non", "commercial", "noncommercial", "copyright", "avril",
))  # fmt: skip
"""Words that name no license: a title of nothing else tells versions apart, once the license is known."""


def _is_generic(word: str) -> bool:
    return word in _OF_ANY_TITLE or word in _MONTHS or not word.strip("0123456789.")


@once()
def _titles() -> dict[str, list[License]]:
    found: dict[str, list[License]] = {}
    for record in dict.fromkeys(catalog.records().values()):
        for title in record.titles:
            words = _words(title)
            if not all(map(_is_generic, words.split())):
                found.setdefault(words, []).append(record)
    return found


_VERSION = re.compile(r"\bversion(?: number)?:? v?(\d+(?:\.\d+)*)|\bv(\d+(?:\.\d+)+)\b")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(
    rf"\b(?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>20\d\d)"
    rf"|\b(?P<d2>\d{{1,2}}) (?P<m2>{_MONTH}),? (?P<y2>20\d\d)"
)
_DATED = 500  # characters in which a text says of which day it is


def _is_another_version(record: License, document: Document) -> bool:
    """Say whether the head of a text names another version, or another day, than a record has."""
    head = document.lower[:_DATED]
    versions = {one or other for one, other in _VERSION.findall(head)}
    own = {record.version, record.version.removesuffix(".0")} if record.version else set()
    if own and versions and not versions & own and re.fullmatch(r"\d+(?:\.\d+)*", record.version or ""):
        return True
    days = {_day(found) for found in _DATE.finditer(head)} - {None}
    return bool(record.effective_date and days and record.effective_date not in days)


def _day(found: re.Match) -> date | None:
    day, month, year = found["d"] or found["d2"], found["m"] or found["m2"], found["y"] or found["y2"]
    try:
        return date(int(year), _MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None


def _conflicts(record: License, values: Mapping[str, Any]) -> bool:
    """Say whether a text and a record state different things of one clause."""
    for name in _FINGERPRINT:
        clause, value = record.clauses[name], values.get(name)
        if clause.state == "unverified" or (name in values) is False:
            continue
        if not _same(clause.value, value):
            return True
    return False


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return _words(one) == _words(other)
    if isinstance(one, tuple) or isinstance(other, tuple):
        return set(one or ()) == set(other or ())
    return (one or None) == (other or None)


def _is_modified_mit(document: Document) -> bool:
    """Say whether a text is the permission of the MIT license, under the title of a modified one."""
    return "modified mit" in document.lower[:300] and "permission is hereby granted, free of charge" in document.lower


@once()
def _families() -> tuple[str, ...]:
    named = {r.family for r in catalog.records().values() if r.id.startswith("LicenseRef-")}
    return tuple(sorted((name for name in named if len(name) > 2), key=len, reverse=True))


_WORDS_OF_FAMILIES = (
    ("apache", re.compile(r"\bapache license\b")),
    ("gpl", re.compile(r"\bgnu (?:\w+ ){0,2}general public license")),
    ("mit", re.compile(r"permission is hereby granted, free of charge, to any person obtaining a copy")),
    ("bsd", re.compile(r"redistribution and use in source and binary forms")),
)
"""Words at the head of standard texts; in an edited one they propose the family, and no more."""


def _family_in_head(document: Document) -> str | None:
    head = f" {_words(document.lower[:400])} "
    named = next((family for family in _families() if f" {_words(family)} " in head), None)
    start = document.lower[:_HEAD]
    return named or next((family for family, words in _WORDS_OF_FAMILIES if words.search(start)), None)
