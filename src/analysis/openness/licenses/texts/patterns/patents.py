# ruff: noqa: E501 - patterns of legal language; one that is broken in the middle is harder to read than a long one
"""Rights under patents, and suits that end them."""

import re

from openness.licenses.texts.patterns.found import Finding, Reader
from openness.licenses.texts.patterns.words import any_of, gap

_PATENT = any_of(
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
    rf"(?>(?:grants?|granted|licen[cs]e)\b{gap(200)}(?:under)){gap(260)}(?:intellectual property|(?:ip|proprietary) rights|other rights)"
)


def patent(reader: Reader) -> Finding | None:
    """Find rights under patents."""
    if _PATENTS_KEPT.search(reader.lower):
        return None
    return reader.first(_PATENT, "grant", _NO_PATENT, ("patent",)) or reader.first(
        _IP, "ip_grant", about=("grant", "licen")
    )


_SUIT = re.compile(
    rf"(?>\b(?:institut|initiat|fil|commenc|bring|assert|maintain|threaten)\w*{gap(60)}(?:litigation|proceedings?|lawsuit|legal action|claims?|suit|action)){gap(480)}(?:infring|violat|misappropriat)"
    rf"|(?>(?:litigation|proceedings?|lawsuit){gap(160)}(?:(?:alleg|claim)\w*)){gap(420)}infring"
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
