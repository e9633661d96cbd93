# ruff: noqa: E501 - patterns of legal language; one that is broken in the middle is harder to read than a long one
"""Sizes above which something else holds: numbers of users, amounts of revenue, and their effect."""

import re
from collections.abc import Iterator
from itertools import islice

from openness.licenses.texts import numbers
from openness.licenses.texts.patterns.found import Finding, Reader
from openness.licenses.texts.patterns.words import MUST, any_of, gap

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
    return _most_telling(reader, list(islice(numbers_of_users(reader), MOST)))


def numbers_of_users(reader: Reader) -> Iterator[Finding]:
    """Yield the numbers of users that something is compared with: number and unit."""
    for sentence in reader.distinct:
        if not _ABOUT_USERS.search(sentence.lower) or not _COMPARED.search(sentence.lower):
            continue
        for pattern in (_USERS, _UNIT_FIRST):
            for match in pattern.finditer(sentence.lower):
                number = numbers.value(match)
                if number is not None and number >= _SMALLEST and not _IS_MONEY.match(sentence.lower, match.end()):
                    place = (sentence.start + match.start(), sentence.start + match.end())
                    yield Finding((int(number), _unit(match["unit"], sentence.lower)), *place)


_IS_MONEY = re.compile(r"\s?(?:us |u\.s\. )?(?:dollars|usd|rmb|yuan|euros?|eur)\b")
_ABOUT_USERS = re.compile(r"users?\b|visit|\b[md]aus?\b")
MOST = 30  # numbers that are looked at; no license has more
_SMALLEST = 1000  # "3 users" is no size of a company


def _most_telling(reader: Reader, candidates: list[Finding]) -> Finding | None:
    """Return the first number beside which the text says what happens above it, else the first."""
    return next((one for one in candidates if effect_of(reader, one)), candidates[0] if candidates else None)


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
    return _most_telling(reader, list(islice(amounts_of_revenue(reader), MOST)))


def amounts_of_revenue(reader: Reader) -> Iterator[Finding]:
    """Yield the amounts of revenue that something is compared with: amount and currency."""
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
_NEEDS_LICENSE = any_of(
    rf"(?:request|obtain|buy|apply for|acquire|enter into|require[sd]?|seek|purchase|negotiate){gap(60)}(?:licen[cs]e|agreement|authori[sz]ation|permission|approval|consent)",
    r"not (?:authori[sz]ed|licensed|permitted|allowed|granted)",
    r"(?:is|are) not (?:granted|eligible)",
    r"no(?:t)? longer (?:licensed|eligible|permitted|authori[sz]ed)",
    r"licen[cs]es? (?:granted|under)[^.;]{0,80}(?:terminate|do(?:es)? not apply|cease)",
    r"must contact|shall contact|please contact",
)
_SHOW_NAME = any_of(rf"(?:prominently )?display{gap(60)}[\"']", rf"{MUST}{gap(40)}(?:prominently )?display")


_NEEDS_REVIEW = re.compile(rf"{MUST} (?:pass|undergo|complete|submit to){gap(60)}(?:review|assessment|audit)")
_EFFECTS = (
    (_SHOW_NAME, "branding_required"),
    (_NEEDS_LICENSE, "licence_required"),
    (_NEEDS_REVIEW, "licence_required"),
)


def threshold_effect(reader: Reader) -> Finding | None:
    """Find what happens above the threshold that was found."""
    every = (*islice(numbers_of_users(reader), MOST), *islice(amounts_of_revenue(reader), MOST))
    effects = [found for place in every if (found := effect_of(reader, place))]
    # Several thresholds may stand side by side, each with its effect: the strictest is what counts.
    return next((one for one in effects if one.value == "licence_required"), effects[0] if effects else None)


def effect_of(reader: Reader, place: Finding) -> Finding | None:
    """Look for the effect in the sentence of a number, in the two after it and in the one before it."""
    here = next((i for i, s in enumerate(reader.sentences) if s.start <= place.start < s.end), None)
    if here is None:
        return None
    after, before = reader.sentences[here : here + 3], reader.sentences[max(0, here - 1) : here]
    for sentence in (*after, *before):
        for pattern, value in _EFFECTS:
            if match := pattern.search(sentence.lower):
                return Finding(value, sentence.start + match.start(), sentence.start + match.end())
    if "threshold" in reader.sentences[here].lower:  # "Threshold" is defined here, and used elsewhere.
        for sentence in reader.sentences:
            if "threshold" in sentence.lower and (match := _NEEDS_LICENSE.search(sentence.lower)):
                return Finding("licence_required", sentence.start + match.start(), sentence.start + match.end())
    return None
