"""A text cut into units of sense: a sentence, or an item of a list together with the words that lead to it.

"You may not: (a) host it; (b) sell it." has two units, and both begin with "You may not". What a unit does to whoever
reads the license is told by its words: it may forbid, limit, tie to a condition, or demand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from openness.licenses.texts.document import Document, sentences

_LONGEST = 3000  # characters; whatever is longer is cut, so that no pattern walks far
_LONGEST_LEAD = 400
_LONGEST_HEADING = 90
_ITEM = re.compile(r"[\"'(]?(?:\(?[ivx]{1,4}[.)]|\(?[a-z0-9]{1,2}[.)]|\d+(?:\.\d+)*|[-\u2022\u25cf\u00b7])[\s)]")
_SMALL_ITEM = re.compile(r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s|[-\u2022\u25cf\u00b7]\s")


@dataclass(frozen=True)
class Unit:
    """A unit: its place in the document, its words in lower case, and the words that lead to it, if it is an item."""

    start: int
    end: int
    own: str
    lead: str = ""

    @property
    def text(self) -> str:
        """The words with those that lead to them."""
        return f"{self.lead} {self.own}" if self.lead else self.own


def units(document: Document) -> list[Unit]:
    """Return the units of a document in order."""
    found: list[Unit] = []
    lead = ""
    before = ""
    for start, end in _pieces(document):
        own = document.lower[start:end]
        if before and not _goes_on(before, own):
            lead = ""
        found.append(Unit(start, end, own, lead))
        colon = own.rfind(": ", 0, -1) if own[-1:] != ":" else len(own) - 1
        if colon > 0:
            lead = own[max(0, colon - _LONGEST_LEAD) : colon + 1]
        before = own
    return found


def _goes_on(before: str, own: str) -> bool:
    """Say whether a piece belongs to the list that the one before it is in, or leads to."""
    return before[-1:] in ";:," or before.endswith((" and", " or")) or bool(_SMALL_ITEM.match(own))


def _pieces(document: Document) -> Iterator[tuple[int, int]]:
    """Yield sentences, cut again where a paragraph ends or a heading stands, and where they are too long."""
    breaks = document.breaks()
    at = 0
    for sentence in sentences(document):
        start = sentence.start
        while at < len(breaks) and breaks[at] <= start:
            at += 1
        while at < len(breaks) and breaks[at] < sentence.end:
            if _is_cut(document, start, breaks[at]):
                yield from _short(start, breaks[at] - 1)
                start = breaks[at]
            at += 1
        yield from _short(start, sentence.end)


def _is_cut(document: Document, start: int, cut: int) -> bool:
    """Say whether what stands before the end of a paragraph is a heading or ends by itself."""
    if cut <= start:
        return False
    before = document.flat[start:cut].rstrip()
    after = document.flat[cut : cut + 1]
    if after.islower():
        return False
    return before[-1:] in ".:;!?" or len(before) <= _LONGEST_HEADING


def _short(start: int, end: int) -> Iterator[tuple[int, int]]:
    for at in range(start, max(end, start + 1), _LONGEST):
        yield at, min(end, at + _LONGEST)
