"""``openness build``: raw facts -> processed tables, in one pass."""

from pathlib import Path

from openness.cleaning import families, family_aliases, licenses
from openness.cleaning.harmonize import harmonize
from openness.metrics import registry
from openness.metrics.base import Records
from openness.project import paths
from openness.project.errors import MissingFileError, UnknownNameError
from openness.sources import SOURCES, facts, of_releases
from openness.tables import store as tables

KEPT_BY_HAND = ("aliases", "corrections", "countries.yml", "developers.yml", "licenses")
"""What a build reads of ``data/raw`` beside the sources; the rest is read when it is used."""


def build(sources: list[str] | None = None, raw: Path | None = None, out: Path | None = None) -> dict[str, int]:
    """Write the processed tables of some sources, by default of all in ``raw``; return table -> number of rows."""
    raw, out = raw or paths.raw(), out or paths.processed()
    if not raw.is_dir():
        raise MissingFileError(f"{paths.shown(raw)} is not there")
    known = of_releases()
    beside = [one for name, one in SOURCES.items() if name not in known]
    chosen = list(dict.fromkeys(sources or [name for name in known if (raw / name).is_dir()]))
    for name in chosen:
        if name not in known:
            raise UnknownNameError("source", name, known)
    if not chosen:
        raise MissingFileError(f"{paths.shown(raw)} holds no source; expected {', '.join(known)}")
    credited = [*chosen, *(one.name for one in beside if (raw / one.name).is_dir())]
    state = tables.raw_state(raw, [*credited, *KEPT_BY_HAND])
    with paths.using(raw=raw):
        frames = harmonize(chosen)
        frames["scores"] = registry.score_all(
            Records(frames["releases"], frames["components"], transparency=frames["transparency"])
        )
        frames |= licenses.frames()
        for source in beside:
            frames |= source.part("clean").frames()
    tables.write_all(frames, out, sources=[_credit(raw, name) for name in credited], raw=state)
    return {name: frame.height for name, frame in frames.items()}


def idle_aliases(raw: Path | None = None, out: Path | None = None) -> list[str]:
    """Return the rows of the alias table that changed nothing in a build of all sources, a sentence each."""
    with paths.using(raw=raw, processed=out):
        return families.idle(family_aliases.read(), tables.read("release_families"))


def _credit(raw: Path, name: str) -> dict:
    entry = facts.read_source(raw / name)
    return {
        "title": f"{entry['producer']}: {entry['title']}",
        "path": entry["url"],
        "licenses": [{"name": entry["license"]["id"], "path": entry["license"]["url"]}],
        "version": ", ".join(entry["vintages"]),
    }
