"""Published figures: verdicts that are computed, on figures of our own making and on those of the file."""

from urllib.parse import urlsplit

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.studies.published_results.figures import checked, figure

from openness.project import paths
from openness.sources import facts
from openness.studies.published_results import check as published
from openness.studies.published_results import results
from openness.studies.published_results.figures import CAUSES
from openness.studies.published_results.read import load
from openness.studies.published_results.recipe import Inputs, Recipe
from openness.studies.published_results.recipes import RECIPES


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_a_number_rounded_from_the_recomputed_one_always_agrees(value, digits):
    assert published.verdict_of(figure(f"{value:.{digits}f}"), value) == "agrees"


@pytest.mark.parametrize(
    ("printed", "relation", "recomputed", "verdict"),
    [
        ("58", "equals", 57.93, "agrees"),
        ("40", "equals", 40.69, "differs"),
        ("40", "equals", 40.5, "agrees"),
        ("45", "at_least", 45, "agrees"),
        ("45", "at_least", 46, "agrees"),
        ("45", "at_least", 44.9, "differs"),
        ("45", "at_most", 45.1, "differs"),
        ("45", "at_most", 3, "agrees"),
    ],
)
def test_a_verdict_follows_from_the_two_numbers(printed, relation, recomputed, verdict):
    assert published.verdict_of(figure(printed, relation=relation), recomputed) == verdict


def test_each_verdict_comes_with_its_numbers_and_its_reason():
    table = checked(
        {
            "part": figure("9"),
            "whole": figure("20"),
            "share": figure("2", recipe="part_of_figure", parameters={"percent": "part", "whole": "whole"}),
            "sum": figure(
                "30",
                recipe="sum_of_figures",
                parameters={"figures": ["part", "whole"]},
                cause="rounding",
                explanation="So.",
            ),
            "unexplained": figure("2", recipe="points_of_cells", parameters={"cells": "ooo"}),
            "gone": figure("1", recipe="fmti_mean", parameters={"vintage": "2030-01-01"}),
        },
        {"transparency": pl.DataFrame(schema={"vintage": pl.String})},
    )
    assert table.schema == results.CHECKS.schema
    assert table.select("figure_id", "published", "recomputed", "difference", "verdict", "cause", "reason").rows() == [
        ("part", 9.0, None, None, "not_reproducible", None, "Nobody knows."),
        ("whole", 20.0, None, None, "not_reproducible", None, "Nobody knows."),
        ("share", 2.0, 1.8, pytest.approx(-0.2), "agrees", None, None),
        ("sum", 30.0, 29.0, -1.0, "differs", "rounding", "So."),
        ("unexplained", 2.0, 3.0, 1.0, "differs", "unsettled", "Why is not known."),
        ("gone", 1.0, None, None, "not_reproducible", None, "the wave of 2030-01-01 is not among the data here"),
    ]
    assert table["is_from_data"].to_list() == [None, None, False, False, False, True]
    assert table["recipe_text"][3] == "sum of figures of the same publisher (figures [part, whole])"
    verdicts, causes = published.verdict_counts(table), published.cause_counts(table)
    assert verdicts.rows() == [("Somebody", 6, 1, 2, 3)]
    assert causes.rows() == [("rounding", 1), ("unsettled", 1)]
    assert (verdicts.schema, causes.schema) == (results.VERDICTS.schema, results.CAUSES.schema)
    assert checked({}).schema == results.CHECKS.schema


def test_a_percentage_that_no_whole_number_gives_is_found():
    of = {name: {"percent": name, "whole": "all"} for name in ("open", "right")}
    table = checked(
        {
            "all": figure("149"),
            "open": figure("65.7", recipe="attainable_percent", parameters=of["open"]),
            "right": figure("65.8", recipe="attainable_percent", parameters=of["right"]),
        }
    )
    assert table["verdict"].to_list() == ["not_reproducible", "differs", "agrees"]
    assert table["arithmetic"][1] == "98 / 149; the next ones are 65.10 and 66.44"
    assert table["recomputed"][1] == pytest.approx(100 * 98 / 149)


@pytest.fixture(scope="module")
def inputs(real):
    return load()


@pytest.fixture(scope="module")
def checks(inputs):
    return published.check(inputs)


def test_the_file_holds_what_it_should(inputs):
    figures = inputs.published.figures.values()
    assert len(figures) >= 40
    assert sum(one.recipe is not None for one in figures) >= 20
    for one in inputs.published.works.values():
        address = urlsplit(one.url)
        assert address.scheme == "https"
        assert "." in address.netloc


def test_every_recipe_is_used_and_runs(inputs, checks):
    assert {one.recipe for one in inputs.published.figures.values()} - {None} == set(RECIPES)
    unable = checks.filter(verdict="not_reproducible").filter(pl.col("recipe").is_not_null())
    assert unable.select("figure_id", "reason").rows() == [
        ("osi-fail", "the edition 2026-06-12 of osai has no osai:mixtral")
    ]
    assert all(isinstance(one, Recipe) and one.function.__doc__ for one in RECIPES.values())


def test_no_recipe_returns_a_number_that_it_was_given(inputs):
    """A figure's own value is no parameter, but where a percentage is checked for what a count can give."""
    for name, one in inputs.published.figures.items():
        if one.recipe in ("attainable_percent", "attainable_score"):
            continue
        values = [*one.parameters.values(), *one.parameters.get("figures", [])]
        assert name not in values
        assert one.number not in [value for value in values if isinstance(value, float)]


def test_every_difference_on_the_real_data_is_explained(checks):
    differing = checks.filter(verdict="differs")
    assert differing.height
    assert not differing["reason"].str.contains("Why is not known").any()
    assert set(differing["cause"]) == set(CAUSES)
    assert checks.filter(pl.col("verdict") != "differs")["cause"].null_count() == checks.height - differing.height


@pytest.mark.parametrize(
    ("figure_id", "vintage", "year", "country", "count"),
    [
        ("ai-index-2025-united-states", "2025-04-23", 2024, "United States of America", 42),
        ("ai-index-2025-china", "2025-04-23", 2024, "China", 15),
        ("ai-index-2026-united-states", "2026-03-30", 2025, "United States of America", 50),
        ("ai-index-2026-china", "2026-03-30", 2025, "China", 33),
    ],
)
def test_explanations_by_the_first_country_named_say_what_the_list_says(
    inputs, figure_id, vintage, year, country, count
):
    folder = paths.raw() / "epoch"
    models = facts.read(folder, vintage, facts.read_source(folder)).filter(
        pl.col("Publication date").str.starts_with(str(year)),
        pl.col("lists").str.contains("notable") | pl.lit(vintage == "2025-04-23"),
        pl.col("Notability criteria").is_not_null() | pl.lit(vintage != "2025-04-23"),
        pl.col("Country (of organization)").str.split(",").list.first() == country,
    )
    assert models.height == count
    assert f"counted for the first one alone there are {count}" in inputs.published.figures[figure_id].explanation


def test_no_explanation_is_left_over_where_figures_agree(inputs, checks):
    agreeing = checks.filter(verdict="agrees")["figure_id"]
    assert [name for name in agreeing if inputs.published.figures[name].explanation] == []


def test_a_figure_names_the_editions_that_it_is_recomputed_from(checks):
    editions = dict(checks.select("figure_id", "editions").rows())
    assert editions["fmti-2025-meta-change"] == ["fmti 2024-05-21", "fmti 2025-12-09"]
    assert editions["ai-index-2025-china"] == ["epoch 2025-04-23"]
    assert editions["opening-up-bloomz"] == ["osai 2025-05-12"]
    assert editions["ai-index-2024-open-2023"] == editions["menlo-before"] == []


def test_the_transparency_index_can_be_recomputed_but_for_a_mean_that_was_cut_off(checks):
    own = checks.filter(pl.col("figure_id").str.starts_with("fmti-"), pl.col("recipe").is_not_null())
    assert own.height >= 25
    assert own.filter(verdict="differs").select("figure_id", "printed", "arithmetic").rows() == [
        ("fmti-2025-mean-abstract", "40", "529 points / 13 developers")
    ]


@pytest.mark.parametrize(
    ("figure_id", "recomputed", "verdict"),
    [
        ("fmti-2023-mean", 37.0, "agrees"),
        ("fmti-2024-mean", 811 / 14, "agrees"),
        ("fmti-2025-mean-abstract", 529 / 13, "differs"),
        ("fmti-2025-mean", 529 / 13, "agrees"),
        ("fmti-2024-met-by-one", 96, "agrees"),
        ("fmti-2024-met-by-two", 89, "agrees"),
        ("fmti-2024-top-change", 31, "agrees"),
        ("fmti-2024-bottom-change", 21, "agrees"),
        ("fmti-2024-improved", 8, "agrees"),
        ("ai-index-2024-open-2023", 100 * 98 / 149, "differs"),
        ("ai-index-2026-industry", 87, "agrees"),
        ("ai-index-2026-no-training-code", 80, "agrees"),
        ("epoch-large-page-total", 103, "differs"),
        ("malik-rows", 3305, "agrees"),
        ("malik-2024", 944, "agrees"),
        ("osi-pass", 3, "differs"),
    ],
)
def test_known_results(checks, figure_id, recomputed, verdict):
    row = checks.filter(figure_id=figure_id).row(0, named=True)
    assert row["recomputed"] == pytest.approx(recomputed)
    assert row["verdict"] == verdict


def test_every_figure_counts_once(checks):
    counts = published.verdict_counts(checks)
    assert counts["figure_count"].sum() == counts.drop("publisher", "figure_count").sum().sum_horizontal()[0]
    assert counts["figure_count"].sum() == checks.height
    assert published.cause_counts(checks)["n"].sum() == counts["differs"].sum()


def test_figures_of_a_source_that_is_not_built_are_not_reproducible_and_say_so(inputs):
    without = {name: frame.clear() if name != "transparency" else frame for name, frame in inputs.tables.items()}
    table = published.check(Inputs(without, inputs.published))
    epoch = table.filter(figure_id="ai-index-2026-total").row(0, named=True)
    assert (epoch["verdict"], epoch["recomputed"]) == ("not_reproducible", None)
    assert epoch["reason"] == "the edition 2026-03-30 of epoch is not among the data here"
    assert table.filter(figure_id="fmti-2023-mean")["verdict"].item() == "agrees"
