"""Published figures as tables: units, links, causes; nothing lost between the check and the page."""

import polars as pl
import pytest

from openness.project.errors import BadValueError, UnknownNameError
from openness.studies.published_results import ask as published_question
from openness.studies.published_results import check as published
from openness.studies.published_results import parameters
from openness.studies.published_results import views as published_tables
from openness.studies.published_results.base import CAUSES, Figure, Inputs

ENTRY = {
    "claim": "A claim",
    "unit": "count",
    "definition": "What is counted",
    "publisher": "Somebody",
    "title": "A work",
    "url": "https://example.org/work",
    "published": "2030-01",
}


def figure(figure_id, printed, **more):
    return Figure(figure_id=figure_id, printed=printed, **{**ENTRY, **more})


def checked(*figures):
    given = {one.figure_id: one for one in figures}
    return published.check(given, Inputs(tables={}, figures=given))


CHECKS = checked(
    figure("part", "485", reason="nobody knows", unit="percent", place="abstract"),
    figure("whole", "1748", reason="Somebody knows.", published="undated"),
    figure("many", "1.2e6", reason="nobody knows", relation="at_least"),
    figure("sum", "2233", recipe="sum_of_figures", parameters={"figures": ["part", "whole"]}, remark="it is old"),
    figure(
        "off",
        "-37",
        unit="points",
        recipe="points_of_cells",
        parameters={"cells": "op"},
        cause="own_numbers",
        explanation="So.",
    ),
    figure("place", "2", unit="rank", recipe="sum_of_figures", parameters={"figures": ["off"]}),
)


def link(text):
    return [{"text": text, "url": "https://example.org/work"}]


def test_numbers_have_their_units_and_lead_to_their_works():
    assert published_tables.from_own_numbers(CHECKS).rows() == [
        ("A claim", link("-37 points (Somebody, 2030-01)"), "1.50 points", "1 x 1 + 1 x 0.5", "So."),
        ("A claim", link("place 2 (Somebody, 2030-01)"), "place -37", "-37: A claim", "Why is not known."),
    ]
    assert list(published_tables.agreeing(CHECKS)) == ["With the publisher's own numbers: 1 figure"]
    (agreeing,) = published_tables.agreeing(CHECKS).values()
    assert agreeing.rows() == [
        ("A claim", link("2,233 (Somebody, 2030-01)"), "2,233", "485 + 1748", "It is old."),
    ]


def test_figures_that_lack_the_same_stand_together_and_a_missing_date_is_said():
    assert published_tables.not_recomputed(CHECKS).rows() == [
        ("A claim", link("485% (Somebody, 2030-01, abstract)"), "Nobody knows."),
        ("A claim", link("at least 1.2 million (Somebody, 2030-01)"), "Nobody knows."),
        ("A claim", link("1,748 (Somebody, date not found)"), "Somebody knows."),
    ]


def test_nothing_asked_for_gives_empty_tables_with_their_columns():
    none = CHECKS.clear()
    assert published_tables.differing(none) == published_tables.agreeing(none) == {}
    for make, columns in (
        (published_tables.from_own_numbers, ["claim", "published", "recomputed", "basis", "reason"]),
        (published_tables.not_recomputed, ["claim", "published", "reason"]),
        (published_tables.methods, ["claim", "definition", "recipe_text"]),
    ):
        assert make(none).columns == columns
        assert make(none).is_empty()


@pytest.fixture(scope="module")
def inputs(real):
    return published.load()


@pytest.fixture(scope="module")
def checks(inputs):
    return published.check(inputs.figures, inputs)


def test_every_figure_stands_in_one_table(checks):
    tables = [
        *published_tables.differing(checks).values(),
        published_tables.from_own_numbers(checks),
        *published_tables.agreeing(checks).values(),
        published_tables.not_recomputed(checks),
    ]
    shown = [row["claim"] for table in tables for row in table.iter_rows(named=True)]
    assert sorted(shown) == sorted(checks["claim"])
    assert published_tables.methods(checks).height == checks["recipe"].count()


def test_the_figures_that_differ_are_parted_by_cause_with_the_edition_and_the_arithmetic(checks):
    parts = published_tables.differing(checks)
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


def test_publishers_and_verdicts_are_checked_alone_and_together(real, inputs):
    assert {one.publisher for one in inputs.by(["WIRED"]).values()} == {"WIRED"}
    assert inputs.by() == dict(inputs.figures)
    parameters.check({"publisher": ["Epoch AI", "WIRED"], "verdict": "differs", "most": 60})
    parameters.check({"publisher": [], "verdict": "not_reproducible"})
    with pytest.raises(UnknownNameError, match="did you mean 'WIRED'"):
        parameters.check({"publisher": ["WIRD"]})
    with pytest.raises(UnknownNameError, match="did you mean 'differs'"):
        parameters.check({"verdict": "differ"})
    with pytest.raises(BadValueError, match="'most' is 0, expected 1 or more"):
        parameters.check({"most": 0})
    with pytest.raises(BadValueError, match="no figure of Groundy, WIRED has the verdict 'not_reproducible'; their ve"):
        parameters.check({"publisher": ["WIRED", "Groundy"], "verdict": "not_reproducible"})


def test_a_verdict_keeps_its_figures_and_all_keeps_every_one():
    assert published_question.with_verdict(CHECKS, "all").equals(CHECKS)
    assert published_question.with_verdict(CHECKS, "agrees")["figure_id"].to_list() == ["sum"]


def test_tables_are_of_plain_values(checks):
    for part in published_tables.differing(checks).values():
        assert part.schema["published"] == pl.List(pl.Struct({"text": pl.String, "url": pl.String}))
