"""Changes of license, of software projects and of AI models, the revenue gates of some, and the forks that followed.

The events are kept by hand in ``data/raw/relicensing``; those that CHAOSS lists take date and labels from its table.
Each of its rows is either carried over or named with the reason why it is not. Directions are computed from the
catalog.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from openness.licenses.clauses import moves, verdicts
from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError, OpennessError, UnknownNameError
from openness.project.files import read_yaml
from openness.sources import facts
from openness.sources.common.published import slug, trimmed, with_date
from openness.sources.relicensing import SOURCE, gates
from openness.sources.relicensing.read import FORKS, REQUIRED
from openness.tables import schema
from openness.tables import store as tables

FILES = {"software": "software.yml", "model": "models.yml"}
FORKS_FILE = "forks.yml"
_LINK = re.compile(r"https://[^\s/]+\.[^\s/]+/\S*")
KIND_OF_SCOPE = {
    "project": "same_work",
    "repository": "same_work",
    "version": "same_work",
    "family": "next_generation",
}
"""Scope of a change -> whether it is of the same work; ``models.yml`` states the rule by which scopes are given."""

_KNOWN = {
    "project", "date", "scope", "what", "from", "to", "url", "announced", "evidence", "note", "carried", "commit",
    "from_release", "to_release", "from_label", "to_label",
}  # fmt: skip


def frames() -> dict[str, pl.DataFrame]:
    """Return the tables ``license_changes``, ``license_gates`` and ``license_forks``, empty where nothing is kept."""
    folder = paths.raw() / SOURCE.name
    if not folder.is_dir():
        return {
            table.name: pl.DataFrame(schema=tables.polars_schema(table))
            for table in (schema.LICENSE_CHANGES, schema.LICENSE_GATES, schema.LICENSE_FORKS)
        }
    listing = facts.read_source(folder)
    vintage = max(listing["vintages"])
    published = facts.read(folder, vintage, listing).with_columns([trimmed(column) for column in REQUIRED])
    rows = {f"{row['org']}/{row['repo']}": row for row in published.iter_rows(named=True)}
    changes = [
        row for kind, name in FILES.items() for row in _changes(folder / name, kind, rows if kind == "software" else {})
    ]
    changed = _frame(changes, schema.LICENSE_CHANGES, "change_id").sort("change_date", "change_id")
    listed = facts.read_extra(folder, vintage, FORKS)
    forks = _forks(folder / FORKS_FILE, changed, listed.with_columns([trimmed(column) for column in listed.columns]))
    return {
        "license_changes": changed,
        "license_gates": gates.frame(folder / gates.FILE, changed),
        "license_forks": _frame(forks, schema.LICENSE_FORKS, "fork_name"),
    }


def _changes(path: Path, kind: str, published: Mapping[str, dict]) -> list[dict[str, Any]]:
    name = paths.shown(path)
    document = _document(path, ("as_of", "projects", "events"))
    projects, unread = document["projects"], document.get("unread") or {}
    until = _day(document["as_of"], f"{name}, as_of")[0]
    found = []
    for number, event in enumerate(document["events"], start=1):
        where = f"{name}, event {number}"
        if not isinstance(event, dict) or not event.get("project"):
            raise BadFileError(f"{where} names no project")
        if event["project"] not in projects:
            raise UnknownNameError("project", event["project"], projects, where=where)
        if unknown := sorted(set(event) - _KNOWN):
            raise UnknownNameError("field", unknown[0], _KNOWN, where=where)
        whole = {**event, **_carried(event, published, where)} if "carried" in event else event
        found.append(_change(whole, kind, projects[event["project"]], unread, until, where))
    _check_all_carried(document, published, name)
    return found


def _change(
    event: Mapping[str, Any],
    kind: str,
    project: Mapping[str, Any],
    unread: Mapping[str, str],
    until: datetime,
    where: str,
) -> dict[str, Any]:
    for key in ("date", "from", "to", "url", "evidence"):
        if not event.get(key):
            raise BadFileError(f"{where} ({event['project']}) lacks {key!r}")
    before, after = (moves.parse_choice(_licenses(event[key], unread, where)) for key in ("from", "to"))
    day, precision = _day(event["date"], where)
    if day > until:
        raise BadFileError(f"{where} ({event['project']}) is of {event['date']}, after the file's as_of")
    first = project.get("first_license") or {}
    part, scope = event.get("what", "all"), event.get("scope", "project")
    if scope not in KIND_OF_SCOPE:
        raise UnknownNameError("scope", scope, KIND_OF_SCOPE, where=where)
    announced = event.get("announced") or {}
    return {
        "change_id": ":".join((kind, slug(event["project"]), part, str(event["date"]))),
        "kind": kind,
        "project_name": event["project"],
        "developer_name": project["developer"],
        "scope": scope,
        "kind_of_change": KIND_OF_SCOPE[scope],
        "part": part,
        "change_date": day,
        "date_precision": precision,
        "from_ids": list(event["from"]),
        "to_ids": list(event["to"]),
        "from_label": event.get("from_label"),
        "to_label": event.get("to_label"),
        "from_tier": moves.tier_of_choice(before),
        "to_tier": moves.tier_of_choice(after),
        "direction": moves.direction(before, after),
        "copyleft_change": moves.copyleft_change(before, after),
        "first_license_date": _day(first["date"], where)[0] if first else None,
        "known_until_date": until,
        "is_carried_over": "carried" in event,
        "evidence": event["evidence"],
        "source_url": _link(event["url"], where),
        "announced_date": _day(announced["date"], where)[0] if announced else None,
        "announced_url": _link(announced["url"], where) if announced else None,
        "note": event.get("note"),
    }


def _carried(event: Mapping[str, Any], published: Mapping[str, dict], where: str) -> dict[str, Any]:
    repository = event["carried"]
    if repository not in published:
        raise UnknownNameError("repository", repository, published, where=where)
    row = published[repository]
    commit = event.get("commit")
    seen = f"commit/{commit}" if commit else f"commits/HEAD/{row['license_file']}"
    return {
        "date": event.get("date", row["relicense_date"]),
        "from_label": row["orig_license"],
        "to_label": row["new_license"],
        "url": event.get("url") or f"https://github.com/{repository}/{seen}",
        "evidence": event.get("evidence") or ("commit" if commit else "publisher"),
    }


def _check_all_carried(document: Mapping[str, Any], published: Mapping[str, dict], name: str) -> None:
    left = {}
    for number, entry in enumerate(document.get("not_carried") or (), start=1):
        if not isinstance(entry, dict) or not entry.get("repository") or not entry.get("reason"):
            raise BadFileError(f"{name}, not_carried {number} lacks repository or reason")
        if entry["repository"] not in published:
            raise UnknownNameError("repository", entry["repository"], published, where=f"{name}, not_carried")
        left[entry["repository"]] = entry["reason"]
    carried = {event["carried"] for event in document["events"] if "carried" in event}
    if both := sorted(carried & left.keys()):
        raise BadFileError(f"{name} carries {both[0]} over and says that it does not")
    if missing := sorted(published.keys() - carried - left.keys()):
        raise BadFileError(f"{name} neither carries over nor names {', '.join(missing)}, which CHAOSS lists")


def _forks(path: Path, changes: pl.DataFrame, published: pl.DataFrame) -> list[dict[str, Any]]:
    name = paths.shown(path)
    listed = {row["fork_name"]: row for row in published.iter_rows(named=True)}
    found = []
    for number, given in enumerate(_document(path, ("forks",))["forks"], start=1):
        where = f"{name}, fork {number}"
        entry = _listed_fork(given, listed, where)
        for key in ("fork", "project", "date", "license", "url"):
            if not entry.get(key):
                raise BadFileError(f"{where} lacks {key!r}")
        day = _day(entry["date"], where)[0]
        before = changes.filter(project_name=entry["project"]).filter(pl.col("change_date") <= day)
        if before.is_empty():
            raise BadFileError(
                f"{where} ({entry['fork']}) follows no change of {entry['project']!r} before {entry['date']}"
            )
        found.append(
            {
                "fork_name": entry["fork"],
                "project_name": entry["project"],
                "change_id": before.sort("change_date")["change_id"][-1],
                "fork_date": day,
                "fork_license_ids": list(entry["license"]),
                "is_carried_over": "carried" in given,
                "source_url": _link(entry["url"], where),
            }
        )
    return found


def _listed_fork(entry: Mapping[str, Any], listed: Mapping[str, dict], where: str) -> dict[str, Any]:
    if "carried" not in entry:
        return dict(entry)
    if entry["carried"] not in listed:
        raise UnknownNameError("fork", entry["carried"], listed, where=where)
    row = listed[entry["carried"]]
    return {**entry, "date": row["fork_date"], "url": row["fork_repo"], "license": [verdicts.resolve(row["fork_lic"])]}


def _document(path: Path, parts: Iterable[str]) -> dict[str, Any]:
    name = paths.shown(path)
    if not path.is_file():
        raise MissingFileError(f"{name} is not there")
    document = read_yaml(path.read_bytes(), name)
    for part in parts:
        if not isinstance(document, dict) or not document.get(part):
            raise BadFileError(f"{name} has no {part!r}")
    return document


def _licenses(identifiers: Any, unread: Mapping[str, str], where: str) -> list[str]:
    """Return the licenses of an event as they are written, if each is known or said to be unread."""
    if not isinstance(identifiers, list) or not all(isinstance(one, str) for one in identifiers):
        raise BadFileError(f"{where}: licenses are {identifiers!r}; expected a list of identifiers")
    for identifier in (part for one in identifiers for part in one.split(moves.AND)):
        if identifier not in unread:
            try:
                verdicts.resolve(identifier)
            except OpennessError as error:
                raise BadFileError(f"{where}: {error}; one that is not read belongs into 'unread'") from error
    return identifiers


def _day(text: Any, where: str) -> tuple[datetime, str]:
    read = with_date(pl.DataFrame({"date": [str(text)]}), "date")
    day, precision = read["release_date"][0], read["date_precision"][0]
    if precision not in ("day", "month"):
        raise BadFileError(f"{where}: date is {text!r}; expected YYYY-MM-DD or YYYY-MM")
    return day, precision


def _link(url: Any, where: str) -> str:
    if not isinstance(url, str) or not _LINK.fullmatch(url):
        raise BadFileError(f"{where}: url is {url!r}; expected a link that begins with https://")
    return url


def _frame(rows: list[dict[str, Any]], table: schema.Table, key: str) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema=tables.polars_schema(table), orient="row")
    if (doubled := frame.filter(pl.col(key).is_duplicated())).height:
        raise BadFileError(f"{table.name} has {doubled[key][0]} twice")
    return frame
