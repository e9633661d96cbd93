"""What ``data/raw/<source>/source.yml`` says of a source itself and is kept by hand: its population and its caveats.

The rest of that file, its editions, is written by ``openness import``, which leaves these two as they are.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from openness.project import paths
from openness.project.files import read_yaml
from openness.project.yaml_shape import shape, shaped

SOURCE_FILE = "source.yml"

WHEN = {
    "always": "wherever a number of it stands",
    "time": "where releases stand in periods",
    "groups": "where developers are told apart by type, group or country",
    "licenses": "where licenses, or how releases can be had, are counted",
    "parts": "where data, code or documents are counted",
    "downloads": "where releases are weighted by use",
    "editions": "where editions are compared",
}
"""When a caveat is to be said -> in words."""


@shape
class Caveat:
    """What one must know of a source, and when."""

    when: Literal[tuple(WHEN)]
    text: str


@shape
class Kept:
    """What is kept by hand of a source: which releases, developers or changes it lists, in words, and caveats."""

    population: str | None = None
    caveats: tuple[Caveat, ...] = ()


def kept(name: str) -> Kept:
    """Return what is kept of a source in the raw data at hand; nothing where it has no ``source.yml`` there."""
    listing = paths.raw() / name / SOURCE_FILE
    if not listing.is_file():
        return Kept()
    stamp = listing.stat()
    return _read(listing, (stamp.st_mtime_ns, stamp.st_size))


def of_listing(entry: Any, where: str) -> Kept:
    """Return what a parsed ``source.yml`` keeps."""
    found = entry if isinstance(entry, dict) else {}
    return shaped(Kept, {key: found[key] for key in ("population", "caveats") if found.get(key) is not None}, where)


@lru_cache(maxsize=64)
def _read(listing: Path, _stamp: tuple[int, int]) -> Kept:
    where = paths.shown(listing)
    return of_listing(read_yaml(listing.read_bytes(), where), where)
