"""One release as a JSON document: who, when, under which license, how open by whose rule, and what says so."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import polars as pl

from openness.metrics import registry
from openness.site.pages.provenance import Vintage
from openness.site.releases.catalog import STATES, Catalog, page

Record = dict[str, Any]

_SCORE = ("metric_version", "score", "score_max", "label", "state", "first_failure", "weakest_component")
_SAID = ("source", "release_id", "said", "link")
_COMPONENT = ("component", "status", "license_raw", "license_ids", "evidence_url")


def records(catalog: Catalog, vintages: Iterable[Vintage]) -> Iterator[Record]:
    """Return one document a release, in the catalog's order."""
    editions = {(one.source, one.vintage): _credit(one) for one in vintages}
    support = {source: registry.support([source]).to_dicts() for source in catalog.releases["source"].unique()}
    scores, components = _by_release(catalog.scores), _by_release(catalog.components)
    said = _contradicted(catalog.contradictions)
    for one in catalog.releases.iter_rows(named=True):
        own = scores.get(one["release_id"], [])
        yield {
            "release_id": one["release_id"],
            "release_name": one["release_name"],
            "page": page(one["source"], one["release_name"]),
            "release_family_id": one["release_family_id"],
            "developer": {
                **{name: one[f"developer_{name}"] for name in ("id", "name", "type", "group")},
                "country": one["country"],
            },
            "release_date": date_text(one["release_date"], one["date_precision"]),
            **{name: one[name] for name in ("modality", "parameter_count", "access")},
            "license": {name: one[f"license_{name}"] for name in ("raw", "ids", "tier", "certainty", "noted")},
            "scores": [_score(row) for row in own],
            "not_scored": _not_scored(support[one["source"]], {row["metric"] for row in own}),
            "components": [{name: row[name] for name in _COMPONENT} for row in components.get(one["release_id"], [])],
            "contradictions": said.get(one["release_id"], []),
            "source": {
                "name": one["source"],
                "edition": one["vintage"],
                **editions.get((one["source"], one["vintage"]), {}),
            },
        }


def text(record: Record) -> str:
    """Return a document as JSON: a line for every field, and for every score and component."""
    lines = []
    for name, value in record.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            items = ",\n    ".join(_json(item) for item in value)
            lines.append(f"{_json(name)}: [\n    {items}\n  ]")
        else:
            lines.append(f"{_json(name)}: {_json(value)}")
    return "{\n  " + ",\n  ".join(lines) + "\n}\n"


def line(record: Record) -> str:
    """Return a document as JSON on one line."""
    return _json(record)


def date_text(date: Any, precision: str) -> str | None:
    """Return a date as far as it is known: ``2024-07-23``, ``2024-07``, ``2024`` or None."""
    if date is None or precision == "none":
        return None
    return date.strftime({"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}[precision])


def _by_release(frame: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    found = defaultdict(list)
    for row in frame.iter_rows(named=True):
        found[row["release_id"]].append(row)
    return found


def _contradicted(found: pl.DataFrame) -> dict[str, list[Record]]:
    """Return of each release that another source contradicts: the fact, what is said of it, and who says otherwise."""
    families, records = defaultdict(list), defaultdict(list)
    for row in found.to_dicts():
        families[row["release_family_id"], row["fact"]].append(row)
    for rows in families.values():
        for row in rows:
            others = [one for one in rows if one["source"] != row["source"] and one["said"] != row["said"]]
            statement = {name: row[name] for name in ("fact", "said", "link", "is_same_size")}
            records[row["release_id"]].append(
                statement | {"others": [{name: one[name] for name in _SAID} for one in others]}
            )
    return records


def _score(row: dict[str, Any]) -> Record:
    metric = registry.METRICS.get(row["metric"])
    return {
        "metric": row["metric"],
        "title": metric.title if metric else None,
        **{name: row[name] for name in (*_SCORE, "judged_count", "criterion_count")},
        "is_alternative": bool(metric) and row["metric_version"] in metric.alternatives,
    }


def _not_scored(support: list[Record], scored: set[str]) -> list[Record]:
    found = []
    for row in support:
        if row["metric"] not in scored:
            state = "not_scored" if row["is_supported"] else "not_judged"
            found.append({"metric": row["metric"], "state": state, "reason": row["reason"] or STATES[state]})
    return found


def _credit(one: Vintage) -> Record:
    names = ("producer", "title", "url", "license", "license_url", "citation")
    return {name: getattr(one, name) for name in names}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
