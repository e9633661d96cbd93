"""Dated events in the openness of AI, kept as data in ``data/raw/events.yml`` with a source each."""

from __future__ import annotations

import re
from datetime import date, datetime

import polars as pl

from openness.project import paths
from openness.project.errors import CheckError, MissingFileError
from openness.project.files import read_yaml

KINDS = ("release", "leak", "policy", "definition")
FIELDS = ("id", "date", "title", "what", "kind", "url")
SCHEMA = {
    "event_id": pl.String,
    "event_date": pl.Datetime("us"),
    "event_title": pl.String,
    "event_text": pl.String,
    "event_kind": pl.String,
    "event_url": pl.String,
}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIRST = date(1950, 1, 1)


def read_events() -> pl.DataFrame:
    """Read the events."""
    path = paths.raw() / "events.yml"
    name = paths.shown(path)
    if not path.is_file():
        raise MissingFileError(f"{name} is not there")
    document = read_yaml(path.read_bytes(), name)
    entries = document.get("events") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise CheckError(name, ["it has no list 'events'"])
    failures, seen = [], set()
    for number, entry in enumerate(entries, start=1):
        failures += [f"event {number}: {failure}" for failure in _failures(entry, seen)]
    if failures:
        raise CheckError(name, failures)
    rows = [
        (
            entry["id"],
            datetime(entry["date"].year, entry["date"].month, entry["date"].day),
            *(" ".join(entry[field].split()) for field in ("title", "what")),
            entry["kind"],
            entry["url"],
        )
        for entry in entries
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row").sort("event_date", "event_id")


def _failures(entry: object, seen: set[str]) -> list[str]:
    if not isinstance(entry, dict):
        return ["it is no map of fields"]
    if missing := [field for field in FIELDS if not entry.get(field)]:
        return [f"it lacks {', '.join(missing)}"]
    found = [f"it has the unknown field {field!r}" for field in entry if field not in FIELDS]
    if not isinstance(entry["id"], str) or not _ID.fullmatch(entry["id"]):
        found.append(f"id {entry['id']!r} is not of small letters, digits and single hyphens")
    elif entry["id"] in seen:
        found.append(f"id {entry['id']!r} is used twice")
    else:
        seen.add(entry["id"])
    # YAML reads a timestamp as a datetime, which is a date too, and a date of no calendar as text.
    if not isinstance(entry["date"], date) or isinstance(entry["date"], datetime) or entry["date"] < _FIRST:
        found.append(f"date is {entry['date']!r}, expected YYYY-MM-DD")
    found += [
        f"{field} is {entry[field]!r}, expected text"
        for field in ("title", "what")
        if not isinstance(entry[field], str)
    ]
    if entry["kind"] not in KINDS:
        found.append(f"kind is {entry['kind']!r}, expected one of: {', '.join(KINDS)}")
    if not str(entry["url"]).startswith("https://"):
        found.append(f"url is {entry['url']!r}, expected one that starts with https://")
    return found
