# ruff: noqa: E501 - patterns of legal language; one that is broken in the middle is harder to read than a long one
"""What goes along with copies: the same license, use restrictions, a copy of the terms."""

import re

from openness.licenses.texts.patterns.found import Finding, Reader
from openness.licenses.texts.patterns.words import MUST, SOFT, any_of, gap

_SAME = any_of(
    r"must licen[cs]e the entire work, as a whole, under this licen[cs]e",
    r"same licen[cs]e elements",
    rf"(?>(?:derivative|modified|adapted|adaptations?|modifications|enhanced data|produced work|publish|distribut\w+|share){gap(200)}{MUST}){gap(60)}(?:be )?(?:licensed |distributed |released |published |made available |made )*(?:only )?under (?:the )?(?:same|this) (?:terms|licen[cs]e|agreement)",
    r"may only do so under (?:the (?:same )?terms of )?this (?:licen[cs]e|agreement)",
    r"(?:derivative|modif|adapt|enhanced)[^.;]{0,200}only under the (?:same )?terms of this (?:licen[cs]e|agreement)",
    r"any derivative database that you publicly use must be only under the terms of",
    r"(?:derivative works?|adaptations?)[^.]{0,120}(?:will|shall|must) be done under the terms of this licen[cs]e",
    r"adaptation only under the terms of",
    rf"must share{gap(80)}under the same",
    r"derivative works?[^.;]{0,140}(?:remain|are|is|be) subject to (?:the terms of )?this (?:agreement|licen[cs]e)",
    r"copies of (?:the )?(?:original and )?modified[^.;]{0,140} (?:remain|are|be) subject to (?:the terms of )?this (?:agreement|licen[cs]e)",
)


def share_alike(reader: Reader) -> Finding | None:
    """Find a duty to put modified versions under the same license as a whole."""
    return reader.first(
        _SAME,
        True,
        re.compile(r"\bnot\b required|may (?:choose|provide additional|add)|different"),
        ("under", "same", "subject to"),
    )


_FLOW = any_of(
    r"under any license of your choice that does not contradict the restrictions",
    rf"(?:use-based restrictions|use restrictions|restrictions|paragraph 5|section 5|prohibited uses?|use policy){gap(200)}(?:enforceable (?:provision|term)|included as|as a (?:condition|minimum)|binding|passed? (?:on|down)|in any (?:type of )?legal agreement)",
    rf"(?>{MUST}{gap(120)}(?:include|impose|ensure|require|contain|bind|flow)){gap(280)}(?:use restrictions|use-based restrictions|restrictions (?:referenced|set forth|in)|same restrictions|acceptable use|prohibited uses?|use limitations|bound by)",
    r"enforceable provision",
    r"restrictions[\w ]{0,60} (?:at least )?as (?:restrictive|protective)",
)


COPY_OF_TERMS = any_of(
    rf"(?>{MUST}{gap(120)}(?:provide|give|distribute|include|cause|make available)){gap(200)}(?:copy of (?:this|the|such) (?:\w+ ){{0,4}}(?:agreement|licen[cs]e|terms)|copy of it)",
    r"\bdistribute\b[^.;]{0,90} with a copy of (?:this|the) (?:agreement|licen[cs]e)",
    r"this (?:agreement|licen[cs]e) shall be distributed alongside",
    r"distribut[^.;]{0,240}copy of this (?:licen[cs]e|agreement)",
)
"""A copy of the terms must go along; whether that binds whoever receives it, the text does not say."""


def use_restrictions_flow_down(reader: Reader) -> Finding | None:
    """Find a duty to bind the next user to the use restrictions, or to the agreement that holds them."""
    limits = reader.found.get("commercial_use")
    if "behavioural_use_restrictions" not in reader.found and not (limits and limits.value == "no"):
        return None
    return reader.first(_FLOW, True, SOFT, ("restrict", "copy", "polic", "enforceable", "bound", "agreement", "same"))


_COPY = any_of(
    COPY_OF_TERMS.pattern,
    rf"(?:{MUST}|should|provided that|provided this|conditions?|if you|only if){gap(160)}(?:include|provide|retain|give|attach|accompan|reproduce|deliver|keep|link)\w*{gap(160)}(?:(?:a |the |complete )?(?:copy|text|copies|uri|hyperlink|url|link)(?: or \w+)? (?:of|to|for)(?: or \w+ \w+ to)? (?:this|the|such|these) (?:[\w-]+ ){{0,4}}(?:licen[cs]e|agreement|terms)|copy of these terms|this (?:public )?(?:licen[cs]e|agreement|permission notice)\b)",
    r"(?:this|the above)[\w ,]{0,60}permission notices? (?:shall|must|should) (?:be included|appear)",
    r"(?:this|these) (?:list of )?conditions and the following disclaimer",
    r"gets? (?:a copy|the text) of (?:these terms|this licen[cs]e)|copy of the plain-text",
    r"give (?:any other |any |all )?(?:third[- ]party )?recipients[^.;]{0,80} (?:a )?copy of this (?:licen[cs]e|agreement)",
    r"makes? available the text of this|text of this agreement (?:is )?(?:made )?available",
)
_NO_COPY = re.compile(
    r"encouraged|\bmay wish\b|unmodified copies of this licen[cs]e|copies of this licen[cs]e document"
)


def must_bind(reader: Reader) -> Finding | None:
    """Find a duty to bind recipients: what the older field of the flow of use restrictions is the summary of."""
    return reader.found.get("use_restrictions_flow_down")


def copy_of_terms(reader: Reader) -> Finding | None:
    """Find a duty to hand on a copy of the license, or a link to it."""
    about = ("copy", "copies", "text of", "link", "permission notice", "conditions", "this license", "this agreement")
    return reader.first(_COPY, True, _NO_COPY, about)
