"""Small tables of releases and their parts."""

from datetime import datetime

import polars as pl


def releases_of(rows, source="osai"):
    """Rows of (id, year or None, group, developer)."""
    return pl.DataFrame(
        {
            "release_id": [id_ for id_, *_ in rows],
            "source": source,
            "vintage": "2030-01-01",
            "release_date": [None if year is None else datetime(year, 5, 1) for _, year, *_ in rows],
            "date_precision": ["none" if year is None else "day" for _, year, *_ in rows],
            "developer_group": [group for _, _, group, _ in rows],
            "developer_id": [developer for *_, developer in rows],
            "developer_name": [developer for *_, developer in rows],
        },
        schema_overrides={
            "release_date": pl.Datetime("us"),
            "developer_id": pl.String,
            "developer_name": pl.String,
        },
    )


def components_of(rows, source="osai"):
    """Rows of (id, component, status)."""
    frame = pl.DataFrame(rows, schema=["release_id", "component", "status"], orient="row")
    return frame.with_columns(source=pl.lit(source), vintage=pl.lit("2030-01-01"))


RELEASES = releases_of(
    [
        ("a", 2024, "corporate", "Example Labs"),
        ("b", 2024, "corporate", "Example Labs"),
        ("c", 2025, "corporate", "Example Labs"),
        ("d", 2025, "community", None),
        ("e", None, "community", "Nobody"),
    ]
)
COMPONENTS = components_of(
    [
        ("a", "weights_endmodel", "open"),
        ("a", "trainingcode", "partial"),
        ("b", "weights_endmodel", "partial"),
        ("b", "trainingcode", "missing"),
        ("c", "weights_endmodel", "closed"),
        ("d", "weights_endmodel", "unlicensed"),
        ("d", "package", "open"),
        ("e", "weights_endmodel", "open"),
    ]
)
