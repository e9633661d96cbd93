"""Words and gaps that patterns of several clauses are made of."""

import re


def any_of(*patterns: str) -> re.Pattern:
    """Return a pattern for any of several."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


# Within a sentence: anything but the end of one ("3.1" is none).
_G = r"[^.;]{0,%d}?(?:\.(?=\S)[^.;]{0,%d}?){0,3}?"


def gap(most: int) -> str:
    """Return a pattern for up to so many characters of one sentence."""
    return _G % (most, most)


MUST = r"(?:must|shall|will|are required to|is required to|agrees? to|need to|have to|are obliged to)"
SOFT = re.compile(r"\bencouraged? to\b|\brecommended\b|\bmay wish\b|\bplease consider\b|\bsuggested\b")
NC = r"non-? ?commercial(?:ly)?"
OUTPUTS = r"(?:\boutputs?|\bresults?|\bgenerations?|generated (?:content|data|text)|data generated)"
