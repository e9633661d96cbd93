"""The license catalog: one record a license version, read from ``data/raw/licenses/*.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from openness.licenses.clauses import limits
from openness.licenses.clauses.limits import Limit
from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError, UnknownNameError, did_you_mean
from openness.project.files import read_yaml
from openness.project.once import once
from openness.tables import schema

FILES_BESIDE = ("aliases.yml", "rules.yml")
"""Files of the folder that are no records."""

_CLAUSES = {column.name: column for column in schema.CLAUSES}
NO_DEFAULT = ("commercial_use", "redistribution", "derivatives")
"""Clauses on which a text that was read in full always says something, or is unverified."""

_TYPES = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "list": list}


@dataclass(frozen=True)
class Clause:
    """What a license says on one point.

    Attributes
    ----------
    value
        As in :data:`openness.tables.schema.CLAUSES`; the default where the clause is absent; None where unverified.
    state
        ``stated``, ``absent`` (the text was read and holds no such clause) or ``unverified``.
    section
        Section of the license that says so, None unless stated.
    reason
        Why it is unverified, None otherwise.
    limited_to
        What alone the clause is about, such as multimodal models; None: everything licensed.
    """

    value: Any
    state: str
    section: str | None = None
    reason: str | None = None
    limited_to: str | None = None


@dataclass(frozen=True)
class License:
    """One license version. The fields are those of ``licenses.parquet``; see the data dictionary."""

    id: str
    name: str
    kind: str
    family: str
    steward: str
    url: str
    clauses: Mapping[str, Clause] = field(repr=False, hash=False)
    version: str | None = None
    effective_date: date | None = None
    urls: tuple[str, ...] = ()
    hugging_face_tag: str | None = None
    aliases: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    osi_status: str = "unknown"
    predecessor: str | None = None
    use_policy: str | None = None
    covers: tuple[str, ...] = ()
    read: str | None = None
    note: str | None = None
    further: tuple[Limit, ...] = ()


_TEXT = ("id", "name", "kind", "family", "steward", "url", "version", "hugging_face_tag", "osi_status")
_TEXT += ("predecessor", "use_policy", "read", "note")
_LISTS = ("urls", "aliases", "titles", "covers")
_FIELDS = (*_TEXT, *_LISTS, "effective_date", "clauses", "further")
_REQUIRED = ("id", "name", "kind", "family", "steward", "url", "clauses")


def get(identifier: str) -> License:
    """Return the record of a license.

    Raises
    ------
    UnknownNameError
        The catalog has no such id; the message names the nearest.
    """
    known = records()
    for name, record in known.items():
        if name.casefold() == identifier.casefold():
            return record
    raise UnknownNameError("license", identifier, known)


@once()
def records() -> Mapping[str, License]:
    """Return the catalog: id -> record, in the order of the ids.

    An id in ``covers`` (another version with the same clauses) has the record of the version that covers it.

    Raises
    ------
    MissingFileError, BadFileError
        The folder is not there; a record does not parse, lacks a field or a clause, has a field, clause or value that
        the schema does not know, names a predecessor or use policy that is not there, or two records have one id.
    """
    place = paths.raw() / "licenses"
    if not place.is_dir():
        raise MissingFileError(f"{paths.shown(place)} is not there")
    found: dict[str, License] = {}
    for path in sorted(place.glob("*.yml")):
        if path.name in FILES_BESIDE:
            continue
        record = parse(read_yaml(path.read_bytes(), paths.shown(path)), paths.shown(path))
        for name in (record.id, *record.covers):
            if name in found:
                raise BadFileError(f"{paths.shown(path)}: {name!r} has another record")
            found[name] = record
    for record in found.values():
        for kind, name in (("predecessor", record.predecessor), ("use_policy", record.use_policy)):
            if name is not None and name not in found:
                raise BadFileError(
                    f"{paths.shown(place)}: {record.id} names the {kind} {name!r}, which has no record"
                    + did_you_mean(name, list(found))
                )
    return MappingProxyType(dict(sorted(found.items(), key=lambda pair: pair[0].casefold())))


def parse(document: Any, name: str) -> License:
    """Return the record a YAML document holds; `name` is the file's, for messages."""
    if not isinstance(document, dict):
        raise BadFileError(f"{name} is not a mapping of fields")
    for key in document:
        if key not in _FIELDS:
            raise BadFileError(f"{name}: unknown field {key!r}{did_you_mean(str(key), list(_FIELDS))}")
    for key in _REQUIRED:
        if not document.get(key):
            raise BadFileError(f"{name} lacks {key!r}")
    for key in _TEXT:
        if document.get(key) is not None and not isinstance(document[key], str):
            raise BadFileError(f"{name}: {key} is {document[key]!r}; expected text (quote it)")
    for key in _LISTS:
        if any(not isinstance(entry, str) for entry in document.get(key) or []):
            raise BadFileError(f"{name}: {key} is not a list of texts (quote them)")
    _one_of(document["kind"], schema.LICENSE_KINDS, "kind", name)
    _one_of(document.get("osi_status", "unknown"), schema.OSI_STATUSES, "osi_status", name)
    effective = document.get("effective_date")
    if effective is not None and type(effective) is not date:
        raise BadFileError(f"{name}: effective_date is {effective!r}; expected YYYY-MM-DD")
    values = {key: document[key] for key in _TEXT if document.get(key) is not None}
    lists = {key: tuple(document.get(key) or ()) for key in _LISTS}
    return License(
        **values,
        **lists,
        effective_date=effective,
        clauses=_clauses(document["clauses"], name),
        further=limits.parse(document.get("further"), name),
    )


def _clauses(found: Any, name: str) -> Mapping[str, Clause]:
    if not isinstance(found, dict):
        raise BadFileError(f"{name}: clauses is not a mapping")
    for key in found:
        if key not in _CLAUSES:
            raise BadFileError(f"{name}: unknown clause {key!r}{did_you_mean(str(key), list(_CLAUSES))}")
    missing = [key for key in _CLAUSES if key not in found]
    if missing:
        raise BadFileError(f"{name} lacks the clauses {', '.join(missing)}")
    return MappingProxyType({key: _clause(column, found[key], name) for key, column in _CLAUSES.items()})


def _clause(column: schema.Column, entry: Any, name: str) -> Clause:
    if entry == "absent":
        if column.name in NO_DEFAULT:
            raise BadFileError(f"{name}: {column.name} has no default; give a value or say why it is unverified")
        return Clause(default(column.name), "absent")
    if isinstance(entry, dict) and set(entry) == {"unverified"} and isinstance(entry["unverified"], str):
        return Clause(None, "unverified", reason=entry["unverified"])
    if not (
        isinstance(entry, dict)
        and set(entry) - {"limited_to"} == {"value", "section"}
        and all(isinstance(entry[key], str) for key in entry if key != "value")
    ):
        raise BadFileError(
            f"{name}: {column.name} is {entry!r}; expected {{value: ..., section: ...}}, absent, or {{unverified: why}}"
        )
    value = entry["value"]
    expected = _TYPES[column.type]
    if not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool):
        raise BadFileError(f"{name}: {column.name} is {value!r}; expected a {column.type}")
    if column.values:
        _one_of(value, column.values, column.name, name)
    return Clause(
        tuple(value) if isinstance(value, list) else value, "stated", entry["section"], None, entry.get("limited_to")
    )


def default(clause: str) -> Any:
    """Return what a text that was read in full says on a clause it does not hold."""
    column = _CLAUSES[clause]
    if column.type == "boolean":
        return False
    if column.type == "list":
        return ()
    return "none" if "none" in (column.values or ()) else None


def _one_of(value: Any, known: tuple[str, ...], key: str, name: str) -> None:
    if value not in known:
        raise BadFileError(f"{name}: {key} is {value!r}; expected one of {', '.join(known)}")
