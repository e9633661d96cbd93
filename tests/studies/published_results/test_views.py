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
        ("A claim", link("2,233 (Somebody, 2030-01)"), "2,233", "485 + 1748", None, "It is old."),
    ]


def test_figures_that_lack_the_same_stand_together_and_a_missing_date_is_said():
    (lacking,) = views.not_recomputed(CHECKS).items()
    assert lacking[0] == "The data are not here: 3 figures"
    assert lacking[1].rows() == [
        ("A claim", link("485% (Somebody, 2030-01, abstract)"), "Nobody knows.", None, None),
        ("A claim", link("at least 1.2 million (Somebody, 2030-01)"), "Nobody knows.", None, None),
        ("A claim", link("1,748 (Somebody, date not found)"), "Somebody knows.", None, None),
    ]


def test_nothing_asked_for_gives_empty_tables_with_their_columns():
    none = CHECKS.clear()
    assert views.differing(none) == views.agreeing(none) == views.not_recomputed(none) == {}
    for make, declared in (
        (views.from_own_numbers, results.OWN_NUMBERS),
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
        *views.not_recomputed(checks).values(),
    ]
    shown = [row["claim"] for table in tables for row in table.iter_rows(named=True)]
    assert sorted(shown) == sorted(checks["claim"])
    assert views.methods(checks).height == checks["recipe"].count()


def test_the_figures_that_differ_are_parted_by_cause_with_the_edition_and_the_arithmetic(checks):
    parts = views.differing(checks)
    headings = [heading.rpartition(":")[0].lower() for heading in parts]
    assert headings == [CAUSES["rounding"]]
    (rounded,) = (part for heading, part in parts.items() if heading.startswith("Decimals"))
    assert rounded.select("recomputed", "basis", "edition").rows() == [
        ("40.69 points", "529 points / 13 developers", "FMTI 2025-12-09, the publisher's own.")
    ]
    for part in parts.values():
        assert part["edition"].str.contains(r"^[\w ]+ 20\d\d-\d\d-\d\d, the publisher's own\.").all()
        assert part["reason"].str.ends_with(".").all()


def test_claims_tell_figures_apart(checks):
    assert checks["claim"].is_duplicated().sum() == 0


def test_tables_are_as_they_are_declared(checks):
    for part in views.differing(checks).values():
        assert part.schema == results.DIFFERING.schema
    for part in views.agreeing(checks).values():
        assert part.schema == results.AGREEING.schema
    for part in views.not_recomputed(checks).values():
        assert part.schema == results.NOT_RECOMPUTED.schema


def test_what_other_editions_give_stands_beside_a_figure_with_a_verdict_or_without(checks):
    rows = checks.filter(figure_id="ai-index-2026-no-training-code")
    (agreeing,) = views.agreeing(rows).values()
    said = agreeing.item(0, "edition")
    assert said.startswith("Epoch AI 2026-03-30, the publisher names none. The report names no day.")
    assert "2026-07-15: 86" in said
    assert "2026-03-30: 80" not in said
    (lacking,) = views.not_recomputed(checks.filter(figure_id="epoch-large-page-2022")).values()
    assert lacking.item(0, "reason") == "Edition not here: the publisher counted that of 2024-06-28."
    assert "2025-04-23: 37; " in lacking.item(0, "elsewhere")


def test_a_verdict_keeps_its_figures_and_all_keeps_every_one():
    assert published.with_verdict(CHECKS, "all").equals(CHECKS)
    assert published.with_verdict(CHECKS, "agrees")["figure_id"].to_list() == ["sum"]
