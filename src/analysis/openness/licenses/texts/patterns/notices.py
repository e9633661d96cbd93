# ruff: noqa: E501 - patterns of legal language; one that is broken in the middle is harder to read than a long one
"""What copies and products must show: notices, a name on display, a word in the name of a model."""

import re

from openness.licenses.texts.patterns.found import Finding, Reader
from openness.licenses.texts.patterns.words import MUST, SOFT, any_of, gap

_NOTICE = any_of(
    rf"(?>(?:{MUST}|provided that|conditions?|if you (?:distribute|share|convey)|only if){gap(200)}(?:(?:retain|include|preserve|keep|reproduce|give|provide|cause|contain|attach|accompan|mention|acknowledg)\w*)){gap(360)}(?:notices?|attribution|copy of (?:this|the) (?:\w+ ){{0,3}}(?:licen[cs]e|agreement|terms)|credit|copyright|text of (?:this|the)|source of the|acknowledg)",
    r"licen[cs]e notice (?:shall|must) be included in all copies",
    r"copyright notice(?: and this (?:permission|licen[cs]e) notice)?[\s\S]{0,120}(?:shall be included|must|appear in all copies)",
    r"may not remove[\w ,]{0,60}notices",
    r"redistributions? (?:of source code |in binary form )?must (?:retain|reproduce)",
    r"must retain[\s\S]{0,300}?(?:copyright notice|identification of the creator)",
    r"give any other recipients[\s\S]{0,60}a copy of this licen[cs]e",
    r"keep intact all notices",
    rf"(?:this|the|such) (?:licen[cs]e|agreement)(?: (?:notice|statement))? (?:{MUST}|should) be (?:included|distributed|retained|reproduced|provided)",
    rf"copyright (?:notice|statement) and (?:this|the) (?:licen[cs]e|permission) (?:notice|statement)s? (?:{MUST}|should) be included",
    r"(?:provide|include) a copy of (?:this|the) (?:agreement|licen[cs]e) with any",
    r"(?:must|shall|should) (?:\w+ )?attribute the source",
    r"gets? a copy of these terms|reproduce the above copyright notice",
    r"(?:copyright|permission) notices?[\w ,]{0,60} appear in all",
    r"(?:may|must|shall) not (?:be )?(?:removed?|alter(?:ed)?|obscured?)[^.;]{0,80}(?:notices?|licen[cs]e)|notice may not be removed",
    r"conspicuously display this licen[cs]e",
    r"agree to:? (?:a\. )?give any recipients a copy|gets? the text of this licen[cs]e",
    r"you must: (?:a\. )?retain the following",
    r"makes? available the text of this|text of this agreement (?:is )?(?:made )?available|include[\w ]{0,60}all credit or attribution",
    r"acknowledge the source|mention the source|subject to[\w ]{0,40} acknowledg|share[sd]? [\w ]{0,40}text of this",
)


_NOTICED = (
    "notice",
    "attribut",
    "copy of",
    "copies",
    "credit",
    "copyright",
    "text of",
    "source",
    "acknowledg",
    "recipients",
    "display",
    "be included",
    "alongside",
)


def attribution_notice(reader: Reader) -> Finding | None:
    """Find a duty to pass on notices, credit or the license."""
    return reader.first(_NOTICE, True, re.compile(r"waive|encouraged|license key|purchase orders?"), _NOTICED)


_SHOW = any_of(
    r"prominently (?:display|feature|show)[^.;\"]{0,40}\"(?P<phrase__>[^\"]{2,60})\"",
    rf"{MUST}[^\"']{{0,200}}?(?:display|state|indicate|include|mention|mark|feature|show|provide)[^\"']{{0,90}}?[\"'][^\"']{{0,60}}?\b(?P<phrase>(?:built|powered|improved|made|created|based|trained|developed|driven)[ -](?:with|by|using|on|upon)[^\"']{{2,80}})[\"']",
    rf"{MUST}[^.;\"']{{0,120}}?prominently (?:display|feature|show)[^.;\"']{{0,60}}?[\"'](?P<phrase_>[^\"']{{2,60}})[\"']",
)


def branding_required(reader: Reader) -> Finding | None:
    """Find a phrase or name that must be displayed."""
    for start, end, match in reader.within(_SHOW, _SHOWN):
        if SOFT.search(reader.lower[max(0, start - 260) : end]):
            continue
        group = next(name for name in ("phrase", "phrase_", "phrase__") if match[name])
        at = start - match.start()
        phrase = reader.document.flat[at + match.start(group) : at + match.end(group)].rstrip(" .,")
        if _NO_BRAND.search(phrase.lower()) or _ACKNOWLEDGED.search(match[0]):
            continue
        return Finding(phrase, start, end)
    return None


_SHOWN = ("prominently", "built", "powered", "improved", "made", "created", "based", "trained", "developed", "driven")
_NO_BRAND = re.compile(r"copyright|notice|licen[cs]ed under|as is")
_ACKNOWLEDGED = re.compile(
    r"(?:includes?|contains?|uses) (?:\w+ ){0,3}(?:software|code|technology|materials?) (?:\w+ ){0,2}developed"
)
"""The acknowledgement of old BSD licenses is credit, no brand."""

_PREFIX = any_of(
    rf"(?:{MUST}|you should)[^.;]{{0,160}}?(?:include|add) [\"'](?P<a>[^\"']{{2,30}})[\"'][^.;]{{0,40}}?(?:at|in|to) the (?:beginning|start|front) of[^.;]{{0,60}}?name",
    rf"name[^.;]{{0,80}}?{MUST}[^.;]{{0,40}}?(?:begin|start|commence)s? with [\"'](?P<b>[^\"']{{2,30}})[\"']",
    rf"{MUST}[^.;]{{0,120}}?(?:prefix|include|contain)[^.;]{{0,60}}?[\"'](?P<c>[^\"']{{2,30}})[\"'][^.;]{{0,60}}?(?:in|to|as a prefix (?:of|to|in))[^.;]{{0,40}}?(?:model|derivative)[^.;]{{0,20}}? name",
)


def model_name_prefix(reader: Reader) -> Finding | None:
    """Find a word that the name of a derived model must begin with."""
    for start, end, match in reader.within(_PREFIX, (" name",)):
        if SOFT.search(reader.lower[max(0, start - 120) : end]):
            continue
        group = next(name for name in "abc" if match[name])
        at = start - match.start()
        return Finding(reader.document.flat[at + match.start(group) : at + match.end(group)].strip(" .,"), start, end)
    return None
