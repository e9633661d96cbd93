"""The assumptions log: each judgement, and what of the main contrast hangs on it.

The judgements are data (``data/raw/assumptions.yml``); their impact is computed from the multiverse each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from openness.project import paths
from openness.project.errors import BadFileError, CheckError, MissingFileError, UnknownNameError
from openness.project.files import read_yaml
from openness.studies.multiverse.choices import CHOICES, ESTIMANDS
from openness.studies.multiverse.say import named, points
from openness.studies.multiverse.summary import switches
from openness.words.sentences import percent

FILE = "assumptions.yml"
QUALITIES = {
    "high": "the source says so, or it was checked against it",
    "medium": "argued, with some evidence",
    "low": "a convention that others would settle differently",
}
SHOWN = ("share_difference", "slope_difference")
"""Estimands on which an impact is reported."""

_TEXTS = ("id", "statement", "quality")
_LISTS = ("where", "alternatives", "reports")
_ALLOWED = (*_TEXTS, *_LISTS, "choice", "levels", "untested")


@dataclass(frozen=True)
class Assumption:
    """One judgement.

    Attributes
    ----------
    id
        Name in kebab case, the anchor of its entry on the site.
    statement
        What is assumed.
    where
        Files of the repository, or addresses, that make or explain it.
    alternatives
        What could as well have been decided.
    choice, levels
        Choice of the multiverse that tests it, and its levels that are alternatives (all where none is named).
    untested
        Why no choice tests it, where none does.
    quality
        Key of ``QUALITIES``.
    reports
        Reports whose numbers rest on it.
    """

    id: str
    statement: str
    where: tuple[str, ...]
    alternatives: tuple[str, ...]
    choice: str | None
    levels: tuple[str, ...]
    untested: str | None
    quality: str
    reports: tuple[str, ...]


def read(path: Path | None = None) -> list[Assumption]:
    """Read the log."""
    path = path or paths.raw() / FILE
    name = paths.shown(path)
    if not path.is_file():
        raise MissingFileError(f"{name} is not there")
    document = read_yaml(path.read_bytes(), name)
    entries = document.get("assumptions") if isinstance(document, dict) else None
    if not isinstance(entries, list) or not entries:
        raise BadFileError(f"{name} has no list 'assumptions'")
    bad, seen = [], set()
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            bad.append(f"entry {number} is {entry!r}, expected a map")
            continue
        bad += [f"{entry.get('id') or f'entry {number}'}: {one}" for one in _wrong(entry)]
        if entry.get("id") in seen:
            bad.append(f"{entry['id']} is used twice")
        seen.add(str(entry.get("id")))
    if bad:
        raise CheckError(name, bad)
    return [_assumption(entry) for entry in entries]


def impact(assumptions: Iterable[Assumption], specs: pl.DataFrame, estimands: Sequence[str] = SHOWN) -> pl.DataFrame:
    """Return what becomes of the contrast when an assumption is given up."""
    log = list(assumptions)
    tested = pl.concat(
        switches(specs, estimand).select(pl.lit(estimand).alias("estimand"), pl.all()) for estimand in estimands
    ).filter(pl.col("pair_count") > 0)
    parts = []
    for one in log:
        rows = tested.filter(pl.col("choice") == one.choice) if one.choice else tested.clear()
        if one.levels:
            rows = rows.filter(pl.col("level").is_in(list(one.levels)))
        if rows.is_empty():
            reason = one.untested or "the data allow no pair of specifications that differ in it alone"
            rows = pl.DataFrame({"choice": [one.choice], "reason": [reason]}, schema_overrides={"choice": pl.String})
        parts.append(rows.with_columns(pl.lit(one.id).alias("id")))
    return pl.concat([pl.DataFrame(schema=_IMPACT), *parts], how="diagonal").select(list(_IMPACT))


def impact_sentence(row: Mapping[str, Any]) -> str:
    """Return one row of :func:`impact` in words."""
    if row["reason"]:
        return row["reason"]
    lost = f"; in {row['lost_count']:,} more it leaves no estimate" if row["lost_count"] else ""
    title = CHOICES[row["choice"]].title
    pairs = f"{row['pair_count']:,} pairs of specifications that differ in nothing else"
    return (
        f"{title[:1].upper()}{title[1:]}, {named(row['level'])}: {ESTIMANDS[row['estimand']]} moves by "
        f"{points(row['median_shift'])} in the median of {pairs}. Its sign turns in {percent(row['sign_flip_share'])}; "
        f"whether its interval leaves zero out, and on which side, changes in {percent(row['verdict_flip_share'])}"
        f"{lost}."
    )


_IMPACT = {
    **dict.fromkeys(["id", "choice", "estimand", "level"], pl.String),
    **dict.fromkeys(["pair_count", "lost_count"], pl.Int64),
    **dict.fromkeys(
        ["median_shift", "median_absolute_shift", "sign_flip_share", "verdict_flip_share"],
        pl.Float64,
    ),
    "reason": pl.String,
}


def _wrong(entry: dict[str, Any]) -> list[str]:
    """Return what is wrong with an entry."""
    bad = [str(UnknownNameError("field", name, _ALLOWED)) for name in entry if name not in _ALLOWED]
    bad += [f"{name} is missing" for name in (*_TEXTS, *_LISTS) if not entry.get(name)]
    bad += [
        f"{name} is {entry[name]!r}, expected text"
        for name in (*_TEXTS, "untested", "choice")
        if entry.get(name) is not None and not isinstance(entry[name], str)
    ]
    bad += [
        f"{name} is {entry[name]!r}, expected a list of texts"
        for name in (*_LISTS, "levels")
        if entry.get(name)
        and not (isinstance(entry[name], list) and all(isinstance(item, str) and item for item in entry[name]))
    ]
    if bool(entry.get("choice")) == bool(entry.get("untested")):
        bad.append("expected either a choice that tests it or why it is untested")
    if isinstance(choice := entry.get("choice"), str) and choice not in CHOICES:
        bad.append(str(UnknownNameError("choice", choice, CHOICES)))
    if entry.get("levels") and not entry.get("choice"):
        bad.append("levels without a choice")
    if isinstance(quality := entry.get("quality"), str) and quality not in QUALITIES:
        bad.append(str(UnknownNameError("quality", quality, QUALITIES)))
    return bad


def _assumption(entry: dict[str, Any]) -> Assumption:
    lists = {name: tuple(entry.get(name) or ()) for name in (*_LISTS, "levels")}
    texts = {name: " ".join(entry[name].split()) for name in _TEXTS}
    untested = entry.get("untested")
    return Assumption(
        **texts, **lists, choice=entry.get("choice"), untested=" ".join(untested.split()) if untested else None
    )
