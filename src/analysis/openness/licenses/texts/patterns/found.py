"""What patterns look at, and what they find."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openness.licenses.texts.document import Document, Sentence, sentences
from openness.licenses.texts.units import units


@dataclass(frozen=True)
class Finding:
    """A value and the words that say so: offsets into ``Document.flat``."""

    value: Any
    start: int
    end: int
    more: tuple[tuple[int, int], ...] = ()  # further places, of a value that is a list

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Every place that says so."""
        return ((self.start, self.end), *self.more)


class Reader:
    """A document, its sentences, and what the rules have found in it so far."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lower = document.lower
        self.sentences: list[Sentence] = sentences(document)
        self.distinct = list({sentence.lower: sentence for sentence in reversed(self.sentences)}.values())[::-1]
        self.units = units(document)
        self.found: dict[str, Finding] = {}
        self.kept: dict[str, Any] = {}  # what several rules look for

    def first(
        self,
        pattern: re.Pattern,
        value: Any,
        unless: re.Pattern | None = None,
        about: tuple[str, ...] = (),
        aside: re.Pattern | None = None,
    ) -> Finding | None:
        """Return a finding for the first place of a pattern whose sentence the second pattern does not hold.

        With `about`, the pattern is one of a single sentence, and only sentences with one of these words are tried.
        What `aside` finds in a sentence does not count for `unless`.
        """
        for start, text in self._tried(about):
            for match in pattern.finditer(text):
                here = text if about else self.around(match)
                if aside:
                    here = aside.sub("", here)
                if unless is None or not unless.search(here):
                    return Finding(value, start + match.start(), start + match.end())
        return None

    def within(self, pattern: re.Pattern, about: tuple[str, ...]) -> Iterator[tuple[int, int, re.Match]]:
        """Yield start, end and match of each place of a pattern in a sentence with one of these words."""
        for start, text in self._tried(about):
            for match in pattern.finditer(text):
                yield start + match.start(), start + match.end(), match

    def _tried(self, about: tuple[str, ...]) -> Iterator[tuple[int, str]]:
        if not about:
            yield 0, self.lower
        elif about_here := [word for word in about if word in self.lower]:
            for sentence in self.distinct:
                lower = sentence.lower
                for word in about_here:
                    if word in lower:
                        yield sentence.start, lower
                        break

    def listed(self, gives: re.Pattern, pattern: re.Pattern, unless: re.Pattern) -> Finding | None:
        """Return a finding for the first item of a list that a sentence of grant leads to."""
        for unit in self.units:
            if (
                unit.lead
                and gives.search(unit.lead)
                and not unless.search(unit.text)
                and (match := pattern.search(unit.own))
            ):
                return Finding(True, unit.start + match.start(), unit.start + match.end())
        return None

    def sentence(self, offset: int) -> str:
        """Return the sentence that an offset lies in."""
        return next((s.lower for s in self.sentences if s.start <= offset < s.end), "")

    def around(self, match: re.Match) -> str:
        """Return the sentences that a match lies in."""
        return " ".join(s.lower for s in self.sentences if s.start < match.end() and s.end > match.start())
