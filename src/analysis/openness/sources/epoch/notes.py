"""Licenses named in Epoch AI's notes on accessibility: short names and what they are said to be for, never the note.

The notes are free text ("Apache 2.0 for code, CC-BY-NC for weights"). A name is kept as it is spelled, with the most
that the note says about what it covers: ``weights``, ``code``, ``data``, or ``unclear`` where it does not say. "Apache"
next to a repository is often the license of the code alone, so a link to a repository of code says nothing.
"""

import re
from dataclasses import dataclass

_URL = re.compile(r"https?://[^\s)>\]\"”]+")
_PAGE_OF_A_MODEL = re.compile(
    r"https?://(?:www\.)?huggingface\.co/(?!datasets/|spaces/|blog/|docs/|papers/|collections/)"
)
_LICENSE_FILE = re.compile(r"licen[cs]e|creativecommons\.org/publicdomain|gemma/terms|terms-of-use", re.IGNORECASE)

_VERSION = r"(?:[\s-]*v(?:ersion)?\.?)?[\s-]*\d+(?:[.,]\d+)*"
_WORD = r"\blicen[sc]e(?:[\s-]+agreement)?\b"
_FAMILIES = (
    r"(?:meta[\s-]+)?llama(?:[\s-]*\d(?:\.\d)?)?|gemma|qwen|tongyi[\s-]*qianwen|deep[\s-]?seek|falcon(?:[\s-]*\d+b)?(?:[\s-]*llm)?(?:[\s-]*tii)?"
    r"|exaone(?:[\s-]*path)?(?:[\s-]*ai)?|stability[\s-]*ai|nvidia|tencent|hunyuan(?:3d)?|baichuan\d*|telechat|mistral|yi"
    r"|internlm|chatglm\d*|glm-?\d*|bigscience|bigcode|creativeml|bloom|cohere|kimi|minimax|jamba|grok(?:[\s-]\d)?|apple"
    r"|aquila|baai|skywork|flux|ltx[\w-]*|ai2[\s-]+impact|cogvideox|codegeex\d*|databricks|snowflake|microsoft|opt-?\d*b?"
    r"|yuan|xverse|lfm\w*|modified"
)
_FILLERS = (
    r"(?:[\s.-]+(?:\d+(?:\.\d+)*|open|model|community|research|commercial|non-?commercial|ai|use|rail|openrail-?m?))*"
)
_NAMES = (
    rf"\bmodified[\s-]+MIT(?:[\s-]+{_WORD})?",
    rf"\bApache(?:[\s-]+{_WORD})?(?:,?{_VERSION})?(?:[\s-]*{_WORD})?",
    rf"(?-i:\bMIT\b)(?:[\s-]+{_WORD})?",
    rf"\bBSD(?:[\s-]*\d)?(?:[\s-]*clause)*(?:[\s-]*clear)?(?:[\s-]*{_WORD})?",
    rf"\b[AL]?GPL(?:{_VERSION})?(?:-only|-or-later)?(?:[\s-]*{_WORD})?",
    rf"\bGNU(?:[\s-]+(?:affero|lesser))?[\s-]+general[\s-]+public[\s-]+{_WORD}(?:{_VERSION})?",
    rf"\bCC[\s-]*(?:0|by(?:[\s-]*(?:nc|sa|nd)\b)*|nc\b)(?:{_VERSION})?(?:[\s-]*{_WORD})?",
    r"\b(?:creative[\s-]+commons[\s-]+)?attribution(?:[\s-]*non-?[\s-]*commercial)?(?:[\s-]*(?:share[\s-]*alike|no-?derivatives))?"
    rf"{_VERSION}(?:[\s-]*international)?",
    rf"\b(?:{_FAMILIES}){_FILLERS}[\s-]*{_WORD}(?:{_VERSION})?(?:\s+-\s+NC\b)?",
    r"\bgemma[\s-]+terms[\s-]+of[\s-]+use\b",
    r"\bhealth[\s-]+ai[\s-]+developer[\s-]+foundations[\s-]+terms(?:[\s-]+of[\s-]+use)?\b",
    rf"\b(?:(?:creativeml|bigscience|bigcode|bloom)[\s-]+)?(?:open[\s-]*)?rail(?:\+\+)?(?:-?m)?\b(?:[\s-]+{_WORD})?(?:{_VERSION})?",
    rf"\bOpenMDW(?:{_VERSION})?",
    rf"\bMPL{_VERSION}|\bMozilla[\s-]+Public[\s-]+{_WORD}(?:{_VERSION})?",
    rf"\bunlicense\b|\bWTFPL\b|\bCeCILL[\w-]*|\bMulan[\s-]*PSL(?:{_VERSION})?",
)
_NAME = re.compile("|".join(f"(?:{name})" for name in _NAMES), re.IGNORECASE)

_WEIGHTS = r"(?:weights?|weigths|checkpoints?|models?)\b(?![\s-]*cards?\b)"
_CODE = r"(?:code|codes|codebase|repo|repository|github|inference|training|train|eval(?:uation)?|scripts?|software)\b"
_DATA = r"(?:data|datasets?|corpus|corpora)\b"
_WORDS = {
    scope: re.compile(rf"\b{words}", re.IGNORECASE)
    for scope, words in (("weights", _WEIGHTS), ("code", _CODE), ("data", _DATA))
}
# Words of doubt, of another model ("derived from"), or of a second license beside the first.
_HEDGED = re.compile(
    r"\b(?:no|not|unclear|unknown|probably|likely|perhaps|maybe|seems?|comply|subject to|similar|mentioned|unless|but|"
    r"though|based on|derived|original(?:ly)?|except|can ?not|can't|could)\b|\+|^\W*(?:and|or)\s[^.]*licen[sc]e",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[,;:.]|\band\b|\bwhile\b")
_SENTENCES = re.compile(r"(?<=[a-z)\]])\.\s+|;\s")
# "MIT-like" is not MIT, and "MIT CSAIL" is not a license.
_LOOKALIKE = re.compile(
    r"^(?:[\s-]*(?:like|style|based|compatible)\b|[\s-]+(?:CSAIL|media|researchers|university))", re.IGNORECASE
)
_SUBJECT = re.compile(
    rf"\b({_WEIGHTS}|{_CODE}|{_DATA})(?:\s+(?:is|are|has|licen[sc]e))+(?:\s+(?:under|an?|the))*\W*$", re.IGNORECASE
)
_FOR = re.compile(r"^[\s:(-]*(?:is\s+)?(?:for|on|of|covers)\s+(?:the\s+)?([^.,;:()]*)", re.IGNORECASE)
_NEXT = re.compile(r"^[\s(-]*([^.,;:()]*)")


@dataclass(frozen=True)
class Noted:
    """A license that a note names, as it spells it, and what it is said to be for."""

    name: str
    scope: str


def noted_licenses(note: str | None) -> list[Noted]:
    """Return the licenses a note names, in its order, each name and scope once.

    What a license is for is read from the words around it ("for weights", "code and weights, MIT license",
    "training code (MIT)"). Where there are none, the license of a paragraph, or of a note, that links to nothing but
    pages of models on the Hugging Face Hub is that of the weights, which is what such a page states. Anything else,
    and every name beside a word of doubt ("though probably subject to"), is ``unclear``.
    """
    if not note:
        return []
    paragraphs = [part for part in re.split(r"\n\s*\n", note) if part.strip()]
    mentions = [_mentions(part) for part in paragraphs]
    alone = sum(map(len, mentions)) == 1
    found = []
    for part, own in zip(paragraphs, mentions, strict=True):
        links = _URL.findall(part) or (_URL.findall(note) if alone else [])
        # Two licenses beside one link: which of them the page states is not said.
        is_page = len(own) == 1 and bool(links) and all(_PAGE_OF_A_MODEL.match(link) for link in links)
        for name, scope in own:
            found.append(Noted(name, scope or ("weights" if is_page else "unclear")))
    return list(dict.fromkeys(found))


def license_links(note: str | None) -> list[str]:
    """Return the links of a note that lead to the text of a license."""
    links = [link.rstrip(".,;:") for link in _URL.findall(note or "")]
    return list(dict.fromkeys(link for link in links if _LICENSE_FILE.search(link)))


def _mentions(paragraph: str) -> list[tuple[str, str | None]]:
    """Return names and scopes of a paragraph; None where its words do not say, ``unclear`` where they doubt."""
    found = []
    for line in paragraph.splitlines():
        for text in _SENTENCES.split(_URL.sub(" ", line)):
            hits = [hit for hit in _NAME.finditer(text) if not _LOOKALIKE.match(text[hit.end() :])]
            said = []
            for number, hit in enumerate(hits):
                before = text[hits[number - 1].end() if number else 0 : hit.start()]
                after = text[hit.end() : hits[number + 1].start() if number + 1 < len(hits) else None]
                said.append((" ".join(hit.group().split()), _scope(_own_part(before) if number else before, after)))
            # "Apache 2.0 or MIT for weights": which of them, or both, is not said.
            others = {name.casefold() for name, scope in said if scope is None}
            is_mixed = any(scope == "weights" and others - {name.casefold()} for name, scope in said)
            found += [(name, "unclear" if is_mixed and scope != "code" else scope) for name, scope in said]
    return found


def _own_part(between: str) -> str:
    """Return the words between two names that belong to the second: "MIT" *weights,* "CC BY" data."""
    cut = _JOINT.search(between)
    return between[cut.end() :] if cut else ""


def _scope(before: str, after: str) -> str | None:
    if _HEDGED.search(before) or _HEDGED.search(after):
        return "unclear"
    stated, subject = _FOR.match(after), _SUBJECT.search(before)
    places = (stated and stated.group(1), subject and subject.group(1), before, _NEXT.match(after).group(1))
    for words in filter(None, places):
        for scope, known in _WORDS.items():
            if known.search(words):
                return scope
    return None
