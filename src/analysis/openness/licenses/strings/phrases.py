"""Words around license names, and words that stand where no name stands."""

import re

PREFIX = re.compile(r"^(?:licen[cs]es?|licensing)\s*(?::+|=|-)\s*(?:(?:osi approved)\s*(?:::|:)\s*)?")
"""What a field's own name adds: "License:", "License :: OSI Approved ::"."""

JUNK = re.compile(
    r"^(?:no|yes|true|false)$|"
    r"^(?:\d{3}\s*[:\-]?\s*)?(?:page |file |error:? ?(?:404)?:? ?)?"
    r"(?:not found|forbidden|internal server error|bad gateway|access denied)$"
    r"|^error\b|^(?:404|403|500|502)\b|^<!doctype|^traceback"
)
_DOUBT = re.compile(r"\?|\b(?:probably|presumably|likely|maybe|perhaps|possibly|apparently|assumed)\b")
_COMPARED = re.compile(r"[<>]=? ?v?\d[\d.]*\s*(?:[,)]|$)")


def is_doubtful(text: str) -> bool:
    """Say whether a text is in doubt, or names versions by a comparison that is not read: "GPL (> 2)"."""
    return bool(_DOUBT.search(text) or ((">" in text or "<" in text) and _COMPARED.search(text)))


NEGATION = re.compile(
    r"\b(?:not|no longer|isn't|aren't|never|without|except|excluding|instead of|rather than|non-osi|neither|nor)\b"
)
LEAD_IN = re.compile(
    r"^(?:(?:dual|multi|tri)(?:[- ]?licen[cs](?:ed?|ing))?[: ]\s*(?!licen)|open source (?:with|under) |"
    r"(?:(?:the|this|our|these|all) )?(?:[\w'-]+ ){1,5}?(?:is|are) (?:(?:released|distributed|made available"
    r"|licen[cs]ed|provided|open-?sourced) )?"
    r"under (?:the |an? )?"
    r"|(?:(?:dual|multi|tri)[- ]?licen[cs](?:ed?|ing)(?: under)?"
    r"|(?:is )?(?:licensed|released|available|distributed)(?: under)?|licen[cs]es?:|under|both"
    r"|either|mixed|open[- ]source licen[cs]e:?|osi[- ]approved)\b:?)\s*"
)
REMARK = re.compile(
    r"^(?:see\b.{0,80}|details?\b.{0,60}|more (?:info|information|details)\b.{0,60}|cf\..{0,60}"
    r"|(?:licen[cs]e|terms) (?:here|link|file)|commercial use rest\w+"
    r"|dual(?:[- ]licen[cs]ed?)?|tri-licensed|both|either"
    r"|licensed under|released under|under|the|licen[cs]es?|spdx|osi[- ]approved|open[- ]source licen[cs]e"
    r"|mixed|multi(?:ple)?|link|source|permissive|(?:strong |weak )?copyleft"
    r"|commercial use (?:is )?(?:allowed|permitted)"
    r"|at your option|licen[cs]es? found)$"
)
"""What may stand beside a license without changing it."""

NAME_SHAPED = re.compile(
    r"(?:licen[cs]es?|agreement|terms(?: of (?:use|service))?|polic(?:y|ies)|eula|许可协议|许可证)$"
)
"""A piece that ends like the name of a license."""

MODIFIER = re.compile(
    r"\b(?:modif\w*|custom\w*|amend\w*|additional\w*|adapted|altered|edited|based|like|style|variant|derived|derivative"
    r"|restrict\w*|addendum|rider|clauses?|conditions?|exceptions?|but|only|non|limited|upstream|inherits?|subject)\b"
)
"""A piece with such a word may change the license beside it."""

_LEADS = (
    r"(?:(?:for|only|strictly|solely|free|freely|custom|other|open|academic|restricted to"
    r"|limited to|intended for|available for"
    r"|noncommercial) )*"
)
_TAIL = (
    r"(?: (?:use|uses|usage|only|purposes?|licen[cs]e[sd]?|terms|custom|and|or|research"
    r"|academic|education(?:al)?|personal"
    r"|evaluation|study|agreement|noncommercial|allowed|permitted|model|restrictions?|applications?))*"
)
_NONCOMMERCIAL = re.compile(
    rf"^{_LEADS}(?:noncommercial|not for commercial|no commercial|nonprofit){_TAIL}$"
    r"|^commercial use (?:is )?(?:not (?:allowed|permitted)|prohibited|forbidden)$"
)
_RESEARCH = re.compile(rf"^{_LEADS}(?:research|academic|scientific){_TAIL}$")
_VARIOUS = re.compile(
    r"^(?:various|varies|varied|varying|multiple|mixed|several|different)"
    r"(?: (?:open|source|permissive|upstream|licen[cs]e[sd]?|terms|by|per|on|the|of|and|across|models?"
    r"|components?|data|datasets?|sources?"
    r"|files?|subsets?))*$"
)
_LIMITED = re.compile(
    r"\b(?:only|strictly|restricted|limited|solely|purposes?)\b|\buse$"
    r"|^(?:academic |scientific )?research(?: licen[cs]e)?$"
)
_PLAIN = re.compile(r"[a-z\s,.;:/&()'\"_-]+")


def category(text: str) -> str | None:
    """Return the category that a folded text names, and no license with it: for research only, not commercially."""
    if not _PLAIN.fullmatch(text):
        return None
    words = " ".join(re.findall(r"[a-z]+", text))
    if _VARIOUS.match(words):
        return "LicenseRef-various"
    words = re.sub(r"\bnon ?commercial(?:ly)?\b", "noncommercial", words).replace("non profit", "nonprofit")
    if _RESEARCH.match(words) and _LIMITED.search(words):
        return "LicenseRef-research-only"
    if _NONCOMMERCIAL.match(words) or (_RESEARCH.match(words) and "noncommercial" in words):
        return "LicenseRef-noncommercial"
    return None
