"""Every size above which something else holds: how much of what, over which time, of whom, and what then."""

import re
from itertools import islice

from openness.licenses.clauses.limits import Threshold
from openness.licenses.texts.patterns import sizes
from openness.licenses.texts.patterns.business import HOSTING, SECTOR, asks_for_review
from openness.licenses.texts.patterns.found import Finding, Reader

_AFFILIATES = re.compile(r"\baffiliates?\b|\bsubsidiar|\bparent compan|\bgroup\b|under common control")
_MADE_BY = re.compile(r"\bby or for (?:the )?(?:licensee|you)\b")
_PRODUCT = re.compile(r"\b(?:products?|services?|applications?|websites?|platforms?)\b")
_LICENSEE = re.compile(
    r"\b(?:you|your|licensees?|entit(?:y|ies)|compan(?:y|ies)|organi[sz]ations?|business(?:es)?|legal person)\b"
)
_YEAR = re.compile(
    r"\bannual(?:ly)?\b|\byear(?:ly)?\b|\b(?:twelve|12|\(12\))[ -](?:\(12\) )?(?:consecutive )?months?\b|fiscal"
)
_MONTH = re.compile(r"\bmonth(?:ly)?\b|\bmaus?\b")
_DAY = re.compile(r"\bdaily\b|\bdaus?\b|\bper day\b|a day\b")
_EFFECTS = {"branding_required": "asks_for_display", "licence_required": "needs_license"}
_NEAR = 120  # characters around an amount in which the time stands that it is counted over


def thresholds(reader: Reader) -> Finding | None:
    """Find the sizes above which something else holds, those with a known effect alone."""
    made: dict[Threshold, Finding] = {}
    for place in islice(sizes.numbers_of_users(reader), sizes.MOST):
        number, unit = place.value
        measure = "visits" if unit == "visits" else "users"
        _add(made, reader, place, measure=measure, amount=number)
    for place in islice(sizes.amounts_of_revenue(reader), sizes.MOST):
        number, currency = place.value
        amount = int(number) if number == int(number) else number
        _add(made, reader, place, measure="revenue", amount=amount, currency=currency)
    if not made:
        return None
    first, *others = made.values()
    return Finding(tuple(made), first.start, first.end, tuple((one.start, one.end) for one in others))


def _add(made: dict[Threshold, Finding], reader: Reader, place: Finding, **parts: object) -> None:
    effect = sizes.effect_of(reader, place)
    if effect is None:
        return
    sentence = reader.sentence(place.start)
    word = _EFFECTS[effect.value]
    if word == "needs_license" and asks_for_review(sentence):
        word = "needs_review"
    for only in _only_for(sentence) if word != "asks_for_display" else (None,):
        one = Threshold(
            period=_period(reader, place, sentence, is_revenue=parts["measure"] == "revenue"),
            counted=_counted(sentence),
            effect=word,
            only_for=only,
            **parts,
        )
        made.setdefault(one, place)


def _only_for(sentence: str) -> tuple[str | None, ...]:
    """Return the lines of business that a size is for, or None alone."""
    found = tuple(what for what, pattern in (("hosting", HOSTING), ("sector", SECTOR)) if pattern.search(sentence))
    return found or (None,)


def _period(reader: Reader, place: Finding, sentence: str, *, is_revenue: bool) -> str:
    words = reader.lower[place.start : place.end]
    near = reader.lower[max(0, place.start - _NEAR) : place.end + _NEAR] if is_revenue else words
    for text in (words, near, sentence):
        order = (_YEAR, _MONTH, _DAY) if is_revenue else (_DAY, _MONTH, _YEAR)
        for pattern in order:
            if pattern.search(text):
                return {_YEAR: "year", _MONTH: "month", _DAY: "day"}[pattern]
    return "none_stated"


def _counted(sentence: str) -> str:
    sentence = HOSTING.sub(" ", sentence)  # a line of business is no product
    for word, pattern in (
        ("affiliates", _AFFILIATES),
        ("licensee", _MADE_BY),
        ("product", _PRODUCT),
        ("licensee", _LICENSEE),
    ):
        if pattern.search(sentence):
            return word
    return "not_stated"
