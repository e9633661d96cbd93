# ruff: noqa: E501 - patterns of legal language; one that is broken in the middle is harder to read than a long one
"""Whether copies and modified versions may be passed on."""

import re

from openness.licenses.texts.patterns.found import Finding, Reader
from openness.licenses.texts.patterns.words import any_of

_EXCEPTION = re.compile(
    r"\b(?:except|unless|without|other than|only if|until|but (?:you )?may)\b|if you|in a manner|provided that|solely|only to"
    r"|for any[\w ,-]{0,120}purposes?|for [\w ]{0,40}purposes|\bcontent\b"
)
_AMONG_YOURSELVES = re.compile(
    r"except[\w ,]{0,40} within your (?:own )?(?:organi[sz]ation|company|entity|institution)"
)
_THE_WORK = r"(?=[^.;]{0,90}\b(?:models?|software|materials?|works?|data|datasets?|weights|parameters|copies|products?|derivatives?)\b)"
_NO_COPIES = any_of(
    rf"(?:may not|shall not|must not|will not|cannot|not to|forbidden to|prohibited from|not permitted to|not allowed to)\s(?:\w+,? ){{0,10}}?(?:redistribut|distribut|sublicense and distribut|publish|share)\w*{_THE_WORK}",
    r"no (?:right|permission) (?:is granted )?to (?:re)?distribute",
    r"(?:redistribution|distribution) (?:of [\w ]{1,60} )?is (?:strictly )?(?:not (?:allowed|permitted)|prohibited|forbidden)",
)
_NO_COPIES_AT_ALL = re.compile(r"(?:forbidden|prohibited) to copy, merge, publish, distribute|non-?distributable")
# Words that give, and who is given: a title or a definition that speaks of distribution gives nothing.
_GIVES = (
    r"(?:\bgrants?(?= (?:to )?(?:you|the licensee|licensee|the user|each|a |an )|,)|(?:are|is) (?:hereby )?granted|hereby grants?"
    r"|permission is (?:hereby )?granted|permission to (?:use|copy),|(?:are|is) hereby licensed to|licenses you to|gives? (?:you|everyone|anyone)"
    r"|(?:you|licensee|recipient|anyone|everyone|the user|users|a data recipient)(?: and [\w ]{1,30})? "
    r"(?:may|can|are free to|is free to|(?:are|is) (?:hereby )?(?:permitted|allowed|authori[sz]ed) to|have the right to)(?! not\b| only\b)"
    r"|everyone is permitted to)"
)
_COPYING = r"(?=[rdpsct])(?:\b(?:re-?)?distribut(?:e|ion|ing)\b(?! (?:the |any )?outputs?)|\bpublish\b|\bshare\b|\bsharing\b|\bconvey\b|\bdisseminat\w+|\btransfer copies\b|\bsublicense\b|\bpropagate\b)"
_CHANGING = r"(?=[amdfre])(?:\balter (?:it|the)\b|\bmodif(?:y|ication|ications|ying)\b|derivative works?|\bderivatives?\b|\badapt\b|\badaptations?\b|fine-?tun\w*|\bremix\b|\benhance)"
_ITEM = r"(?:^|[\s:;.,])(?:\(?[a-z0-9]{1,3}[.)]|[-\u2022])\s?"
# In the sentence that gives; else in a sentence of permission without a giver; else in a list that follows what is given.
_COPIES = (
    re.compile(rf"{_GIVES}[\s\S]{{0,600}}?(?:{_COPYING})"),
    any_of(
        r"redistribution and use\b[\s\S]{0,160}permitted",
        r"re-?distribut\w* (?:of )?[\w ]{0,40}(?:is|are) permitted",
        r"waives?, abandons?,? and surrenders?",
        r"reproduce and share the licensed material",
        r"\bdeal in\b[^.;]{0,80} without restriction|without restriction, including|permission is (?:hereby )?granted[^.;]{0,300} without restriction",
        r"licenses you to do everything",
    ),
    re.compile(rf"{_ITEM}(?:share and |copy and )?(?:re-?)?distribute the"),
    re.compile(rf"licen[cs]e to[\s\S]{{0,300}}?(?:{_COPYING})"),
    # What is limited to certain purposes, or tied to conditions, is otherwise allowed.
    any_of(
        r"\bdistribution, communication, display",
        r"if you (?:re-?)?distribute\b[\s\S]{0,240}?(?:must|shall|should|will)\b",
        r"\bnot\b[^.;]{0,160}\bdistribute\b[^.;]{0,200}\bfor any\b[^.;]{0,90}\bpurposes?\b",
        r"\bnot,? for [^.;]{0,60}\bpurposes?\b[^.;]{0,200}\bdistribute\b",
    ),
)
_GIVES_NOTHING = re.compile(
    r"(?:does|do) not grant|not granted|no (?:other )?(?:rights?|licen[cs]es?) (?:is|are)|\" (?:means|refers to)\b|shall mean|trademarks? licen[cs]e|any trademark|(?:use|of) (?:the|any)[\w ]{0,30}trademark"
)


def redistribution(reader: Reader) -> Finding | None:
    """Find whether copies may be passed on."""
    if banned := reader.first(_NO_COPIES_AT_ALL, False):
        return banned
    allowed = _allowed(
        reader,
        _COPIES,
        (
            "distribut",
            "publish",
            "shar",
            "convey",
            "disseminat",
            "transfer",
            "sublicens",
            "propagat",
            "restrict",
            "surrender",
            "everything",
        ),
    ) or reader.listed(_GIVING, _COPIED, _NOT_GIVEN)
    denied = reader.first(_NO_COPIES, False, _EXCEPTION, ("distribut", "publish", "shar"), _AMONG_YOURSELVES)
    if denied and not (allowed and allowed.start < denied.start):
        return denied
    return allowed


_GIVING, _COPIED, _CHANGED = re.compile(_GIVES), re.compile(_COPYING), re.compile(_CHANGING)
_NOT_GIVEN = re.compile(r"\bnot\b|\bnever\b|prohibit|forbid|\bunless\b|" + _GIVES_NOTHING.pattern)


def _allowed(reader: Reader, patterns: tuple[re.Pattern, ...], about: tuple[str, ...]) -> Finding | None:
    return next((found for pattern in patterns if (found := reader.first(pattern, True, _GIVES_NOTHING, about))), None)


_NO_CHANGES = any_of(
    r"(?:do not|does not) have permission[\w ]{0,40} to share adapted material",
    r"(?:may not|shall not|must not|cannot|not permitted to|prohibited from) (?:\w+,? (?:or )?){0,5}?(?:modify|adapt|alter|create (?:any )?derivative|translate)\w*",
    r"(?:do not|does not) have permission[\w ]{0,40} to (?:distribute|share|publish|convey) (?:any )?(?:derivative|modified|adapted)",
    r"no (?:right|permission|licen[cs]e)[\w ]{0,40} to (?:distribute|share|publish|convey) (?:any )?(?:derivative|modified|adapted)",
    r"produce,? (?:and )?reproduce,? (?:but not share )adapted material",
    r"produce and reproduce, but not share, adapted material",
)
_OF_OTHER_THINGS = re.compile(
    _EXCEPTION.pattern
    + r"|notice|\blogo|copyright information|front-?end|attempt|rights|trademark|licen[cs]e terms|this (?:licen[cs]e|agreement)|terms of this"
)
_CHANGES = (
    re.compile(rf"{_GIVES}[\s\S]{{0,600}}?(?:{_CHANGING})"),
    any_of(
        r"with or without\s+modification",
        r"produce, reproduce,? and share adapted material",
        r"waives?, abandons?,? and surrenders?",
        r"\bdeal in\b[^.;]{0,80} without restriction|without restriction, including|permission is (?:hereby )?granted[^.;]{0,300} without restriction",
        r"licenses you to do everything|to do everything",
    ),
    re.compile(rf"{_ITEM}(?:to )?(?:modify|create (?:and reproduce )?(?:derivative|adaptation)|adapt)"),
    re.compile(rf"licen[cs]e to[\s\S]{{0,300}}?(?:{_CHANGING})"),
    any_of(
        r"these rights include[\s\S]{0,600}?\bderivative \w+",
        r"if you (?:create|make|modify)\b[\s\S]{0,240}?(?:derivative|modif)[\s\S]{0,160}?(?:must|shall|should|will)\b",
        r"(?:must|shall) cause any[^.;]{0,60} files[^.;]{0,120}(?:changed|modified)",
        r"\bnot\b[^.;]{0,160}\bderivative works\b[^.;]{0,200}\bfor any\b[^.;]{0,90}\bpurposes?\b",
        r"\bnot,? for [^.;]{0,60}\bpurposes?\b[^.;]{0,300}\bderivatives\b",
    ),
)


_OF_SHARED_CHANGES = re.compile(r"adapted material|to (?:distribute|share|publish|convey) ")


def derivatives(reader: Reader) -> Finding | None:
    """Find whether modified versions may be made and passed on."""
    denied = reader.first(_NO_CHANGES, False, _OF_OTHER_THINGS)
    allowed = _allowed(
        reader,
        _CHANGES,
        ("modif", "derivative", "adapt", "tun", "remix", "enhance", "restrict", "surrender", "everything"),
    ) or reader.listed(_GIVING, _CHANGED, _NOT_GIVEN)
    if denied and (not allowed or _OF_SHARED_CHANGES.search(reader.lower, denied.start, denied.end)):
        return denied
    copies = reader.found.get("redistribution")
    if copies and copies.value is False:  # Changes that must not be passed on.
        return Finding(False, copies.start, copies.end)
    return allowed
