"""Results in plain words and plain text, made from the numbers."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

NAMES = {"corporate": "companies", "community": "community developers", "mixed": "mixed teams"}


@dataclass(frozen=True)
class Cell:
    """One period and group of a table of shares."""

    period: str
    group: str
    n: int
    share: float
    lower: float
    upper: float

    def text(self) -> str:
        """Return the share with n and interval: ``51% of 417 (46-56%)``."""
        return f"{percent(self.share)} of {self.n:,} ({100 * self.lower:.0f}-{percent(self.upper)})"


def percent(share: float) -> str:
    """Return a share of 0..1 as a whole percentage."""
    return f"{100 * share:.0f}%"


def group_name(group: str) -> str:
    """Return how sentences name a group."""
    return NAMES.get(group, group.replace("_", " "))


def capital(text: str) -> str:
    """Return a text with its first letter large."""
    return text[:1].upper() + text[1:]


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, such as ``1 release`` or ``2 releases``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def as_text(frame: pl.DataFrame, digits: int = 3) -> str:
    """Return a small table as aligned plain text, for terminals and for outputs that are compared between runs."""
    rows = [[_cell(value, digits) for value in row] for row in (tuple(frame.columns), *frame.rows())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    numeric = [dtype.is_numeric() for dtype in frame.dtypes]
    lines = (
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in rows
    )
    return "\n".join(lines)


def _cell(value: object, digits: int) -> str:
    if value is None:
        return "-"
    return f"{value:.{digits}f}" if isinstance(value, float) else str(value)
