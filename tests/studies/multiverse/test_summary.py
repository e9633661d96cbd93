"""What specifications say together, on a literal table of them."""

import polars as pl
import pytest
from tests.studies.multiverse.small_multiverse import SPECS, row_of, spec, table

from openness.project.errors import UnknownNameError
from openness.studies.multiverse.choices import CHOICES, level_labels, titles
from openness.studies.multiverse.summary import influence, most_turning, summary, switches, told


def test_the_summary_counts_each_estimate_once():
    row = row_of(summary(SPECS))
    assert (row["specification_count"], row["estimable_count"], row["distinct_count"]) == (10, 8, 6)
    assert (row["lowest"], row["highest"]) == (-0.5, 0.2)
    assert row["median"] == pytest.approx(-0.2)
    assert row["negative_share"] == pytest.approx(4 / 6)
    assert row["below_default_share"] == pytest.approx(1 / 6)
    assert (row["below_zero_share"], row["above_zero_share"]) == (pytest.approx(3 / 6), pytest.approx(1 / 6))
    assert (row["default_estimate"], row["default_lower"], row["default_upper"]) == (-0.4, -0.6, -0.2)


def test_the_summary_tells_sources_apart_and_keeps_one_without_an_estimate():
    rows = {row["source"]: row for row in summary(SPECS, ["source"]).to_dicts()}
    assert {name: row["distinct_count"] for name, row in rows.items()} == {"epoch": 5, "hub": 0, "osai": 1}
    assert rows["hub"]["median"] is None


def test_a_switch_compares_specifications_that_differ_in_nothing_else():
    closed = row_of(switches(SPECS), choice="blank", level="closed")
    assert (closed["pair_count"], closed["lost_count"]) == (2, 0)
    assert closed["median_shift"] == pytest.approx(0.35)
    assert (closed["lower_quartile"], closed["upper_quartile"]) == (pytest.approx(0.325), pytest.approx(0.375))
    assert closed["sign_flip_share"] == 0.5
    assert closed["verdict_flip_share"] == 1.0


def test_a_choice_that_does_not_apply_counts_as_its_default_and_a_source_keeps_its_own_edition():
    osai = row_of(switches(SPECS), choice="source", level="osai")
    assert osai["pair_count"] == 1
    assert osai["median_shift"] == pytest.approx(0.6)
    assert osai["verdict_flip_share"] == 1.0


def test_a_switch_that_leaves_no_estimate_is_counted_as_lost():
    rows = switches(SPECS)
    assert row_of(rows, choice="min_group", level="20")["lost_count"] == 1
    assert row_of(rows, choice="source", level="hub")["lost_count"] == 1
    assert row_of(rows, choice="min_group", level="10")["median_shift"] == 0


def test_an_earlier_edition_is_compared_with_the_latest_of_its_source():
    assert row_of(switches(SPECS), choice="vintage", level="2029-01-01")["median_shift"] == pytest.approx(-0.1)


def test_influence_is_the_spread_of_sets_that_differ_in_one_choice():
    ranked = influence(SPECS)
    assert ranked["choice"].to_list()[:3] == ["source", "blank", "weighting"]
    blank = row_of(ranked, choice="blank")
    assert (blank["set_count"], blank["median_range"]) == (2, pytest.approx(0.35))
    assert row_of(ranked, choice="definition")["median_range"] is None
    # Between the means of 0.2 (osai, 1) and -0.24 (epoch, 5) around -1/6.
    assert row_of(ranked, choice="source")["explained_share"] == pytest.approx(
        ((0.2 + 1 / 6) ** 2 + 5 * (0.24 - 1 / 6) ** 2)
        / sum((x + 1 / 6) ** 2 for x in (-0.4, -0.1, -0.3, 0.1, 0.2, -0.5))
    )


def test_an_unknown_estimand_is_refused():
    with pytest.raises(UnknownNameError, match="did you mean 'slope_corporate'"):
        told(SPECS, "slope_corporat")


def test_the_main_reason_is_that_at_the_default_minimum_size_where_there_is_one():
    few = "fewer than 10 judged releases by corporate developers"
    usual = [spec(None, reason="one developer", span=f"s{i}") for i in range(2)]
    larger = [spec(None, span=f"s{i}", min_group=20) for i in range(5)]
    assert summary(table(*usual, *larger))["main_reason"].to_list() == ["one developer"]
    assert summary(table(*larger))["main_reason"].to_list() == [few]
    rows = {row["source"]: row["main_reason"] for row in summary(SPECS, ["source"]).to_dicts()}
    assert rows == {"epoch": few, "hub": few, "osai": None}


def test_every_choice_has_words():
    assert set(titles()) == set(CHOICES)
    words = level_labels()
    assert words["closed"] == "counted as closed"
    assert words["osai_half"] == "At least half of OSAI"


def test_the_switch_that_turns_most_is_the_first_of_equal_ones_and_none_where_none_turns():
    rows = [("a", 0.0), ("b", 0.5), ("c", 0.5), ("d", None)]
    found = pl.DataFrame(rows, schema=["choice", "sign_flip_share"], orient="row")
    assert most_turning(found) == {"choice": "b", "sign_flip_share": 0.5}
    assert most_turning(found.head(1)) is None


def test_what_is_told_has_the_choices_that_move_and_counts_what_is_lost():
    found = told(SPECS, "share_difference")
    assert [row["choice"] for row in found.movers] == ["source", "blank", "weighting"]
    assert found.lost == 2
