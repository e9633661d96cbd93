"""What is there and what is missing for the suite to work, and how to get it."""

from __future__ import annotations

import platform
import re
import shutil
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from importlib import metadata

import openness
from openness.project import paths
from openness.project.errors import OpennessError
from openness.site.pages.provenance import vintages

NAME = "openness-trends"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
"""Commands that start a browser of the kind that tests and PDF pages need."""

_OLD = 365
_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)[^;]*(?:;.*extra == ['\"](?P<extra>[\w-]+)['\"])?")


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    what: str
    found: str
    is_good: bool
    is_needed: bool = True  # whether commands fail without it
    remedy: str = ""  # how to get it, where it is missing

    def line(self) -> str:
        """Return what the command line prints."""
        mark = "ok" if self.is_good else "MISSING" if self.is_needed else "absent"
        remedy = f"; {self.remedy}" if self.remedy and not self.is_good else ""
        return f"{mark:<8} {self.what}: {self.found}{remedy}"


def examine(today: date | None = None) -> list[Check]:
    """Return everything that was looked at: Python, packages, tables, editions, browser."""
    return [_python(), *_packages(), _folder(), _tables(), *_editions(today or date.today()), _browser()]


def documents(checks: Iterable[Check]) -> list[dict]:
    """Return what ``--json`` prints."""
    return [asdict(one) for one in checks]


def is_well(checks: Iterable[Check]) -> bool:
    """Return whether nothing is missing that commands need."""
    return all(one.is_good for one in checks if one.is_needed)


def _python() -> Check:
    found = f"{platform.python_version()} on {platform.system()}, openness {openness.__version__}"
    return Check("Python", found, sys.version_info >= (3, 11), remedy="3.11 or newer is needed")


def _packages() -> list[Check]:
    """Return a check of all packages of the suite itself, and one for each extra."""
    try:
        wanted = metadata.requires(NAME) or []
    except metadata.PackageNotFoundError:
        return [Check("packages", "the suite is not installed", is_good=False, remedy="pip install -e .")]
    by_extra: dict[str, list[str]] = {}
    for requirement in wanted:
        found = _REQUIREMENT.match(requirement)
        if found and found["name"] != NAME:
            by_extra.setdefault(found["extra"] or "", []).append(found["name"])
    return [_group(extra, names) for extra, names in by_extra.items()]


def _group(extra: str, names: list[str]) -> Check:
    missing = [name for name in names if not _is_installed(name)]
    what = f"packages of the extra {extra!r}" if extra else "packages"
    found = f"not installed: {', '.join(missing)}" if missing else f"all {len(names)}"
    remedy = f"pip install '{NAME}[{extra}]'" if extra else f"pip install {' '.join(missing)}"
    return Check(what, found, not missing, is_needed=not extra, remedy=remedy)


def _is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _folder() -> Check:
    there = paths.raw().is_dir()
    remedy = f"name a folder with data/ and notebooks/ by --root or {paths.ROOT_VARIABLE}, or unset it"
    return Check("project folder", str(paths.root()), there and paths.notebooks().is_dir(), remedy=remedy)


def _tables() -> Check:
    from openness.tables import store  # noqa: PLC0415

    try:
        rows = store.read("releases").height
    except OpennessError as error:
        return Check("processed tables", str(error), is_good=False, remedy="openness build")
    return Check("processed tables", f"{rows:,} releases, made from the raw data that is there", is_good=True)


def _editions(today: date) -> list[Check]:
    """Return a line a source: its newest edition, how old that is, and why ``latest`` is another."""
    newest = {}
    for one in vintages():
        newest.setdefault(one.source, one)
    return [Check(f"data of {name}", _aged(name, one.vintage, today), is_good=True) for name, one in newest.items()]


def _aged(source: str, vintage: str, today: date) -> str:
    from openness.measures.ask import LATEST, resolve_vintage  # noqa: PLC0415
    from openness.measures.editions import why_not_latest  # noqa: PLC0415

    days = (today - date.fromisoformat(vintage)).days
    said = f"newest edition {vintage}, {days:,} days old"
    if days > _OLD:
        said += " (over a year; see 'openness import')"
    try:
        latest = resolve_vintage(source, LATEST)
    except OpennessError:
        return said
    return said if latest == vintage else f"{said}; latest is {latest}: {why_not_latest(source)}"


def _browser() -> Check:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    remedy = "tests of pages in a browser skip without it; install Chromium from your system's packages"
    return Check("Chromium", found or "not found", found is not None, is_needed=False, remedy=remedy)
