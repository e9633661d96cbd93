"""``openness build``: raw facts -> processed tables, in one pass."""

from __future__ import annotations

from pathlib import Path

from analysis import paths, tables
from analysis.cleaning import families, family_aliases, github_licenses, relicensing
from analysis.cleaning.harmonize import CLEANERS, harmonize
from analysis.errors import MissingFileError, UnknownNameError
from analysis.licenses import table as licenses
from analysis.metrics import registry
from analysis.metrics.base import Records
from analysis.sources import facts

BESIDE_RELEASES = ("relicensing", "github_licenses")
"""Sources that hold no releases; their tables are built whichever sources of releases are chosen."""


def build(sources: list[str] | None = None, raw: Path | None = None, out: Path | None = None) -> dict[str, int]:
    """Write the processed tables.

    Parameters
    ----------
    sources
        Sources to build from, by default all that lie in ``raw``. The tables hold these and no others.
    raw, out
        Folders, by default ``data/raw`` and ``data/processed``.

    Returns
    -------
    dict of str to int
        Table -> number of rows.

    Raises
    ------
    OpennessError
        Nothing is written then.
    """
    raw, out = raw or paths.raw(), out or paths.processed()
    if not raw.is_dir():
        raise MissingFileError(f"{paths.shown(raw)} is not there")
    chosen = list(dict.fromkeys(sources or [name for name in CLEANERS if (raw / name).is_dir()]))
    for name in chosen:
        if name not in CLEANERS:
            raise UnknownNameError("source", name, CLEANERS)
    if not chosen:
        raise MissingFileError(f"{paths.shown(raw)} holds no source; expected {', '.join(CLEANERS)}")
    frames = harmonize(raw, chosen)
    frames["scores"] = registry.score_all(
        Records(frames["releases"], frames["components"], transparency=frames["transparency"], raw=raw)
    )
    frames |= licenses.frames(raw)
    frames |= relicensing.frames(raw) | github_licenses.frames(raw)
    credited = [*chosen, *(name for name in BESIDE_RELEASES if (raw / name).is_dir())]
    tables.write_all(frames, out, sources=[_credit(raw, name) for name in credited])
    return {name: frame.height for name, frame in frames.items()}


def idle_aliases(raw: Path | None = None, out: Path | None = None) -> list[str]:
    """Return the rows of the alias table that changed nothing in the tables built last, a sentence each.

    Parameters
    ----------
    raw, out
        As for :func:`build`, which must have taken all sources.
    """
    return families.idle(family_aliases.read(raw or paths.raw()), tables.read("release_families", out))


def _credit(raw: Path, name: str) -> dict:
    entry = facts.read_source(raw / name)
    return {
        "title": f"{entry['producer']}: {entry['title']}",
        "path": entry["url"],
        "licenses": [{"name": entry["license"]["id"], "path": entry["license"]["url"]}],
        "version": ", ".join(entry["vintages"]),
    }
