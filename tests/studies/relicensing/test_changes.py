"""Counts, directions, returns and forks of changes of license, on small tables; and their backdrop."""

from datetime import datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.studies.relicensing.moves import FORKS, SMALL, table

from openness.studies.relicensing import changes as relicensing
from openness.studies.relicensing import results
from openness.tables import schema
from openness.tables import store as tables
from openness.tables.schema import CHANGE_DIRECTIONS


def test_changes_of_one_developer_to_one_license_in_a_month_are_one_decision():
    assert relicensing.counts(SMALL).rows() == [
        ("software", "same_work", "looser", 1, 1, 1),
        ("software", "same_work", "tighter", 2, 1, 2),
        ("model", "same_work", "looser", 1, 1, 1),
        ("model", "same_work", "unknown", 1, 1, 1),
    ]


def test_counts_by_year_add_up_to_all():
    by_year = relicensing.counts_by_year(SMALL)
    assert by_year.filter(period="2020").rows() == [("2020", "software", "same_work", "tighter", 2, 1, 2)]
    assert by_year["n"].sum() == SMALL.height


BOTH = table(
    ("model", "Finch", "Nest", "2021-05-01", "X", "tighter", None),
    ("next", "Finch", "Nest", "2021-05-09", "X", "tighter", None),
    ("next", "Finch", "Nest", "2022-05-09", "MIT", "looser", None),
)


def test_the_same_work_and_the_next_generation_are_never_one_decision_nor_one_count():
    assert relicensing.decisions(BOTH).height == 3
    assert relicensing.counts(BOTH).rows() == [
        ("model", "same_work", "tighter", 1, 1, 1),
        ("model", "next_generation", "looser", 1, 1, 1),
        ("model", "next_generation", "tighter", 1, 1, 1),
    ]
    main = relicensing.ways_of_counting(BOTH).filter(way="Decisions")
    assert main.select("lane", "looser", "tighter").rows() == [
        ("Models, same work", 0, 1),
        ("Models, next generation", 1, 1),
    ]


def test_a_next_generation_under_a_looser_license_takes_no_tightening_of_the_same_work_back():
    assert relicensing.return_moves(BOTH).select("kind_of_change", "tightened_date").rows() == [
        ("next_generation", datetime(2021, 5, 9))
    ]
    assert relicensing.return_moves(BOTH[[0, 2]]).is_empty()


def test_a_return_is_a_loosening_after_a_tightening():
    columns = ("project_name", "tightened_date", "loosened_date", "is_back_to_open", "is_tightened_later")
    rows = relicensing.return_moves(SMALL).select(columns)
    assert rows.rows() == [("Heron", datetime(2020, 1, 1), datetime(2022, 1, 1), True, False)]


def test_a_return_that_was_taken_back_says_so():
    again = pl.concat([SMALL, table(("software", "Heron", "Birds", "2023-01-01", "X", "tighter", None))])
    assert relicensing.return_moves(again)["is_tightened_later"].to_list() == [True]


def test_a_fork_counts_within_its_days_only():
    rows = relicensing.forks_after(SMALL, FORKS, 365).select("project_name", "fork_name", "days_to_fork", "is_forked")
    assert rows.rows() == [("Heron", "Egret", 60, True), ("Stork", None, None, False)]
    assert relicensing.forks_after(SMALL, FORKS, 59)["is_forked"].to_list() == [False, False]
    assert relicensing.forks_after(SMALL, FORKS, 1000)["is_forked"].to_list() == [True, True]


def test_forks_of_a_small_table_are_all_followed():
    assert relicensing.forks_after(SMALL, FORKS)["is_followed"].to_list() == [True, True]


def test_an_order_of_rows_changes_nothing():
    shuffled = SMALL.sample(fraction=1, shuffle=True, seed=3)
    assert relicensing.counts(shuffled).equals(relicensing.counts(SMALL))
    assert relicensing.return_moves(shuffled).equals(relicensing.return_moves(SMALL))


@pytest.fixture(scope="module")
def changes(real):
    return tables.read("license_changes")


def test_events_of_a_timeline_join_choices_and_name_parts(changes):
    rows = relicensing.events(changes)
    assert rows.filter(name="Redis", date="2025-05-01")["to"][0] == "LicenseRef-rsal-2.0 OR SSPL-1.0 OR AGPL-3.0-only"
    assert "Fish Speech (code)" in rows["name"].to_list()
    assert rows["lane"].unique(maintain_order=True).to_list() == [
        "Software",
        "Models, same work",
        "Models, next generation",
    ]


def test_valkey_came_eight_days_after_redis_and_within_a_week_it_is_no_answer(changes):
    forks = tables.read("license_forks")
    waited = relicensing.forks_after(changes, forks).filter(project_name="Redis")["days_to_fork"][0]
    assert timedelta(days=waited) == datetime(2024, 3, 28) - datetime(2024, 3, 20)
    assert not relicensing.forks_after(changes, forks, 7).filter(project_name="Redis")["is_forked"][0]


def test_results_are_as_they_are_declared():
    for made, declared in (
        (relicensing.events(SMALL), results.EVENTS),
        (relicensing.counts(SMALL), results.COUNTS),
        (relicensing.counts_by_year(SMALL), results.COUNTS_BY_YEAR),
        (relicensing.return_moves(SMALL), results.RETURNS),
        (relicensing.forks_after(SMALL, FORKS), results.ANSWERS),
    ):
        assert made.schema == declared.schema, declared.name


def test_every_way_of_counting_on_a_small_table():
    ways = relicensing.ways_of_counting(SMALL)
    assert ways.filter(lane="Software").drop("lane").rows() == [
        ("Decisions", 1, 1, 0, 0),
        ("Each project counts", 1, 2, 0, 0),
        ("First decision of each developer", 0, 1, 0, 0),
        ("Without what CHAOSS lists", 1, 1, 0, 0),
        ("Seen in the license file", 0, 0, 0, 0),
        ("More copyleft is tighter", 1, 1, 0, 0),
    ]
    assert ways.schema == results.WAYS.schema


def test_copyleft_counts_where_it_is_asked_to(changes):
    software = changes.filter(kind="software")
    rows = {row[0]: row[1:] for row in relicensing.ways_of_counting(software).drop("lane").rows()}
    stronger = relicensing.decisions(software.filter(direction="sideways", copyleft_change="stronger")).height
    weaker = relicensing.decisions(software.filter(direction="sideways", copyleft_change="weaker")).height
    looser, tighter, *_ = rows["Decisions"]
    assert rows["More copyleft is tighter"][:2] == (looser + weaker, tighter + stronger)


def test_a_list_that_is_not_asked_for_has_no_row():
    assert set(relicensing.ways_of_counting(SMALL.filter(kind="model"))["lane"]) == {"Models, same work"}


@given(st.lists(st.tuples(st.sampled_from(["software", "model", "next"]), st.sampled_from(CHANGE_DIRECTIONS))))
def test_however_they_are_counted_no_change_is_counted_on_another_list(pairs):
    rows = table(*((kind, f"p{i}", f"d{i}", "2024-01-01", "X", one, None) for i, (kind, one) in enumerate(pairs)))
    each = relicensing.ways_of_counting(rows).filter(way="Each project counts")
    lanes = {"software": "Software", "model": "Models, same work", "next": "Models, next generation"}
    for kind, lane in lanes.items():
        for direction in CHANGE_DIRECTIONS:
            assert each.filter(lane=lane)[direction].sum() == pairs.count((kind, direction))


PUSHERS = pl.DataFrame(
    [
        ("MIT", "FR", False, "2020-Q1", 300, True, "permissive"),
        ("MIT", "EU", True, "2020-Q1", 300, True, "permissive"),
        ("AGPL-3.0", "NA", False, "2020-Q1", 100, True, "network_copyleft"),
        ("NOASSERTION", "FR", False, "2020-Q1", 100, None, "unknown"),
        ("WTFPL", "FR", False, "2020-Q2", 100, False, "permissive"),
    ],
    schema=tables.polars_schema(schema.GITHUB_LICENSES),
    orient="row",
)


def test_shares_leave_sums_out_and_are_of_recognized_licenses_alone():
    found = relicensing.style_shares(PUSHERS)
    assert found.rows() == [
        ("2020-Q1", "network_copyleft", 100, 400, 0.25),
        ("2020-Q1", "permissive", 300, 400, 0.75),
        ("2020-Q2", "permissive", 100, 100, 1.0),
    ]
    assert found.schema == results.STYLES.schema


def test_shares_of_a_quarter_add_up_to_one(real):
    shares = relicensing.style_shares(tables.read("github_licenses"))
    sums = shares.group_by("period").agg(pl.col("share").sum())["share"]
    assert sums.to_list() == pytest.approx([1.0] * 23)


def test_changes_without_a_direction_are_counted_list_by_list():
    rows = [
        ("software", "same_work", "sideways", 3),
        ("model", "same_work", "sideways", 1),
        ("model", "next_generation", "unknown", 2),
        ("model", "next_generation", "looser", 5),
    ]
    counts = pl.DataFrame(rows, schema=["kind", "kind_of_change", "direction", "n"], orient="row")
    assert relicensing.without_direction(counts) == [
        {"lane": "Software", "n": 3, "sideways": 3, "unknown": 0},
        {"lane": "Models, same work", "n": 1, "sideways": 1, "unknown": 0},
        {"lane": "Models, next generation", "n": 7, "sideways": 0, "unknown": 2},
    ]


def test_a_range_of_ways_leaves_out_those_that_count_no_move():
    rows = [("Software", 1, 4), ("Software", 0, 0), ("Software", 3, 2), ("Models, same work", 0, 0)]
    (one,) = relicensing.ranges(pl.DataFrame(rows, schema=["lane", "looser", "tighter"], orient="row"))
    assert one == {
        "lane": "Software",
        "ways": 2,
        "looser_least": 1,
        "looser_most": 3,
        "tighter_least": 2,
        "tighter_most": 4,
        "more": 1,
    }


def test_the_backdrop_is_of_the_first_and_the_last_quarter_and_a_style_that_is_not_there_is_none():
    rows = [("2020-Q1", "permissive", 0.8), ("2020-Q2", "permissive", 0.1), ("2021-Q1", "permissive", 0.9)]
    rows += [("2021-Q1", "network_copyleft", 0.1)]
    assert relicensing.backdrop(pl.DataFrame(rows, schema=["period", "group", "share"], orient="row")) == {
        "first": "2020-Q1",
        "last": "2021-Q1",
        "moved": [("permissive", 0.8, 0.9), ("strong copyleft", 0, 0), ("network copyleft", 0, 0.1)],
    }
