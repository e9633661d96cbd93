"""Mass series: 20 or more releases of one developer, in one edition, whose names differ in one part alone.

One text-to-speech project in a thousand languages is one decision, not a thousand. The rule is that of
``docs/protocol.md``; nothing but names, developers and editions is looked at.
"""

import re
from collections.abc import Iterable

import polars as pl

from openness.cleaning.family_keys import without_account
from openness.tables.schema import KEYS

LEAST = 20
"""Releases that make a mass series."""

ANY = "*"
"""Stands in the name of a series for the part that differs."""

TEAM_SIGN = "+"

_BETWEEN = re.compile(r"[-_/.\s]+")

Parts = tuple[str, ...]
Place = tuple[Parts, Parts]
"""What stands before the part that differs, and what after it."""


def mass_series(releases: pl.DataFrame) -> pl.DataFrame:
    """Return the releases that are of a mass series: ``KEYS`` and ``mass_series``, such as ``meta-ai/mms-tts-*``.

    Needs ``release_name`` and ``developer_id``; the developer is the one named first, and where none is, there is
    no series.
    """
    named = releases.select(
        *KEYS, "release_name", pl.col("developer_id").str.split(TEAM_SIGN).list.first().alias("_developer")
    )
    found = [pl.DataFrame(schema=dict.fromkeys((*KEYS, "mass_series"), pl.String))]
    edition = ["source", "vintage", "_developer"]
    # Most developers have fewer releases than a series needs; the others alone are looked at name by name.
    many = named.drop_nulls("_developer").filter(pl.len().over(edition) >= LEAST)
    for (_, _, developer), own in many.group_by(edition, maintain_order=True):
        of_name = series_of(own["release_name"].unique(maintain_order=True))
        series = own["release_name"].replace_strict(of_name, default=None, return_dtype=pl.String)
        labels = pl.format("{}/{}", pl.lit(developer), series.alias("_series")).alias("mass_series")
        found.append(own.select(*KEYS, labels).drop_nulls("mass_series"))
    return pl.concat(found)


def series_of(names: Iterable[str]) -> dict[str, str]:
    """Return which of one developer's names are of which series: name -> ``mms-tts-*``.

    Two series with a name in common are one. A name that fills the place that differs with
    several parts (``mms-tts-azj-script_latin``) is of the series too.
    """
    parts = {name: _parts(name) for name in names}
    filled: dict[Place, dict[Parts, list[str]]] = {}
    for name, own in parts.items():
        for at in range(len(own)):
            if _says_something(own[:at] + own[at + 1 :]):
                filled.setdefault((own[:at], own[at + 1 :]), {}).setdefault(own, []).append(name)
    large = {place: members for place, members in filled.items() if len(members) >= LEAST}
    of_place: dict[Place, Place] = {}
    of_parts: dict[Parts, Place] = {}
    for place in sorted(large, key=lambda place: (-len(large[place]), place)):
        met = [of_parts[own] for own in large[place] if own in of_parts]
        of_place[place] = head = _head(of_place, met[0]) if met else place
        for other in met[1:]:
            of_place[_head(of_place, other)] = head
        of_parts |= dict.fromkeys(large[place], place)
    members: dict[Place, list[Parts]] = {}
    for own, place in of_parts.items():
        members.setdefault(_head(of_place, place), []).append(own)
    labels = {head: _label(head, own) for head, own in members.items()}
    series = {}
    for name, own in parts.items() if large else ():
        if (place := of_parts.get(own) or _with_more_parts(own, of_place)) is not None:
            series[name] = labels[_head(of_place, place)]
    return series


def common_name(series: str) -> str:
    """Return what the names of a series have in common: ``mms-tts`` of ``meta-ai/mms-tts-*``."""
    name = series.partition("/")[2]
    return "-".join(part for part in name.split("-") if part != ANY)


def _parts(name: str) -> Parts:
    return tuple(part for part in _BETWEEN.split(without_account(name).casefold()) if part)


def _says_something(common: Parts) -> bool:
    """Return whether names have a word in common: those of one part each, or with a number, share nothing."""
    return any(letter.isalpha() for part in common for letter in part)


def _with_more_parts(own: Parts, of_place: dict[Place, Place]) -> Place | None:
    """Return the place that a name fills with several parts, the one that leaves least of it to differ."""
    for size in range(2, len(own)):
        for at in range(len(own) - size + 1):
            if (place := (own[:at], own[at + size :])) in of_place:
                return place
    return None


def _label(head: Place, members: list[Parts]) -> str:
    """Return the name of a series: a mark for each part in which its members differ."""
    common = [each[0] if len(set(each)) == 1 else None for each in zip(*members, strict=True)]
    if not _says_something(tuple(part for part in common if part)):
        common = [*head[0], None, *head[1]]
    return "-".join(part or ANY for part in common)


def _head(of_place: dict[Place, Place], place: Place) -> Place:
    while of_place[place] != place:
        place = of_place[place]
    return place
