"""A notebook as plain JSON: read it and ask what its cells hold.

nbformat is left alone here: it takes a third of a second to import, and deciding that nothing has changed must not.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError

Notebook = dict[str, Any]
Cell = dict[str, Any]

PARAMETERS_TAG = "parameters"
INJECTED_TAG = "injected-parameters"
FINDING_TAG = "finding"
VINTAGES_TAG = "vintages"
HEADLINE_TAG = "nbval-check-output"


def read(path: Path) -> Notebook:
    """Return a notebook of format 4."""
    try:
        found = json.loads(path.read_bytes())
    except OSError as error:
        raise MissingFileError(f"{paths.shown(path)} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise BadFileError(f"{paths.shown(path)} is not a notebook: {error}") from error
    if not isinstance(found, dict) or found.get("nbformat") != 4 or not isinstance(found.get("cells"), list):
        raise BadFileError(f"{paths.shown(path)} is not a notebook of format 4")
    return found


def text(value: str | list[str] | None) -> str:
    """Return a notebook's text, which the format allows to be a string or a list of lines."""
    return "".join(value) if isinstance(value, list) else value or ""


def source(cell: Cell) -> str:
    """Return what a cell's author wrote."""
    return text(cell.get("source"))


def tags(cell: Cell) -> set[str]:
    """Return the tags of a cell."""
    return set(cell.get("metadata", {}).get("tags", ()))


def code_cells(notebook: Notebook) -> list[Cell]:
    """Return the cells of code."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def tagged(notebook: Notebook, tag: str) -> Cell | None:
    """Return the first code cell that bears a tag, None where none does."""
    return next((cell for cell in code_cells(notebook) if tag in tags(cell)), None)


def opening(notebook: Notebook) -> str:
    """Return the Markdown of the first cell, where it is a Markdown cell: ``# Title`` and a lead paragraph."""
    cells = notebook["cells"]
    return source(cells[0]).strip() if cells and cells[0]["cell_type"] == "markdown" else ""


def title(notebook: Notebook) -> str | None:
    """Return the heading a notebook begins with, None where it begins otherwise."""
    first, _, _ = opening(notebook).partition("\n")
    return first[2:].strip() if first.startswith("# ") else None


def lead(notebook: Notebook) -> str:
    """Return the Markdown between the title and the end of the first cell."""
    opened = opening(notebook)
    return opened.partition("\n")[2].strip() if opened.startswith("# ") else opened


def printed(cell: Cell) -> str:
    """Return what a cell showed, as Markdown where it has that, else as plain text."""
    parts = []
    for output in cell.get("outputs", ()):
        if output["output_type"] == "stream" and output["name"] == "stdout":
            parts.append(text(output["text"]))
        elif "data" in output:
            data = output["data"]
            parts.append(text(data.get("text/markdown")) or text(data.get("text/plain")).strip("'\""))
    return "\n".join(part.strip() for part in parts).strip()
