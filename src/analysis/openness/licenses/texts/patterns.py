# ruff: noqa: E501 - patterns of legal language; one that is broken in the middle is harder to read than a long one
"""Patterns of legal English, one room for each clause.

A rule looks at the words of a document and answers a :class:`Finding`, or None where the words say nothing. What it may
not do is guess: silence is turned into a default, or into null, by ``clauses``.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from openness.licenses.texts import numbers
from openness.licenses.texts.document import Document, Sentence, sentences
from openness.licenses.texts.units import units


@dataclass(frozen=True)
class Finding:
    """A value and the words that say so: offsets into ``Document.flat``."""

    value: Any
    start: int
    end: int


class Reader:
    """A document, its sentences, and what the rules have found in it so far."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lower = document.lower
        self.sentences: list[Sentence] = sentences(document)
        self.distinct = list({sentence.lower: sentence for sentence in reversed(self.sentences)}.values())[::-1]
        self.units = units(document)
        self.found: dict[str, Finding] = {}

    def first(
        self,
        pattern: re.Pattern,
        value: Any,
        unless: re.Pattern | None = None,
        about: tuple[str, ...] = (),
        aside: re.Pattern | None = None,
    ) -> Finding | None:
        """Return a finding for the first place of a pattern whose sentence the second pattern does not hold.

        With `about`, the pattern is one of a single sentence, and only sentences with one of these words are tried.
        What `aside` finds in a sentence does not count for `unless`.
        """
        for start, text in self._tried(about):
            for match in pattern.finditer(text):
                here = text if about else self.around(match)
                if aside:
                    here = aside.sub("", here)
                if unless is None or not unless.search(here):
                    return Finding(value, start + match.start(), start + match.end())
        return None

    def within(self, pattern: re.Pattern, about: tuple[str, ...]) -> Iterator[tuple[int, int, re.Match]]:
        """Yield start, end and match of each place of a pattern in a sentence with one of these words."""
        for start, text in self._tried(about):
            for match in pattern.finditer(text):
                yield start + match.start(), start + match.end(), match

    def _tried(self, about: tuple[str, ...]) -> Iterator[tuple[int, str]]:
        if not about:
            yield 0, self.lower
        elif any(word in self.lower for word in about):
            for sentence in self.distinct:
                if any(word in sentence.lower for word in about):
                    yield sentence.start, sentence.lower

    def listed(self, gives: re.Pattern, pattern: re.Pattern, unless: re.Pattern) -> Finding | None:
        """Return a finding for the first item of a list that a sentence of grant leads to."""
        for unit in self.units:
            if (
                unit.lead
                and gives.search(unit.lead)
                and not unless.search(unit.text)
                and (match := pattern.search(unit.own))
            ):
                return Finding(True, unit.start + match.start(), unit.start + match.end())
        return None

    def sentence(self, offset: int) -> str:
        """Return the sentence that an offset lies in."""
        return next((s.lower for s in self.sentences if s.start <= offset < s.end), "")

    def around(self, match: re.Match) -> str:
        """Return the sentences that a match lies in."""
        return " ".join(s.lower for s in self.sentences if s.start < match.end() and s.end > match.start())


def _any(*patterns: str) -> re.Pattern:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


# Within a sentence: anything but the end of one ("3.1" is none).
_G = r"(?:[^.;]|\.(?=\S)){0,%d}?"


def gap(most: int) -> str:
    """Return a pattern for up to so many characters of one sentence."""
    return _G % most


MUST = r"(?:must|shall|will|are required to|is required to|agrees? to|need to|have to|are obliged to)"
_SOFT = re.compile(r"\bencouraged? to\b|\brecommended\b|\bmay wish\b|\bplease consider\b|\bsuggested\b")
_NC = r"non-? ?commercial(?:ly)?"
_OUTPUTS = r"(?:\boutputs?|\bresults?|\bgenerations?|generated (?:content|data|text)|data generated)"


# --- Thresholds -------------------------------------------------------------------------------------------------------

_USERS = re.compile(
    rf"(?:(?:{numbers.NUMBER})\s?(?:\([^()]{{1,40}}\)\s?)?(?:or more )?(?P<unit>(?:global |total |active |registered )*"
    r"(?:monthly|daily|month|day)[ -](?:active )?users?|(?:monthly|daily) (?:average )?(?:active )?users"
    r"|active users (?:per|a|each) (?:month|day)|maus?\b|daus?\b|(?:monthly )?(?:page )?visits?|visitors|users(?: per month)?))"
)
_UNIT_FIRST = re.compile(
    r"(?P<unit>(?:monthly|daily)[ -](?:average )?active users?|maus?\b|daus?\b|active users|monthly visits|(?:number of )?users)"
    rf"{gap(220)}(?:greater than|more than|exceeds?|exceeded|exceeding|over|above|less than|fewer than|not exceed|at least"
    rf"|surpass(?:es)?|below|under|reach(?:es)?)\s(?:the )?(?:{numbers.NUMBER})"
)
_COMPARED = re.compile(
    r"more than|greater than|exceed|over\b|above|at least|or more|less than|fewer than|surpass|below|under\b|reach|threshold"
)


def user_threshold(reader: Reader) -> Finding | None:
    """Find a number of users that something depends on."""
    return _most_telling(reader, list(islice(_numbers_of_users(reader), _MOST)))


def _numbers_of_users(reader: Reader) -> Iterator[Finding]:
    for sentence in reader.distinct:
        if not _ABOUT_USERS.search(sentence.lower) or not _COMPARED.search(sentence.lower):
            continue
        for pattern in (_USERS, _UNIT_FIRST):
            for match in pattern.finditer(sentence.lower):
                number = numbers.value(match)
                if number is not None and number >= _SMALLEST:
                    place = (sentence.start + match.start(), sentence.start + match.end())
                    yield Finding((int(number), _unit(match["unit"], sentence.lower)), *place)


_ABOUT_USERS = re.compile(r"users?\b|visit|\b[md]aus?\b")
_MOST = 30  # numbers that are looked at; no license has more
_SMALLEST = 1000  # "3 users" is no size of a company


def _most_telling(reader: Reader, candidates: list[Finding]) -> Finding | None:
    """Return the first number beside which the text says what happens above it, else the first."""
    return next((one for one in candidates if _effect(reader, one)), candidates[0] if candidates else None)


def _unit(words: str, sentence: str) -> str:
    if "visit" in words:
        return "visits"
    if "dai" in words or "dau" in words or "day" in words:
        return "daily_active_users"
    if "mon" in words or "mau" in words:
        return "monthly_active_users"
    return "daily_active_users" if "daily" in sentence or re.search(r"\bdau", sentence) else "monthly_active_users"


_INCOME = re.compile(r"revenues?|turnover|gross income|annual sales|total income|receipts|valuation|funding")


def revenue_threshold(reader: Reader) -> Finding | None:
    """Find an amount of revenue that something depends on."""
    return _most_telling(reader, list(islice(_amounts_of_revenue(reader), _MOST)))


def _amounts_of_revenue(reader: Reader) -> Iterator[Finding]:
    for sentence in reader.distinct:
        text = sentence.lower
        if not _INCOME.search(text) or not _COMPARED.search(text) or _OTHER_SUM.search(text):
            continue
        for match in numbers.MONEY.finditer(text):
            found = numbers.money(match)
            near = text[max(0, match.start() - 250) : match.end() + 150]
            if found and found[0] >= _SMALLEST and _INCOME.search(near):
                yield Finding(found, sentence.start + match.start(), sentence.start + match.end())


_OTHER_SUM = re.compile(r"royalt(?:y|ies) of|liability|damages")
_NEEDS_LICENSE = _any(
    rf"(?:request|obtain|apply for|acquire|enter into|require[sd]?|seek|purchase|negotiate){gap(60)}(?:licen[cs]e|agreement|authori[sz]ation|permission|approval|consent)",
    r"not (?:authori[sz]ed|licensed|permitted|allowed|granted)",
    r"(?:is|are) not (?:granted|eligible)",
    r"no(?:t)? longer (?:licensed|eligible|permitted|authori[sz]ed)",
    r"licen[cs]es? (?:granted|under)[^.;]{0,80}(?:terminate|do(?:es)? not apply|cease)",
    r"must contact|shall contact|please contact",
)
_SHOW_NAME = _any(rf"(?:prominently )?display{gap(60)}[\"']", rf"{MUST}{gap(40)}(?:prominently )?display")


def threshold_effect(reader: Reader) -> Finding | None:
    """Find what happens above the threshold that was found."""
    every = (*islice(_numbers_of_users(reader), _MOST), *islice(_amounts_of_revenue(reader), _MOST))
    effects = [found for place in every if (found := _effect(reader, place))]
    # Several thresholds may stand side by side, each with its effect: the strictest is what counts.
    return next((one for one in effects if one.value == "licence_required"), effects[0] if effects else None)


def _effect(reader: Reader, place: Finding) -> Finding | None:
    """Look for the effect in the sentence of a number, in the two after it and in the one before it."""
    here = next((i for i, s in enumerate(reader.sentences) if s.start <= place.start < s.end), None)
    if here is None:
        return None
    after, before = reader.sentences[here : here + 3], reader.sentences[max(0, here - 1) : here]
    for sentence in (*after, *before):
        for pattern, value in ((_SHOW_NAME, "branding_required"), (_NEEDS_LICENSE, "licence_required")):
            if match := pattern.search(sentence.lower):
                return Finding(value, sentence.start + match.start(), sentence.start + match.end())
    if "threshold" in reader.sentences[here].lower:  # "Threshold" is defined here, and used elsewhere.
        for sentence in reader.sentences:
            if "threshold" in sentence.lower and (match := _NEEDS_LICENSE.search(sentence.lower)):
                return Finding("licence_required", sentence.start + match.start(), sentence.start + match.end())
    return None


# --- Commercial use ---------------------------------------------------------------------------------------------------

_ONLY_NONCOMMERCIAL = _any(
    rf"(?:solely|only|exclusively|strictly|limited to|sole purpose of)\s{gap(80)}(?:{_NC}|non-production)[\w ,/-]{{0,30}}(?:use|purposes?|research|basis|activit|scientific|educational|evaluation)",
    rf"for {_NC}(?: and [\w-]+| or [\w-]+|,? (?:academic|scientific|educational|personal|research))* (?:use|purposes?|research)[\w ]{{0,30}} only",
    rf"{_NC}(?: research)?(?: use)? only",
    rf"(?:license|right|permission)[\w ,()-]{{0,140}} for (?:your |its |the )?(?:personal, )?{_NC}(?:[ ,/]+(?:and |or )?(?:academic|scientific|educational|personal|research|internal|non-production))* (?:research )?(?:use|uses|purposes?)",
    rf"exercise the licensed rights[^.;]{{0,120}} for {_NC} purposes",
    rf"share the licensed material[^.;]{{0,40}} for {_NC} purposes",
    r"\bonly\b[\w ,]{0,60} use[d]?[\w ,]{0,40} non-?commercially",
    rf"any {_NC} purpose is a permitted purpose",
)
_NOT_COMMERCIAL = _any(
    rf"(?:may not|must not|shall not|will not|cannot|not to|not|prohibited from|never|nor)\s{gap(90)}(?:for|in|as part of|to) (?:any |a |your )?(?:direct or indirect )?commercial(?:ly)?(?:[ ,](?:or|and|purposes?|use|uses|production|service|product|activit\w+|exploitation|gain|advantage))+",
    r"for commercial (?:use|purposes),? (?:this|the) (?:licen[cs]e|agreement) (?:is not applicable|does not apply)",
    r"commercial (?:use|purposes?|exploitation)[\w ]{0,40} (?:is|are) (?:strictly )?(?:not (?:allowed|permitted|granted)|prohibited|forbidden|excluded)",
    r"not (?:be )?(?:used|use|exploit(?:ed)?)[\w ,]{0,60} commercial(?:ly)?\b",
    r"may only be used in production, if",
    r"any commercial use[\w ,]{0,120}(?:is prohibited|requires? a separate)",
    r"any use[\w ,]{0,80} for an?y? commercial purposes?[\w ,]{0,40}(?:is prohibited|requires? a separate)",
    r"no commercial rights (?:are|is) granted",
    r"\bnot exercise[^.;]{0,170}commercial advantage",
    r"refrain from (?:using|use|any use)[\w ,]{0,60} commercial(?:ly)?\b",
    r"commercial purposes (?:to|for) (?:a )?[\w-]+[ -]days?\b",
    r"(?:purposes?|uses?) other than (?:for )?(?:any )?commercial",
)
_PLAINLY_NOT = _any(
    r"(?<!non-)(?<!non )commercial use\b[\w ,()\"]{0,90} (?:is|are) (?:strictly )?(?:prohibited|forbidden|not (?:allowed|permitted))",
    r"(?<!non-)(?<!non )commercial use\b[\w ]{0,40} requires? (?:a separate|another|prior|written|a commercial)",
    rf"deal in the (?:software|model) for {_NC} purposes",
    rf"\bgrants?\b{gap(520)} for (?:\w+ ){{0,2}}{_NC}",
    r"make non-?production use of",
)
_ONLY_RESEARCH = _any(
    r"(?:solely|only|exclusively|sole purpose(?:s)? (?:of|for))(?: for| in connection with| the| your| internal)*(?: purposes? of)? (?:scientific |academic )?(?:research|evaluation|testing)(?: purposes?| use)?\b(?! and (?:development|commercial))",
    r"for (?:scientific |academic )?research purposes only",
    r"\bonly(?: be used)? (?:for|in)(?: the)?(?: purposes? of)? (?:(?:personal|academic|scientific|research|education(?:al)?|teaching|study|learning|evaluation|testing|non-?commercial)(?: and | or |/|, (?:and |or )?)){1,6}(?:personal|academic|scientific|research|education(?:al)?|teaching|study|learning|evaluation|testing)(?: purposes?| use)?\b",
    r"(?:may only|only (?:be )?)(?:be )?use[d]?[\w ,\"()]{0,60} for (?:scientific |academic |internal )?(?:research|evaluation) purposes?",
)
_NEEDS_CONSENT = _any(
    rf"(?:for|make|to) commercial (?:purposes?|use){gap(60)}(?:should|must|shall|need to|are required to){gap(240)}(?:obtain|get|acquire){gap(60)}(?:authori[sz]ation|permission|licen[cs]e|consent)"
)
_COMMERCIAL_GRANT = _any(
    rf"(?:you|licensee|anyone) (?:may|can|are (?:free|permitted|allowed) to|is permitted to){gap(120)}(?:for|including)[\w ,]{{0,40}} commercial(?:ly)?\b",
    r"(?<!non-)(?<!non)(?<!non )(?<!& non-)\bcommercial use licen[cs]e\b",
    r"free (?:for|of charge for) commercial use",
    r"(?:including|for)(?: any| both)?(?: non-?commercial)?(?: and| or)? commercial (?:purposes?|use|applications)",
    r"commercial(?:ly)? (?:or|and) non-?commercial(?:ly)?",
    r"(?:models?|licen[cs]ed materials?) (?:are|is) commercially usable",
)
_GRANT = _any(
    rf"(?:hereby )?(?:grants?|granted|gives?)\b{gap(160)}(?:licen[cs]e|right|permission)",
    r"permission is (?:hereby )?granted",
    r"permission to (?:use|copy),[\s\S]{0,260}? is (?:hereby )?granted",
    r"redistribution and use in source and binary forms",
    r"you (?:may|can|are free to) (?:freely )?(?:use|copy|share|adapt|modify|reproduce|re-?use)",
    r"are (?:hereby )?licensed to",
    r"free to re-?use",
    r"may be used, (?:copied|modified)",
    r"waives?, abandons?,? and surrenders?",
    r"a data recipient may use, modify, and share",
    r"you are permitted to",
)
_REGISTER = _any(
    rf"{MUST}\s{gap(110)}(?:register|registration|fill (?:in|out)|complete (?:the|a|an) [\w ]{{0,40}}(?:form|questionnaire)|submit{gap(40)}(?:application|form|request)|apply for\b)",
    rf"(?:apply|register|application|registration|questionnaire){gap(80)}(?:before|prior to){gap(60)}(?:commercial|use)",
    rf"commercial(?:ly)?\s?(?:use|purposes?)?{gap(100)}(?:apply for|registration\b|must register|obtain (?:a |an )?(?:separate |written |commercial )?(?:licen[cs]e|authori[sz]ation|permission))",
)
_ABOVE = re.compile(r"monthly active|daily active|\bmau|\bdau|million|revenue|in excess of|exceed")


_NO_REGISTER = re.compile(
    _ABOVE.pattern
    + r"|notify|register(?:ed)? (?:mail|post|letter|office|seat|address|trade)|has (?:his|its|their) register|by mail|brand|reasonable efforts"
    r"|allowed to apply|court|patent|trademark|not required|commercial registry"
)


def registration_required(reader: Reader) -> Finding | None:
    """Find a duty to register or apply before use."""
    if found := reader.first(_NEEDS_CONSENT, True, re.compile("active users"), ("commercial", "production")):
        return found
    about = ("regist", "apply", "fill", "form", "questionnaire", "commercial")
    return reader.first(_REGISTER, True, _NO_REGISTER, about)


_ON_TERMS = re.compile(
    r"\bnot\b|\bno\b|prohibit|without|authori[sz]ation|permission|contact|if you plan|\bdays\b|trial|\bif (?:the|you|any)\b"
)
_TITLE = re.compile(rf"{_NC}[\w -]{{0,40}}(?:licen[cs]e|agreement)")
_HEAD = 150  # characters in which a title stands


def commercial_use(reader: Reader) -> Finding | None:
    """Find whether commercial use is allowed; see docs/license-clauses.md for the order."""
    has_threshold = "threshold_effect" in reader.found and reader.found["threshold_effect"].value == "licence_required"
    allowed = reader.first(_COMMERCIAL_GRANT, "yes", _ON_TERMS, ("commercial",))
    for pattern, about in (
        (_ONLY_NONCOMMERCIAL, ("commercial", "production")),
        (_NOT_COMMERCIAL, ("commercial", "production")),
        (_ONLY_RESEARCH, ("research", "evaluation", "testing")),
    ):
        # Beside a threshold, what is said of large users alone forbids nothing to the others.
        found = reader.first(pattern, "no", _EXCUSED_OF_LARGE if has_threshold else _EXCUSED, about)
        if found and not allowed:
            return found
    denied = None if has_threshold else reader.first(_PLAINLY_NOT, "no", _EXCUSED, ("commercial", "production"))
    if denied and not _PRODUCTION_TOO.search(reader.lower):
        return denied
    if has_threshold:
        name = "user_threshold" if "user_threshold" in reader.found else "revenue_threshold"
        place = reader.found[name]
        return Finding("threshold", place.start, place.end)
    if place := reader.found.get("registration_required"):
        return Finding("registration", place.start, place.end)
    if not allowed and (titled := _TITLE.search(reader.lower, 0, _HEAD)):
        return Finding("no", titled.start(), titled.end())
    return allowed or reader.first(_GRANT, "yes", _NO_GRANT)


_PRODUCTION_TOO = re.compile(r"you may (?:also )?(?:make|use)[\w ]{0,40} (?:production use|in production)(?!, if)")
"""What a grant of use outside of production says further on."""
_NO_GRANT = re.compile(r"does not grant|gives no|no (?:\w+ ){0,3}licen[cs]es? (?:is|are) granted|not granted")
_EXCUSED = re.compile(
    r"you may (?:only )?(?:distribute|provide|share)\b[^.;]{0,80}\bonly if|internal business|business purposes? or|\"personal use\" (?:means|shall mean)|noncommercial means|\"non-?commercial\w*( \w+)?\" means|distribute[\w ]{0,20} copies of the source|(?<!non-)commercial (?:and|or|and/or) non-?commercial|non-?commercial (?:and|or|and/or) commercial|occasionally and noncommercially|allowed only occasionally"
)
_EXCUSED_OF_LARGE = re.compile(_EXCUSED.pattern + "|" + _ABOVE.pattern + r"|entit(?:y|ies)|commercial terms")


# --- Uses -------------------------------------------------------------------------------------------------------------

_POLICY = r"(?:acceptable|prohibited|permitted|responsible)[ -]use(?: \w+){0,2} (?:policy|policies|guidelines?|addendum)|(?:acceptable|prohibited) uses? (?:policy|restrictions?)|usage (?:policy|policies|guidelines)|use policy|trustworthy ai terms|code of conduct|codes of conduct"
_HARM = (
    r"(?:harm|illegal|unlawful|violat|exploit|disinformation|misinformation|defam|discriminat|minors|harass|weapon|military|medical advice|fraud|hate"
    r"|abus|malicious|deceiv|terroris|surveillance|high-?risk|safety)"
)
_FORBIDDEN_USE = _any(
    r"(?:may|shall|will|must|are) not\b[\s\S]{0,90}?\buse,[\s\S]{0,420}?(?:military|surveillance|weapon|illegal|unlawful|harm)",
    rf"(?:not to use|(?:may|shall|will|must) not (?:use|access)|cannot (?:be )?use[d]?|not (?:to )?(?:be )?used?|prohibited (?:uses?|from using)|do not use|agree (?:that )?you will not use|not (?:to )?use, or allow others to use|not (?:allowed|permitted) to use){gap(420)}{_HARM}",
    rf"(?:use-based restrictions|use restrictions|restrictions on (?:the )?use|prohibited uses?)\b[\s\S]{{0,600}}?{_HARM}",
    rf"(?:may|shall|will|must) not,? (?:\w+ ){{0,3}}(?:use|for)\b{gap(120)}(?:military|unlawful|illegal)",
    rf"(?:you|licensee) (?:agree|undertake|warrant)s?[\w ,]{{0,40}} (?:not to|that[\w ]{{0,40}} will not){gap(300)}{_HARM}",
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


_BY_POLICY = _any(
    rf"(?:adhere to|comply with|subject to|in accordance with|abide by|consistent with|incorporated|agree to|governed by"
    rf"|prohibited by|violat\w+|restricted by){gap(160)}(?:{_POLICY}|\baup\b)",
    rf"(?:{_POLICY}){gap(120)}(?:incorporated|must comply|shall comply|applies|applicable)",
)
_OTHER_MATTER = re.compile(r"liab|warrant|damages|indemnif|trademark|endorse|\bexport")
_LIST_OF_HARMS = 4


_FORBIDS = re.compile(r"\bnot\b|\bcannot\b|prohibited|restrict")
_ANY_HARM = re.compile(_HARM)
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
        harms = set(re.findall(_HARM, tail)) - {"illegal", "unlawful", "violat"}
        if (_LAW_ONLY.search(match[0]) and len(re.findall(_HARM, tail)) < _LIST_OF_HARMS) or not harms:
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
    return len(re.findall(_HARM, reader.lower[start : start + 1500])) >= _LONG_LIST


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


# --- Regions ----------------------------------------------------------------------------------------------------------

_REGIONS = {
    "EU": r"european union|\beu\b",
    "UK": r"united kingdom|\buk\b",
    "South Korea": r"south korea|(?<!people's )republic of korea",
    "EEA": r"european economic area|\beea\b",
    "China": r"mainland china|people's republic of china|\bprc\b",
    "United States": r"united states|\bu\.s\.a?\b",
    "Japan": r"\bjapan\b",
    "Russia": r"\brussia\b|russian federation",
    "Switzerland": r"\bswitzerland\b",
    "Canada": r"\bcanada\b",
    "Australia": r"\baustralia\b",
    "Brazil": r"\bbrazil\b",
    "India": r"\bindia\b",
    "Germany": r"\bgermany\b",
    "France": r"\bfrance\b",
    "Italy": r"\bitaly\b",
    "Israel": r"\bisrael\b",
    "Ukraine": r"\bukraine\b",
    "Belarus": r"\bbelarus\b",
    "Iran": r"\biran\b",
    "North Korea": r"north korea|democratic people's republic of korea",
}
_NAMED = "|".join(_REGIONS.values())
_REGION_WORDS = (
    "europe", "eu", "kingdom", "uk", "korea", "eea", "china", "prc", "united states", "u.s.", "japan", "russia", "switzerland", "canada",
    "australia", "brazil", "india", "germany", "france", "italy", "israel", "ukraine", "belarus", "iran",
)  # fmt: skip
_EXCLUDED = _any(
    rf"does not apply in (?:the )?{gap(30)}(?P<a>(?:{_NAMED}){gap(80)})(?=and is|[.;,]? ?(?:and )?(?:is|$)|\.)",
    rf"(?:territory|worldwide|regions?)[^.;]{{0,80}}(?:excluding|except(?:ing)?(?: for)?|other than|outside)(?: of)?(?: the)?(?: territory of)?(?: the)? (?P<b>(?:{_NAMED})[^.;]{{0,80}})",
    rf"(?:domiciled|located|reside[sd]?|resident|established|headquartered|based|principal place of business)[^.;]{{0,60}} in,? (?:the )?(?P<c>(?:{_NAMED})[^.;]{{0,200}})",
    rf"(?:will|shall|may|must) not\b[^.;]{{0,200}}\b(?:use|access|deploy|run|operate|distribute|make available)\b[^.;]{{0,120}} (?:in|within|inside|to|from) (?:the )?(?:territory of (?:the )?)?(?P<e>(?:{_NAMED})[^.;]{{0,80}})",
    rf"(?:not (?:be )?(?:available|licensed|offered|granted|intended)|no (?:rights?|licen[cs]e)|may not (?:be )?(?:use|used|access))[^.;]{{0,100}} (?:in|to|within) (?:the )?(?P<d>(?:{_NAMED})[^.;]{{0,80}})",
)
_NO_RIGHTS = re.compile(
    r"not (?:being )?(?:granted|licensed|authori[sz]ed|permitted|available|offered|apply|intended)|exclud|no rights?|except|other than|outside|does not apply|may not|(?:will|shall|must) not|not apply"
)
_NO_RIGHTS_THERE = re.compile(
    r"not (?:being )?(?:granted|licensed|authori[sz]ed|permitted|available)|no rights?|excluded|prohibited"
)
_NOT_ABOUT_RIGHTS = re.compile(
    r"governing|governed|jurisdiction|courts?\b|export|sanction|embargo|ireland limited|incorporated (?:in|under)|laws of|data protection|gdpr|means meta|\"we\""
)


def regions(words: str) -> tuple[str, ...]:
    """Return the regions that some words name."""
    return tuple(name for name, pattern in _REGIONS.items() if re.search(pattern, words))


def geo_exclusion(reader: Reader) -> Finding | None:
    """Find regions that get no license."""
    for start, end, match in reader.within(_EXCLUDED, _REGION_WORDS):
        around = reader.sentence(start)
        if not _NO_RIGHTS.search(around) or _NOT_ABOUT_RIGHTS.search(match[0]):
            continue
        if match["c"] and not _NO_RIGHTS_THERE.search(around):
            continue
        words = next(group for group in (match["a"], match["b"], match["c"], match["d"], match["e"]) if group)
        return Finding(regions(words), start, end)
    return None


# --- Copies and changes -----------------------------------------------------------------------------------------------

_EXCEPTION = re.compile(
    r"\b(?:except|unless|without|other than|only if|until|but (?:you )?may)\b|if you|in a manner|provided that|solely|only to"
    r"|for any[\w ,-]{0,120}purposes?|for [\w ]{0,40}purposes|\bcontent\b"
)
_AMONG_YOURSELVES = re.compile(
    r"except[\w ,]{0,40} within your (?:own )?(?:organi[sz]ation|company|entity|institution)"
)
_THE_WORK = r"(?=[^.;]{0,90}\b(?:models?|software|materials?|works?|data|datasets?|weights|parameters|copies|products?|derivatives?)\b)"
_NO_COPIES = _any(
    rf"(?:may not|shall not|must not|will not|cannot|not to|forbidden to|prohibited from|not permitted to|not allowed to)\s(?:[\w]+,? (?:or )?(?:and )?){{0,6}}?(?:redistribut|distribut|sublicense and distribut|publish|share)\w*{_THE_WORK}",
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
_COPYING = r"(?:\b(?:re-?)?distribut(?:e|ion|ing)\b(?! (?:the |any )?outputs?)|\bpublish\b|\bshare\b|\bsharing\b|\bconvey\b|\bdisseminat\w+|\btransfer copies\b|\bsublicense\b|\bpropagate\b)"
_CHANGING = r"\balter (?:it|the)\b|\bmodif(?:y|ication|ications|ying)\b|derivative works?|\bderivatives?\b|\badapt\b|\badaptations?\b|fine-?tun\w*|\bremix\b|\benhance"
_ITEM = r"(?:^|[\s:;.,])(?:\(?[a-z0-9]{1,3}[.)]|[-\u2022])\s?"
# In the sentence that gives; else in a sentence of permission without a giver; else in a list that follows what is given.
_COPIES = (
    re.compile(rf"{_GIVES}[\s\S]{{0,600}}?(?:{_COPYING})"),
    _any(
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
    _any(
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


_NO_CHANGES = _any(
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
    _any(
        r"with or without\s+modification",
        r"produce, reproduce,? and share adapted material",
        r"waives?, abandons?,? and surrenders?",
        r"\bdeal in\b[^.;]{0,80} without restriction|without restriction, including|permission is (?:hereby )?granted[^.;]{0,300} without restriction",
        r"licenses you to do everything|to do everything",
    ),
    re.compile(rf"{_ITEM}(?:to )?(?:modify|create (?:and reproduce )?(?:derivative|adaptation)|adapt)"),
    re.compile(rf"licen[cs]e to[\s\S]{{0,300}}?(?:{_CHANGING})"),
    _any(
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


_NOTICE = _any(
    rf"(?:{MUST}|provided that|conditions?|if you (?:distribute|share|convey)|only if){gap(200)}(?:retain|include|preserve|keep|reproduce|give|provide|cause|contain|attach|accompan|mention|acknowledg)\w*{gap(160)}(?:notices?|attribution|copy of (?:this|the) (?:\w+ ){{0,3}}(?:licen[cs]e|agreement|terms)|credit|copyright|text of (?:this|the)|source of the|acknowledg)",
    r"licen[cs]e notice (?:shall|must) be included in all copies",
    r"copyright notice(?: and this (?:permission|licen[cs]e) notice)?[\s\S]{0,120}(?:shall be included|must|appear in all copies)",
    r"may not remove[\w ,]{0,60}notices",
    r"redistributions? (?:of source code |in binary form )?must (?:retain|reproduce)",
    r"must retain[\s\S]{0,300}?(?:copyright notice|identification of the creator)",
    r"give any other recipients[\s\S]{0,60}a copy of this licen[cs]e",
    r"keep intact all notices",
    rf"(?:this|the|such) (?:licen[cs]e|agreement)(?: (?:notice|statement))? (?:{MUST}|should) be (?:included|distributed|retained|reproduced|provided)",
    rf"copyright (?:notice|statement) and (?:this|the) (?:licen[cs]e|permission) (?:notice|statement)s? (?:{MUST}|should) be included",
    r"(?:provide|include) a copy of (?:this|the) (?:agreement|licen[cs]e) with any",
    r"(?:must|shall|should) (?:\w+ )?attribute the source",
    r"gets? a copy of these terms|reproduce the above copyright notice",
    r"(?:copyright|permission) notices?[\w ,]{0,60} appear in all",
    r"(?:may|must|shall) not (?:be )?(?:removed?|alter(?:ed)?|obscured?)[^.;]{0,80}(?:notices?|licen[cs]e)|notice may not be removed",
    r"conspicuously display this licen[cs]e",
    r"agree to:? (?:a\. )?give any recipients a copy|gets? the text of this licen[cs]e",
    r"you must: (?:a\. )?retain the following",
    r"makes? available the text of this|text of this agreement (?:is )?(?:made )?available|include[\w ]{0,60}all credit or attribution",
    r"acknowledge the source|mention the source|subject to[\w ]{0,40} acknowledg|share[sd]? [\w ]{0,40}text of this",
)


_NOTICED = (
    "notice",
    "attribut",
    "copy of",
    "copies",
    "credit",
    "copyright",
    "text of",
    "source",
    "acknowledg",
    "recipients",
    "display",
    "be included",
    "alongside",
)


def attribution_notice(reader: Reader) -> Finding | None:
    """Find a duty to pass on notices, credit or the license."""
    return reader.first(_NOTICE, True, re.compile(r"waive|encouraged|license key|purchase orders?"), _NOTICED)


_SHOW = _any(
    r"prominently (?:display|feature|show)[^.;\"]{0,40}\"(?P<phrase__>[^\"]{2,60})\"",
    rf"{MUST}[^\"']{{0,200}}?(?:display|state|indicate|include|mention|mark|feature|show|provide)[^\"']{{0,90}}?[\"'][^\"']{{0,60}}?\b(?P<phrase>(?:built|powered|improved|made|created|based|trained|developed|driven)[ -](?:with|by|using|on|upon)[^\"']{{2,80}})[\"']",
    rf"{MUST}[^.;\"']{{0,120}}?prominently (?:display|feature|show)[^.;\"']{{0,60}}?[\"'](?P<phrase_>[^\"']{{2,60}})[\"']",
)


def branding_required(reader: Reader) -> Finding | None:
    """Find a phrase or name that must be displayed."""
    for start, end, match in reader.within(_SHOW, _SHOWN):
        if _SOFT.search(reader.lower[max(0, start - 260) : end]):
            continue
        group = next(name for name in ("phrase", "phrase_", "phrase__") if match[name])
        at = start - match.start()
        phrase = reader.document.flat[at + match.start(group) : at + match.end(group)].rstrip(" .,")
        if _NO_BRAND.search(phrase.lower()) or _ACKNOWLEDGED.search(match[0]):
            continue
        return Finding(phrase, start, end)
    return None


_SHOWN = ("prominently", "built", "powered", "improved", "made", "created", "based", "trained", "developed", "driven")
_NO_BRAND = re.compile(r"copyright|notice|licen[cs]ed under|as is")
_ACKNOWLEDGED = re.compile(
    r"(?:includes?|contains?|uses) (?:\w+ ){0,3}(?:software|code|technology|materials?) (?:\w+ ){0,2}developed"
)
"""The acknowledgement of old BSD licenses is credit, no brand."""

_PREFIX = _any(
    rf"(?:{MUST}|you should)[^.;]{{0,160}}?(?:include|add) [\"'](?P<a>[^\"']{{2,30}})[\"'][^.;]{{0,40}}?(?:at|in|to) the (?:beginning|start|front) of[^.;]{{0,60}}?name",
    rf"name[^.;]{{0,80}}?{MUST}[^.;]{{0,40}}?(?:begin|start|commence)s? with [\"'](?P<b>[^\"']{{2,30}})[\"']",
    rf"{MUST}[^.;]{{0,120}}?(?:prefix|include|contain)[^.;]{{0,60}}?[\"'](?P<c>[^\"']{{2,30}})[\"'][^.;]{{0,60}}?(?:in|to|as a prefix (?:of|to|in))[^.;]{{0,40}}?(?:model|derivative)[^.;]{{0,20}}? name",
)


def model_name_prefix(reader: Reader) -> Finding | None:
    """Find a word that the name of a derived model must begin with."""
    for start, end, match in reader.within(_PREFIX, (" name",)):
        if _SOFT.search(reader.lower[max(0, start - 120) : end]):
            continue
        group = next(name for name in "abc" if match[name])
        at = start - match.start()
        return Finding(reader.document.flat[at + match.start(group) : at + match.end(group)].strip(" .,"), start, end)
    return None


# --- Outputs ----------------------------------------------------------------------------------------------------------

_IMPROVE = r"(?:improv|train|fine-?tun|develop|creat|distil|enhanc|build)\w*"
_NO_OTHER = _any(
    rf"(?:not(?! limited)|never)\b{gap(60)}(?:use|allow){gap(160)}(?:{_OUTPUTS}|materials?|models?|works?){gap(120)}{_IMPROVE}{gap(60)}any other (?:large )?(?:language |ai |artificial intelligence |generative |foundation |machine learning )*models?",
    rf"(?:not(?! limited)|never)\b{gap(60)}(?:use|allow){gap(160)}(?:{_OUTPUTS}|materials?|models?|works?){gap(120)}to {_IMPROVE}{gap(60)}(?:other|another) (?:\w+ ){{0,3}}models?",
    rf"(?:not(?! limited)|never)\b{gap(60)}(?:use|allow){gap(200)}{_OUTPUTS}{gap(100)}to (?:\w+ or )?{_IMPROVE}{gap(40)}any (?:foundational|foundation)[\w ]{{0,40}}models?",
)
_NO_COMPETING = _any(
    rf"(?:not(?! limited)|never|prohibited)\b{gap(240)}(?:{_OUTPUTS}|materials?|models?|derivatives?|works?){gap(200)}(?:compet(?:e|es|ing|itive)|rival)",
    rf"(?:not(?! limited)|never|prohibited)\b{gap(160)}{_IMPROVE}{gap(120)}(?:compet(?:e|es|ing|itive)\b){gap(60)}",
    rf"compet(?:e|es|ing|itive){gap(120)}(?:is|are) (?:not permitted|prohibited)",
)
_NAME_ONLY = re.compile(
    rf"if you use{gap(80)}{_OUTPUTS}{gap(120)}(?:create|train|fine|improve){gap(200)}(?:shall|must|will)(?: also)? (?:include|display|prominently)"
)
_NONCOMMERCIAL_OUTPUTS = re.compile(
    rf"(?:data produced by|{_OUTPUTS})[^.;]{{0,160}} (?:for|in connection with) (?:\(?[ia1]\)? )?any commercial|{_OUTPUTS}{gap(160)}(?:only|solely|exclusively) for{gap(60)}(?:research|{_NC})|{_OUTPUTS}{gap(120)}(?:only|solely|exclusively){gap(60)}{_NC}|{_OUTPUTS}{gap(100)}(?:may not|not){gap(60)}commercial"
)


_COMPETITION = re.compile(r"litigation|unfair|anti-?compet|benchmark|competitive analysis")
_TRAINING = re.compile(rf"{_OUTPUTS}|derivative|model|train")


def output_training_restriction(reader: Reader) -> Finding | None:
    """Find limits on training other models with outputs."""
    for pattern, value in (
        (_NAME_ONLY, "branding_only"),
        (_NO_OTHER, "ban_other_models"),
        (_NO_COMPETING, "ban_competing"),
    ):
        found = reader.first(pattern, value, _COMPETITION, ("improv", "train", "compet", "distil", "other"))
        if found and _TRAINING.search(reader.lower[found.start : found.end]):
            return found
    found = reader.first(
        _NONCOMMERCIAL_OUTPUTS, "noncommercial_only", about=("output", "result", "generat", "produced")
    )
    if found is None:
        return None
    # Results of a benchmark or of research are no outputs of a model.
    return found if re.search(r"\bmodels?\b|data produced", reader.lower) else None


# --- What goes along --------------------------------------------------------------------------------------------------

_SAME = _any(
    r"must licen[cs]e the entire work, as a whole, under this licen[cs]e",
    r"same licen[cs]e elements",
    rf"(?:derivative|modified|adapted|adaptations?|modifications|enhanced data|produced work|publish|distribut\w+|share){gap(200)}{MUST}{gap(60)}(?:be )?(?:licensed |distributed |released |published |made available |made )*(?:only )?under (?:the )?(?:same|this) (?:terms|licen[cs]e|agreement)",
    r"may only do so under (?:the (?:same )?terms of )?this (?:licen[cs]e|agreement)",
    r"(?:derivative|modif|adapt|enhanced)[^.;]{0,200}only under the (?:same )?terms of this (?:licen[cs]e|agreement)",
    r"any derivative database that you publicly use must be only under the terms of",
    r"(?:derivative works?|adaptations?)[^.]{0,120}(?:will|shall|must) be done under the terms of this licen[cs]e",
    r"adaptation only under the terms of",
    rf"must share{gap(80)}under the same",
    r"derivative works?[^.;]{0,140}(?:remain|are|is|be) subject to (?:the terms of )?this (?:agreement|licen[cs]e)",
    r"copies of (?:the )?(?:original and )?modified[^.;]{0,140} (?:remain|are|be) subject to (?:the terms of )?this (?:agreement|licen[cs]e)",
)


def share_alike(reader: Reader) -> Finding | None:
    """Find a duty to put modified versions under the same license as a whole."""
    return reader.first(
        _SAME,
        True,
        re.compile(r"\bnot\b required|may (?:choose|provide additional|add)|different"),
        ("under", "same", "subject to"),
    )


_FLOW = _any(
    r"under any license of your choice that does not contradict the restrictions",
    rf"(?:use-based restrictions|use restrictions|restrictions|paragraph 5|section 5|prohibited uses?|use policy){gap(200)}(?:enforceable (?:provision|term)|included as|as a (?:condition|minimum)|binding|passed? (?:on|down)|in any (?:type of )?legal agreement)",
    rf"{MUST}{gap(120)}(?:include|impose|ensure|require|contain|bind|flow){gap(160)}(?:use restrictions|use-based restrictions|restrictions (?:referenced|set forth|in)|same restrictions|acceptable use|prohibited uses?|use limitations|bound by)",
    r"enforceable provision",
    r"restrictions[\w ]{0,60} (?:at least )?as (?:restrictive|protective)",
)


COPY_OF_TERMS = _any(
    rf"{MUST}{gap(120)}(?:provide|give|distribute|include|cause|make available){gap(80)}(?:copy of (?:this|the|such) (?:\w+ ){{0,4}}(?:agreement|licen[cs]e|terms)|copy of it)",
    r"\bdistribute\b[^.;]{0,90} with a copy of (?:this|the) (?:agreement|licen[cs]e)",
    r"this (?:agreement|licen[cs]e) shall be distributed alongside",
    r"distribut[^.;]{0,240}copy of this (?:licen[cs]e|agreement)",
)
"""A copy of the terms must go along; whether that binds whoever receives it, the text does not say."""


def use_restrictions_flow_down(reader: Reader) -> Finding | None:
    """Find a duty to bind the next user to the use restrictions, or to the agreement that holds them."""
    limits = reader.found.get("commercial_use")
    if "behavioural_use_restrictions" not in reader.found and not (limits and limits.value == "no"):
        return None
    return reader.first(_FLOW, True, _SOFT, ("restrict", "copy", "polic", "enforceable", "bound", "agreement", "same"))


# --- Rights and their end ---------------------------------------------------------------------------------------------

_PATENT = _any(
    rf"(?:grants?|granted|licen[cs]e[sd]?)\b{gap(300)}patents?\b(?! litigation)",
    r"patent licen[cs]e",
    r"patent rights?[\w ,]{0,40}(?:granted|licensed)",
    r"under (?:its|their|any)[\w ,]{0,60}patents?",
)
_NO_PATENT = re.compile(
    r"patent(?: and trademark)? rights are not licensed|no (?:other |express or implied )?(?:rights?|licen[cs]es?)|does not cover|except as expressly stated|not? (?:include|grant)[^.;]{0,60}patent|terminat|litigation|\bretain\b|\bnotices\b|would not permit|obtain patent|trademark rights are not|waived, abandoned"
)
_PATENTS_KEPT = re.compile(
    r"patent and trademark rights are not licensed|does not cover any patents|patent rights are not licensed"
)
_IP = re.compile(
    rf"(?:grants?|granted|licen[cs]e)\b{gap(200)}under{gap(60)}(?:intellectual property|(?:ip|proprietary) rights|other rights)"
)


def patent(reader: Reader) -> Finding | None:
    """Find rights under patents."""
    if _PATENTS_KEPT.search(reader.lower):
        return None
    return reader.first(_PATENT, "grant", _NO_PATENT, ("patent",)) or reader.first(
        _IP, "ip_grant", about=("grant", "licen")
    )


_SUIT = re.compile(
    rf"\b(?:institut|initiat|fil|commenc|bring|assert|maintain|threaten)\w*{gap(60)}(?:litigation|proceedings?|lawsuit|legal action|claims?|suit|action){gap(420)}(?:infring|violat|misappropriat)"
    rf"|(?:litigation|proceedings?|lawsuit){gap(160)}(?:alleg|claim)\w*{gap(260)}infring"
    rf"|\bmakes? (?:an?|any) (?:written )?claim{gap(160)}infring"
)
_ENDS = re.compile(r"terminat|ends?\b|cease|revoked|lose")


def litigation_termination(reader: Reader) -> Finding | None:
    """Find whether a suit ends the license."""
    for start, end, match in reader.within(_SUIT, ("infring", "violat", "misappropriat")):
        around = reader.lower[max(0, start - 80) : end + 500]
        if not _ENDS.search(around) and not re.search(r"may not (?:initiate|institute)", around[:120]):
            continue
        # What is said to be infringed may follow the word; what ends does not count.
        words = match[0] + reader.lower[end : end + 90].split(". ")[0].split(" then ")[0]
        is_ip = re.search(r"intellectual property|copyright|other rights", words)
        return Finding("patent" if "patent" in words and not is_ip else "any_ip", start, end)
    return None


_AT_WILL = _any(
    r"(?<!ir)(?<!non-)\brevocable\b",
    rf"(?:may|reserves? the right to|right to)\s(?:\w+ ){{0,4}}(?:terminate|revoke|suspend|cancel|withdraw){gap(100)}(?:at any time|for any (?:or no )?reason|at its (?:sole )?discretion|in its sole discretion|for convenience|upon (?:\w+ ){{0,4}}notice|without (?:cause|notice|reason))",
    r"(?:at any time|at its sole discretion)[\w ,]{0,60}(?:terminate|revoke)",
    r"terminated by either party",
)
_FOR_GOOD = re.compile(
    r"\birrevocabl[ey]\b|\bperpetual\b|\bin perpetuity\b|(?:no|cannot|can't|may not|will not)\b[\w ]{0,40} ?revoke (?:this|the) licen[cs]e"
)
_FOR_CAUSE = re.compile(
    r"breach|violat|fail to comply|not comply|irrevocable|you may terminate|licensee may terminate|non-?complian"
    r"|circumvent|reasonably believes"
)
_OF_THE_USER = re.compile(
    r"(?:you|licensee) (?:hereby )?grants?\b|feedback|not perpetual|additional license|future license"
)
_BREACH = _any(
    rf"terminat\w*{gap(200)}(?:breach|fail(?:s|ure)? to comply|violat|non-?complian|in default|do not comply|not comply)",
    rf"(?:breach|fail(?:s|ure)? to comply|violat\w*|non-?complian\w*|do(?:es)? not comply|in default|propagate or modify it){gap(240)}(?:terminat|revok|(?:are|is|be) void|cease to|lose)",
    rf"(?:revoke|cancel){gap(120)}(?:breach|violat|fail)",
    r"(?:if you do not[\w ,]{0,60}|otherwise), (?:all )?(?:of )?your licen[cs]es? ends? immediately",
    r"if you (?:bypass|disable|breach|violate|fail)[^.;]{0,260}(?:rights|licen[cs]e)[^.;]{0,80}terminat",
    r"is void,? and will automatically terminate",
)


def revocable(reader: Reader) -> Finding | None:
    """Find whether the licensor may end the license without a breach."""
    about = ("revocable", "terminat", "revoke", "suspend", "cancel", "withdraw")
    if at_will := reader.first(_AT_WILL, True, _FOR_CAUSE, about):
        return at_will
    if found := reader.first(_FOR_GOOD, False, _OF_THE_USER, ("irrevocabl", "perpetu", "revoke")):
        return found
    if place := reader.found.get("terminates_on_breach"):
        return Finding(False, place.start, place.end)
    return None


_TERMS = r"(?:this|these|the|such|our|its) (?:[\w\"-]+ ){0,6}?(?:agreement|licen[cs]e|terms|polic(?:y|ies)|guidelines|restrictions)"
_AMEND = _any(
    rf"(?:may|reserves? (?:the|all) rights? to|right to|can|is entitled to)\s(?:[\w-]+,? ){{0,5}}?(?:update|modify|amend|revise|change|alter"
    rf"|supplement)(?:,? (?:or|and|and/or) \w+)?(?: the terms of| any (?:part )?of)? {_TERMS}",
    r"as (?:may be |it may be |they may be )?(?:updated|amended|modified|revised|changed)[\w ,]{0,40} from time to time",
    r"(?:updated|modified|amended|revised) (?:\w+ ){0,4}from time to time",
    r"(?:licen[cs]e|agreement|terms|policy)[\w ]{0,20} (?:is|are) subject to (?:update|change|revision)",
    rf"(?:update|modif|amend|revis|chang)\w*{gap(60)}(?:policy|agreement|terms|licen[cs]e){gap(40)}(?:at any time|from time to time|in its sole discretion)",
    r"latest version from time to time",
    r"may (?:update|modify|amend|revise|change) it (?:from time to time|at any time)",
    r"(?:this|the|these|such) (?:agreement|licen[cs]e|terms|(?:[\w-]+ ){0,3}policy) may be (?:updated|revised|amended|modified|changed)",
)
_NEW_VERSION = re.compile(
    r"new versions?|later version|revised (?:and/or|or) new|each version|may not|shall not|no one other|steward|patent licen|redistribute|supersede|interpreted|applicable law|written agreement|signed by|mutual|parties|terms of your (?:modif|deriv)|your own"
)


def licensor_may_amend(reader: Reader) -> Finding | None:
    """Find a right of the licensor to change what was agreed."""
    return reader.first(
        _AMEND, True, _NEW_VERSION, ("updat", "modif", "amend", "revis", "chang", "alter", "supplement", "time to time")
    )


def terminates_on_breach(reader: Reader) -> Finding | None:
    """Find whether a breach ends the license."""
    return reader.first(
        _BREACH,
        True,
        re.compile(r"end user's|sublicensees?' licen"),
        ("terminat", "void", "revok", "cancel", "cease", "end immediately", "ends immediately"),
    )


Rule = Callable[[Reader], Finding | None]

ORDER: tuple[tuple[str, Rule], ...] = (
    ("user_threshold", user_threshold),
    ("revenue_threshold", revenue_threshold),
    ("threshold_effect", threshold_effect),
    ("registration_required", registration_required),
    ("commercial_use", commercial_use),
    ("behavioural_use_restrictions", behavioural_use_restrictions),
    ("use_policy_form", use_policy_form),
    ("military_ban", military_ban),
    ("geo_exclusion", geo_exclusion),
    ("redistribution", redistribution),
    ("derivatives", derivatives),
    ("attribution_notice", attribution_notice),
    ("branding_required", branding_required),
    ("model_name_prefix", model_name_prefix),
    ("output_training_restriction", output_training_restriction),
    ("share_alike", share_alike),
    ("use_restrictions_flow_down", use_restrictions_flow_down),
    ("patent", patent),
    ("litigation_termination", litigation_termination),
    ("terminates_on_breach", terminates_on_breach),
    ("revocable", revocable),
    ("licensor_may_amend", licensor_may_amend),
)
"""Rules in the order in which they may look at what was found before."""


def find(document: Document) -> dict[str, Finding]:
    """Return what the rules find in a document: clause -> finding."""
    reader = Reader(document)
    for name, rule in ORDER:
        if (found := rule(reader)) is not None:
            reader.found[name] = found
    return dict(_split(reader.found))


def _split(found: dict[str, Finding]) -> Iterator[tuple[str, Finding]]:
    """Part numbers from their units."""
    for name, finding in found.items():
        if name in ("user_threshold", "revenue_threshold"):
            number, unit = finding.value
            yield name, Finding(number, finding.start, finding.end)
            of_unit = "user_threshold_unit" if name == "user_threshold" else "revenue_currency"
            yield of_unit, Finding(unit, finding.start, finding.end)
        else:
            yield name, finding
