"""What is known of developers and countries by hand: ``data/raw/developers.yml`` and ``countries.yml``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from openness.project import paths
from openness.project.errors import CheckError
from openness.project.yaml_shape import read_shape, shape
from openness.tables import schema
from openness.words.countries import countries

FILE = "developers.yml"

QUESTIONS = ("control", "employs", "pays")
"""Questions of the rule on who is a company (``docs/protocol.md``, "Groups"); the first with an answer decides."""


@shape
class Developer:
    """A developer: how it is called here, what it is, and the other spellings that sources publish."""

    name: str
    type: Literal[schema.DEVELOPER_TYPES]
    country: str
    aliases: tuple[str, ...] = ()
    question: Literal[QUESTIONS] | None = None
    reason: str | None = None
    evidence: str | None = None

    def __post_init__(self) -> None:
        """Raise ``ValueError`` where a reason cannot be checked, evidence says nothing, or nothing decided a side."""
        if (self.reason is None) != (self.evidence is None):
            raise ValueError("a reason or evidence without the other")
        if (self.question is not None) != (self.reason is not None and self.type != "unknown"):
            raise ValueError(
                "expected the question that decided beside each reason, and none where the type is unknown"
            )


@shape
class _Developers:
    developers: dict[str, Developer]
    joint: dict[str, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class Registry:
    """The hand-kept knowledge about developers and countries."""

    records: Mapping[str, Developer]  # developer id -> what is known of it
    ids: Mapping[str, str]  # name or alias -> developer id
    joint: Mapping[str, tuple[str, ...]]  # published string that names several developers -> their ids
    countries: Mapping[str, str]  # name or alias of a country -> its name here
    codes: Mapping[str, str | None]  # name of a country -> ISO 3166-1 alpha-2 code, None for Multinational and unknown


def read_registry() -> Registry:
    """Read both files."""
    places = countries()
    found = read_shape(_Developers, paths.raw() / FILE, exact=True)
    registry = Registry(
        records=found.developers,
        ids={name: id_ for id_, one in found.developers.items() for name in (one.name, *one.aliases)},
        joint=found.joint or {},
        countries={spelling: name for name, one in places.items() for spelling in (name, *one.aliases)},
        codes={name: one.code for name, one in places.items()},
    )
    if bad := list(_faults(registry)):
        raise CheckError(paths.shown(paths.raw() / FILE), bad)
    return registry


def _faults(registry: Registry) -> Iterator[str]:
    for id_, one in registry.records.items():
        if one.country not in registry.codes:
            yield f"{id_} has the country {one.country!r}, which is not in countries.yml"
        for name in (one.name, *one.aliases):
            if registry.ids[name] != id_ or name in registry.joint:
                yield f"{name!r} is used twice"
    for name, members in registry.joint.items():
        yield from (
            f"joint {name!r} names {id_!r}, which is no developer" for id_ in members if id_ not in registry.records
        )
