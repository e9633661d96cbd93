"""The license catalog: one record a license version, read from ``data/raw/licenses/*.yml``, and with its use policy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

from openness.licenses.clauses.clause import Clause, both_forms, read_clause
from openness.licenses.clauses.declared import CLAUSES, ClauseName
from openness.licenses.clauses.verdict_rules import Limit
from openness.licenses.strings import spdx
from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError, UnknownNameError, did_you_mean
from openness.project.once import once
from openness.project.yaml_shape import read_shape, shape
from openness.tables import schema

FILES_BESIDE = ("aliases.yml", "listings.yml", "hashes.yml", "rules.yml", "crosswalk.csv")
"""Files of the folder that are no records."""


@shape
class License:
    """One license version. The fields are those of ``licenses.parquet``; see the data dictionary."""

    id: str
    name: str
    kind: Literal[schema.LICENSE_KINDS]
    family: str
    steward: str
    url: str
    clauses: Mapping[ClauseName, Any] = field(repr=False, hash=False, default_factory=dict)
    """Clause -> :class:`Clause`, in the order of the schema; what the file says until it is read."""
    unread: str | None = None  # why the clauses that the file does not give are unverified, such as no text at hand
    version: str | None = None
    effective_date: date | None = None
    urls: tuple[str, ...] = ()
    hugging_face_tag: str | None = None
    aliases: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    osi_status: Literal[schema.OSI_STATUSES] = "unknown"
    predecessor: str | None = None
    use_policy: str | None = None
    covers: tuple[str, ...] = ()
    read: str | None = None
    note: str | None = None
    further: tuple[Limit, ...] = ()

    def __post_init__(self) -> None:
        for name in (self.id, *self.covers):
            if not (name.startswith("LicenseRef-") or spdx.find(name)):
                raise ValueError(f"id {name!r} is no SPDX id; expected one, or LicenseRef- and a name")
        given = {name: entry for name, entry in self.clauses.items() if entry is not None}
        if not given and self.unread is None:
            raise ValueError("lacks 'clauses'")
        read = {name: read_clause(CLAUSES[name], entry) for name, entry in given.items()}
        object.__setattr__(self, "clauses", MappingProxyType(both_forms(read, self.unread)))


def get(identifier: str) -> License:
    """Return the record of a license.

    Parameters
    ----------
    identifier
        SPDX id or ``LicenseRef-...``; case does not matter.

    Raises
    ------
    UnknownNameError
        The catalog has no such id; the message names the nearest.
    """
    if (record := find(identifier)) is None:
        raise UnknownNameError("license", identifier, records())
    return record


def find(identifier: str) -> License | None:
    """Return the record of a license, None if it has none; case does not matter."""
    return _folded().get(identifier.casefold())


@once()
def _folded() -> Mapping[str, License]:
    return {name.casefold(): record for name, record in records().items()}


@once()
def records() -> Mapping[str, License]:
    """Return the catalog: id -> record, in the order of the ids.

    An id in ``covers`` (another version with the same clauses) has the record of the version that covers it. Raises
    ``BadFileError`` where a record is broken, names a predecessor or use policy without a record, or two have one id.
    """
    place = paths.raw() / "licenses"
    if not place.is_dir():
        raise MissingFileError(f"{paths.shown(place)} is not there")
    found: dict[str, License] = {}
    for path in sorted(place.glob("*.yml")):
        if path.name in FILES_BESIDE:
            continue
        record = read_shape(License, path)
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


SETTLED_BY_POLICY = ("behavioural_use_restrictions", "military_ban", "geo_exclusion")
"""Clauses that the license leaves to its policy: a policy read in full that holds no such clause settles them."""

FROM_POLICY = (*SETTLED_BY_POLICY, "output_training_restriction", "outputs", "licensor_may_amend")
"""Clauses on which a use policy may add to its license."""


@dataclass(frozen=True)
class Effective:
    """A clause, and the id of the document that it stands in."""

    clause: Clause
    where: str


def effective(record: License, records: Mapping[str, License]) -> dict[str, Effective]:
    """Return every clause of a license as it holds together with its use policy, found in the catalog.

    What the license states stands, with two exceptions: regions excluded by the policy are added to those of the
    license, and a restriction that the policy states wins over a license that states its absence.
    """
    policy = records.get(record.use_policy) if record.use_policy else None
    found = {}
    for name, own in record.clauses.items():
        other = policy.clauses[name] if policy and name in FROM_POLICY else None
        found[name] = Effective(own, record.id)
        if policy is None or other is None:
            continue
        if other.state == "stated" and own.state != "stated":
            found[name] = Effective(other, policy.id)
        elif other.state == "stated" and name == "geo_exclusion":
            both = tuple(dict.fromkeys((*own.value, *other.value)))
            section = f"{own.section}; {policy.id}: {other.section}"
            found[name] = Effective(Clause(both, "stated", section), record.id)
        elif _wins(other, own) or (other.state == "absent" and _left_open(own, name)):
            found[name] = Effective(other, policy.id)
    return found


def _wins(policy: Clause, own: Clause) -> bool:
    return policy.state == "stated" and policy.value is True and own.value is False


def _left_open(own: Clause, name: str) -> bool:
    return own.state == "unverified" and name in SETTLED_BY_POLICY
