"""The multiverse as tables show it, on a literal table of specifications."""

import pytest
from tests.studies.multiverse.test_summary import SPECS, row_of, spec, table

from openness import charts
from openness.studies.multiverse import assumptions
from openness.studies.multiverse.assumptions import Assumption
from openness.studies.multiverse.multiverse_tables import (
    assumption_rows,
    estimand_rows,
    headline,
    influence_rows,
    reasons,
)


def test_influence_is_in_points_and_of_choices_with_something_to_compare():
    rows = influence_rows(SPECS, "share_difference")
    assert rows["title"].to_list() == ["Source", "Releases not judged", "Weight", "Edition", "Periods", "Minimum size"]
    assert rows["range"].to_list() == [60.0, 35.0, 15.0, 10.0, 0.0, 0.0]


def test_every_estimand_has_a_row_with_dashes_where_nothing_is_estimated():
    rows = estimand_rows(table(*SPECS.iter_rows(named=True), spec(None, estimand="slope_difference")))
    first, last = rows.to_dicts()
    assert first["what"] == "Difference in share"
    assert first["main"].replace("\u00a0", " ") == "-40 (-60 to -20)"
    assert (first["n"], first["median"], first["range"].replace("\u00a0", " ")) == (6, "-20", "-50 to +20")
    assert (first["below"], first["above"]) == (pytest.approx(0.5), pytest.approx(1 / 6))
    assert (last["what"], last["n"], last["main"], last["median"]) == ("Difference in yearly change", 0, None, None)


def test_reasons_are_counted_of_all_combinations_with_their_sources():
    more = table(*SPECS.iter_rows(named=True), spec(None, reason="fewer than 5 developers among companies", span="x"))
    assert reasons(more, "share_difference").rows() == [
        ("fewer than 10 judged releases by companies", 2, pytest.approx(2 / 11), "Epoch AI 1, Hugging Face Hub 1"),
        ("fewer than 5 developers among companies", 1, pytest.approx(1 / 11), "Epoch AI 1"),
    ]
    assert reasons(table(), "share_difference").is_empty()


def test_assumptions_are_ranked_by_the_alternative_that_changes_most_and_linked_to_the_log():
    def assumed(name, choice, levels=(), untested=None):
        return Assumption(name, f"What {name} says.", ("a",), ("b",), choice, levels, untested, "low", ("r",))

    log = [assumed("weights", "weighting"), assumed("blanks", "blank"), assumed("law", None, (), "It is the law.")]
    rows = assumption_rows(log, assumptions.impact(log, SPECS, ["share_difference"])).to_dicts()
    assert [row["instead"] for row in rows] == ["counted as closed", "each developer counts once"]
    assert rows[0]["assumption"] == [{"text": "What blanks says.", "url": "assumptions.html#blanks"}]
    assert (rows[0]["shift"], rows[0]["sign_share"], rows[0]["verdict_share"]) == ("+35 points", 0.5, 1.0)
    shown = charts.show_table(assumption_rows(log, assumptions.impact(log, SPECS)), title="A", links=["assumption"])
    assert '<a href="assumptions.html#blanks">What blanks says.</a>' in shown.as_raw_html()


def test_the_headline_has_a_row_a_source_and_no_number_where_there_is_no_estimate():
    rows = headline(SPECS)
    assert rows["source"].to_list() == ["epoch", "hub", "osai"]
    assert row_of(rows, source="hub")["median"] is None
    assert row_of(rows, source="epoch")["default_estimate"] == -0.4
