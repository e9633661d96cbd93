# ruff: noqa: E501 - patterns of legal language; one that is broken in the middle is harder to read than a long one
"""What in a license file is not the license: what the user gives to the licensor, the text itself, others' licenses.

Rights are looked for in what is left. Limits are looked for everywhere (``doubts``), so that nothing which was left out
by mistake makes a license milder than it is.
"""

import re
from dataclasses import replace

from openness.licenses.texts.document import Document
from openness.licenses.texts.units import Unit

_OF_THE_USER = re.compile(
    r"\b(?:you|licensee|the user|recipient|contributor|customer)s?,? (?:(?:hereby|also|automatically|irrevocably|agrees? to|shall|will)[ ,]{1,2}){0,3}grants?\b"
    r"(?! (?:any|such|your|the) (?:recipient|third|sub|end|user|customer))"
    r"|\bgrant(?:s|ed)? (?:back )?(?:to )?(?:us|the licensor|licensor|the company)\b|\byour (?:feedback|suggestions?)\b"
)
_TO_THE_USER = re.compile(
    r"\bgrants? (?:to )?(?:you|each|the licensee|licensee|any(?:one)? )|\bgranted to you\b|you are (?:hereby )?granted|\bgives you\b"
)
_OF_THE_TEXT = re.compile(
    r"(?:cop(?:y|ies)|modify|distribute|communicate|translat\w+|publish|chang\w+)\b[\w ,]{0,60} (?:the text of this|this) (?:licen[cs]e|agreement)"
    r"(?: document| text| itself|,? without modification)|\b(?:modify|revise|publish \w+ versions of) (?:the text of )?this (?:licen[cs]e|agreement) (?:and|to create|, and)"
    r"|verbatim copies of this licen[cs]e|your modified version[\w ]{0,30} of (?:this|the) licen[cs]e|modify the text of this"
)
_OTHERS = re.compile(
    r"^[\W\d_]{0,12}(?:(?:licen[cs]es? (?:of|for) )?third[- ]part(?:y|ies)(?: software| open source| component| material)?s? "
    r"(?:licen[cs]es?|notices?|components?|terms|software|materials?|acknowledge?ments?)|open[- ]source (?:software )?(?:licen[cs]es?|notices?|components?)"
    r"|other (?:dependencies and )?licen[cs]es?(?: in this (?:file|distribution))?|licen[cs]es? of (?:the )?(?:components|dependencies|bundled)[\w ]{0,30})[\W]{0,6}$"
)
"""A heading under which the licenses of other works follow."""
_ANOTHER = re.compile(
    r"terms of the (?:apache|mit|bsd|gnu|mozilla)[\w .-]{0,40}:?\s*-{3,}|^(?:apache license(?:,)? version 2\.0, january 2004|(?:the )?mit license(?: \(mit\))?$"
    r"|bsd [23]-clause license$|gnu (?:lesser |affero )?general public license(?:,)? version \d)"
)
"""The heading of a standard license, as it stands over one that is appended."""
_LISTED = re.compile(
    r"open[- ]source software (?:licensed|components?)|third[- ]party (?:software|components?)[\w ,-]{0,40}licensed under|terms of the (?:mit|apache|bsd)[\w .-]{0,40}:"
)
"""Lines over the licenses of other works, wherever they stand behind the beginning."""
_SOON = 400  # characters before such a line
_LATE = 0.4  # share of a text behind which a heading may begin what is appended
_ENOUGH = 1500  # characters before it: a license of its own


def of_the_license(document: Document, parts: list[Unit]) -> Document:
    """Return a document whose lower case words are those of the license alone; what is not is blank."""
    lower = document.lower
    for unit in parts:
        if is_other_matter(unit.own):
            lower = lower[: unit.start] + " " * (unit.end - unit.start) + lower[unit.end :]
    if (end := appended(document, parts)) is not None:
        lower = lower[:end] + " " * (len(lower) - end)
    return document if lower is document.lower else replace(document, lower=lower)


def is_other_matter(own: str) -> bool:
    """Say whether a sentence is about what the user gives to the licensor, or about the text of the license itself."""
    if _OF_THE_TEXT.search(own):
        return True
    return bool(_OF_THE_USER.search(own)) and not _TO_THE_USER.search(own)


def appended(document: Document, parts: list[Unit]) -> int | None:
    """Return where the licenses of other works begin, None where there are none."""
    for unit in parts:
        if unit.start >= _SOON and _LISTED.match(unit.own):
            return unit.start
        if unit.start < max(_ENOUGH, _LATE * len(document.flat)):
            continue
        if _OTHERS.search(unit.own) or _ANOTHER.search(unit.own):
            return unit.start
    return None
