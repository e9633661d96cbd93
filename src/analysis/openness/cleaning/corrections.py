"""Corrections as data: ``data/raw/corrections/<source>.yml``.

Each names the record, the column, the value expected and the value to use, with a reason and a source. A
correction whose expected value is gone fails loudly: upstream has fixed it, or it never applied.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from openness.project import paths
from openness.project.errors import BadFileError
from openness.project.files import read_yaml

KEYS = ("vintages", "match", "column", "expect", "value", "reason", "source")


def read(folder: Path, source: str) -> list[dict]:
    """Read the corrections of a source; none where it has no file."""
    path = folder / "corrections" / f"{source}.yml"
    if not path.is_file():
        return []
    name = paths.shown(path)
    document = read_yaml(path.read_bytes(), name)
    entries = document.get("corrections") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise BadFileError(f"{name} has no list 'corrections'")
    for number, entry in enumerate(entries, start=1):
        missing = [key for key in KEYS if not isinstance(entry, dict) or key not in entry]
        if missing:
            raise BadFileError(f"{name}, correction {number} lacks {', '.join(missing)}")
        if not isinstance(entry["match"], dict):
            raise BadFileError(f"{name}, correction {number}: 'match' is not a map of column to value")
    return entries


def apply(frame: pl.DataFrame, corrections: list[dict], source: str, vintage: str) -> tuple[pl.DataFrame, list[dict]]:
    """Correct a raw facts table."""
    log = []
    for number, entry in enumerate(corrections, start=1):
        if vintage not in map(str, entry["vintages"]):
            continue
        where = f"correction {number} of {source} {vintage}"
        column = entry["column"]
        for name in (*entry["match"], column):
            if name not in frame.columns:
                raise BadFileError(f"{where}: there is no column {name!r}")
        hit = pl.all_horizontal(pl.col(name).eq_missing(pl.lit(value)) for name, value in entry["match"].items())
        rows = frame.filter(hit)
        named = ", ".join(f"{name} {value!r}" for name, value in entry["match"].items())
        if rows.height != 1:
            raise BadFileError(f"{where}: {rows.height} records have {named}, expected one")
        found = rows[column].item()
        if found != entry["expect"]:
            raise BadFileError(
                f"{where}: {named} has {column} {found!r}, expected {entry['expect']!r}; "
                "upstream has changed, so revise or remove the correction"
            )
        frame = frame.with_columns(pl.when(hit).then(pl.lit(entry["value"])).otherwise(column).alias(column))
        log.append(
            {
                "row": rows["row"].item(),
                "field": column,
                "value": found,
                "kind": "corrected",
                "reason": f"now {entry['value']!r}: {entry['reason']} ({entry['source']})",
            }
        )
    return frame, log
