"""What names do not say about families, by hand: ``data/raw/aliases/families.yml``.

``houses`` joins the names under which one organization publishes its own models. ``aliases`` leads a release, or a name
of a developer's, to a family, each with a reason and evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from openness.cleaning.family_keys import family_key
from openness.project import paths
from openness.project.errors import BadFileError, did_you_mean
from openness.project.files import read_yaml

FILE = Path("aliases") / "families.yml"
PROOF = ("reason", "evidence", "checked")
ALIAS_FIELDS = ("family", "release", "vintages", "developer", "name", *PROOF)
HOUSE_FIELDS = ("members", *PROOF)


@dataclass(frozen=True)
class Alias:
    """One row of the table.

    Attributes
    ----------
    family
        Family it leads to, ``house/key``.
    evidence
        Link that shows it.
    line
        Line of the file.
    release_id, vintages
        The release it speaks of, in the editions named, in all where none is.
    house, key
        Or the name of a house, in every source.
    """

    family: str
    evidence: str
    line: int
    release_id: str | None = None
    vintages: tuple[str, ...] = ()
    house: str | None = None
    key: str | None = None

    @property
    def subject(self) -> str:
        """What the row speaks of, for messages."""
        return self.release_id or f"{self.house}/{self.key}"


@dataclass(frozen=True)
class Aliases:
    """The table, read.

    Attributes
    ----------
    house_of
        Developer id -> the house it belongs to; developers that are not here are houses of their own.
    rows
        Aliases in the file's order.
    name
        The file as messages show it.
    """

    house_of: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Alias, ...] = ()
    name: str = FILE.as_posix()

    def house(self, developer_id: str) -> str:
        """Return the house of a developer."""
        return self.house_of.get(developer_id, developer_id)


def read() -> Aliases:
    """Read the table; a raw folder without one has no aliases."""
    path = paths.raw() / FILE
    if not path.is_file():
        return Aliases()
    name = paths.shown(path)
    data = path.read_bytes()
    document = read_yaml(data, name)
    for key, kind, called in (("houses", dict, "map"), ("aliases", list, "list")):
        if not isinstance(document, dict) or not isinstance(document.get(key), kind):
            raise BadFileError(f"{name} has no {called} {key!r}")
    lines = _lines(data)
    house_of = _houses(document["houses"], lines["houses"], name)
    rows = [
        _alias(entry, house_of, line, name)
        for entry, line in zip(document["aliases"], lines["aliases"].values(), strict=True)
    ]
    _check_apart(rows, name)
    return Aliases(house_of, tuple(rows), name)


def unknown_releases(aliases: Aliases, releases: pl.DataFrame) -> list[str]:
    """Return a sentence for each alias of a release that its source, which is there, does not have."""
    named = {row.release_id for row in aliases.rows if row.release_id}
    editions = dict(
        releases.filter(pl.col("release_id").is_in(named)).group_by("release_id").agg("vintage").iter_rows()
    )
    sources = set(releases["source"].unique())
    found = []
    for row in aliases.rows:
        if row.release_id is None or (source := row.release_id.partition(":")[0]) not in sources:
            continue
        where = f"{aliases.name}, line {row.line}"
        if row.release_id not in editions:
            near = did_you_mean(row.release_id, releases.filter(source=source)["release_id"].unique().to_list())
            found.append(f"{where}: no release {row.release_id!r}{near if near.startswith('; did') else ''}")
        elif unknown := sorted(set(row.vintages).difference(editions[row.release_id])):
            found.append(f"{where}: {row.release_id!r} is not in edition {', '.join(unknown)}")
    return found


def _houses(entries: dict[str, Any], lines: Mapping[Any, int], name: str) -> dict[str, str]:
    house_of: dict[str, str] = {}
    for house, entry in entries.items():
        where = f"{name}, line {lines[house]}"
        _check_fields(entry, HOUSE_FIELDS, HOUSE_FIELDS, where)
        members = entry["members"]
        if not isinstance(members, list) or not all(isinstance(member, str) for member in members):
            raise BadFileError(f"{where}: 'members' is not a list of developer ids")
        for member in members:
            if member in entries or house_of.setdefault(member, house) != house or members.count(member) > 1:
                raise BadFileError(f"{where}: {member!r} is in two houses, or twice in one")
    return house_of


def _alias(entry: Any, house_of: Mapping[str, str], line: int, name: str) -> Alias:
    where = f"{name}, line {line}"
    _check_fields(entry, ALIAS_FIELDS, ("family", *PROOF), where)
    family, evidence = entry["family"], entry["evidence"]
    _check_family(family, house_of, where)
    if "release" in entry and not {"developer", "name"} & set(entry):
        vintages = entry.get("vintages", [])
        if not isinstance(vintages, list):
            raise BadFileError(f"{where}: 'vintages' is not a list of dates")
        release_id = entry["release"]
        if ":" not in str(release_id):
            raise BadFileError(f"{where}: {release_id!r} is not a release id (source:name)")
        return Alias(family, evidence, line, release_id=release_id, vintages=tuple(map(str, vintages)))
    if {"developer", "name"} <= set(entry) and not {"release", "vintages"} & set(entry):
        house = house_of.get(entry["developer"], entry["developer"])
        row = Alias(family, evidence, line, house=house, key=family_key(str(entry["name"])))
        if row.subject == family:
            raise BadFileError(f"{where}: {family!r} is led to itself; the name needs no alias")
        return row
    raise BadFileError(f"{where}: expected 'release', with 'vintages' or not, or 'developer' and 'name'")


def _check_family(family: Any, house_of: Mapping[str, str], where: str) -> None:
    house, _, key = str(family).partition("/")
    right = f"{house_of.get(house, house)}/{family_key(key)}"
    if not house or not key or family != right:
        raise BadFileError(f"{where}: {family!r} is not a family (house/key); did you mean {right!r}?")


def _check_fields(entry: Any, known: Iterable[str], needed: Iterable[str], where: str) -> None:
    if not isinstance(entry, dict):
        raise BadFileError(f"{where}: not a map of {', '.join(known)}")
    if strange := [key for key in entry if key not in known]:
        raise BadFileError(f"{where}: unknown field {strange[0]!r}{did_you_mean(str(strange[0]), list(known))}")
    if missing := [key for key in needed if not entry.get(key)]:
        raise BadFileError(f"{where}: lacks {', '.join(missing)}")
    if not str(entry["evidence"]).startswith(("https://", "http://")):
        raise BadFileError(f"{where}: evidence {entry['evidence']!r} is not a link")
    if not isinstance(entry["checked"], date):
        raise BadFileError(f"{where}: checked {entry['checked']!r} is not a date")


def _check_apart(rows: list[Alias], name: str) -> None:
    lines: dict[tuple[str, str | None], int] = {}
    for row in rows:
        for vintage in row.vintages or (None,):
            same = [lines[key] for key in ((row.subject, vintage), (row.subject, None)) if key in lines]
            if vintage is None:
                same += [line for (subject, _), line in lines.items() if subject == row.subject]
            if same:
                raise BadFileError(f"{name}, line {row.line}: {row.subject!r} stands in line {same[0]} too")
            lines[row.subject, vintage] = row.line
    led_away = {row.subject: row.line for row in rows if row.release_id is None}
    for row in rows:
        if row.family in led_away:
            elsewhere = f"is itself led to another family in line {led_away[row.family]}"
            raise BadFileError(f"{name}, line {row.line}: {row.family!r} {elsewhere}")


def _lines(data: bytes) -> dict[str, dict[Any, int]]:
    """Return section -> position or key of an entry -> its line."""
    root = yaml.compose(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    found: dict[str, dict[Any, int]] = {}
    for key, section in root.value:
        if isinstance(section, yaml.SequenceNode):
            found[key.value] = {place: node.start_mark.line + 1 for place, node in enumerate(section.value)}
        elif isinstance(section, yaml.MappingNode):
            found[key.value] = {node.value: node.start_mark.line + 1 for node, _ in section.value}
    return found
