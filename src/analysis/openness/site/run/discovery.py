"""The reports there are: one a notebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError, UnknownNameError
from openness.site.run import notebook, parameters, study
from openness.site.run.parameters import Declared, Value

RESERVED = ("index", "data", "data-dictionary", "assumptions", "releases", "metrics", "latest")
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


def list_reports(folder: Path | None = None) -> list[ReportInfo]:
    """Return every report, in the order of the notebooks' numbers."""
    folder = folder or paths.notebooks()
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
    read = notebook.read(path)
    cell = notebook.tagged(read, notebook.PARAMETERS_TAG)
    found = parameters.declared(notebook.source(cell), paths.shown(path)) if cell else []
    title = notebook.title(read) or name.replace("-", " ").capitalize()
    return ReportInfo(name, title, path, tuple(found))
