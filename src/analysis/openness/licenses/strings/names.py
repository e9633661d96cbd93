"""Names that stand for exactly one thing: an index over the SPDX list, the catalog and ``aliases.yml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from openness.licenses.clauses import catalog
from openness.licenses.strings import spdx
from openness.licenses.strings.fold import folded, key
from openness.licenses.strings.standard import UNSPECIFIED, standard
from openness.project import paths
from openness.project.errors import BadFileError
from openness.project.once import once
from openness.project.yaml_shape import read_shape, shape

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
        Key of a name (see :func:`openness.licenses.strings.fold.key`) -> ids.
    tags
        Hugging Face tag, folded -> id.
    urls
        Address without scheme, ``www.`` and query -> id.
    """

    keys: Mapping[str, tuple[str, ...]]
    tags: Mapping[str, str]
    urls: Mapping[str, str]


@shape
class Alias:
    """Names that stand for the same identifiers."""

    ids: tuple[str, ...]
    aliases: tuple[str, ...]


@shape
class Aliases:
    """All of ``aliases.yml``."""

    licenses: tuple[Alias, ...]


@once()
def known() -> Names:
    """Return the names known from the raw data at hand.

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
    for entry in read_shape(Aliases, aliases).licenses:
        for name in (*entry.aliases, *(entry.ids if len(entry.ids) == 1 else ())):
            add(name, entry.ids, paths.shown(aliases))
    listed = spdx.current_ids()
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
    found: dict[str, set[str]] = {}
    for name, entry in spdx.licenses().items():
        current = spdx.current_ids()[name]
        spellings = {key(folded(name))} if name not in _AMBIGUOUS else set()
        full = key(folded(entry.name))  # "Fair License" has the key "fair": an alias says NOASSERTION first.
        spellings.add(full)
        if entry.deprecated_id and current != name:
            # The list gives "GPL-3.0" the name of GPL-3.0-only.
            spellings = {key(folded(name))}
        for spelling in spellings:
            found.setdefault(spelling, set()).add(current)
    return {spelling: next(iter(ids)) for spelling, ids in found.items() if len(ids) == 1}


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
