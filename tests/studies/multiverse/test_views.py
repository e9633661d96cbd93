"""The multiverse as charts take it, on a literal table of specifications."""

import pytest
from tests.studies.multiverse.test_summary import SPECS, row_of, spec, table

from openness.charts.marks.verdicts import VERDICTS as DRAWN
from openness.studies.multiverse.views import (
    ALL,
    VERDICTS,
    labels,
    shifts,
    single_switches,
    verdicts,
    verdicts_by_estimand,
)


def test_verdicts_count_each_estimate_once_and_tell_intervals_from_signs():
    found = verdicts(SPECS, "share_difference", ["source"])
    assert found.select("panel", "item", "verdict", "n").rows() == [
        (ALL, ALL, "below", 3),
        (ALL, ALL, "negative", 1),
        (ALL, ALL, "positive", 1),
        (ALL, ALL, "above", 1),
        ("by_source", "epoch", "below", 3),
        ("by_source", "epoch", "negative", 1),
        ("by_source", "epoch", "positive", 1),
        ("by_source", "osai", "above", 1),
    ]
    assert row_of(found, item=ALL, verdict="below")["median"] == pytest.approx(-0.2)
    assert row_of(found, item="epoch", verdict="below")["median"] == pytest.approx(-0.3)


def test_an_estimate_of_zero_is_neither_positive_nor_negative():
    zero = table(spec(0.0, -0.2, 0.2), spec(0.0, 0.0, 0.3, blank="closed"))
    assert verdicts(zero, "share_difference", [])["verdict"].to_list() == ["zero"]


def test_both_differences_stand_side_by_side_and_one_without_an_estimate_has_no_row():
    both = table(spec(-0.4, -0.6, -0.2), spec(0.1, -0.1, 0.3, estimand="slope_difference"))
    rows = verdicts_by_estimand(both).select("panel", "item", "verdict").rows()
    assert rows == [
        ("share_difference", ALL, "below"),
        ("share_difference", "epoch", "below"),
        ("slope_difference", ALL, "positive"),
        ("slope_difference", "epoch", "positive"),
    ]
    assert verdicts_by_estimand(SPECS)["panel"].unique().to_list() == ["share_difference"]
    assert verdicts_by_estimand(table()).is_empty()


def test_verdicts_of_the_tables_are_those_that_the_chart_knows():
    assert tuple(DRAWN) == VERDICTS


def test_single_switches_differ_from_the_main_chart_in_one_choice():
    found = single_switches(SPECS, "share_difference")
    assert found.select("item", "difference", "n").rows() == [
        ("Main chart", -0.4, 10),
        ("Source: Hugging Face Hub", None, 10),
        ("Source: European Open Source AI Index", 0.2, 10),
        ("Edition: 2029-01-01 (epoch)", -0.5, 10),
        ("Releases not judged: counted as closed", -0.1, 10),
        ("Weight: each developer counts once", -0.3, 10),
        ("Minimum size: 10 judged releases", -0.4, 10),
        ("Minimum size: 20 judged releases", None, 10),
    ]
    assert row_of(found, item="Source: Hugging Face Hub")["note"] == "fewer than 10 judged releases by companies"


def test_without_the_main_chart_or_its_estimate_nothing_is_switched():
    assert single_switches(SPECS.filter(source="osai"), "share_difference").is_empty()
    assert single_switches(table(spec(None, is_default=True)), "share_difference").is_empty()


def test_the_smaller_side_counts_and_a_side_that_an_estimand_is_not_about_does_not():
    one = table(spec(0.1, 0.0, 0.2, estimand="slope_corporate", span="since_2018", is_default=True, n_community=None))
    assert single_switches(one, "slope_corporate")["n"].to_list() == [10]


def test_shifts_stand_in_the_order_of_influence_and_leave_out_what_never_moves():
    found = shifts(SPECS, "share_difference")
    assert found["item"].to_list() == [
        "Source: European Open Source AI Index",
        "Releases not judged: counted as closed",
        "Weight: each developer counts once",
        "Edition: 2029-01-01 (epoch)",
    ]
    closed = found.row(1, named=True)
    assert (closed["shift"], closed["lower"], closed["upper"]) == tuple(map(pytest.approx, (0.35, 0.325, 0.375)))
    assert (closed["n"], closed["sign_share"], closed["verdict_share"]) == (2, 0.5, 1.0)
    assert shifts(table(), "share_difference").is_empty()


def test_editions_are_labelled_with_their_source():
    words = labels(SPECS)
    assert words["2029-01-01"] == "2029-01-01 (epoch)"
    shared = table(spec(0.1, 0.0, 0.2), spec(0.1, 0.0, 0.2, source="osai"))
    assert labels(shared)["2031-01-01"] == "2031-01-01 (epoch, osai)"
    assert (words["all"], words["share_difference"]) == ("all releases", "Difference in share")
