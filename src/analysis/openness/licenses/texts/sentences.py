"""Sentences of a document, cut so that how its lines are wrapped does not matter."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openness.licenses.texts.document import Document

# The end of a sentence or of an item of a list; items stay with what leads to them as far as semicolons allow.
_CUT = re.compile(r"(?<=[.;!?])[\"')]{0,2}\s+(?=[A-Za-z0-9\"'(\[*\u2022-])")
_NOT_AN_END = re.compile(
    r"(?:\b(?:inc|ltd|co|corp|no|e\.g|i\.e|etc|vs|u\.s|sec|art|para|al|v)|\b[a-z])\.$", re.IGNORECASE
)


@dataclass(frozen=True)
class Sentence:
    """A sentence: its place in the document, and its words in lower case."""

    start: int
    end: int
    lower: str


def sentences(document: Document) -> list[Sentence]:
    """Return the sentences of a document in order."""
    found: list[Sentence] = []
    start = 0
    for cut in _CUT.finditer(document.flat):
        if _NOT_AN_END.search(document.flat, max(start, cut.start() - 8), cut.start()):
            continue
        if cut.start() > start:
            found.append(Sentence(start, cut.start(), document.lower[start : cut.start()]))
        start = cut.end()
    if start < len(document.flat):
        found.append(Sentence(start, len(document.flat), document.lower[start:]))
    return found
