"""Frames that take long to work out from the processed tables, kept for the other pages of a site.

A page runs in a process of its own, so what two of them need would be worked out twice. What is kept bears the name of
all that it hangs on (tables, code, versions of packages), and of one frame only the newest is kept.
"""

import hashlib
import json
import platform
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from importlib import metadata
from pathlib import Path

import polars as pl

from openness.project import digests, paths, writing
from openness.project.errors import MissingFileError
from openness.tables import store

PACKAGES = ("narwhals", "numpy", "polars", "scipy")
"""Distributions whose version can change a number."""


def kept(name: str, make: Callable[[], pl.DataFrame]) -> pl.DataFrame:
    """Return what ``make`` works out from the processed tables, from a file where it has been worked out before.

    Who comes while another process works it out waits for that. Tables that somebody points to with ``paths.using``
    are worked out each time, and so is all where no file can be written.
    """
    if not paths.are_default():
        return make()
    # The check of tables against raw data comes before anything that was made of them.
    store.read("releases")
    folder = paths.cache() / name
    path = folder / f"{_key()}.parquet"
    with ExitStack() as held:
        try:
            held.enter_context(writing.locked(folder))
        except MissingFileError:
            return make()
        found = _read(path)
        if found is None:
            found = make()
            writing.replace_file(path, found.write_parquet)
            for old in folder.glob("*.parquet"):
                if old != path:
                    old.unlink(missing_ok=True)
        return found


def _read(path: Path) -> pl.DataFrame | None:
    try:
        # A reader that maps the file would hold it open while another process replaces it.
        return pl.read_parquet(path, memory_map=False)
    except (OSError, pl.exceptions.PolarsError):
        return None


def _key() -> str:
    tables = digests.sha256(paths.processed() / store.PACKAGE_FILE)
    versions = [platform.python_version(), *map(metadata.version, PACKAGES)]
    return hashlib.sha256(json.dumps([tables, _code(paths.package()), versions]).encode()).hexdigest()


@cache
def _code(package: Path) -> str:
    """Return a digest of the code that this process runs: it was read when the process began."""
    sums = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        sums.update(f"{path.relative_to(package).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return sums.hexdigest()
