"""How the command line reads lines and prints a frame."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from openness.project.errors import BadValueError

if TYPE_CHECKING:
    import polars as pl


class Form(StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"

    @classmethod
    def chosen(cls, *, as_json: bool, as_csv: bool) -> Form:
        """Return the form that two options ask for; both at once are refused before."""
        return cls.JSON if as_json else cls.CSV if as_csv else cls.TEXT


def print_frame(frame: pl.DataFrame, form: Form, asked: dict | None = None) -> None:
    """Print a frame; rows of JSON say what was asked, where that is given."""
    if form is Form.JSON:
        said = {"asked": asked} if asked else {}
        typer.echo(json.dumps([{**row, **said} for row in frame.to_dicts()], indent=2, ensure_ascii=False))
    elif form is Form.CSV:
        typer.echo(frame.write_csv(line_terminator="\n"), nl=False)
    else:
        from openness.words.plain import as_text

        typer.echo(as_text(frame))


def lines(what: str) -> list[str]:
    """Read standard input line by line; bytes that are no UTF-8 become marks that no name holds."""
    if sys.stdin.isatty():
        raise BadValueError(f"no {what}: give one as an argument, or one a line on standard input")
    text = sys.stdin.buffer.read().decode("utf-8", errors="replace").removeprefix("\ufeff")
    found = text.split("\n")
    return [line.removesuffix("\r") for line in (found[:-1] if found[-1] == "" else found)]
