# ruff: noqa: E501 - patterns of legal language; one that is broken in the middle is harder to read than a long one
"""Lines of business that are forbidden, or need a license or a review first: hosting, competing, a sector."""

import re

from openness.licenses.clauses.limits import Business
from openness.licenses.texts.patterns.found import Finding, Reader
from openness.licenses.texts.patterns.words import gap
from openness.licenses.texts.units import Unit

HOSTING = re.compile(
    r"\b(?:models?|software|platform|infrastructure|database|inference|ai)[- ]as[- ]a[- ]service\b|\b(?:saas|maas|paas|dbaas)\b|multi-?tenan\w+|service bureau|time-?sharing"
    r"|\bas (?:a|part of (?:a|your)) (?:commercial |paid |fully |cloud |web |network )*(?:hosted|managed|hosting|cloud)\b(?: or (?:hosted|managed))?(?: \w+){0,2}|\b(?:hosted|managed|hosting|cloud)(?: or (?:hosted|managed|embedded))? (?:services?|basis|endpoints?|offerings?)\b"
    r"|\b(?:provide|providing|offer|offering|sell|selling)\b[^.;]{0,90}\bto (?:third parties|others|customers|any third party)[^.;]{0,60}\b(?:as a service|via (?:an )?apis?|over a network)|\bvia your apis?\b|\boffered as a service\b"
)
"""The work offered to others as a service."""
_COMPETING = re.compile(
    r"\bcompet(?:e|es|ing|itive)\b(?! (?:analysis|benchmark))|\bin competition with\b|\bsubstitutes? for the (?:software|model|work)\b"
)
SECTOR = re.compile(
    r"\b(?:in|for|of|within) (?:the |any )?(?P<name>(?:[a-z-]+(?:,| and| or|, and|, or)? ){1,5})(?:sectors?|industr(?:y|ies))\b|\b(?P<assistant>ai work assistants?)\b"
)
_OWN_BUSINESS = re.compile(r"\bonly for your own internal business purposes\b")

_FORBIDS = re.compile(
    r"\b(?:may|shall|must|will|can|do|agrees?)(?: \w+){0,2} not\b|\bdoes not (?:include|extend|cover|permit|allow|grant|authori[sz]e|apply to)\b|\bcannot\b|\bnever\b|\bnot (?:to|be|permitted|allowed|authori[sz]ed|licensed|granted|entitled|include)\b|\bprohibit(?:s|ed)?\b|\bforbid(?:s|den)?\b|\bno (?:right|permission|licen[cs]e)s?\b"
    r"|\bexcept (?:for|to)\b|\bother than\b|\bexcluding\b|\bexcludes?\b|\brefrain\b|\bbarred\b|\binstead of\b"
)
_ASKS = re.compile(
    r"\b(?:must|shall|should|needs? to|has to|have to|required to|requires?)\b[^.;]{0,100}\b(?:separate|written|another|additional|commercial|prior|express\w*|obtain|request|enter into|purchase|valid)\b[^.;]{0,60}\b(?:licen[cs]es?|agreements?|authori[sz]ation|permission|consent|approval|subscription)\b"
    r"|\b(?:without|unless)\b[^.;]{0,100}\b(?:licen[cs]es?|agreements?|authori[sz](?:ation|ed)|permission|consent|approval|subscription)\b"
)
_REVIEW = re.compile(
    r"\b(?:pass|undergo|complete|subject to|requires?|submit to)\b"
    + gap(80)
    + r"\b(?:review|assessment|audit|evaluation)s?\b"
)
_OTHER = re.compile(
    r"\bmeans\b|\bshall mean\b|\brefers? to\b|unfair|anti-?compet|warrant|liab|indemnif|encourag\w+|notices?\b|distributions?\" |you may host|(?<!use )does not include|not a violation|is not an? |not considered|does not compete|shall not apply, while|you may share|third[- ]party (?:software|service)"
)
_TRAINS = re.compile(
    r"\b(?:improv|train|fine-?tun|distil)\w*|\b(?:develop|creat|build)\w*[^.;]{0,60}\bmodels?\b|\boutputs?\b"
)
_DEFINED = re.compile(
    r"[\"'](?:an? )?([a-z][a-z -]{3,40})[\"'] (?:means|shall mean|refers to)\b|\b(?:an? )?(competing use|excluded purpose|competitive offering|restricted business)\b[\"']? (?:means|is|shall mean)\b"
)
_ABOVE = re.compile(
    r"(?:revenue|users)[^.;]{0,120}(?:exceed\w*|more than|greater than|above|over) (?P<size>(?:us ?\$ ?)?[\d][\d,. ]{0,30}(?:million|billion)?(?: [a-z]+)?)"
)


STEMS = ("compet", "service", "saas", "maas", "paas", "dbaas", "tenan", "sharing", "host", "managed", "cloud", "api", "sector", "industr", "substitut", "work assistant", "internal business")  # fmt: skip
"""One of these stands in every sentence that the patterns find."""


def business_restriction(reader: Reader) -> Finding | None:
    """Find lines of business that the license bars, or makes ask first."""
    terms = _terms(reader.units)
    found: dict[tuple[str, str | None], tuple[Business, Unit]] = {}
    for unit in reader.units:
        text = unit.text
        if not any(map(text.__contains__, STEMS)) and not any(map(text.__contains__, terms)):
            continue
        for what, sector in _lines(unit, terms):
            if (effect := _effect(unit)) is not None:
                kept = found.get((what, sector))
                if kept is None or (kept[0].effect != "forbidden" and effect == "forbidden"):
                    above = _ABOVE.search(unit.text) if effect != "forbidden" else None
                    size = above["size"].strip(" ,.") if above else None
                    made = Business(what=what, effect=effect, sector=sector, above=size)
                    found[what, sector] = (made, unit)
    if not found:
        return None
    values, units = zip(*found.values(), strict=True)
    places = tuple((unit.start, unit.end) for unit in units)
    return Finding(values, *places[0], places[1:])


def _terms(units: list[Unit]) -> dict[str, str]:
    """Return the defined terms that mean hosting or competing, such as Excluded Purpose."""
    found = {}
    for unit in units:
        if not any(map(unit.own.__contains__, STEMS)):
            continue
        if (match := _DEFINED.search(unit.own)) and not re.match(
            r"distribut|output|hosted", name := match[1] or match[2]
        ):
            if _COMPETING.search(unit.own):
                found[name.strip()] = "competing"
            elif HOSTING.search(unit.own):
                found[name.strip()] = "hosting"
    return found


def _lines(unit: Unit, terms: dict[str, str]) -> list[tuple[str, str | None]]:
    text = unit.text
    if _OTHER.search(unit.own) or _DEFINED.search(unit.own):
        return []
    found: list[tuple[str, str | None]] = []
    if HOSTING.search(text) or any(what == "hosting" and name in text for name, what in terms.items()):
        found.append(("hosting", None))
    competes = _COMPETING.search(text) or any(what == "competing" and name in text for name, what in terms.items())
    if competes and not _TRAINS.search(text):
        found.append(("competing", None))
    if _OWN_BUSINESS.search(text):
        found.append(("sector", "all but own internal business"))
    elif sector := SECTOR.search(text):
        found.append(("sector", (sector["name"] or sector["assistant"]).strip(" ,")))
    return found


def asks_for_review(text: str) -> bool:
    """Say whether a sentence asks for a review before anything else."""
    return bool(_REVIEW.search(text))


def _effect(unit: Unit) -> str | None:
    text = unit.text
    if _OWN_BUSINESS.search(text):
        return "forbidden"
    if asks_for_review(text):
        return "needs_review"
    if _ASKS.search(text):
        return "needs_license"
    return "forbidden" if _is_forbidden(text) else None


def _is_forbidden(text: str) -> bool:
    """Say whether a negation stands before the line of business, or a ban behind it."""
    place = next((match for pattern in (HOSTING, _COMPETING, SECTOR, _TERM) if (match := pattern.search(text))), None)
    if place is None:
        return False
    if _BANNED_BEHIND.search(text, place.end(), place.end() + _FAR):
        return True
    return bool(_FORBIDS.search(text, max(0, place.start() - _FAR), place.end()))


_FAR = 300  # characters between a negation and what it forbids
_TERM = re.compile(r"\bexcluded purpose|\bcompeting use|\brestricted business|\bcompetitive offering")
_BANNED_BEHIND = re.compile(
    r"\b(?:is|are|be) (?:\w+ )?(?:prohibited|forbidden|excluded|barred|not (?:permitted|allowed|granted|licensed|covered|included|authori[sz]ed))\b"
)
