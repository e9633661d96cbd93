"""Notebooks: the reports there are, one each, and what the cells of one hold.

A notebook is read as plain JSON. nbformat is left alone here: it takes a third of a second to import, and deciding
that nothing has changed must not.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError, UnknownNameError
from openness.site.run import parameters, study
from openness.site.run.parameters import Declared, Value

Notebook = dict[str, Any]
Cell = dict[str, Any]

PARAMETERS_TAG = "parameters"
INJECTED_TAG = "injected-parameters"
FINDING_TAG = "finding"
VINTAGES_TAG = "vintages"
HEADLINE_TAG = "nbval-check-output"


RESERVED = ("index", "data", "data-dictionary", "assumptions", "protocol", "releases", "metrics", "latest")
"""Names of the site's own pages and of the default site, which no report can have."""

_FILE = re.compile(r"(?:\d+_)?(?P<name>[a-z0-9]+(?:_[a-z0-9]+)*)")


@dataclass(frozen=True)
class ReportInfo:
    """One report: its name on the command line, its title, its notebook and what can be asked of it."""

    name: str
    title: str
    path: Path
    parameters: tuple[Declared, ...]

    def values(self, given: Mapping[str, object]) -> dict[str, Value]:
        """Return the value of every parameter, held against the rules of the report's study."""
        values = parameters.resolve(self.parameters, given)
        study.check(self.name, values)
        return values


def list_reports() -> list[ReportInfo]:
    """Return every report, in the order of the notebooks' numbers."""
    folder = paths.notebooks()
    reports: dict[str, ReportInfo] = {}
    for path in sorted(folder.glob("*.ipynb")):
        info = _info(path)
        if info.name in reports:
            other = paths.shown(reports[info.name].path)
            raise BadFileError(f"{paths.shown(path)} and {other} are both the report {info.name!r}")
        reports[info.name] = info
    if not reports:
        raise MissingFileError(f"{paths.shown(folder)} holds no notebook; expected NN_name.ipynb")
    return list(reports.values())


def select(reports: Iterable[ReportInfo], only: Iterable[str]) -> list[ReportInfo]:
    """Return the reports named, in their own order, or all where none is named."""
    by_name = {report.name: report for report in reports}
    wanted = set(only)
    for name in only:
        if name not in by_name:
            raise UnknownNameError("report", name, by_name)
    return [report for report in by_name.values() if not wanted or report.name in wanted]


def _info(path: Path) -> ReportInfo:
    match = _FILE.fullmatch(path.stem)
    if match is None:
        raise BadFileError(f"{paths.shown(path)} is not named NN_name.ipynb in lower case")
    name = match["name"].replace("_", "-")
    if name in RESERVED:
        raise BadFileError(f"{paths.shown(path)} cannot be named {name!r}: the site has that name for itself")
    found = read(path)
    cell = tagged(found, PARAMETERS_TAG)
    declared = parameters.declared(source(cell), paths.shown(path)) if cell else []
    return ReportInfo(name, title(found) or name.replace("-", " ").capitalize(), path, tuple(declared))


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
