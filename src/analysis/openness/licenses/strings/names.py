"""Names that stand for exactly one thing: an index over the SPDX list, the catalog and two lists of spellings."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from openness.licenses.clauses import catalog
from openness.licenses.clauses.catalog import License
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
    """What is known by name; compared by identity, so that answers can be cached."""

    keys: Mapping[str, tuple[str, ...]]  # key of a name (see `fold.key`) -> ids
    tags: Mapping[str, str]  # Hugging Face tag, folded -> id
    urls: Mapping[str, str]  # address without scheme, www. and query -> id


@shape
class Alias:
    """Names that stand for the same identifiers."""

    ids: tuple[str, ...]
    aliases: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.ids or not self.aliases:
            raise ValueError("lacks an id or an alias")


@shape
class Aliases:
    """All of ``aliases.yml``."""

    licenses: tuple[Alias, ...]


@once()
def known() -> Names:
    """Return the names known from the raw data at hand; ``BadFileError`` where one stands for two licenses."""
    index = _Index()
    for file in ("aliases.yml", "listings.yml"):
        aliases = paths.raw() / "licenses" / file
        for entry in read_shape(Aliases, aliases).licenses:
            for name in (*entry.aliases, *(entry.ids if len(entry.ids) == 1 else ())):
                index.add(name, entry.ids, paths.shown(aliases))
    records = list(dict.fromkeys(catalog.records().values()))
    urls: dict[str, str] = {}
    for record in records:
        for name, identifier in _names_of(record):
            index.add(name, (identifier,), f"the record {record.id}")
        for url in (record.url, *record.urls):
            urls.setdefault(address(url), record.id)
    for category in CATEGORIES:
        index.add(category, (category,), "the categories")
    for name, identifier in _numbered(records):
        index.keys.setdefault(key(folded(name)), (identifier,))
    for found, identifier in _spdx_keys().items():
        index.keys.setdefault(found, (identifier,))
    tags = {folded(record.hugging_face_tag): record.id for record in records if record.hugging_face_tag}
    return Names(index.keys, tags, urls)


class _Index:
    """Keys of names -> ids; one name may not stand for two things."""

    def __init__(self) -> None:
        self.keys: dict[str, tuple[str, ...]] = {}
        self._origin: dict[str, str] = {}

    def add(self, name: str, ids: tuple[str, ...], where: str) -> None:
        found = key(folded(name))
        if found and self.keys.setdefault(found, ids) != ids:
            other = f"in {self._origin[found]} for {' '.join(self.keys[found])}"
            raise BadFileError(f"{where}: the name {name!r} stands for {' '.join(ids)}, {other}")
        self._origin.setdefault(found, where)


def _names_of(record: License) -> Iterator[tuple[str, str]]:
    for name in (record.name, *record.aliases, record.hugging_face_tag or ""):
        yield name, record.id
    for name in (record.id, *record.covers):
        current = spdx.current_ids().get(name, name)  # "AGPL-3.0" has become AGPL-3.0-only.
        yield name.removeprefix("LicenseRef-"), current
        yield name, current


def _numbered(records: Iterable[License]) -> Iterator[tuple[str, str]]:
    """Yield "Llama 3.1" and "Meta Llama 3.1", where one license alone has that family, version and steward."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for record in records:
        if record.version:
            found.setdefault((record.family, record.version, record.steward), []).append(record.id)
    for (family, version, steward), ids in found.items():
        if len(ids) == 1:
            yield f"{family} {version}", ids[0]
            yield f"{steward} {family} {version}", ids[0]


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
    if found := standard(words) or _or_later(words, names):
        return (found,), "family" if found.endswith(UNSPECIFIED) else "spdx"
    return None


_NUMBERED = re.compile(r"(?P<stem>.+)-(?P<number>\d+(?:\.\d+)*)")


def _or_later(words: tuple[str, ...], names: Names) -> str | None:
    """Return what "MPL (>= 2)" stands for: the version where there is no later one, else the family."""
    kept = {("or", "later"): -2, ("+",): -1}
    cut = next((length for tail, length in kept.items() if words[length:] == tail), None)
    base = named(words[:cut], names) if cut else None
    found = _NUMBERED.fullmatch(base[0][0]) if base and len(base[0]) == 1 else None
    if found is None or found[0] not in spdx.current_ids():
        return None
    others = [one for name in spdx.current_ids() if (one := _NUMBERED.fullmatch(name)) and one["stem"] == found["stem"]]
    newest = max(others, key=lambda one: [int(part) for part in one["number"].split(".")])
    return found[0] if newest[0] == found[0] else f"LicenseRef-{found['stem']}-{UNSPECIFIED}"
