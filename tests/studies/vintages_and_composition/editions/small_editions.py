"""Editions of a source in a few rows, for the tests of changes between them."""

from datetime import datetime

import polars as pl

from openness.studies.vintages_and_composition.editions.editions import Edition
from openness.tables import schema
from openness.tables import store as tables

OLD, NEW = "2029-05-05", "2030-01-31"


def edition(vintage, releases, *, source="epoch", components=(), scores=(), lists=None, named=(), families=(), log=()):
    """Return an edition; a release is (name, year, group, access) or a mapping with more."""
    rows = [
        _release(source, vintage, *row) if isinstance(row, tuple) else _mapped(source, vintage, row) for row in releases
    ]
    ids = [row["release_id"] for row in rows]
    listed = lists if lists is not None else [(name, "all") for name in ids]
    common = {"source": source, "vintage": vintage}
    return Edition(
        source,
        vintage,
        _frame(schema.RELEASES, rows),
        _frame(
            schema.COMPONENTS,
            [
                {
                    **common,
                    "release_id": one,
                    "component": part,
                    "status": status,
                    "license_ids": ["NOASSERTION"],
                    "evidence_url": next(iter(link), None),
                }
                for one, part, status, *link in components
            ],
        ),
        _frame(schema.SCORES, [{**common, **row} for row in scores]),
        _frame(schema.RELEASE_LISTS, [{**common, "release_id": one, "list": name} for one, name in listed]),
        _frame(
            schema.RELEASE_DEVELOPERS,
            [
                {
                    **common,
                    "release_id": one,
                    "position": 1,
                    "developer_id": name.lower(),
                    "published_name": name,
                    "published_type": type_,
                    "developer_type": "unknown",
                }
                for one, name, type_ in named
            ],
        ),
        _frame(
            schema.RELEASE_FAMILIES,
            [
                {**common, "release_id": one, "release_family_id": family, "family_key": key, "match_rule": "exact"}
                for one, key, family in (families or [(one, one, one) for one in ids])
            ],
        ),
        _frame(schema.CLEANING_LOG, [{**common, "row": 2, "kind": "corrected", "reason": "so", **row} for row in log]),
    )


def _release(source, vintage, name, year, group, access):
    return _mapped(source, vintage, {"release_name": name, "year": year, "developer_group": group, "access": access})


def _mapped(source, vintage, row):
    year = row.get("year")
    return {
        "release_id": f"{source}:{row['release_name'].lower()}",
        "source": source,
        "vintage": vintage,
        "developer_id": f"{row['release_name'][:3].lower()}-lab",
        "developer_name": "A Lab",
        "developer_type": "unknown",
        "country": "France",
        "modality": "language",
        "release_date": datetime(year, 3, 1) if year else None,
        "date_precision": "day" if year else "none",
        "license_ids": ["NOASSERTION"],
        "license_tier": "unspecified",
        "license_certainty": "none",
        **{name: value for name, value in row.items() if name != "year"},
    }


def _frame(table, rows):
    filled = [{name: row.get(name) for name in table.column_names} for row in rows]
    return pl.DataFrame(filled, schema=tables.polars_schema(table))


BEFORE = edition(
    OLD,
    [
        ("Same", 2024, "corporate", "open_unrestricted"),
        ("Blank", 2024, "corporate", "unknown"),
        ("Graded", 2024, "corporate", "api"),
        ("Typed", 2024, "unknown", "open_unrestricted"),
        ("Dated", None, "corporate", "open_unrestricted"),
        ("Gone", 2024, "corporate", "api"),
    ],
)
AFTER = edition(
    NEW,
    [
        ("Same", 2024, "corporate", "open_unrestricted"),
        ("Blank", 2024, "corporate", "api"),
        ("Graded", 2024, "corporate", "open_restricted"),
        ("Typed", 2024, "corporate", "open_unrestricted"),
        ("Dated", 2024, "corporate", "open_unrestricted"),
        ("Fresh", 2024, "corporate", "hosted"),
    ],
)
