"""The columns of a result, declared once, for charts, tables on pages, tests and the data dictionary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import polars as pl

from openness.project.errors import UnknownNameError

Kind = Literal["text", "note", "count", "share", "number", "date", "flag", "list", "links"]

_TYPES: dict[Kind, Any] = {
    "text": pl.String,
    "note": pl.String,
    "count": pl.Int64,
    "share": pl.Float64,
    "number": pl.Float64,
    "date": pl.Datetime("us"),
    "flag": pl.Boolean,
    "list": pl.List(pl.String),
    "links": pl.List(pl.Struct({"text": pl.String, "url": pl.String})),
}


@dataclass(frozen=True)
class Column:
    """One column of a result.

    Attributes
    ----------
    name
        Its name in the frame.
    kind
        ``text`` and ``count`` are never null; a ``note`` is text or null; a ``share`` lies between 0 and 1 and is null
        where n is 0; a ``number`` is finite or null; ``links`` are lists of ``text`` and ``url``.
    heading
        What stands over it in a table on a page; without one it is not shown.
    meaning
        What a value says, as a clause for the data dictionary.
    unit
        Unit of a number, such as ``points`` or ``years``.
    required
        Whether a result without it is broken.
    """

    name: str
    kind: Kind
    heading: str = ""
    meaning: str = ""
    unit: str = ""
    required: bool = True


@dataclass(frozen=True)
class Frame:
    """A result: its columns in order, and those that tell its rows apart.

    Attributes
    ----------
    name
        Name in the data dictionary, in snake case.
    about
        What a row is, as a sentence.
    columns
        The columns in order.
    key
        Names of the columns that together name one row.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """Names of the columns in order."""
        return [column.name for column in self.columns]

    @property
    def schema(self) -> dict[str, Any]:
        """Column -> polars type, to make the frame of rows."""
        return {column.name: _TYPES[column.kind] for column in self.columns}

    @property
    def headings(self) -> dict[str, str]:
        """Column -> heading, for the columns that a page shows."""
        return {column.name: column.heading for column in self.columns if column.heading}

    def of_kind(self, *kinds: Kind) -> list[str]:
        """Return the names of the columns of some kinds."""
        return [column.name for column in self.columns if column.kind in kinds]

    def column(self, name: str) -> Column:
        """Return the column of a name, or raise ``UnknownNameError`` with the nearest one there is."""
        for column in self.columns:
            if column.name == name:
                return column
        raise UnknownNameError("column", name, self.names, where=f"result {self.name!r}")

    def with_headings(self, **headings: str) -> Frame:
        """Return the frame with other headings; ``""`` hides a column."""
        for name in headings:
            self.column(name)
        changed = [replace(one, heading=headings.get(one.name, one.heading)) for one in self.columns]
        return replace(self, columns=tuple(changed))

    def by(self, column: Column, name: str, about: str) -> Frame:
        """Return the result of several such frames, one under the other, told apart by a column in front."""
        return Frame(name, about, (column, *self.columns), (column.name, *self.key))

    def checked(self, frame: Any) -> Any:
        """Return a polars, pandas or narwhals frame that has every required column, or raise ``UnknownNameError``."""
        there = list(frame.columns)
        for column in self.columns:
            if column.required and column.name not in there:
                raise UnknownNameError("column", column.name, there, where=f"result {self.name!r}")
        return frame


def dictionary(frames: Mapping[str, Frame]) -> str:
    """Return the declared results as Markdown: module -> frame, a table each."""
    parts = []
    for place, frame in frames.items():
        rows = [f"| `{c.name}` | {c.kind}{f', {c.unit}' if c.unit else ''} | {c.meaning} |" for c in frame.columns]
        parts.append(
            f"### {frame.name}\n\n{frame.about} (`{place}`)\n\n| column | kind | meaning |\n|---|---|---|\n"
            + "\n".join(rows)
            + "\n"
        )
    return "\n".join(parts)
