"""Numbers and amounts of money as legal English writes them."""

from __future__ import annotations

import re

_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "m": 10**6, "bn": 10**9, "k": 10**3, "mn": 10**6}
_SMALL = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_SMALL |= {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_WORDS = "|".join(sorted((*_SMALL, "hundred", "a"), key=len, reverse=True))
NUMBER = (
    r"(?:(?P<figures>\d[\d,]*(?:\.\d+)?)\s?(?P<scale>thousand|million|billion|bn|mn|m\b|k\b)?"
    rf"|(?P<words>(?:(?:{_WORDS})[\s-])+?)(?P<wordscale>thousand|million|billion))"
)
"""A number; :func:`value` reads a match of it."""

CURRENCIES = {
    "$": "USD",
    "us$": "USD",
    "usd": "USD",
    "us dollars": "USD",
    "u.s. dollars": "USD",
    "united states dollars": "USD",
    "dollars": "USD",
    "\u20ac": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "\u00a3": "GBP",
    "gbp": "GBP",
    "rmb": "CNY",
    "cny": "CNY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "\u00a5": "CNY",
    "\uffe5": "CNY",
    "jpy": "JPY",
    "japanese yen": "JPY",
    "krw": "KRW",
    "\u20a9": "KRW",
    "korean won": "KRW",
    "won": "KRW",
}
_BEFORE = r"us ?\$|u\.s\. ?\$|\$|usd|eur|\u20ac|gbp|\u00a3|rmb|cny|\u00a5|\uffe5|jpy|krw|\u20a9"
_AFTER = (
    r"u\.?s\.? dollars|united states dollars|dollars|usd|euros?|eur|gbp|rmb|cny|yuan|renminbi|japanese yen|jpy"
    r"|korean won|krw|won"
)
MONEY = re.compile(
    rf"(?P<before>{_BEFORE})\s?{NUMBER}(?:\s?\(?(?P<both>{_AFTER})\b)?"
    rf"|{NUMBER.replace('?P<', '?P<_')}\s?(?:\([^()]{{1,30}}\)\s?)?(?P<after>{_AFTER})\b"
)


def value(found: re.Match, prefix: str = "") -> float | None:
    """Return the number of a match of :data:`NUMBER`; groups may bear a prefix."""
    figures = found[prefix + "figures"]
    if figures:
        number = float(figures.replace(",", "").rstrip("."))
        return number * _SCALE.get(found[prefix + "scale"] or "", 1)
    words = found[prefix + "words"]
    if not words:
        return None
    total = 0
    for word in re.split(r"[\s-]+", words.strip(" -")):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word != "a":
            total += _SMALL[word]
    return float(max(total, 1) * _SCALE[found[prefix + "wordscale"]])


def money(found: re.Match) -> tuple[float, str] | None:
    """Return amount and ISO 4217 currency of a match of :data:`MONEY`."""
    if found["before"]:
        amount, sign = value(found), found["before"].replace("u.s.", "us").replace(" ", "")
    else:
        amount, sign = value(found, "_"), found["after"].replace("u.s.", "us")
    sign = CURRENCIES.get(sign) or CURRENCIES.get(sign.replace("us ", "")) or ("USD" if "dollar" in sign else None)
    return (amount, sign) if amount is not None and sign else None
