# ruff: noqa: E501 - patterns of legal language; one that is broken in the middle is harder to read than a long one
"""Limits on training other models."""

import re

from openness.licenses.texts.patterns.found import Finding, Reader
from openness.licenses.texts.patterns.words import NC, OUTPUTS, any_of, gap

_IMPROVE = r"(?:improv|train|fine-?tun|develop|creat|distil|enhanc|build)\w*"
_NO_OTHER = any_of(
    rf"(?>(?>(?>(?:not(?! limited)|never)\b{gap(60)}(?:use|allow)){gap(220)}(?:{OUTPUTS}|materials?|models?|works?)){gap(340)}(?:{_IMPROVE})){gap(100)}any other (?:large )?(?:language |ai |artificial intelligence |generative |foundation |machine learning )*models?",
    rf"(?>(?>(?>(?:not(?! limited)|never)\b{gap(60)}(?:use|allow)){gap(220)}(?:{OUTPUTS}|materials?|models?|works?)){gap(340)}(?:to {_IMPROVE})){gap(100)}(?:other|another) (?:\w+ ){{0,3}}models?",
    rf"(?>(?>(?>(?:not(?! limited)|never)\b{gap(60)}(?:use|allow)){gap(260)}{OUTPUTS}){gap(360)}(?:to (?:\w+ or )?{_IMPROVE})){gap(100)}any (?:foundational|foundation)[\w ]{{0,40}}models?",
)
_NO_COMPETING = any_of(
    rf"(?>(?:not(?! limited)|never|prohibited)\b{gap(240)}(?:{OUTPUTS}|materials?|models?|derivatives?|works?)){gap(440)}(?:compet(?:e|es|ing|itive)|rival)",
    rf"(?>(?>(?:not(?! limited)|never|prohibited)\b{gap(160)}(?:{_IMPROVE})){gap(280)}(?:compet(?:e|es|ing|itive)\b)){gap(340)}",
    rf"compet(?:e|es|ing|itive){gap(120)}(?:is|are) (?:not permitted|prohibited)",
)
_NAME_ONLY = re.compile(
    rf"(?>(?>if you use{gap(80)}{OUTPUTS}){gap(200)}(?:create|train|fine|improve)){gap(400)}(?:shall|must|will)(?: also)? (?:include|display|prominently)"
)
_NONCOMMERCIAL_OUTPUTS = re.compile(
    rf"(?:data produced by|{OUTPUTS})[^.;]{{0,160}} (?:for|in connection with) (?:\(?[ia1]\)? )?any commercial|(?>{OUTPUTS}{gap(160)}(?:(?:only|solely|exclusively) for)){gap(60)}(?:research|{NC})|(?>{OUTPUTS}{gap(120)}(?:only|solely|exclusively)){gap(60)}{NC}|(?>{OUTPUTS}{gap(100)}(?:may not|not)){gap(60)}commercial"
)


_COMPETITION = re.compile(r"litigation|unfair|anti-?compet|benchmark|competitive analysis")
_TRAINING = re.compile(rf"{OUTPUTS}|derivative|model|train")


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
