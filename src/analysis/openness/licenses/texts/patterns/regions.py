# ruff: noqa: E501 - patterns of legal language; one that is broken in the middle is harder to read than a long one
"""Regions that get no license."""

import re

from openness.licenses.texts.patterns.found import Finding, Reader
from openness.licenses.texts.patterns.words import any_of, gap

REGIONS = {
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
_NAMED = "|".join(REGIONS.values())
_REGION_WORDS = (
    "europe", "eu", "kingdom", "uk", "korea", "eea", "china", "prc", "united states", "u.s.", "japan", "russia", "switzerland", "canada",
    "australia", "brazil", "india", "germany", "france", "italy", "israel", "ukraine", "belarus", "iran",
)  # fmt: skip
_EXCLUDED = any_of(
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
    return tuple(name for name, pattern in REGIONS.items() if re.search(pattern, words))


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
