"""Readers: a publisher's own files -> a raw facts table, the publisher's labels unchanged.

A source is one module with ``NAME``, ``PRODUCER`` and ``read(path) -> Facts``; add it to ``READERS``. Where one folder
holds several editions, the module has ``edition_of(path)`` and ``read(path, edition)``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from openness.project import paths
from openness.project.errors import UnknownNameError
from openness.sources import facts
from openness.sources.epoch import read as epoch
from openness.sources.fmti import read as fmti
from openness.sources.github_licenses import read as github_licenses
from openness.sources.hub import read as hub
from openness.sources.models_dev import read as models_dev
from openness.sources.mot import read as mot
from openness.sources.mteb import read as mteb
from openness.sources.osai import read as osai
from openness.sources.relicensing import read as relicensing

READERS: dict[str, ModuleType] = {
    module.NAME: module for module in (epoch, osai, mot, hub, mteb, models_dev, fmti, relicensing, github_licenses)
}


def reader(source: str) -> ModuleType:
    """Return the module that reads a source, or raise ``UnknownNameError``."""
    if source not in READERS:
        raise UnknownNameError("source", source, READERS)
    return READERS[source]


def read(source: str, path: Path, edition: str | None = None) -> facts.Facts:
    """Return what a source's reader makes of the publisher's files."""
    module = reader(source)
    if hasattr(module, "edition_of"):
        return module.read(path, edition or module.edition_of(path))
    return module.read(path)


def credit_line(source: str, vintage: str) -> str:
    """Return who is to be credited for an edition, as charts print it."""
    producer = reader(source).PRODUCER
    return f"{producer.producer}, {producer.title}, edition of {vintage} ({producer.license_id})"


def import_source(
    source: str,
    path: Path,
    *,
    vintage: str | None = None,
    out: Path | None = None,
    version: str | None = None,
    accessed: str | None = None,
) -> Path:
    """Turn a publisher's files into a raw facts table with its provenance."""
    module = reader(source)
    facts.check_there(path)
    dated = getattr(module, "edition_of", facts.vintage_of)
    edition = facts.checked_vintage(vintage) if vintage else dated(path)
    day = facts.checked_vintage(accessed) if accessed else datetime.now(UTC).date().isoformat()
    folder = out or paths.raw() / source
    return facts.write(read(source, path, edition), module.PRODUCER, folder, edition, accessed=day, version=version)
