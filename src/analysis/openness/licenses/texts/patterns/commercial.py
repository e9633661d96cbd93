# ruff: noqa: E501 - patterns of legal language; one that is broken in the middle is harder to read than a long one
"""Whether commercial use is allowed, and whether one has to register or apply first."""

import re

from openness.licenses.texts.patterns.found import Finding, Reader
from openness.licenses.texts.patterns.words import MUST, NC, any_of, gap

_ONLY_NONCOMMERCIAL = any_of(
    rf"(?:solely|only|exclusively|strictly|limited to|sole purpose of)\s{gap(80)}(?:{NC}|non-production)[\w ,/-]{{0,30}}(?:use|purposes?|research|basis|activit|scientific|educational|evaluation)",
    rf"for {NC}(?: and [\w-]+| or [\w-]+|,? (?:academic|scientific|educational|personal|research))* (?:use|purposes?|research)[\w ]{{0,30}} only",
    rf"{NC}(?: research)?(?: use)? only",
    rf"(?:license|right|permission)[\w ,()-]{{0,140}} for (?:your |its |the )?(?:personal, )?{NC}(?:[ ,/]+(?:and |or )?(?:academic|scientific|educational|personal|research|internal|non-production))* (?:research )?(?:use|uses|purposes?)",
    rf"exercise the licensed rights[^.;]{{0,120}} for {NC} purposes",
    rf"share the licensed material[^.;]{{0,40}} for {NC} purposes",
    r"\bonly\b[\w ,]{0,60} use[d]?[\w ,]{0,40} non-?commercially",
    rf"any {NC} purpose is a permitted purpose",
)
_NOT_COMMERCIAL = any_of(
    rf"(?:may not|must not|shall not|will not|cannot|not to|not|prohibited from|never|nor)\s{gap(90)}(?:for|in|as part of|to) (?:any |a |your )?(?:direct or indirect )?commercial(?:ly)?(?:[ ,](?:or|and|purposes?|use|uses|production|service|product|activit\w+|exploitation|gain|advantage))+",
    r"for commercial (?:use|purposes),? (?:this|the) (?:licen[cs]e|agreement) (?:is not applicable|does not apply)",
    r"commercial (?:use|purposes?|exploitation)[\w ]{0,40} (?:is|are) (?:strictly )?(?:not (?:allowed|permitted|granted)|prohibited|forbidden|excluded)",
    r"not (?:be )?(?:used|use|exploit(?:ed)?)[\w ,]{0,60} commercial(?:ly)?\b",
    r"may only be used in production, if",
    r"any commercial use[\w ,]{0,120}(?:is prohibited|requires? a separate)",
    r"any use[\w ,]{0,80} for an?y? commercial purposes?[\w ,]{0,40}(?:is prohibited|requires? a separate)",
    r"no commercial rights (?:are|is) granted",
    r"\bnot exercise[^.;]{0,170}commercial advantage",
    r"refrain from (?:using|use|any use)[\w ,]{0,60} commercial(?:ly)?\b",
    r"commercial purposes (?:to|for) (?:a )?[\w-]+[ -]days?\b",
    r"(?:purposes?|uses?) other than (?:for )?(?:any )?commercial",
)
_PLAINLY_NOT = any_of(
    r"(?<!non-)(?<!non )commercial use\b[\w ,()\"]{0,90} (?:is|are) (?:strictly )?(?:prohibited|forbidden|not (?:allowed|permitted))",
    r"(?<!non-)(?<!non )commercial use\b[\w ]{0,40} requires? (?:a separate|another|prior|written|a commercial)",
    rf"deal in the (?:software|model) for {NC} purposes",
    rf"\bgrants?\b{gap(520)} for (?:\w+ ){{0,2}}{NC}",
    r"make non-?production use of",
)
_ONLY_RESEARCH = any_of(
    r"(?:solely|only|exclusively|sole purpose(?:s)? (?:of|for))(?: for| in connection with| the| your| internal)*(?: purposes? of)? (?:scientific |academic )?(?:research|evaluation|testing)(?: purposes?| use)?\b(?! and (?:development|commercial))",
    r"for (?:scientific |academic )?research purposes only",
    r"\bonly(?: be used)? (?:for|in)(?: the)?(?: purposes? of)? (?:(?:personal|academic|scientific|research|education(?:al)?|teaching|study|learning|evaluation|testing|non-?commercial)(?: and | or |/|, (?:and |or )?)){1,6}(?:personal|academic|scientific|research|education(?:al)?|teaching|study|learning|evaluation|testing)(?: purposes?| use)?\b",
    r"(?:may only|only (?:be )?)(?:be )?use[d]?[\w ,\"()]{0,60} for (?:scientific |academic |internal )?(?:research|evaluation) purposes?",
)
_NEEDS_CONSENT = any_of(
    rf"(?>(?>(?:for|make|to) commercial (?:purposes?|use){gap(60)}(?:should|must|shall|need to|are required to)){gap(300)}(?:obtain|get|acquire)){gap(360)}(?:authori[sz]ation|permission|licen[cs]e|consent)"
)
_COMMERCIAL_GRANT = any_of(
    rf"(?:you|licensee|anyone) (?:may|can|are (?:free|permitted|allowed) to|is permitted to){gap(120)}(?:for|including)[\w ,]{{0,40}} commercial(?:ly)?\b",
    r"(?<!non-)(?<!non)(?<!non )(?<!& non-)\bcommercial use licen[cs]e\b",
    r"free (?:for|of charge for) commercial use",
    r"(?:including|for)(?: any| both)?(?: non-?commercial)?(?: and| or)? commercial (?:purposes?|use|applications)",
    r"commercial(?:ly)? (?:or|and) non-?commercial(?:ly)?",
    r"(?:models?|licen[cs]ed materials?) (?:are|is) commercially usable",
)
_GRANT = any_of(
    rf"(?:hereby )?(?:grants?|granted|gives?)\b{gap(160)}(?:licen[cs]e|right|permission)",
    r"permission is (?:hereby )?granted",
    r"permission to (?:use|copy),[\s\S]{0,260}? is (?:hereby )?granted",
    r"redistribution and use in source and binary forms",
    r"you (?:may|can|are free to) (?:freely )?(?:use|copy|share|adapt|modify|reproduce|re-?use)",
    r"are (?:hereby )?licensed to",
    r"free to re-?use",
    r"may be used, (?:copied|modified)",
    r"waives?, abandons?,? and surrenders?",
    r"a data recipient may use, modify, and share",
    r"you are permitted to",
)
_REGISTER = any_of(
    rf"{MUST}\s{gap(110)}(?:register|registration|fill (?:in|out)|complete (?:the|a|an) [\w ]{{0,40}}(?:form|questionnaire)|submit{gap(40)}(?:application|form|request)|apply for\b)",
    rf"(?>(?:apply|register|application|registration|questionnaire){gap(80)}(?:before|prior to)){gap(140)}(?:commercial|use)",
    rf"commercial(?:ly)?\s?(?:use|purposes?)?{gap(100)}(?:apply for|registration\b|must register|obtain (?:a |an )?(?:separate |written |commercial )?(?:licen[cs]e|authori[sz]ation|permission))",
)
_ABOVE = re.compile(r"monthly active|daily active|\bmau|\bdau|million|revenue|in excess of|exceed")


_NO_REGISTER = re.compile(
    _ABOVE.pattern
    + r"|notify|register(?:ed)? (?:mail|post|letter|office|seat|address|trade)|has (?:his|its|their) register|by mail|brand|reasonable efforts"
    r"|allowed to apply|court|patent|trademark|not required|commercial registry"
)


def registration_required(reader: Reader) -> Finding | None:
    """Find a duty to register or apply before use."""
    if found := reader.first(_NEEDS_CONSENT, True, re.compile("active users"), ("commercial", "production")):
        return found
    about = ("regist", "apply", "fill", "form", "questionnaire", "commercial")
    return reader.first(_REGISTER, True, _NO_REGISTER, about)


_ON_TERMS = re.compile(
    r"\bnot\b|\bno\b|prohibit|without|authori[sz]ation|permission|contact|if you plan|\bdays\b|trial|\bif (?:the|you|any)\b"
)
_TITLE = re.compile(rf"{NC}[\w -]{{0,40}}(?:licen[cs]e|agreement)")
_HEAD = 150  # characters in which a title stands


def commercial_use(reader: Reader) -> Finding | None:
    """Find whether commercial use is allowed; see docs/license-clauses.md for the order."""
    has_threshold = "threshold_effect" in reader.found and reader.found["threshold_effect"].value == "licence_required"
    allowed = reader.first(_COMMERCIAL_GRANT, "yes", _ON_TERMS, ("commercial",))
    for pattern, about in (
        (_ONLY_NONCOMMERCIAL, ("commercial", "production")),
        (_NOT_COMMERCIAL, ("commercial", "production")),
        (_ONLY_RESEARCH, ("research", "evaluation", "testing")),
    ):
        # Beside a threshold, what is said of large users alone forbids nothing to the others.
        found = reader.first(pattern, "no", _EXCUSED_OF_LARGE if has_threshold else _EXCUSED, about)
        if found and not allowed:
            return found
    denied = None if has_threshold else reader.first(_PLAINLY_NOT, "no", _EXCUSED, ("commercial", "production"))
    if denied and not _PRODUCTION_TOO.search(reader.lower):
        return denied
    if has_threshold:
        name = "user_threshold" if "user_threshold" in reader.found else "revenue_threshold"
        place = reader.found[name]
        return Finding("threshold", place.start, place.end)
    if place := reader.found.get("registration_required"):
        return Finding("registration", place.start, place.end)
    if not allowed and (titled := _TITLE.search(reader.lower, 0, _HEAD)):
        return Finding("no", titled.start(), titled.end())
    return allowed or reader.first(_GRANT, "yes", _NO_GRANT)


_PRODUCTION_TOO = re.compile(r"you may (?:also )?(?:make|use)[\w ]{0,40} (?:production use|in production)(?!, if)")
"""What a grant of use outside of production says further on."""
_NO_GRANT = re.compile(r"does not grant|gives no|no (?:\w+ ){0,3}licen[cs]es? (?:is|are) granted|not granted")
_EXCUSED = re.compile(
    r"you may (?:only )?(?:distribute|provide|share)\b[^.;]{0,80}\bonly if|internal business|business purposes? or|\"personal use\" (?:means|shall mean)|noncommercial means|\"non-?commercial\w*( \w+)?\" means|distribute[\w ]{0,20} copies of the source|(?<!non-)commercial (?:and|or|and/or) non-?commercial|non-?commercial (?:and|or|and/or) commercial|occasionally and noncommercially|allowed only occasionally"
)
_EXCUSED_OF_LARGE = re.compile(_EXCUSED.pattern + "|" + _ABOVE.pattern + r"|entit(?:y|ies)|commercial terms")
