"""The multiverse as charts take it, on a literal table of specifications."""

import polars as pl
import pytest
from tests.studies.multiverse.small_multiverse import SPECS, row_of, spec, table

from openness import charts
from openness.charts.kinds.parts import VERDICTS as DRAWN
from openness.measures import selection
from openness.measures.ask import Question, ask, in_full_years
from openness.statistics.trend.model import slope_differences
from openness.studies.multiverse import assumptions, results
from openness.studies.multiverse.assumptions import Assumption
from openness.studies.multiverse.choices import ESTIMANDS
from openness.studies.multiverse.slopes import SCHEMA, modeled
from openness.studies.multiverse.specifications import multiverse
from openness.studies.multiverse.summary import influence
from openness.studies.multiverse.views import (
    ALL,
    VERDICTS,
    assumption_rows,
    chosen,
    credit_line,
    estimand_rows,
    headline,
    influence_rows,
    labels,
    reasons,
    shifts,
    single_switches,
    verdicts,
    verdicts_by_estimand,
)

MODELED = pl.DataFrame([("slope_difference", -0.061, -0.111, -0.01)], schema=SCHEMA, orient="row")


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
        ("Source: Hub", None, 10),
        ("Source: OSAI", 0.2, 10),
        ("Edition: 2029-01-01 (Epoch AI)", -0.5, 10),
        ("Releases not judged: counted as closed", -0.1, 10),
        ("Weight: each developer counts once", -0.3, 10),
        ("Minimum size: 10 judged releases", -0.4, 10),
        ("Minimum size: 20 judged releases", None, 10),
    ]
    assert row_of(found, item="Source: Hub")["note"] == "fewer than 10 judged releases by corporate developers"


def test_without_the_main_chart_or_its_estimate_nothing_is_switched():
    assert single_switches(SPECS.filter(source="osai"), "share_difference").is_empty()
    assert single_switches(table(spec(None, is_default=True)), "share_difference").is_empty()


def test_the_smaller_side_counts_and_a_side_that_an_estimand_is_not_about_does_not():
    one = table(spec(0.1, 0.0, 0.2, estimand="slope_corporate", span="since_2018", is_default=True, n_community=None))
    assert single_switches(one, "slope_corporate")["n"].to_list() == [10]


def test_shifts_stand_in_the_order_of_influence_and_leave_out_what_never_moves():
    found = shifts(SPECS, "share_difference")
    assert found["item"].to_list() == [
        "Source: OSAI",
        "Releases not judged: counted as closed",
        "Weight: each developer counts once",
        "Edition: 2029-01-01 (Epoch AI)",
    ]
    closed = found.row(1, named=True)
    assert (closed["shift"], closed["lower"], closed["upper"]) == tuple(map(pytest.approx, (0.35, 0.325, 0.375)))
    assert (closed["n"], closed["sign_share"], closed["verdict_share"]) == (2, 0.5, 1.0)
    assert shifts(table(), "share_difference").is_empty()


def test_editions_are_labeled_with_their_source():
    words = labels(SPECS)
    assert words["2029-01-01"] == "2029-01-01 (Epoch AI)"
    shared = table(spec(0.1, 0.0, 0.2), spec(0.1, 0.0, 0.2, source="osai"))
    assert labels(shared)["2031-01-01"] == "2031-01-01 (Epoch AI, OSAI)"
    assert (words["all"], words["share_difference"]) == ("all releases", "Difference in share")


def test_influence_is_in_points_and_of_choices_with_something_to_compare():
    rows = influence_rows(influence(SPECS))
    assert rows["title"].to_list() == ["Source", "Releases not judged", "Weight", "Edition", "Periods", "Minimum size"]
    assert rows["range"].to_list() == [60.0, 35.0, 15.0, 10.0, 0.0, 0.0]


def test_every_estimand_has_a_row_with_dashes_where_nothing_is_estimated():
    rows = estimand_rows(table(*SPECS.iter_rows(named=True), spec(None, estimand="slope_difference")), MODELED)
    first, last = rows.to_dicts()
    assert first["what"] == "Difference in share"
    assert first["main"].replace("\u00a0", " ") == "−40 (−60 to −20)"
    assert (first["n"], first["median"], first["range"].replace("\u00a0", " ")) == (6, "−20", "−50 to +20")
    assert (first["below"], first["above"]) == (pytest.approx(0.5), pytest.approx(1 / 6))
    assert (last["what"], last["n"], last["main"], last["median"]) == ("Difference in yearly change", 0, None, None)
    assert (first["modeled"], first["apart"]) == (None, None)
    assert (last["modeled"].replace("\u00a0", " "), last["apart"]) == ("−6.1 (−11 to −1.0)", None)


def test_a_slope_stands_beside_that_of_the_page_on_trends_with_what_sets_them_apart(real):
    slopes = modeled()
    rows = estimand_rows(multiverse(), slopes)
    told = {row["what"]: (row["main"], row["modeled"], row["apart"]) for row in rows.to_dicts()}
    assert told["Difference in share"][1:] == (None, None)
    for estimand in ("slope_corporate", "slope_community", "slope_difference"):
        main, model, apart = told[ESTIMANDS[estimand].short]
        assert None not in (main, model, apart)
    by_page = slope_differences(ask(in_full_years(Question(since=2018))).releases).row(0, named=True)
    assert slopes.filter(estimand="slope_difference")["estimate"].item() == by_page["points_per_year"] / 100


def test_reasons_are_counted_of_all_combinations_with_their_sources():
    more = table(*SPECS.iter_rows(named=True), spec(None, reason="fewer than 5 corporate developers", span="x"))
    assert reasons(more, "share_difference").rows() == [
        (
            "fewer than 10 judged releases by corporate developers",
            2,
            pytest.approx(2 / 11),
            "Epoch AI 1, Hub 1",
        ),
        ("fewer than 5 corporate developers", 1, pytest.approx(1 / 11), "Epoch AI 1"),
    ]
    assert reasons(table(), "share_difference").is_empty()


def test_assumptions_are_ranked_by_the_alternative_that_changes_most_and_linked_to_the_log():
    def assumed(name, choice, levels=(), untested=None):
        entry = {
            "id": name,
            "statement": f"What {name} says.",
            "where": ("a",),
            "alternatives": ("b",),
            "reports": ("r",),
            "quality": "low",
            "table": untested and "licenses.license_tier",
        }
        return Assumption(**entry, choice=choice, levels=levels, untested=untested)

    log = [assumed("weights", "weighting"), assumed("blanks", "blank"), assumed("law", None, (), "It is the law.")]
    rows = assumption_rows(log, assumptions.impact(log, SPECS, ["share_difference"])).to_dicts()
    assert [row["instead"] for row in rows] == ["counted as closed", "each developer counts once"]
    assert rows[0]["assumption"] == [{"text": "What blanks says.", "url": "assumptions.html#blanks"}]
    assert (rows[0]["shift"], rows[0]["sign_share"], rows[0]["verdict_share"]) == ("+35 points", 0.5, 1.0)
    shown = charts.show_table(assumption_rows(log, assumptions.impact(log, SPECS)), results.ASSUMPTIONS, title="A")
    assert '<a href="assumptions.html#blanks">What blanks says.</a>' in shown.as_raw_html()


def test_the_headline_has_a_row_a_source_and_no_number_where_there_is_no_estimate():
    rows = headline(SPECS)
    assert rows["source"].to_list() == ["epoch", "hub", "osai"]
    assert row_of(rows, source="hub")["median"] is None
    assert row_of(rows, source="epoch")["default_estimate"] == -0.4


def test_specifications_are_those_of_the_sources_and_definitions_named():
    assert chosen(SPECS).equals(SPECS)
    assert set(chosen(SPECS, ["osai", "hub"])["source"]) == {"osai", "hub"}
    assert chosen(SPECS, ["osai"], ["open_weights"]).height == 2
    assert chosen(SPECS, definitions=["osaid"]).is_empty()


def test_editions_and_producers_are_named_once():
    assert selection.editions(SPECS) == ["epoch 2029-01-01", "epoch 2031-01-01", "hub 2031-03-01", "osai 2031-02-01"]
    assert credit_line(chosen(SPECS, ["osai", "hub"])) == (
        "llmfit (MIT), European Open Source AI Index (CC-BY-4.0); the editions are named under Data"
    )
