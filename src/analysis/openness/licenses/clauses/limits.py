"""Limits of a license that no clause of ours covers, each with the criterion that it fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from openness.project.errors import BadFileError
from openness.tables import schema

VERDICTS = ("violated", "arguable")


@dataclass(frozen=True)
class Limit:
    """A limit that no clause of ours covers, such as a ban on offering the software as a service.

    Attributes
    ----------
    limit
        What is limited, in a few words.
    section
        Section of the license that says so; None where the text was not read.
    criterion, verdict, tier, because, source
        As in a rule of ``rules.yml``.
    """

    limit: str
    section: str | None
    criterion: int
    verdict: str
    tier: str
    because: str
    source: str


def parse(entries: Any, name: str) -> tuple[Limit, ...]:
    """Return the limits that a YAML list holds, none where there is no list; `name` is the file's, for messages.

    Raises
    ------
    BadFileError
        An entry lacks a field or has one more, or a value is not allowed.
    """
    if not isinstance(entries or [], list):
        raise BadFileError(f"{name}: further is not a list")
    return tuple(_limit(entry, name) for entry in entries or ())


def _limit(entry: Any, name: str) -> Limit:
    fields = Limit.__dataclass_fields__
    if not isinstance(entry, dict) or set(entry) != set(fields):
        raise BadFileError(f"{name}: further holds {entry!r}; expected {', '.join(fields)}")
    optional = entry["section"] is None
    texts = [key for key in fields if key != "criterion" and not (key == "section" and optional)]
    if any(not isinstance(entry[key], str) for key in texts):
        raise BadFileError(f"{name}: further expects texts; found {entry!r}")
    for key, allowed in (("criterion", range(1, 11)), ("verdict", VERDICTS), ("tier", schema.LICENSE_TIERS)):
        if entry[key] not in allowed:
            expected = "a number from 1 to 10" if key == "criterion" else f"one of {', '.join(allowed)}"
            raise BadFileError(f"{name}: {key} is {entry[key]!r}; expected {expected}")
    return Limit(**entry)
