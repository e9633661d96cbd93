"""Entries of successive editions as a panel: who is one entry, who is in it, and what it scores."""

import polars as pl
import pytest
from tests.studies.declared import differences
from tests.studies.vintages_and_composition.panel.small_panel import EDITIONS, FIRST, SECOND, THIRD, index

from openness.studies.vintages_and_composition.panel import results
from openness.studies.vintages_and_composition.panel.entries import index_panel, panel
from openness.tables import store as tables


def scores(found, edition):
    own = found.entries.filter(edition=edition).sort("entry_id")
    return {one.removeprefix("osai:"): score for one, score in own.select("entry_id", "score").iter_rows()}


def test_scores_are_points_of_those_that_the_criteria_of_the_edition_give():
    found = panel(EDITIONS)
    # A blank criterion has no points; of four criteria.
    assert scores(found, FIRST) == {
        "blank": 0.25,
        "file": 0.0,
        "gone": 0.0,
        "kept": 0.375,
        "moved": 0.25,
        "other": 1.0,
    }
    assert scores(found, THIRD)["kept"] == 0.5
    assert found.kept == ["weights_endmodel", "code", "licenses"]
    kept = dict(found.entries.filter(edition=FIRST).select("entry_id", "kept_score").iter_rows())
    assert kept["osai:kept"] == 0.5


def test_an_entry_under_another_file_name_is_the_same_entry_if_its_model_is():
    found = panel(EDITIONS)
    rows = found.entries.filter(entry_id="osai:file").select("edition", "release_id", "is_renamed", "is_new")
    assert rows.rows() == [
        (FIRST, "osai:file", False, False),
        (SECOND, "osai:renamed", True, False),
        (THIRD, "osai:renamed", False, False),
    ]


def test_a_name_that_two_entries_bear_leads_nowhere():
    first = index(FIRST, {"A": "oooo", "B": "oooo"}, models={"A": "Same", "B": "Same"})
    second = index(SECOND, {"C": "oooo"}, models={"C": "Same"})
    assert panel([first, second]).entries.filter(edition=SECOND)["is_new"].to_list() == [True]


def test_a_new_entry_under_a_file_name_that_another_had_is_not_that_one():
    first = index(FIRST, {"A": "oooo"}, models={"A": "Model"})
    second = index(SECOND, {"B": "oooo"}, models={"B": "Model"})
    third = index(THIRD, {"B": "oooo", "A": "cccc"}, models={"B": "Model", "A": "Another"})
    found = panel([first, second, third])
    names = found.entries.filter(edition=THIRD).sort("release_id").select("release_id", "entry_id", "is_new").rows()
    assert names == [("osai:a", f"osai:a ({THIRD})", True), ("osai:b", "osai:a", False)]


def test_the_balanced_panel_has_the_entries_with_one_model_in_all_editions():
    found = panel(EDITIONS)
    for edition in (FIRST, SECOND, THIRD):
        own = found.entries.filter("is_panel", edition=edition)["entry_id"].sort().to_list()
        assert own == ["osai:blank", "osai:file", "osai:kept", "osai:moved"]


def test_the_panel_begins_with_the_first_edition_that_has_half_of_the_entries_of_the_newest():
    few = index(FIRST, {"A": "oooo", "B": "oooo"})
    many = dict.fromkeys("ABCDE", "oooo")
    found = panel([few, index(SECOND, many), index(THIRD, many, models={})])
    assert found.first == SECOND
    assert found.entries.filter("is_panel").height == 10


def test_an_entry_that_left_and_came_back_is_new_again_and_not_in_the_panel():
    found = panel(
        [
            index(FIRST, {"A": "oooo", "B": "oooo"}),
            index(SECOND, {"A": "oooo"}),
            index(THIRD, {"A": "oooo", "B": "oooo"}),
        ]
    )
    assert found.entries.filter("is_new").select("edition", "entry_id").rows() == [(THIRD, "osai:b")]
    assert found.entries.filter("is_panel")["entry_id"].unique().to_list() == ["osai:a"]


def test_a_group_is_that_of_the_newest_edition_that_knows_it():
    early = index(FIRST, {"A": "oooo", "B": "oooo"}, groups={"A": "unknown", "B": "unknown"})
    late = index(SECOND, {"A": "oooo", "B": "oooo"}, groups={"A": "community", "B": "unknown"})
    rows = panel([early, late]).entries.sort("entry_id", "edition")["group"].to_list()
    assert rows == ["community", "community", "unknown", "unknown"]


def test_a_corrected_status_counts_as_published():
    one = index(FIRST, {"A": "oooo"})
    corrected = one.components.with_columns(
        published_status=pl.when(pl.col("component") == "code").then(pl.lit("closed"))
    )
    found = panel([type(one)(**{**vars(one), "components": corrected})])
    assert scores(found, FIRST) == {"a": 0.75}


@pytest.fixture(scope="module")
def real():
    return index_panel()


def test_entries_and_judgments_are_as_declared(real):
    assert differences(real.entries, results.ENTRIES) == []
    assert differences(real.judgments, results.JUDGMENTS) == []


def test_scores_are_those_of_the_index(real):
    own = tables.read("scores").filter(source="osai", metric="osai")
    both = real.entries.join(own, left_on=["edition", "release_id"], right_on=["vintage", "release_id"], suffix="_own")
    assert both.height == real.entries.height
    judged_by_all = both.filter(pl.col("score_max").cast(pl.Int64).cast(pl.String) == pl.col("criteria"))
    assert judged_by_all.height >= both.height - 3
    assert (judged_by_all["score"] - judged_by_all["score_own"] / judged_by_all["score_max"]).abs().max() < 1e-9


def test_the_real_panel_begins_in_march_2025_and_keeps_twelve_criteria(real):
    assert (real.first, real.editions[-1]) == ("2025-03-31", "2026-06-12")
    assert len(real.kept) == 12
    assert {"package", "api"}.isdisjoint(real.kept)
    sizes = real.entries.filter("is_panel").group_by("edition").len()["len"].unique().to_list()
    assert sizes == [105]


def test_with_published_types_early_editions_without_tags_take_those_of_later_ones():
    found = index_panel("published").entries
    groups = found.group_by("entry_id").agg(pl.col("group").n_unique())
    assert groups["group"].max() == 1
