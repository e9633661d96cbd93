"""License strings without the differences that mean nothing: case, spacing, punctuation, markup, noise words."""

import html
import re
import unicodedata
from functools import lru_cache

from openness.licenses.strings.languages import in_english

_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2018\u2019\u201b\u2032`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        "\u3001": ",",
        "\u3002": ".",
    }
)
_MARKUP = re.compile(r"</?[a-z][^<>]{0,300}>")
_MARKED = re.compile(r"[&<>]|\]\(")
_LINK = re.compile(r"\[([^\[\]]{1,200})\]\(\s*<?(https?://[^\s()<>]+)>?[^()]{0,100}\)")
_TOKEN = re.compile(r"\d+(?:\.\d+)*|[a-z]+|\+{1,2}|[^\W\d_a-z]+")
_AT_LEAST = re.compile(r"(\( ?)?(?:>=|\u2265) ?(?:v(?:ersion)?\.? ?)?(\d+(?:\.\d+)*)(?(1) ?\))")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=0\b)")
# "apache-2-0" and "cc_by_4_0": how slugs write a point.
_SLUG_POINT = re.compile(r"(?<=\d)[_-](?=\d(?![a-z0-9]))")
_TRAILING_ZEROS = re.compile(r"(?:\.0)+$")
# A "v" stuck between the abbreviation of a license and its number: "GPLv3", "MPLv2".
_STUCK_V = re.compile(r"^(.*(?:pl|sl|al|fl|lgplv?|apache|cddl|cc|rail|llama|bsd|gfdl|fdl))v$")
_STUCK_CC = re.compile(r"^(cc)?((?:by|nc|nd|sa){2,}|by)$")
_STUCK_LICENSE = re.compile(r"^(mit|bsd|apache|gpl|lgpl|agpl|isc|cc|llama|gemma)licen[cs]e$")
_STUCK_FIRST = ("cc", "by", "nc", "nd", "sa")
_SHORTEST_STUCK = 2  # letters: nothing is stuck to anything in fewer
_NOISE = frozenset(
    {
        *("the", "a", "an", "version", "ver", "vers", "agreement", "family"),
        *("license", "licence", "licenses", "licences", "licensed", "licenced", "licensing"),
        # The same word in other languages, accents removed.
        *("lizenz", "licencia", "licenza", "licenca", "лицензия", "许可证", "许可协议", "许可", "协议"),
    }
)
_CLAUSE_COUNTS = {"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4"}


def folded(string: str) -> str:
    """Return a string in one spelling: NFKC, no case, accents, markup or invisible characters, single spaces.

    Folding twice changes nothing.
    """
    if string.isascii() and not _MARKED.search(string):
        return _DECIMAL_COMMA.sub(".", " ".join(string.casefold().replace("`", "'").split()))
    text = string
    for _ in range(4):  # Unescaping or normalizing can uncover more of the same; it ends after a round or two.
        before = text
        text = html.unescape(text) if "&" in text else text
        if not text.isascii():
            text = in_english(unicodedata.normalize("NFKC", text).translate(_PUNCTUATION).casefold())
            text = unicodedata.normalize("NFKD", text.upper().casefold())
            text = "".join(c for c in text if unicodedata.category(c) not in ("Mn", "Cf", "Cs"))
            text = unicodedata.normalize("NFKC", text)
        text = text.casefold().translate(_PUNCTUATION)
        text = _LINK.sub(r"\1 (\2)", text) if "](" in text else text
        text = _MARKUP.sub(" ", text) if "<" in text else text
        text = _DECIMAL_COMMA.sub(".", text)
        text = _AT_LEAST.sub(r"\2 or later", " ".join(text.split()))
        if text == before:
            break
    return text


@lru_cache(maxsize=65_536)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a folded text that tell licenses apart.

    Articles and the words license, agreement and version are dropped, and so are zeros that end a number: "Apache
    License, Version 2.0" and "apache-2" are both ``("apache", "2")``.
    """
    found: list[str] = []
    words = _TOKEN.findall(_SLUG_POINT.sub(".", text) if "-" in text or "_" in text else text)
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else ""
        if word in _NOISE or (word == "s" and place):  # "s": what is left of "'s"
            continue
        if word[0].isdigit():
            found.append(_TRAILING_ZEROS.sub("", word) or word)
        elif word == "v" and following[:1].isdigit():
            continue
        elif following == "clause" and word in _CLAUSE_COUNTS:
            found.append(_CLAUSE_COUNTS[word])
        elif len(word) > _SHORTEST_STUCK:
            found += _unstuck(word, number_follows=following[:1].isdigit())
        else:
            found.append(word)
    return tuple(found)


def key(text: str) -> str:
    """Return the tokens of a folded text as one string, for looking names up."""
    return " ".join(tokens(text))


def _unstuck(word: str, *, number_follows: bool) -> list[str]:
    if number_follows and word[-1] == "v" and (stuck := _STUCK_V.match(word)):
        word = stuck[1]
    if word.endswith("e") and (stuck := _STUCK_LICENSE.match(word)):
        return [stuck[1]]
    if word[:2] in _STUCK_FIRST and (stuck := _STUCK_CC.match(word)):
        elements = [stuck[2][at : at + 2] for at in range(0, len(stuck[2]), 2)]
        return [*([stuck[1]] if stuck[1] else []), *elements]
    return [word]
