from datetime import datetime

import polars as pl

from openness.measures.ask import Question, ask
from openness.measures.large_developers import large_developer_words, large_developers
from openness.measures.results import LARGE_DEVELOPERS
from openness.tables import store as tables


def units(*rows):
    """Rows of (year, group, developer ids, is_open, downloads)."""
    return pl.DataFrame(
        [(datetime(year, 5, 1), *rest) for year, *rest in rows],
        schema={
            "release_date": pl.Datetime("us"),
            "developer_group": pl.String,
            "developer_id": pl.String,
            "is_open": pl.Boolean,
            "downloads": pl.Int64,
        },
        orient="row",
    )


A, B, C, D, NOBODY = ("a", "b", "c", "d", None)
EIGHT = units(
    (2024, "corporate", A, True, 1),
    (2024, "corporate", "a+b", False, 1),
    (2024, "corporate", A, None, 1000),
    (2024, "corporate", B, True, 1),
    (2024, "corporate", C, True, None),
    (2024, "corporate", C, False, 97),
    (2024, "corporate", D, False, 0),
    (2024, "corporate", NOBODY, False, 0),
    (2024, "corporate", NOBODY, False, 0),
    (2025, "corporate", A, True, 5),
)


DEVELOPERS = pl.DataFrame({"developer_id": ["a", "c"], "developer_name": ["Heron Labs", "Crane"]})


def told(found):
    return found.select("period", "group", "developer_name", "n", "point_n", "share").rows()


def test_a_quarter_is_not_more_than_a_quarter_and_a_team_is_its_first_members():
    """Of eight judged releases of 2024 two are Heron Labs' and two Crane's; of seven with three they are named."""
    assert told(large_developers(EIGHT, DEVELOPERS)) == [("2025", "corporate", "Heron Labs", 1, 1, 1.0)]
    fewer = EIGHT.filter(~(pl.col("developer_id") == "d").fill_null(value=False))
    assert told(large_developers(fewer, DEVELOPERS, min_group=2)) == [
        ("2024", "corporate", "Heron Labs", 2, 7, 2 / 7),
        ("2024", "corporate", "Crane", 2, 7, 2 / 7),
    ]


def test_of_a_weighted_point_it_is_the_weight_that_counts():
    assert told(large_developers(EIGHT, DEVELOPERS, weight="downloads", min_group=2)) == [
        ("2024", "corporate", "Crane", 1, 7, 0.97)
    ]


def test_without_periods_all_releases_of_a_group_are_one_point():
    undated = units((2024, "community", A, True, 1), (2024, "community", C, False, 1)).with_columns(
        release_date=pl.lit(None, pl.Datetime("us"))
    )
    assert told(large_developers(undated, DEVELOPERS, every=None)) == [
        ("all periods", "community", "Heron Labs", 1, 2, 0.5),
        ("all periods", "community", "Crane", 1, 2, 0.5),
    ]


def test_points_of_few_releases_are_not_looked_at():
    assert large_developers(EIGHT, DEVELOPERS, min_group=9).rows() == []


def test_the_sentence_names_every_developer_with_its_points():
    rows = [
        ("2023", "corporate", A, "Heron Labs", 3, 10, 0.3),
        ("2024", "corporate", A, "Heron Labs", 4, 10, 0.4),
        ("2024", "France", A, "Heron Labs", 4, 5, 0.8),
        ("2024", "community", C, "Crane", 1, 3, 1 / 3),
    ]
    found = pl.DataFrame(rows, schema=LARGE_DEVELOPERS.schema, orient="row")
    assert large_developer_words(found) == (
        "More than a quarter of a point is one developer's: Heron Labs (corporate developers: 30% of 10 in 2023 and "
        "40% of 10 in 2024; France: 80% of 5 in 2024); Crane (community developers: 33% of 3 in 2024)."
    )
    assert large_developer_words(found.clear()) == ""


def test_of_several_charts_the_largest_share_of_a_point_is_told():
    rows = [("2024", "community", C, "Crane", 1, 3, 1 / 3), ("2024", "community", C, "Crane", 1, 2, 0.5)]
    found = pl.DataFrame(rows, schema=LARGE_DEVELOPERS.schema, orient="row")
    assert large_developer_words(found) == (
        "More than a quarter of a point is one developer's: Crane (community developers: up to 50% of 2 in 2024)."
    )


def test_no_single_developer_hides_in_the_hubs_points(real):
    """Without the unit, one speech project was 95% of the corporate releases of 2023, and nothing said so."""
    answer = ask(Question("hub", "2026-10-05", definition="osi_license", since=2023, unit="repository"))
    found = large_developers(answer.releases, tables.read("developers"), min_group=5)
    assert found.filter(period="2023", group="corporate").select("developer_name", "n", "point_n").rows() == [
        ("Meta AI", 929, 985)
    ]
