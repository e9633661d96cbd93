"""Published figures as tables: units, links, causes; nothing lost between the check and the page."""

import pytest
from tests.studies.published_results.figures import checked, figure

from openness.studies.published_results import check as published
from openness.studies.published_results import results, views
from openness.studies.published_results.check import load
from openness.studies.published_results.figures import CAUSES

CHECKS = checked(
    {
        "part": figure("485", reason="nobody knows", unit="percent", place="abstract"),
        "whole": figure("1748", reason="Somebody knows.", work="old"),
        "many": figure("1.2e6", reason="nobody knows", relation="at_least"),
        "sum": figure("2233", recipe="sum_of_figures", parameters={"figures": ["part", "whole"]}, remark="it is old"),
        "off": figure(
            "-37",
            unit="points",
            recipe="points_of_cells",
            parameters={"cells": "op"},
            cause="own_numbers",
            explanation="So.",
        ),
        "place": figure("2", unit="rank", recipe="sum_of_figures", parameters={"figures": ["off"]}),
    }
)


def link(text):
    return [{"text": text, "url": "https://example.org/work"}]


def test_numbers_have_their_units_and_lead_to_their_works():
    assert views.from_own_numbers(CHECKS).rows() == [
        ("A claim", link("\u221237 points (Somebody, 2030-01)"), "1.50 points", "1 x 1 + 1 x 0.5", "So."),
        ("A claim", link("place 2 (Somebody, 2030-01)"), "place \u221237", "-37: A claim", "Why is not known."),
    ]
    assert list(views.agreeing(CHECKS)) == ["With the publisher's own numbers: 1 figure"]
    (agreeing,) = views.agreeing(CHECKS).values()
    assert agreeing.rows() == [
        ("A claim", link("2,233 (Somebody, 2030-01)"), "2,233", "485 + 1748", "It is old."),
    ]


def test_figures_that_lack_the_same_stand_together_and_a_missing_date_is_said():
    assert views.not_recomputed(CHECKS).rows() == [
        ("A claim", link("485% (Somebody, 2030-01, abstract)"), "Nobody knows."),
        ("A claim", link("at least 1.2 million (Somebody, 2030-01)"), "Nobody knows."),
        ("A claim", link("1,748 (Somebody, date not found)"), "Somebody knows."),
    ]


def test_nothing_asked_for_gives_empty_tables_with_their_columns():
    none = CHECKS.clear()
    assert views.differing(none) == views.agreeing(none) == {}
    for make, declared in (
        (views.from_own_numbers, results.OWN_NUMBERS),
        (views.not_recomputed, results.NOT_RECOMPUTED),
        (views.methods, results.METHODS),
    ):
        assert make(none).schema == declared.schema
        assert make(none).is_empty()


@pytest.fixture(scope="module")
def inputs(real):
    return load()


@pytest.fixture(scope="module")
def checks(inputs):
    return published.check(inputs)


def test_every_figure_stands_in_one_table(checks):
    tables = [
        *views.differing(checks).values(),
        views.from_own_numbers(checks),
        *views.agreeing(checks).values(),
        views.not_recomputed(checks),
    ]
    shown = [row["claim"] for table in tables for row in table.iter_rows(named=True)]
    assert sorted(shown) == sorted(checks["claim"])
    assert views.methods(checks).height == checks["recipe"].count()


def test_the_figures_that_differ_are_parted_by_cause_with_the_edition_and_the_arithmetic(checks):
    parts = views.differing(checks)
    headings = [heading.rpartition(":")[0].lower() for heading in parts]
    assert headings == [words for cause, words in CAUSES.items() if cause != "own_numbers"]
    (rounded,) = (part for heading, part in parts.items() if heading.startswith("Decimals"))
    assert rounded.select("recomputed", "basis").rows() == [
        ("40.69 points", "529 points / 13 developers (FMTI 2025-12-09)")
    ]
    for part in parts.values():
        assert part["basis"].str.contains(r"20\d\d-\d\d-\d\d\)$").all()
        assert part["reason"].str.ends_with(".").all()


def test_claims_tell_figures_apart(checks):
    assert checks["claim"].is_duplicated().sum() == 0


def test_tables_are_as_they_are_declared(checks):
    for part in views.differing(checks).values():
        assert part.schema == results.DIFFERING.schema
    for part in views.agreeing(checks).values():
        assert part.schema == results.AGREEING.schema


def test_a_verdict_keeps_its_figures_and_all_keeps_every_one():
    assert published.with_verdict(CHECKS, "all").equals(CHECKS)
    assert published.with_verdict(CHECKS, "agrees")["figure_id"].to_list() == ["sum"]
