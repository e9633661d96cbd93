"""Open licenses counted, and by downloads."""

from datetime import datetime

import polars as pl
import pytest

from openness.measures.ask import Question
from openness.studies.license_landscape import measure, results, say, use
from openness.tables import store as tables

ROWS = [
    # year, group, developer, tier, downloads
    (2024, "corporate", "a", "open", 90),
    (2024, "corporate", "a", "noncommercial", 0),
    (2024, "corporate", "b", "noncommercial", 10),
    (2024, "corporate", "c", "open", None),
    (2024, "corporate", "c", "unspecified", 1000),
    (2025, "community", "d", "open", 5),
    (2025, "community", "e", "closed", None),
]
UNITS = pl.DataFrame(
    [(datetime(year, 1, 1), "day", *rest) for year, *rest in ROWS],
    schema={
        "release_date": pl.Datetime("us"),
        **dict.fromkeys(["date_precision", "developer_group", "developer_id", "license_tier"], pl.String),
        "downloads": pl.Int64,
    },
    orient="row",
)
DEVELOPERS = pl.DataFrame({"developer_id": ["a", "d"], "developer_name": ["Heron Labs", "Dove"]})
OPTIONS = {"by": "developer_group", "developers": DEVELOPERS}


def test_open_licenses_are_counted_once_and_by_downloads():
    found = use.compared(UNITS, **OPTIONS, min_group=1)
    assert found.columns == results.BY_USE.names
    numbers = [
        "group",
        "n",
        "open_share",
        "weighted_n",
        "weighted_share",
        "unweighted_count",
        "largest",
        "largest_share",
    ]
    assert found.select(numbers).rows() == [
        ("corporate", 4, 0.5, 3, 0.9, 1, "Heron Labs", 0.9),
        ("community", 2, 0.5, 1, 1.0, 1, "Dove", 1.0),
    ]
    # Shares of 90% and 10% of the downloads: 1 / (0.81 + 0.01).
    assert found["effective_developers"].to_list() == [pytest.approx(1 / 0.82), 1.0]
    assert found["weighted_lower"].null_count() == 2


def test_groups_with_few_releases_are_left_out():
    assert use.compared(UNITS, **OPTIONS, min_group=3)["group"].to_list() == ["corporate"]


def test_both_countings_stand_side_by_side():
    found = use.shares_over_time(UNITS, by="developer_group", every="year")
    assert found.select("counting", "period", "group", "open_share").rows() == [
        ("Each release once", "2024", "corporate", 0.5),
        ("Each release once", "2025", "community", 0.5),
        ("By downloads", "2024", "corporate", 0.9),
        ("By downloads", "2025", "community", 1.0),
    ]


def test_without_downloads_there_is_nothing_to_weigh():
    assert use.has_downloads(UNITS)
    assert not use.has_downloads(UNITS.with_columns(downloads=pl.lit(None, pl.Int64)))
    assert not use.has_downloads(UNITS.filter(license_tier="unspecified"))


def test_the_sentence_says_both_shares_the_effective_number_and_the_largest_developer():
    rows = use.compared(UNITS, **OPTIONS, min_group=3).iter_rows(named=True)
    assert say.by_use(rows) == [
        "Corporate developers: open licenses are on 50% of 4 releases and on 90% of downloads. The downloads are "
        "spread as if 1.2 developers had the same number each (too few for an interval); Heron Labs alone has 90% "
        "of them."
    ]
    spread = {"weighted_lower": 0.8, "weighted_upper": 0.95, "effective_developers": 12.0, "largest": None}
    row = {"group": "unknown", "n": 2000, "open_share": 0.5, "weighted_share": 0.9, "largest_share": None, **spread}
    assert say.by_use([row]) == [
        "Unknown: open licenses are on 50% of 2,000 releases and on 90% of downloads. The downloads are spread as if "
        "12.0 developers had the same number each (95% interval 80–95%)."
    ]


def test_companies_open_half_of_their_repositories_and_nine_tenths_of_what_is_downloaded(real):
    """With a mass series counted once the first is 68%."""
    units = {
        unit: measure.licensed_units(Question("hub", "2026-10-05", definition="tier_open", unit=unit))
        for unit in ("repository", "series")
    }
    found = {
        unit: use.compared(rows, by="developer_group", developers=tables.read("developers"), min_group=5)
        .filter(group="corporate")
        .select("n", pl.col("open_share").round(2), pl.col("weighted_share").round(2), "largest")
        .row(0)
        for unit, rows in units.items()
    }
    assert found == {"repository": (2993, 0.47, 0.87, "Alibaba"), "series": (2078, 0.68, 0.87, "Alibaba")}
