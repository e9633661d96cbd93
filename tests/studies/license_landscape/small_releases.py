"""A few releases and their licenses."""

from datetime import datetime

import polars as pl


def releases_of(rows):
    """Rows of (year, group, tier, ids)."""
    return pl.DataFrame(
        {
            "release_date": [datetime(year, 5, 1) for year, *_ in rows],
            "date_precision": ["day"] * len(rows),
            "developer_group": [group for _, group, *_ in rows],
            "license_tier": [tier for *_, tier, _ in rows],
            "license_ids": [ids for *_, ids in rows],
        },
        schema_overrides={"license_ids": pl.List(pl.String)},
    )


MIXED = releases_of(
    [
        (2024, "corporate", "open", ["MIT"]),
        (2024, "corporate", "noncommercial", ["CC-BY-NC-4.0"]),
        (2024, "corporate", "unspecified", ["NOASSERTION"]),
        (2024, "community", "open", ["Apache-2.0", "MIT"]),
        (2025, "corporate", "closed", ["NONE"]),
    ]
)
