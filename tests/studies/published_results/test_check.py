"""Published figures: verdicts that are computed, on figures of our own making and on those of the file."""

import re
from urllib.parse import urlsplit

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.studies.published_results.figures import checked, figure

from openness.project import paths
from openness.project.errors import BadFileError, BadValueError, MissingFileError, UnknownNameError
from openness.sources import facts
from openness.studies.published_results import check as published
from openness.studies.published_results import results
from openness.studies.published_results.check import FILE_NAME, load, read_figures
from openness.studies.published_results.figures import CAUSES
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


ENTRY = {"claim": "A", "value": '"1"', "unit": "count", "definition": "B", "work": "w", "reason": "C"}
GOOD_WORKS = "works:\n  w: {publisher: P, title: T, url: 'https://example.org', published: 2030-01-01}\n"


def written(folder, entry=None, works=GOOD_WORKS, name="one"):
    lines = "".join(f"    {key}: {value}\n" for key, value in (ENTRY if entry is None else entry).items())
    (folder / FILE_NAME).write_text(f"{works}figures:\n  {name}:\n{lines}", encoding="utf-8")


def test_an_entry_is_read_with_its_work_and_its_digits(own_raw):
    written(own_raw, ENTRY | {"value": '"4.0"'})
    found = read_figures()
    one = found.figures["one"]
    assert (one.value, one.number, one.tolerance) == ("4.0", 4.0, 0.05)
    assert (found.works["w"].published, found.publisher(one)) == ("2030-01-01", "P")
    assert found.of(["P"]) == found.of() == found.figures
    assert found.of(["Q"]) == {}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": "1"}, "value is 1; expected text (quote it)"),
        ({"value": '"many"'}, "value is 'many'; expected a number in quotes, as printed"),
        ({"value": '"NaN"'}, "expected a number in quotes, as printed"),
        ({"unit": "percents"}, "did you mean 'percent'"),
        ({"relation": "at_lest"}, "did you mean 'at_least'"),
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
    assert "figures 'one'" in str(caught.value)
    assert "\n" not in str(caught.value)


def recomputed(name, parameters):
    return {key: value for key, value in ENTRY.items() if key != "reason"} | {"recipe": name, "parameters": parameters}


@pytest.mark.parametrize(
    ("entry", "error", "message"),
    [
        (recomputed("fmti_meen", "{}"), UnknownNameError, "did you mean 'fmti_mean'"),
        (recomputed("fmti_mean", "{}"), BadValueError, "missing a required argument: 'vintage'"),
        (recomputed("fmti_mean", "{vintage: 2030-01-01, of: 1}"), BadValueError, "unexpected keyword argument 'of'"),
        (recomputed("sum_of_figures", "{figures: [two]}"), UnknownNameError, "unknown figure 'two'"),
        (ENTRY | {"work": "v"}, UnknownNameError, "unknown work 'v'"),
    ],
)
def test_a_recipe_that_cannot_run_is_found_when_the_file_is_read(own_raw, entry, error, message):
    written(own_raw, entry)
    with pytest.raises(error, match=re.escape(message)) as caught:
        read_figures()
    assert "figure 'one'" in str(caught.value)


@pytest.mark.parametrize(
    ("works", "message"),
    [
        (GOOD_WORKS.replace("https:", "htps:"), "'htps://example.org' is not a web address"),
        (GOOD_WORKS.replace("2030-01-01", "January"), "published is 'January'; expected YYYY"),
        (GOOD_WORKS.replace("publisher: P, ", ""), "lacks 'publisher'"),
        (GOOD_WORKS.replace("publisher: P", "publisher: 'P, Q'"), "the publisher 'P, Q' has a comma; expected"),
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
    path = own_raw / FILE_NAME
    path.write_text("a: [", encoding="utf-8")
    with pytest.raises(BadFileError, match="not valid YAML"):
        read_figures()
    path.write_text("- a", encoding="utf-8")
    with pytest.raises(BadFileError, match="expected a mapping"):
        read_figures()
    written(own_raw, name="One_two")
    with pytest.raises(BadValueError, match="not in kebab case"):
        read_figures()


def test_totals_add_publishers_up():
    rows = [("Heron", 3, 1, 1, 1), ("Egret", 2, 2, 0, 0)]
    columns = ["publisher", "figure_count", "agrees", "differs", "not_reproducible"]
    verdicts = pl.DataFrame(rows, schema=columns, orient="row")
    expected = {"figure_count": 5, "agrees": 3, "differs": 1, "not_reproducible": 1, "publisher_count": 2}
    assert published.totals(verdicts) == expected
    assert published.totals(verdicts.clear()) == dict.fromkeys(expected, 0)
