"""Read, check and write processed tables; every table on disk has passed the checks of ``schema.py``."""

import hashlib
import json
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from openness.project import paths
from openness.project.errors import BadFileError, CheckError, MissingFileError, UnknownNameError
from openness.tables import schema

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
    """Read a processed table, once a process for as long as its file stays as it is."""
    if name not in schema.BY_NAME:
        raise UnknownNameError("table", name, schema.BY_NAME)
    path = paths.processed() / f"{name}.parquet"
    if not path.is_file():
        raise MissingFileError(f"{paths.shown(path)} is not there; run 'openness build' first")
    state = path.stat()
    return _read(path, state.st_mtime_ns, state.st_size, state.st_ino)


@lru_cache(maxsize=64)
def _read(path: Path, *_state: int) -> pl.DataFrame:
    try:
        frame = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise BadFileError(
            f"{paths.shown(path)} cannot be read as parquet ({error}); run 'openness build' again"
        ) from error
    if frame.columns != schema.BY_NAME[path.stem].column_names:
        raise BadFileError(f"{paths.shown(path)} was built by another version; run 'openness build' again")
    return frame


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


def write_all(frames: Mapping[str, pl.DataFrame], folder: Path, *, sources: list[dict]) -> None:
    """Check all tables, then write them and ``datapackage.json``; nothing is written if any check fails."""
    bad: list[str] = []
    for name, frame in frames.items():
        bad += [f"{name}: {failure}" for failure in failures(frame, schema.BY_NAME[name])]
    if bad:
        raise CheckError("the processed data", bad)
    make_folder(folder)
    resources = []
    for name, frame in frames.items():
        table = schema.BY_NAME[name]
        path = folder / f"{name}.parquet"
        replace_file(path, lambda temporary, f=frame, t=table: f.select(t.column_names).write_parquet(temporary))
        data = path.read_bytes()
        resources.append(
            {
                "name": name.replace("_", "-"),
                "path": path.name,
                "title": name.replace("_", " ").capitalize(),
                "description": table.description,
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "profile": "tabular-data-resource",
                "rows": frame.height,
                "bytes": len(data),
                "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
                "schema": schema.frictionless(table),
            }
        )
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
        "resources": resources,
    }
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    replace_file(folder / PACKAGE_FILE, lambda temporary: temporary.write_text(text, encoding="utf-8"))


def make_folder(folder: Path) -> None:
    """Make a folder and its parents, or say in one line why it cannot be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MissingFileError(f"cannot write to {paths.shown(folder)}: {error.strerror}") from error
    if not os.access(folder, os.W_OK):
        raise MissingFileError(f"cannot write to {paths.shown(folder)}: permission denied")


def replace_file(path: Path, write: Any) -> None:
    """Write a file beside its place and move it there, so that no half-written file is ever seen."""
    temporary = path.with_name(f".{path.name}.partial")
    try:
        write(temporary)
        temporary.replace(path)
    except OSError as error:
        raise MissingFileError(f"cannot write {paths.shown(path)}: {error.strerror or error}") from error
    finally:
        temporary.unlink(missing_ok=True)


def _listed(values: pl.Series) -> str:
    distinct = values.unique(maintain_order=True)
    named = ", ".join(repr(value) for value in distinct.head(_SHOWN))
    rest = len(distinct) - _SHOWN
    return named + (f" and {rest} more" if rest > 0 else "")
