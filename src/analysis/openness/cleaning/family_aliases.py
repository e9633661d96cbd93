"""What names do not say about families, by hand: ``data/raw/aliases/families.yml``.

``houses`` joins the names under which one organization publishes its own models. ``aliases`` leads a release, or a name
of a developer's, to a family, each with a reason and evidence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from openness.cleaning.family_keys import family_key
from openness.project import paths
from openness.project.errors import BadFileError, did_you_mean
from openness.project.files import LOADER
from openness.project.yaml_shape import read_shape, shape

FILE = Path("aliases") / "families.yml"


@shape
class _House:
    members: tuple[str, ...]
    reason: str
    evidence: str
    checked: date

    def __post_init__(self) -> None:
        _check_link(self.evidence)


@shape
class _Row:
    family: str
    reason: str
    evidence: str
    checked: date
    release: str | None = None
    vintages: tuple[str, ...] = ()
    developer: str | None = None
    name: str | None = None

    def __post_init__(self) -> None:
        _check_link(self.evidence)
        is_named, is_of_name = self.release is not None, self.developer is not None and self.name is not None
        if is_named == is_of_name or (is_named and (self.developer or self.name)) or (is_of_name and self.vintages):
            raise ValueError("expected 'release', with 'vintages' or not, or 'developer' and 'name'")
        if is_named and ":" not in self.release:
            raise ValueError(f"{self.release!r} is not a release id (source:name)")


@shape
class _Table:
    houses: dict[str, _House]
    aliases: tuple[_Row, ...]


def _check_link(evidence: str) -> None:
    if not evidence.startswith(("https://", "http://")):
        raise ValueError(f"evidence {evidence!r} is not a link")


@dataclass(frozen=True)
class Alias:
    """One row of the table."""

    family: str  # family it leads to, ``house/key``
    evidence: str  # link that shows it
    line: int  # line of the file
    # the release it speaks of, in the editions named, in all where none is
    release_id: str | None = None
    vintages: tuple[str, ...] = ()
    # or the name of a house, in every source
    house: str | None = None
    key: str | None = None

    @property
    def subject(self) -> str:
        """What the row speaks of, for messages."""
        return self.release_id or f"{self.house}/{self.key}"


@dataclass(frozen=True)
class Aliases:
    """The table, read."""

    # developer id -> the house it belongs to; developers that are not here are houses of their own
    house_of: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Alias, ...] = ()  # aliases in the file's order
    name: str = FILE.as_posix()  # the file as messages show it

    def house(self, developer_id: str) -> str:
        """Return the house of a developer."""
        return self.house_of.get(developer_id, developer_id)


def read() -> Aliases:
    """Read the table; a raw folder without one has no aliases."""
    path = paths.raw() / FILE
    if not path.is_file():
        return Aliases()
    table, name, lines = read_shape(_Table, path), paths.shown(path), _lines(path.read_bytes())
    house_of = _houses(table.houses, lines["houses"], name)
    rows = [
        _alias(row, house_of, line, name) for row, line in zip(table.aliases, lines["aliases"].values(), strict=True)
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


def _houses(houses: Mapping[str, _House], lines: Mapping[Any, int], name: str) -> dict[str, str]:
    house_of: dict[str, str] = {}
    for house, one in houses.items():
        for member in one.members:
            if member in houses or house_of.setdefault(member, house) != house or one.members.count(member) > 1:
                raise BadFileError(f"{name}, line {lines[house]}: {member!r} is in two houses, or twice in one")
    return house_of


def _alias(row: _Row, house_of: Mapping[str, str], line: int, name: str) -> Alias:
    where = f"{name}, line {line}"
    house, _, key = row.family.partition("/")
    right = f"{house_of.get(house, house)}/{family_key(key)}"
    if not house or not key or row.family != right:
        raise BadFileError(f"{where}: {row.family!r} is not a family (house/key); did you mean {right!r}?")
    if row.release is not None:
        return Alias(row.family, row.evidence, line, release_id=row.release, vintages=row.vintages)
    named = Alias(
        row.family, row.evidence, line, house=house_of.get(row.developer, row.developer), key=family_key(row.name)
    )
    if named.subject == row.family:
        raise BadFileError(f"{where}: {row.family!r} is led to itself; the name needs no alias")
    return named


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
    root = yaml.compose(data, Loader=LOADER)
    found: dict[str, dict[Any, int]] = {}
    for key, section in root.value:
        if isinstance(section, yaml.SequenceNode):
            found[key.value] = {place: node.start_mark.line + 1 for place, node in enumerate(section.value)}
        elif isinstance(section, yaml.MappingNode):
            found[key.value] = {node.value: node.start_mark.line + 1 for node, _ in section.value}
    return found
