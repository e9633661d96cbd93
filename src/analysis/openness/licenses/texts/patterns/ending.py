# ruff: noqa: E501 - patterns of legal language; one that is broken in the middle is harder to read than a long one
"""How the license ends, and who may change it."""

import re

from openness.licenses.texts.patterns.found import Finding, Reader
from openness.licenses.texts.patterns.words import any_of, gap

_AT_WILL = any_of(
    r"(?<!ir)(?<!non-)\brevocable\b",
    rf"(?:may|reserves? the right to|right to)\s(?:\w+ ){{0,4}}(?:terminate|revoke|suspend|cancel|withdraw){gap(100)}(?:at any time|for any (?:or no )?reason|at its (?:sole )?discretion|in its sole discretion|for convenience|upon (?:\w+ ){{0,4}}notice|without (?:cause|notice|reason))",
    r"(?:at any time|at its sole discretion)[\w ,]{0,60}(?:terminate|revoke)",
    r"terminated by either party",
)
_FOR_GOOD = re.compile(
    r"\birrevocabl[ey]\b|\bperpetual\b|\bin perpetuity\b|(?:no|cannot|can't|may not|will not)\b[\w ]{0,40} ?revoke (?:this|the) licen[cs]e"
)
_FOR_CAUSE = re.compile(
    r"breach|violat|fail to comply|not comply|irrevocable|you may terminate|licensee may terminate|non-?complian"
    r"|circumvent|reasonably believes"
)
_OF_THE_USER = re.compile(
    r"(?:you|licensee) (?:hereby )?grants?\b|feedback|not perpetual|additional license|future license"
)
_BREACH = any_of(
    rf"terminat\w*{gap(200)}(?:breach|fail(?:s|ure)? to comply|violat|non-?complian|in default|do not comply|not comply)",
    rf"(?:breach|fail(?:s|ure)? to comply|violat\w*|non-?complian\w*|do(?:es)? not comply|in default|propagate or modify it){gap(240)}(?:terminat|revok|(?:are|is|be) void|cease to|lose)",
    rf"(?:revoke|cancel){gap(120)}(?:breach|violat|fail)",
    r"(?:if you do not[\w ,]{0,60}|otherwise), (?:all )?(?:of )?your licen[cs]es? ends? immediately",
    r"if you (?:bypass|disable|breach|violate|fail)[^.;]{0,260}(?:rights|licen[cs]e)[^.;]{0,80}terminat",
    r"is void,? and will automatically terminate",
)


def revocable(reader: Reader) -> Finding | None:
    """Find whether the licensor may end the license without a breach."""
    about = ("revocable", "terminat", "revoke", "suspend", "cancel", "withdraw")
    if at_will := reader.first(_AT_WILL, True, _FOR_CAUSE, about):
        return at_will
    if found := reader.first(_FOR_GOOD, False, _OF_THE_USER, ("irrevocabl", "perpetu", "revoke")):
        return found
    if place := reader.found.get("terminates_on_breach"):
        return Finding(False, place.start, place.end)
    return None


_TERMS = r"(?:this|these|the|such|our|its) (?:[\w\"-]+ ){0,6}?(?:agreement|licen[cs]e|terms|polic(?:y|ies)|guidelines|restrictions)"
_AMEND = any_of(
    rf"(?:may|reserves? (?:the|all) rights? to|right to|can|is entitled to)\s(?:[\w-]+,? ){{0,5}}?(?:update|modify|amend|revise|change|alter"
    rf"|supplement)(?:,? (?:or|and|and/or) \w+)?(?: the terms of| any (?:part )?of)? {_TERMS}",
    r"as (?:may be |it may be |they may be )?(?:updated|amended|modified|revised|changed)[\w ,]{0,40} from time to time",
    r"(?:updated|modified|amended|revised) (?:\w+ ){0,4}from time to time",
    r"(?:licen[cs]e|agreement|terms|policy)[\w ]{0,20} (?:is|are) subject to (?:update|change|revision)",
    rf"(?>(?:update|modif|amend|revis|chang)\w*{gap(60)}(?:policy|agreement|terms|licen[cs]e)){gap(100)}(?:at any time|from time to time|in its sole discretion)",
    r"latest version from time to time",
    r"may (?:update|modify|amend|revise|change) it (?:from time to time|at any time)",
    r"(?:this|the|these|such) (?:agreement|licen[cs]e|terms|(?:[\w-]+ ){0,3}policy) may be (?:updated|revised|amended|modified|changed)",
)
_NEW_VERSION = re.compile(
    r"new versions?|later version|revised (?:and/or|or) new|each version|may not|shall not|no one other|steward|patent licen|redistribute|supersede|interpreted|applicable law|written agreement|signed by|mutual|parties|terms of your (?:modif|deriv)|your own"
)


def licensor_may_amend(reader: Reader) -> Finding | None:
    """Find a right of the licensor to change what was agreed."""
    return reader.first(
        _AMEND, True, _NEW_VERSION, ("updat", "modif", "amend", "revis", "chang", "alter", "supplement", "time to time")
    )


def terminates_on_breach(reader: Reader) -> Finding | None:
    """Find whether a breach ends the license."""
    return reader.first(
        _BREACH,
        True,
        re.compile(r"end user's|sublicensees?' licen"),
        ("terminat", "void", "revok", "cancel", "cease", "end immediately", "ends immediately"),
    )
