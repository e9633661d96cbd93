"""Where a page's numbers come from: the editions of the data."""

from collections.abc import Iterable
from dataclasses import dataclass

from openness.project import paths
from openness.project.errors import UnknownNameError
from openness.sources import facts

SHORT = 12
"""Digits of a hash that a page shows."""


@dataclass(frozen=True)
class Vintage:
    """One edition of a source as the site shows it."""

    source: str
    vintage: str
    title: str
    producer: str
    url: str
    license: str
    license_url: str
    citation: str
    published: str
    accessed: str
    version: str
    rows: int
    sha256: str
    left_out: tuple[str, ...]
    origin: str = ""  # where the files were found, if no longer at the publisher's address


def vintages() -> list[Vintage]:
    """Return every edition under ``data/raw``, sources by name, newest edition first."""
    found = []
    for listing in sorted(paths.raw().glob(f"*/{facts.SOURCE_FILE}")):
        entry = facts.read_source(listing.parent)
        for name, one in sorted(entry["vintages"].items(), reverse=True):
            found.append(
                Vintage(
                    source=listing.parent.name,
                    vintage=name,
                    title=entry["title"],
                    producer=entry["producer"],
                    url=entry["url"],
                    license=entry["license"].get("name") or entry["license"]["id"],
                    license_url=entry["license"]["url"],
                    citation=entry.get("citation") or "",
                    published=str(one["published"]),
                    accessed=str(one["accessed"]),
                    version=str(one.get("version") or ""),
                    rows=one["rows"],
                    sha256=one["table_sha256"],
                    left_out=tuple(one.get("left_out") or ()),
                    origin=str(one.get("origin") or ""),
                )
            )
    return found


def used(named: str, known: Iterable[Vintage]) -> list[Vintage]:
    """Return the editions that a notebook says it uses."""
    by_name = {f"{one.source} {one.vintage}": one for one in known}
    lines = [" ".join(line.split()) for line in named.splitlines() if line.strip()]
    for line in lines:
        if line not in by_name:
            raise UnknownNameError("vintage", line, by_name, where="a cell tagged 'vintages'")
    return [one for name, one in by_name.items() if not lines or name in lines]
