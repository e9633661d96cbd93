"""Small frames for tests of open-washing: releases of the index with the statuses and licenses that a test names."""

import polars as pl

from openness.metrics.base import Records
from openness.metrics.osai import score as osai
from openness.sources.osai import CRITERIA
from openness.tables import schema
from openness.tables import store as tables

VINTAGE = "2030-01-01"
TWELVE = [name for name in CRITERIA if name not in {"package", "api"}]
DATA = ("datasources_basemodel", "datasources_endmodel")


def empty(table):
    return pl.DataFrame(schema=tables.polars_schema(table))


def releases(*rows, source="osai"):
    """Rows of (name, license ids, other columns)."""
    base = {
        "source": source,
        "vintage": VINTAGE,
        "developer_group": "corporate",
        "developer_id": "maker",
        "developer_name": "Maker",
        "date_precision": "day",
    }
    full = [
        base | {"release_id": name, "release_name": name, "license_ids": list(ids)} | rest for name, ids, rest in rows
    ]
    return pl.DataFrame(full, schema=tables.polars_schema(schema.RELEASES))


def components(statuses, source="osai", links=None):
    """Release -> component -> status; ``links``: (release, component) -> link."""
    return pl.DataFrame(
        [
            [
                release,
                source,
                VINTAGE,
                part,
                status,
                None,
                ["NOASSERTION"],
                "NOASSERTION",
                (links or {}).get((release, part)),
                None,
            ]
            for release, parts in statuses.items()
            for part, status in parts.items()
        ],
        schema=tables.polars_schema(schema.COMPONENTS),
        orient="row",
    )


def scores(parts, osaid=None):
    """Scores of the index from components, and labels of the OSAID by release."""
    labels = [
        {"release_id": name, "source": "osai", "vintage": VINTAGE, "metric": "osaid", "metric_version": "1.0"}
        | {"label": label, "score_max": 3.0, "judged_count": 3, "criterion_count": 3, "is_stub": False}
        for name, label in (osaid or {}).items()
    ]
    scored = osai.score(Records(empty(schema.RELEASES), parts))
    return pl.concat([scored, pl.DataFrame(labels, schema=tables.polars_schema(schema.SCORES))])


def statuses(open_=0, closed=0, **named):
    """Statuses of the twelve criteria: the first not named open, then closed, the rest partial; data by name."""
    rest = [name for name in TWELVE if name not in named]
    given = (
        dict.fromkeys(rest, "partial")
        | dict.fromkeys(rest[:open_], "open")
        | dict.fromkeys(rest[open_ : open_ + closed], "closed")
        | named
    )
    return {name: given[name] for name in TWELVE}
