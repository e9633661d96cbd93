"""Small tables of changes of license for tests."""

from datetime import datetime

import polars as pl

from openness.tables import schema
from openness.tables import store as tables

END = datetime(2026, 1, 1)


def table(*rows):
    """Return a table of changes: (kind, project, developer, day, to, direction, first license or None).

    A kind "next" is the next generation of a model.
    """
    made = [
        {
            "change_id": f"{project}:{day}:{i}",
            "kind": "model" if kind == "next" else kind,
            "kind_of_change": "next_generation" if kind == "next" else "same_work",
            "scope": "family" if kind == "next" else "repository",
            "project_name": project,
            "developer_name": developer,
            "part": "all",
            "change_date": datetime.fromisoformat(day),
            "from_ids": ["MIT"],
            "to_ids": [to],
            "from_tier": "open",
            "to_tier": "open" if to == "MIT" else "noncommercial",
            "direction": direction,
            "first_license_date": datetime.fromisoformat(first) if first else None,
            "known_until_date": END,
            "is_carried_over": False,
        }
        for i, (kind, project, developer, day, to, direction, first) in enumerate(rows)
    ]
    empty = pl.DataFrame(schema=tables.polars_schema(schema.LICENSE_CHANGES))
    return pl.concat([empty, pl.DataFrame(made)], how="diagonal") if made else empty


SMALL = table(
    ("software", "Heron", "Birds", "2020-01-01", "X", "tighter", "2018-01-01"),
    ("software", "Stork", "Birds", "2020-01-20", "X", "tighter", None),
    ("software", "Heron", "Birds", "2022-01-01", "MIT", "looser", "2018-01-01"),
    ("model", "Finch", "Nest", "2021-05-01", "MIT", "looser", "2021-05-01"),
    ("model", "Finch", "Nest", "2021-05-01", "Y", "unknown", "2021-05-01"),
)
FORKS = pl.DataFrame(
    {
        "fork_name": ["Egret", "Late"],
        "change_id": ["Heron:2020-01-01:0", "Stork:2020-01-20:1"],
        "fork_date": [datetime(2020, 3, 1), datetime(2022, 1, 1)],
    }
)
