"""Published figures: verdicts that are computed, recipes that run, and a file whose mistakes are named."""

import re
from urllib.parse import urlsplit

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError, UnknownNameError
from openness.sources import facts
from openness.studies.published_results import check as published
from openness.studies.published_results import say as published_words
from openness.studies.published_results.base import (
    CAUSES,
    Figure,
    Inputs,
    NotComputableError,
    Recipe,
    Result,
    ratio,
    rounding_tolerance,
)
from openness.studies.published_results.figures import read_figures
from openness.studies.published_results.recipes import RECIPES, recipe_named

WORK = {"publisher": "Somebody", "title": "A work", "url": "https://example.org/work", "published": "2030-01"}
TRANSPARENCY = pl.DataFrame(
    [
        ("2023-10-18", "2023", developer, indicator, "Upstream", "Data", position, is_met)
        for developer, points in (("anna", (True, True, False)), ("ben", (False, True, False)))
        for position, (indicator, is_met) in enumerate(
            zip(("full-external-model-access", "size", "wages"), points, strict=True), start=1
        )
    ],
    schema=[
        "vintage",
        "indicator_set",
        "developer_id",
        "indicator_id",
        "domain",
        "subdomain",
        "indicator_position",
        "is_met",
    ],
    orient="row",
).with_columns(developer_name=pl.col("developer_id"), model_name=pl.lit("m"), indicator=pl.col("indicator_id"))
EMPTY = Inputs(tables={}, figures={})


def figure(printed, *, figure_id="one", **more):
    return Figure(
        figure_id, claim="A claim", printed=printed, unit="count", definition="What is counted", **{**WORK, **more}
    )


def checked(*figures, tables=None):
    given_ = {one.figure_id: one for one in figures}
    return published.check(given_, Inputs(tables=tables or {}, figures=given_))


@pytest.mark.parametrize(
    ("printed", "tolerance"),
    [("58", 0.5), ("40.69", 0.005), ("65.7", 0.05), ("4.0", 0.05), ("1.2e6", 50_000), ("2.9e6", 50_000), ("-37", 0.5)],
)
def test_the_digits_printed_say_how_exact_a_figure_is_meant(printed, tolerance):
    assert rounding_tolerance(printed) == pytest.approx(tolerance, rel=1e-12)


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


def test_each_verdict_comes_with_its_numbers_and_its_why():
    table = checked(
        figure("9", figure_id="part", reason="Nobody knows."),
        figure("20", figure_id="whole", reason="Nobody knows."),
        figure("2", figure_id="share", recipe="part_of_figure", parameters={"percent": "part", "whole": "whole"}),
        figure(
            "30", figure_id="sum", recipe="sum_of_figures", parameters={"figures": ["part", "whole"]}, explanation="So."
        ),
        figure("1", figure_id="gone", recipe="fmti_mean", parameters={"vintage": "2030-01-01"}),
        tables={"transparency": TRANSPARENCY},
    )
    columns = ["figure_id", "published", "recomputed", "difference", "tolerance", "verdict", "why"]
    assert table.select(columns).rows() == [
        ("part", 9.0, None, None, 0.5, "not_reproducible", "Nobody knows."),
        ("whole", 20.0, None, None, 0.5, "not_reproducible", "Nobody knows."),
        ("share", 2.0, 1.8, pytest.approx(-0.2), 0.5, "agrees", "1.80 (9% of 20) is 2 as printed."),
        ("sum", 30.0, 29.0, -1.0, 0.5, "differs", "29 (9 + 20) and not 30: -1. So."),
        ("gone", 1.0, None, None, 0.5, "not_reproducible", "the wave of 2030-01-01 is not among the data here"),
    ]
    assert table["is_from_data"].to_list() == [None, None, False, False, True]
    assert table["recipe_text"][3] == "sum of figures of the same publisher (figures [part, whole])"
    assert published_words.summary(table) == (
        "Of 5 figures of 1 publisher 1 agrees with what the data here or the publisher's own numbers give, 1 differs, "
        "and 3 cannot be recomputed."
    )
    assert published_words.causes(table) == (
        "Why one differs, as far as it can be told: several reasons are possible and none is settled (1)."
    )
    assert published_words.causes(table.filter(verdict="agrees")) == ""
    assert published_words.differences(table) == ["Somebody, A claim: 30 published, 29 recomputed (-1)."]
    assert published_words.inconsistent(table)["figure_id"].to_list() == ["sum"]
    assert published_words.verdict_counts(table, "publisher").rows() == [("Somebody", 5, 1, 1, 3)]


def test_a_difference_without_explanation_says_that_none_is_known():
    table = checked(figure("2", recipe="points_of_cells", parameters={"cells": "ooo"}))
    assert table["why"].to_list() == ["3 (3 x 1 + 0 x 0.5) and not 2: +1. Why is not known."]


def test_nothing_to_check_is_said_and_has_the_same_columns():
    assert published_words.summary(checked()) == "No published figures were checked."
    assert checked().columns == checked(figure("1", reason="None.")).columns


def test_a_percentage_that_no_whole_number_gives_is_found():
    table = checked(
        figure("149", figure_id="all", reason="Counted elsewhere."),
        figure("65.7", figure_id="open", recipe="attainable_percent", parameters={"percent": "open", "whole": "all"}),
        figure("65.8", figure_id="right", recipe="attainable_percent", parameters={"percent": "right", "whole": "all"}),
    )
    assert table["verdict"].to_list() == ["not_reproducible", "differs", "agrees"]
    assert table["arithmetic"][1] == "98 / 149; the next ones are 65.10 and 66.44"
    assert table["recomputed"][1] == pytest.approx(100 * 98 / 149)


def test_recipes_of_the_transparency_index_count_points():
    inputs = Inputs({"transparency": TRANSPARENCY}, {})
    wave = "2023-10-18"
    assert RECIPES["fmti_mean"].function(inputs, wave) == Result(1.5, "3 points / 2 developers")
    assert RECIPES["fmti_top"].function(inputs, wave) == Result(2.0, "anna, 2 of 3")
    assert RECIPES["fmti_place"].function(inputs, wave, "ben") == Result(2.0, "1 + 1 developers above 1 points")
    assert RECIPES["fmti_open_among_top"].function(inputs, wave, 2) == Result(1.0, "anna, ben")
    assert RECIPES["fmti_indicators_met"].function(inputs, wave, 2) == Result(1.0, "1 of 3")
    assert RECIPES["fmti_subdomain_percent"].function(inputs, wave, "Data") == Result(50.0, "3 / 6 points in Data")
    with pytest.raises(NotComputableError, match="does not score zoe"):
        RECIPES["fmti_score"].function(inputs, wave, "zoe")
    with pytest.raises(NotComputableError, match="no wave before it"):
        RECIPES["fmti_change"].function(inputs, wave, "top")
    with pytest.raises(NotComputableError, match="expected mean, top or bottom"):
        RECIPES["fmti_change"].function(inputs, wave, "middle")


def test_a_share_of_nothing_is_not_computed_rather_than_zero():
    with pytest.raises(NotComputableError, match="no models to take a share of"):
        ratio(0, 0, "models")
    with pytest.raises(NotComputableError, match="hold"):
        RECIPES["points_of_cells"].function(EMPTY, "oxo")
    with pytest.raises(NotComputableError, match="hold nothing"):
        RECIPES["points_of_cells"].function(EMPTY, "")


def test_an_unknown_recipe_is_named_with_the_nearest_one():
    with pytest.raises(UnknownNameError, match="did you mean 'fmti_mean'"):
        recipe_named("fmti_meen")


ENTRY = {"claim": "A", "value": '"1"', "unit": "count", "definition": "B", "work": "w", "reason": "C"}
GOOD_WORKS = "works:\n  w: {publisher: P, title: T, url: 'https://example.org', published: 2030-01-01}\n"


def written(folder, entry=None, works=GOOD_WORKS, name="one"):
    lines = "".join(f"    {key}: {value}\n" for key, value in (ENTRY if entry is None else entry).items())
    (folder / "published.yml").write_text(f"{works}figures:\n  {name}:\n{lines}", encoding="utf-8")


def test_an_entry_is_read_with_its_work_and_its_digits(own_raw):
    written(own_raw, ENTRY | {"value": '"4.0"'})
    one = read_figures()["one"]
    assert (one.printed, one.value, one.tolerance, one.published, one.publisher) == (
        "4.0",
        4.0,
        0.05,
        "2030-01-01",
        "P",
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": "1"}, "value is 1; expected text (quote it)"),
        ({"value": '"many"'}, "expected a number in quotes, as printed"),
        ({"value": '"NaN"'}, "expected a number in quotes, as printed"),
        ({"unit": "percents"}, "did you mean 'percent'"),
        ({"relation": "at_lest"}, "did you mean 'at_least'"),
        ({"work": "v"}, "unknown work 'v'"),
        ({"reason": None}, "either a recipe or the reason"),
        ({"reasons": "C"}, "did you mean 'reason'"),
        ({"recipe": "fmti_mean"}, "either a recipe or the reason"),
        ({"leeway": "-1"}, "leeway is -1; expected a number above 0"),
        ({"claim": None}, "lacks 'claim'"),
        ({"cause": "rounding"}, "expected a cause and an explanation, or neither"),
        ({"cause": "roundin", "explanation": "C"}, "did you mean 'rounding'"),
    ],
)
def test_a_broken_entry_is_named_in_one_line(own_raw, change, message):
    entry = ENTRY | {key: "null" if value is None else value for key, value in change.items()}
    written(own_raw, entry)
    with pytest.raises(BadFileError, match=re.escape(message)) as caught:
        read_figures()
    assert "'one'" in str(caught.value)
    assert "\n" not in str(caught.value)


def recomputed(name, parameters):
    return {key: value for key, value in ENTRY.items() if key != "reason"} | {"recipe": name, "parameters": parameters}


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (recomputed("fmti_meen", "{}"), "did you mean 'fmti_mean'"),
        (recomputed("fmti_mean", "{}"), "missing a required argument: 'vintage'"),
        (recomputed("fmti_mean", "{vintage: 2030-01-01, of: 1}"), "unexpected keyword argument 'of'"),
        (recomputed("sum_of_figures", "{figures: [two]}"), "unknown figure 'two'"),
        ({key: value for key, value in ENTRY.items() if key != "unit"}, "lacks 'unit'"),
    ],
)
def test_a_recipe_that_cannot_run_is_found_when_the_file_is_read(own_raw, entry, message):
    written(own_raw, entry)
    with pytest.raises(BadFileError, match=re.escape(message)) as caught:
        read_figures()
    assert "'one'" in str(caught.value)


@pytest.mark.parametrize(
    ("works", "message"),
    [
        (GOOD_WORKS.replace("https:", "htps:"), "'htps://example.org' is not a web address"),
        (GOOD_WORKS.replace("2030-01-01", "January"), "published is 'January'; expected YYYY"),
        (GOOD_WORKS.replace("publisher: P, ", ""), "lacks 'publisher'"),
        (GOOD_WORKS.replace("publisher: P", "publisher: 'P, Q'"), "the publisher 'P, Q' has a comma"),
        ("", "lacks 'works'"),
    ],
)
def test_a_broken_work_is_named(own_raw, works, message):
    written(own_raw, works=works)
    with pytest.raises(BadFileError, match=re.escape(message)):
        read_figures()


def test_a_file_that_is_absent_or_no_yaml_or_no_mapping_is_said(own_raw):
    with pytest.raises(MissingFileError):
        read_figures()
    path = own_raw / "published.yml"
    path.write_text("a: [", encoding="utf-8")
    with pytest.raises(BadFileError, match="not valid YAML"):
        read_figures()
    path.write_text("- a", encoding="utf-8")
    with pytest.raises(BadFileError, match="expected a mapping"):
        read_figures()
    written(own_raw, name="One_two")
    with pytest.raises(BadFileError, match="not in kebab case"):
        read_figures()


@pytest.fixture(scope="module")
def inputs(real):
    return published.load()


@pytest.fixture(scope="module")
def checks(inputs):
    return published.check(inputs.figures, inputs)


def test_the_file_holds_what_it_should(inputs):
    figures = inputs.figures.values()
    assert len(figures) >= 40
    assert sum(one.recipe is not None for one in figures) >= 20
    for one in figures:
        address = urlsplit(one.url)
        assert address.scheme == "https"
        assert "." in address.netloc


def test_every_recipe_is_used_and_runs(inputs, checks):
    assert {one.recipe for one in inputs.figures.values()} - {None} == set(RECIPES)
    unable = checks.filter(verdict="not_reproducible").filter(pl.col("recipe").is_not_null())
    assert unable.select("figure_id", "why").rows() == [
        ("osi-fail", "the edition 2026-06-12 of osai has no osai:mixtral")
    ]
    assert all(isinstance(one, Recipe) and one.function.__doc__ for one in RECIPES.values())


def test_no_recipe_returns_a_number_that_it_was_given(inputs):
    """A figure's own value is no parameter, but where a percentage is checked for what a count can give."""
    for one in inputs.figures.values():
        if one.recipe in ("attainable_percent", "attainable_score"):
            continue
        values = [*one.parameters.values(), *one.parameters.get("figures", [])]
        assert one.figure_id not in values
        assert one.value not in [value for value in values if isinstance(value, float)]


def test_every_difference_on_the_real_data_is_explained(checks):
    differing = checks.filter(verdict="differs")
    assert differing.height
    assert not differing["why"].str.contains("Why is not known").any()
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
    assert f"counted for the first one alone there are {count}" in inputs.figures[figure_id].explanation


def test_no_explanation_is_left_over_where_figures_agree(inputs, checks):
    agreeing = checks.filter(verdict="agrees")["figure_id"]
    assert [name for name in agreeing if inputs.figures[name].explanation] == []


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


def test_the_summary_counts_every_figure_once(checks):
    counts = published_words.verdict_counts(checks).row(0)
    assert sum(counts[1:]) == counts[0] == checks.height
    assert f"Of {checks.height} figures" in published_words.summary(checks)
    assert len(published_words.differences(checks)) == counts[2]
    by_publisher = published_words.verdict_counts(checks, "publisher")
    assert by_publisher["figure_count"].sum() == checks.height


def test_figures_of_a_source_that_is_not_built_are_not_reproducible_and_say_so(inputs):
    without = {name: frame.clear() if name != "transparency" else frame for name, frame in inputs.tables.items()}
    table = published.check(inputs.figures, Inputs(without, inputs.figures))
    epoch = table.filter(figure_id="ai-index-2026-total").row(0, named=True)
    assert (epoch["verdict"], epoch["recomputed"]) == ("not_reproducible", None)
    assert epoch["why"] == "the edition 2026-03-30 of epoch is not among the data here"
    assert table.filter(figure_id="fmti-2023-mean")["verdict"].item() == "agrees"
