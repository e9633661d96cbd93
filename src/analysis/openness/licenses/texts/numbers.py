"""Numbers and amounts of money as legal English writes them."""

import re

_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "m": 10**6, "bn": 10**9, "k": 10**3, "mn": 10**6}
_UP_TO_NINETEEN = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: value for value, word in enumerate(_UP_TO_NINETEEN)}
_SMALL |= {word: 10 * value for value, word in enumerate(_TENS, start=2)}
_WORDS = "|".join(sorted((*_SMALL, "hundred", "a"), key=len, reverse=True))
NUMBER = (
    r"(?:(?<!\d)(?P<figures>\d[\d,]{0,30}(?:\.\d{1,12})?)\s?(?P<scale>thousand|million|billion|bn|mn|m\b|k\b)?"
    rf"|(?P<words>(?:(?:{_WORDS})[\s-]){{1,8}}?)(?P<wordscale>thousand|million|billion))"
)
"""A number; :func:`value` reads a match of it."""

_SIGNS = {
    "USD": ("$", "us$", "usd", "us dollars", "u.s. dollars", "united states dollars", "dollars"),
    "EUR": ("\u20ac", "eur", "euro", "euros"),
    "GBP": ("\u00a3", "gbp"),
    "CNY": ("rmb", "cny", "yuan", "renminbi", "\u00a5", "\uffe5"),
    "JPY": ("jpy", "japanese yen"),
    "KRW": ("krw", "\u20a9", "korean won", "won"),
}
CURRENCIES = {sign: currency for currency, signs in _SIGNS.items() for sign in signs}
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
