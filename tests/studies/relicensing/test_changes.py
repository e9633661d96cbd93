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
        ("software", "looser", 1, 1, 1),
        ("software", "tighter", 2, 1, 2),
        ("model", "looser", 1, 1, 1),
        ("model", "unknown", 1, 1, 1),
    ]


def test_counts_by_year_add_up_to_all():
    by_year = relicensing.counts_by_year(SMALL)
    assert by_year.filter(period="2020").rows() == [("2020", "software", "tighter", 2, 1, 2)]
    assert by_year["n"].sum() == SMALL.height


def test_shares_of_directions_have_intervals_and_a_kind_without_moves_has_none():
    rows = relicensing.looser_shares(relicensing.decisions(SMALL)).rows()
    assert rows[0][:4] == ("software", 2, 1, 0.5)
    assert rows[1][:4] == ("model", 1, 1, 1.0)
    assert rows[0][4] == pytest.approx(0.0945, abs=1e-4)
    nothing = [("software", 0, 0, None, None, None), ("model", 0, 0, None, None, None)]
    assert relicensing.looser_shares(table()).rows() == nothing


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
    assert rows["lane"].unique(maintain_order=True).to_list() == ["software", "models"]


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
    rows = (
        relicensing.direction_variants(SMALL).filter(group="software").select("definition", "n", "looser_count").rows()
    )
    assert rows == [
        ("Decisions", 2, 1),
        ("Each project counts", 3, 1),
        ("First decision of each developer", 1, 0),
        ("Without what CHAOSS lists", 2, 1),
        ("Seen in the license file", 0, 0),
        ("Not from release to release", 0, 0),
        ("Unknown: all looser", 2, 1),
        ("Unknown: all tighter", 2, 1),
        ("More copyleft is tighter", 2, 1),
    ]
    assert relicensing.direction_variants(SMALL).schema == results.WAYS.schema
    models = relicensing.direction_variants(SMALL).filter(group="models")
    shares = dict(models.filter(pl.col("definition").str.starts_with("Unknown")).select("definition", "share").rows())
    assert shares == {"Unknown: all looser": 1.0, "Unknown: all tighter": 0.5}


def test_copyleft_counts_where_it_is_asked_to(changes):
    software = changes.filter(kind="software")
    rows = {
        row[0]: row[1:]
        for row in relicensing.direction_variants(software).select("definition", "n", "looser_count").rows()
    }
    stronger = relicensing.decisions(software.filter(direction="sideways", copyleft_change="stronger")).height
    weaker = relicensing.decisions(software.filter(direction="sideways", copyleft_change="weaker")).height
    n, looser = rows["Decisions"]
    assert rows["More copyleft is tighter"] == (n + stronger + weaker, looser + weaker)


def test_a_kind_that_is_not_asked_for_has_no_row():
    assert set(relicensing.direction_variants(SMALL.filter(kind="model"))["group"]) == {"models"}


@given(st.lists(st.sampled_from(CHANGE_DIRECTIONS), min_size=1, max_size=12))
def test_whatever_the_unknown_directions_are_the_share_lies_between_the_two_bounds(directions):
    rows = table(*(("model", f"p{i}", f"d{i}", "2024-01-01", "X", one, None) for i, one in enumerate(directions)))
    share = dict(relicensing.direction_variants(rows).select("definition", "share").rows())
    low, high, main = (share[name] for name in ("Unknown: all tighter", "Unknown: all looser", "Decisions"))
    if main is not None:
        assert low <= main <= high
    assert (low is None) == (high is None) == (set(directions) == {"sideways"})


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


def test_changes_without_a_direction_are_counted_over_both_kinds():
    rows = [("software", "sideways", 3), ("model", "sideways", 1), ("model", "unknown", 2), ("model", "looser", 5)]
    counts = pl.DataFrame(rows, schema=["kind", "direction", "n"], orient="row")
    assert relicensing.without_direction(counts) == {"changes": 11, "sideways": 4, "unknown": 2}


def test_a_range_of_ways_leaves_small_ones_out_and_names_the_main_one_where_it_counts():
    rows = [("Decisions", "software", 5, 0.4), ("Each", "software", 9, 0.2), ("Rare", "software", 4, 0.0)]
    rows += [("Decisions", "models", 4, 0.5), ("Each", "models", 6, 0.6)]
    software, models = relicensing.ranges(
        pl.DataFrame(rows, schema=["definition", "group", "n", "share"], orient="row")
    )
    assert (software["low"]["definition"], software["high"]["share"], software["main"]["share"]) == ("Each", 0.4, 0.4)
    assert (models["low"], models["main"]) == (models["high"], None)


def test_the_backdrop_is_of_the_first_and_the_last_quarter_and_a_style_that_is_not_there_is_none():
    rows = [("2020-Q1", "permissive", 0.8), ("2020-Q2", "permissive", 0.1), ("2021-Q1", "permissive", 0.9)]
    rows += [("2021-Q1", "network_copyleft", 0.1)]
    assert relicensing.backdrop(pl.DataFrame(rows, schema=["period", "group", "share"], orient="row")) == {
        "first": "2020-Q1",
        "last": "2021-Q1",
        "moved": [("permissive", 0.8, 0.9), ("strong copyleft", 0, 0), ("network copyleft", 0, 0.1)],
    }
