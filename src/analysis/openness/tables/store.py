"""Read, check and write processed tables; every table on disk has passed the checks of ``schema.py``."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import polars as pl

from openness.project import digests, paths, writing
from openness.project.errors import BadFileError, CheckError, MissingFileError, UnknownNameError
from openness.tables import one_build, schema

PACKAGE_FILE = "datapackage.json"

_DTYPES: dict[str, Any] = {
    "string": pl.String,
    "integer": pl.Int64,
    "number": pl.Float64,
    "boolean": pl.Boolean,
    "datetime": pl.Datetime("us"),
    "list": pl.List(pl.String),
}
_SHOWN = 5
"""Bad values named in one failure before the rest is only counted."""


def polars_schema(table: schema.Table) -> dict[str, Any]:
    """Return column name -> polars type of a table."""
    return {column.name: _DTYPES[column.type] for column in table.columns}


def read(name: str) -> pl.DataFrame:
    """Read a processed table, once a process for as long as its file stays as it is.

    Raises
    ------
    MissingFileError
        If it has not been built.
    BadFileError
        If it is not the table that ``datapackage.json`` describes, or the raw data has changed since it was built.
    """
    if name not in schema.BY_NAME:
        raise UnknownNameError("table", name, schema.BY_NAME)
    folder = paths.processed()
    path = folder / f"{name}.parquet"
    writing.settle(folder)
    found = _read_once(path)
    if found is None:
        # A build may have moved it between two looks: wait for that to end, and look again.
        with writing.locked(folder):
            found = _read_once(path)
    if found is None:
        raise BadFileError(
            f"{paths.shown(path)} is not the table that {PACKAGE_FILE} describes: it was edited, or belongs to "
            "another build; run 'openness build' again"
        )
    return found


def _read_once(path: Path) -> pl.DataFrame | None:
    """Return a table, None where it is not the one that its package describes."""
    _check_there(path)
    frame, sha256 = _read(path, *digests.state(path))
    package = path.parent / PACKAGE_FILE
    _check_there(package)
    described = _package(package, *digests.state(package))
    one_build.check(path.parent, described.sha256)
    if paths.are_default():
        _check_raw(described.raw, paths.raw())
    return frame if described.hashes.get(path.name) == sha256 else None


def _check_there(path: Path) -> None:
    if not path.is_file():
        raise MissingFileError(f"{paths.shown(path)} is not there; run 'openness build' first")


@dataclass(frozen=True)
class _Package:
    """What ``datapackage.json`` says."""

    sha256: str  # of itself
    hashes: Mapping[str, str]  # file -> SHA-256
    raw: Mapping[str, str]  # entry of data/raw -> digest when the tables were built


@lru_cache(maxsize=8)
def _package(path: Path, *_state: int) -> _Package:
    content = path.read_bytes()
    try:
        said = json.loads(content)
        hashes = {one["path"]: one["hash"].removeprefix("sha256:") for one in said["resources"]}
        return _Package(hashlib.sha256(content).hexdigest(), hashes, dict(said.get("raw", {})))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadFileError(f"{paths.shown(path)} is broken; run 'openness build' again") from error


def raw_state(folder: Path, entries: Iterable[str]) -> dict[str, str]:
    """Return what raw data is: each of some files and folders of ``data/raw`` -> a digest of all that is in it.

    What is not there has no digest.
    """
    return {name: _digest(folder / name) for name in sorted(entries) if (folder / name).exists()}


def _digest(entry: Path) -> str:
    sums = hashlib.sha256()
    for path in [entry, *sorted(entry.rglob("*"))]:
        inside = path.relative_to(entry.parent)
        if path.is_file() and not any(part.startswith(".") for part in inside.parts) and path.suffix != ".md":
            sums.update(f"{inside.as_posix()}\0{digests.sha256(path)}\n".encode())
    return sums.hexdigest()


def _check_raw(built: Mapping[str, str], folder: Path) -> None:
    """Refuse tables of other raw data; what is not here at all (a wheel leaves some out) cannot have changed."""
    if not built or folder in _checked:
        return
    now = raw_state(folder, built)
    if changed := [name for name in now if now[name] != built[name]]:
        raise BadFileError(
            f"{paths.shown(folder / changed[0])} has changed since {paths.shown(paths.processed())} was built; "
            "run 'openness build'"
        )
    _checked.add(folder)


_checked: set[Path] = set()
"""Folders of raw data that were looked at: once a process, since a look takes as long as to read them."""


@lru_cache(maxsize=64)
def _read(path: Path, *_state: int) -> tuple[pl.DataFrame, str]:
    try:
        sha256 = digests.sha256(path)
        frame = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise BadFileError(
            f"{paths.shown(path)} cannot be read as parquet ({error}); run 'openness build' again"
        ) from error
    if frame.columns != schema.BY_NAME[path.stem].column_names:
        raise BadFileError(f"{paths.shown(path)} was built by another version; run 'openness build' again")
    return frame, sha256


def failures(frame: pl.DataFrame, table: schema.Table) -> list[str]:
    """Return every way in which a frame breaks its schema, one sentence each, bad values named."""
    found: list[str] = []
    missing = [name for name in table.column_names if name not in frame.columns]
    extra = [name for name in frame.columns if name not in table.column_names]
    if missing:
        found.append(f"missing columns {', '.join(missing)}")
    if extra:
        found.append(f"unknown columns {', '.join(extra)}")
    for column in table.columns:
        if column.name in missing:
            continue
        values = frame[column.name]
        if values.dtype != _DTYPES[column.type]:
            found.append(f"{column.name} is {values.dtype}, expected {_DTYPES[column.type]}")
            continue
        if column.required and values.null_count():
            found.append(f"{column.name} is null in {values.null_count()} rows")
        if column.values is not None:
            bad = values.drop_nulls().filter(~values.drop_nulls().is_in(list(column.values)))
            if len(bad):
                found.append(f"{column.name} has values that are not allowed: {_listed(bad)}")
        if column.minimum is not None and len(bad := values.filter(values < column.minimum)):
            found.append(f"{column.name} is below {column.minimum}: {_listed(bad)}")
        if column.maximum is not None and len(bad := values.filter(values > column.maximum)):
            found.append(f"{column.name} is above {column.maximum}: {_listed(bad)}")
    if not set(table.key) & set(missing):
        doubled = frame.filter(pl.struct(table.key).is_duplicated()).select(table.key).unique(maintain_order=True)
        if doubled.height:
            named = "; ".join("/".join(map(str, row)) for row in doubled.head(_SHOWN).rows())
            found.append(f"{doubled.height} keys occur more than once: {named}")
    return found


def write_all(
    frames: Mapping[str, pl.DataFrame], folder: Path, *, sources: list[dict], raw: Mapping[str, str] | None = None
) -> None:
    """Check all tables, then write them and ``datapackage.json`` as one; nothing is written if any check fails.

    ``raw`` is the state of the raw data that they were made from.
    """
    bad: list[str] = []
    for name, frame in frames.items():
        bad += [f"{name}: {failure}" for failure in failures(frame, schema.BY_NAME[name])]
    if bad:
        raise CheckError("the processed data", bad)
    resources: dict[str, dict] = {}

    def write_table(name: str, path: Path) -> None:
        table = schema.BY_NAME[name]
        frames[name].select(table.column_names).write_parquet(path)
        resources[name] = _resource(table, frames[name].height, path)

    def write_package(path: Path) -> None:
        package = {
            "name": "openness-trends",
            "title": "Openness of AI releases, harmonized from several sources",
            "licenses": [
                {
                    "name": "CC-BY-4.0",
                    "title": "Creative Commons Attribution 4.0",
                    "path": "https://creativecommons.org/licenses/by/4.0/",
                }
            ],
            "sources": sources,
            "resources": [resources[name] for name in frames],
            **({"raw": dict(raw)} if raw else {}),
        }
        path.write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    contents: dict[str, writing.Content] = {f"{name}.parquet": partial(write_table, name) for name in frames}
    with writing.locked(folder):
        writing.write_set(folder, {**contents, PACKAGE_FILE: write_package}, last=PACKAGE_FILE)
    one_build.forget(folder)


def _resource(table: schema.Table, rows: int, path: Path) -> dict:
    """Return what ``datapackage.json`` says of a table that has been written to a path."""
    return {
        "name": table.name.replace("_", "-"),
        "path": f"{table.name}.parquet",
        "title": table.name.replace("_", " ").capitalize(),
        "description": table.description,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "profile": "tabular-data-resource",
        "rows": rows,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digests.sha256(path)}",
        "schema": schema.frictionless(table),
    }


def _listed(values: pl.Series) -> str:
    distinct = values.unique(maintain_order=True)
    named = ", ".join(repr(value) for value in distinct.head(_SHOWN))
    rest = len(distinct) - _SHOWN
    return named + (f" and {rest} more" if rest > 0 else "")
