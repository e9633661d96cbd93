# ruff: noqa: E501 - patterns of legal language; one that is broken in the middle is harder to read than a long one
"""Forbidden purposes, where they stand, and military use among them."""

import re
from collections.abc import Iterator

from openness.licenses.texts.patterns.found import Finding, Reader
from openness.licenses.texts.patterns.words import any_of, gap

_POLICY = r"(?:acceptable|prohibited|permitted|responsible)[ -]use(?: \w+){0,2} (?:policy|policies|guidelines?|addendum)|(?:acceptable|prohibited) uses? (?:policy|restrictions?)|usage (?:policy|policies|guidelines)|use policy|trustworthy ai terms|code of conduct|codes of conduct"
HARM = (
    r"(?:harm|illegal|unlawful|violat|exploit|disinformation|misinformation|defam|discriminat|minors|harass|weapon|military|medical advice|fraud|hate"
    r"|abus|malicious|deceiv|terroris|surveillance|high-?risk|safety)"
)
_FORBIDDEN_USE = any_of(
    r"(?:may|shall|will|must|are) not\b[\s\S]{0,90}?\buse,[\s\S]{0,420}?(?:military|surveillance|weapon|illegal|unlawful|harm)",
    rf"(?:not to use|(?:may|shall|will|must) not (?:use|access)|cannot (?:be )?use[d]?|not (?:to )?(?:be )?used?|prohibited (?:uses?|from using)|do not use|agree (?:that )?you will not use|not (?:to )?use, or allow others to use|not (?:allowed|permitted) to use){gap(420)}{HARM}",
    rf"(?:use-based restrictions|use restrictions|restrictions on (?:the )?use|prohibited uses?)\b[\s\S]{{0,600}}?{HARM}",
    rf"(?:may|shall|will|must) not,? (?:\w+ ){{0,3}}(?:use|for)\b{gap(120)}(?:military|unlawful|illegal)",
    rf"(?:you|licensee) (?:agree|undertake|warrant)s?[\w ,]{{0,40}} (?:not to|that[\w ]{{0,40}} will not){gap(300)}{HARM}",
)
_LAW_ONLY = re.compile(
    r"(?:in violation of|that violates?|violating|violation of)(?: any)?(?: and all)?(?: applicable)?[\w ,]{0,80} (?:laws?|regulations?|rights?)(?![\s\S]{0,400}(?:harm|disinformation|minors|military|defam|discriminat|harass))"
)
_HEADING = re.compile(
    r"\b(?:attachment|annex|appendix|exhibit|schedule)\b[\s:.-]{1,3}[a-z0-9]{0,3}\b[\s\S]{0,200}?(?:use restrictions|use-based|restrictions on use|prohibited|acceptable use|usage)"
)
_ATTACHED = re.compile(
    r"(?:use restrictions|use-based restrictions|restrictions)[^.;]{0,80}(?:set forth|set out|specified|referenced|listed|provided|in)[^.;]{0,40}\b(?:attachment|annex|appendix|exhibit|schedule)\s[a-z0-9]{1,3}\b"
)


_BY_POLICY = any_of(
    rf"(?:adhere to|comply with|subject to|in accordance with|abide by|consistent with|incorporated|agree to|governed by"
    rf"|prohibited by|violat\w+|restricted by){gap(160)}(?:{_POLICY}|\baup\b)",
    rf"(?:{_POLICY}){gap(120)}(?:incorporated|must comply|shall comply|applies|applicable)",
)
_OTHER_MATTER = re.compile(r"liab|warrant|damages|indemnif|trademark|endorse|\bexport")
_LIST_OF_HARMS = 4


_FORBIDS = re.compile(r"\bnot\b|\bcannot\b|prohibited|restrict")
_ANY_HARM = re.compile(HARM)
_LIST_AFTER = 650  # characters in which a list begins after the sentence that leads to it


def _forbidden(reader: Reader) -> Iterator[re.Match]:
    """Yield the places where a sentence forbids a use; what is forbidden may stand in a list below it."""
    for sentence in reader.sentences:
        end = sentence.end + _LIST_AFTER
        if not (_FORBIDS.search(sentence.lower) and _ANY_HARM.search(reader.lower, sentence.start, end)):
            continue
        for match in _FORBIDDEN_USE.finditer(reader.lower, sentence.start, end):
            if match.start() >= sentence.end:
                break
            yield match


def behavioural_use_restrictions(reader: Reader) -> Finding | None:
    """Find forbidden purposes, in the text or in a policy that it refers to."""
    for match in _forbidden(reader):
        tail = reader.lower[match.start() : match.start() + 900]
        harms = set(re.findall(HARM, tail)) - {"illegal", "unlawful", "violat"}
        if (_LAW_ONLY.search(match[0]) and len(re.findall(HARM, tail)) < _LIST_OF_HARMS) or not harms:
            continue
        if not _OTHER_MATTER.search(match[0]):
            return Finding(True, match.start(), match.end())
    return reader.first(_BY_POLICY, True)


def use_policy_form(reader: Reader) -> Finding | None:
    """Find where the forbidden uses stand."""
    if "behavioural_use_restrictions" not in reader.found:
        return None
    place = reader.found["behavioural_use_restrictions"]
    if found := reader.first(_ATTACHED, "attachment") or reader.first(_HEADING, "attachment"):
        return found
    external = reader.first(_ELSEWHERE, "external")
    policy_only = re.search(_POLICY, reader.lower[place.start : place.end])
    listed = _is_list(reader, place.start)
    if external:
        if attached := _policy_below(reader, external.end):
            return attached
        if policy_only or not listed:
            return external
    if listed or not policy_only:
        return Finding("inline", place.start, place.end)
    return Finding("external", place.start, place.end)


def _is_list(reader: Reader, start: int) -> bool:
    return len(re.findall(HARM, reader.lower[start : start + 1500])) >= _LONG_LIST


def _policy_below(reader: Reader, start: int) -> Finding | None:
    """Find the policy that a license refers to where it follows in the same text: its name, then a list."""
    for name in _POLICY_NAME.finditer(reader.lower, start):
        listing = _YOU_WILL_NOT.search(reader.lower, name.end(), name.end() + 900)
        if listing and _is_list(reader, listing.start()):
            return Finding("attachment", name.start(), listing.end())
    return None


_ELSEWHERE = re.compile(
    rf"(?:{_POLICY}){gap(160)}(?:https?://|www\.|available at|located at|found at|(?:which |that )?(?:is |are )?(?:hereby )?incorporated (?:herein )?by reference|\(link)|https?://\S*(?:use-policy|acceptable-use|prohibited|usage-polic)\S*"
)
_LONG_LIST = 5
_POLICY_NAME = re.compile(_POLICY)
_YOU_WILL_NOT = re.compile(
    r"you (?:agree )?(?:that )?(?:you )?(?:will not|not to|must not|may not|shall not)[\w ,]{0,30}\buse\b"
)


_MILITARY = re.compile(r"\bmilitary\b|\bwarfare\b|\bweapons?\b|\bweaponry\b|\bmunitions?\b")
_EXPORT = re.compile(
    r"export|trade control|sanction|embargo|military service|military end.?us|arms regulations \(|itar\b"
)


def military_ban(reader: Reader) -> Finding | None:
    """Find military use or weapons among what is forbidden."""
    if "behavioural_use_restrictions" not in reader.found:
        return None
    for match in _MILITARY.finditer(reader.lower):
        near = reader.lower[max(0, match.start() - 100) : match.end() + 100]
        # "Military, warfare, ... subject to the arms regulations" is a ban that names the regulations.
        if not _EXPORT.search(near) or re.search(r"military, warfare|warfare,|illegal weapons", near):
            return Finding(True, match.start(), match.end())
    return None
