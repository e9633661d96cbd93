"""What bears on a question, one point each."""

from collections.abc import Iterable
from dataclasses import dataclass

from openness.licenses.rights.table import IF, NO, UNKNOWN, YES

_ORDER = (NO, UNKNOWN, IF, YES)


@dataclass(frozen=True)
class Point:
    """What forbids something, is not known, or is a duty or a condition."""

    answer: str  # no, unknown or if
    words: str
    clause: str | None
    section: str | None
    document: str  # id of the license or policy

    @property
    def place(self) -> str:
        """Document and section; empty where no section is known."""
        return f"{self.document.removeprefix('LicenseRef-')} {self.section}" if self.section else ""


def strongest(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return points without doubles, those first that decide."""
    return tuple(sorted(dict.fromkeys(points), key=lambda one: _ORDER.index(one.answer)))


def rank(answer: str) -> int:
    """Return how strict an answer is; no is the highest."""
    return len(_ORDER) - _ORDER.index(answer)
