"""Scores as documents: one a release, with the components behind the score."""

from collections.abc import Callable
from typing import Any

import polars as pl

from openness.metrics.base import Records
from openness.metrics.mof import details as mof_details
from openness.metrics.mof import score as mof
from openness.tables.schema import KEYS

DETAILS: dict[str, Callable[[pl.DataFrame], dict[tuple[str, ...], dict[str, Any]]]] = {mof.NAME: mof_details.details}
"""Metric -> what it shows of each release beside the columns of ``scores``; the status of components by default."""

_FIRST = ("metric", "metric_version", "release_id", "release_name", "source", "vintage")


def documents(scores: pl.DataFrame, records: Records) -> list[dict[str, Any]]:
    """Return one document a score, in the order of the scores."""
    if scores.is_empty():
        return []
    keys = scores.select(KEYS).unique()
    components = records.components.join(keys, on=KEYS, how="semi", maintain_order="left")
    details = DETAILS.get(scores["metric"][0], _statuses)(components)
    names = records.releases.select(*KEYS, "release_name")
    found = []
    for row in scores.join(names, on=KEYS, how="left", maintain_order="left").iter_rows(named=True):
        own = details.get(tuple(row[key] for key in KEYS), {"components": {}})
        others = own.get("alternatives", {})
        own = others.get(row["metric_version"], own)
        found.append({key: row[key] for key in _FIRST} | own | {key: row[key] for key in row if key not in _FIRST})
    return found


def _statuses(components: pl.DataFrame) -> dict[tuple[str, ...], dict[str, Any]]:
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for *key, component, status in components.select(*KEYS, "component", "status").iter_rows():
        found.setdefault(tuple(key), {"components": {}})["components"][component] = status
    return found
