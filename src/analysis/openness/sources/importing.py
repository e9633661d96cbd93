"""A publisher's own files -> a raw facts table with its provenance."""

from pathlib import Path

from openness.project import paths
from openness.sources import facts, named


def read(source: str, path: Path, edition: str | None = None) -> facts.Facts:
    """Return what a source's reader makes of the publisher's files."""
    reader = named(source).part("read")
    if hasattr(reader, "edition_of"):
        return reader.read(path, edition or reader.edition_of(path))
    return reader.read(path)


def import_source(
    source: str,
    path: Path,
    *,
    vintage: str | None = None,
    out: Path | None = None,
    version: str | None = None,
    accessed: str | None = None,
    origin: str | None = None,
    replace: bool = False,
) -> Path:
    """Turn a publisher's files into a raw facts table with its provenance."""
    found = named(source)
    facts.check_there(path)
    dated = getattr(found.part("read"), "edition_of", facts.vintage_of)
    edition = facts.checked_vintage(vintage) if vintage else dated(path)
    day = facts.checked_vintage(accessed) if accessed else None
    folder = out or paths.raw() / source
    return facts.write(
        read(source, path, edition),
        found,
        folder,
        edition,
        accessed=day,
        version=version,
        origin=origin,
        replace=replace,
    )
