"""Changes of license, of software projects and of AI models, the revenue gates of some, and the forks that followed.

The events are kept by hand in ``data/raw/relicensing``; those that CHAOSS lists take date and labels from its table.
Each of its rows is either carried over or named with the reason why it is not. Directions are computed from the
catalog.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import polars as pl

from openness.licenses.clauses import moves, verdicts
from openness.project import paths
from openness.project.errors import BadFileError, OpennessError, UnknownNameError
from openness.project.yaml_shape import read_shape, shape
from openness.sources import facts
from openness.sources.common.published import slug, trimmed, with_date
from openness.sources.relicensing import SOURCE, gates
from openness.sources.relicensing.read import FORKS, REQUIRED
from openness.tables import schema
from openness.tables import store as tables
from openness.tables.schema import CHANGE_EVIDENCE, CHANGE_PARTS

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


@shape
class _FirstLicense:
    date: str
    url: str


@shape
class _Announced:
    date: str
    url: str


@shape
class _Project:
    developer: str
    first_license: _FirstLicense | None = None


@shape
class _Event:
    project: str
    from_: tuple[str, ...]
    to: tuple[str, ...]
    date: str | None = None
    url: str | None = None
    evidence: Literal[CHANGE_EVIDENCE] | None = None  # type: ignore[valid-type]
    scope: Literal[tuple(KIND_OF_SCOPE)] = "project"  # type: ignore[valid-type]
    what: Literal[CHANGE_PARTS] = "all"  # type: ignore[valid-type]
    announced: _Announced | None = None
    note: str | None = None
    carried: str | None = None
    commit: str | None = None
    from_release: str | None = None
    to_release: str | None = None
    from_label: str | None = None
    to_label: str | None = None

    def __post_init__(self) -> None:
        """Raise ``ValueError`` where neither the event nor a row that it carries over says so."""
        if self.carried is None:
            _demand(self, "date", "url", "evidence")
        if not self.from_ or not self.to:
            raise ValueError(f"{self.project} names no license before, or none after")


@shape
class _NotCarried:
    repository: str
    reason: str


@shape
class _Changes:
    as_of: str
    projects: dict[str, _Project]
    events: tuple[_Event, ...]
    unread: dict[str, str] = field(default_factory=dict)
    not_carried: tuple[_NotCarried, ...] = ()


@shape
class _Fork:
    fork: str
    project: str
    carried: str | None = None
    date: str | None = None
    license: tuple[str, ...] = ()
    url: str | None = None

    def __post_init__(self) -> None:
        """Raise ``ValueError`` where neither the entry nor a row that it carries over says so."""
        if self.carried is None:
            _demand(self, "date", "license", "url")


@shape
class _Forks:
    forks: tuple[_Fork, ...]


def _demand(entry: _Event | _Fork, *names: str) -> None:
    if lacking := [name for name in names if not getattr(entry, name)]:
        raise ValueError(f"{entry.project} lacks {lacking[0]!r}")


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
    name, document = paths.shown(path), read_shape(_Changes, path)
    until = _day(document.as_of, f"{name}, as_of")[0]
    found = []
    for number, given in enumerate(document.events, start=1):
        where = f"{name}, event {number} ({given.project})"
        if given.project not in document.projects:
            raise UnknownNameError("project", given.project, document.projects, where=where)
        event = _carried(given, published, where) if given.carried else given
        found.append(_change(event, kind, document, until, where))
    _check_all_carried(document, published, name)
    return found


def _change(event: _Event, kind: str, document: _Changes, until: datetime, where: str) -> dict[str, Any]:
    before, after = (moves.parse_choice(_licenses(one, document.unread, where)) for one in (event.from_, event.to))
    day, precision = _day(event.date, where)
    if day > until:
        raise BadFileError(f"{where} is of {event.date}, after the file's as_of")
    project = document.projects[event.project]
    first, announced = project.first_license, event.announced
    return {
        "change_id": ":".join((kind, slug(event.project), event.what, str(event.date))),
        "kind": kind,
        "project_name": event.project,
        "developer_name": project.developer,
        "scope": event.scope,
        "kind_of_change": KIND_OF_SCOPE[event.scope],
        "part": event.what,
        "change_date": day,
        "date_precision": precision,
        "from_ids": list(event.from_),
        "to_ids": list(event.to),
        "from_label": event.from_label,
        "to_label": event.to_label,
        "from_tier": moves.tier_of_choice(before),
        "to_tier": moves.tier_of_choice(after),
        "direction": moves.direction(before, after),
        "copyleft_change": moves.copyleft_change(before, after),
        "first_license_date": _day(first.date, where)[0] if first else None,
        "known_until_date": until,
        "is_carried_over": event.carried is not None,
        "evidence": event.evidence,
        "source_url": _link(event.url, where),
        "announced_date": _day(announced.date, where)[0] if announced else None,
        "announced_url": _link(announced.url, where) if announced else None,
        "note": event.note,
    }


def _carried(event: _Event, published: Mapping[str, dict], where: str) -> _Event:
    """Return an event with what the row that it carries over says of it."""
    repository = str(event.carried)
    if repository not in published:
        raise UnknownNameError("repository", repository, published, where=where)
    row = published[repository]
    seen = f"commit/{event.commit}" if event.commit else f"commits/HEAD/{row['license_file']}"
    return replace(
        event,
        date=event.date or row["relicense_date"],
        from_label=row["orig_license"],
        to_label=row["new_license"],
        url=event.url or f"https://github.com/{repository}/{seen}",
        evidence=event.evidence or ("commit" if event.commit else "publisher"),
    )


def _check_all_carried(document: _Changes, published: Mapping[str, dict], name: str) -> None:
    left = {entry.repository for entry in document.not_carried}
    for repository in sorted(left - published.keys()):
        raise UnknownNameError("repository", repository, published, where=f"{name}, not_carried")
    carried = {event.carried for event in document.events if event.carried}
    if both := sorted(carried & left):
        raise BadFileError(f"{name} carries {both[0]} over and says that it does not")
    if missing := sorted(published.keys() - carried - left):
        raise BadFileError(f"{name} neither carries over nor names {', '.join(missing)}, which CHAOSS lists")


def _forks(path: Path, changes: pl.DataFrame, published: pl.DataFrame) -> list[dict[str, Any]]:
    name = paths.shown(path)
    listed = {row["fork_name"]: row for row in published.iter_rows(named=True)}
    found = []
    for number, given in enumerate(read_shape(_Forks, path).forks, start=1):
        where = f"{name}, fork {number} ({given.fork})"
        entry = _listed_fork(given, listed, where) if given.carried else given
        day = _day(entry.date, where)[0]
        before = changes.filter(project_name=entry.project).filter(pl.col("change_date") <= day)
        if before.is_empty():
            raise BadFileError(f"{where} follows no change of {entry.project!r} before {entry.date}")
        found.append(
            {
                "fork_name": entry.fork,
                "project_name": entry.project,
                "change_id": before.sort("change_date")["change_id"][-1],
                "fork_date": day,
                "fork_license_ids": list(entry.license),
                "is_carried_over": given.carried is not None,
                "source_url": _link(entry.url, where),
            }
        )
    return found


def _listed_fork(entry: _Fork, listed: Mapping[str, dict], where: str) -> _Fork:
    if entry.carried not in listed:
        raise UnknownNameError("fork", str(entry.carried), listed, where=where)
    row = listed[entry.carried]
    return replace(entry, date=row["fork_date"], url=row["fork_repo"], license=(verdicts.resolve(row["fork_lic"]),))


def _licenses(identifiers: Sequence[str], unread: Mapping[str, str], where: str) -> list[str]:
    """Return the licenses of an event as they are written, if each is known or said to be unread."""
    for identifier in (part for one in identifiers for part in one.split(moves.AND)):
        if identifier not in unread:
            try:
                verdicts.resolve(identifier)
            except OpennessError as error:
                raise BadFileError(f"{where}: {error}; one that is not read belongs into 'unread'") from error
    return list(identifiers)


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
