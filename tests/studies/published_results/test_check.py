"""Published figures: verdicts that are computed, on figures of our own making and on those of the file."""

import re
from datetime import date
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
from openness.studies.published_results.editions import NONE, NOT_STATED, OTHER, SAME
from openness.studies.published_results.figures import CAUSES, LACKING
from openness.studies.published_results.recipe import Inputs, Recipe, Result
from openness.studies.published_results.recipes import RECIPES


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_a_number_rounded_from_the_recomputed_one_always_agrees(value, digits):
    assert published.verdict_of(figure(f"{value:.{digits}f}"), Result(value, "")) == "agrees"


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
    assert published.verdict_of(figure(printed, relation=relation), Result(recomputed, "")) == verdict


@pytest.mark.parametrize(("printed", "verdict"), [("1", "differs"), ("2", "agrees"), ("4", "agrees"), ("5", "differs")])
def test_a_place_among_equals_is_any_of_theirs(printed, verdict):
    assert published.verdict_of(figure(printed, unit="rank"), Result(3.0, "", spread=1.0)) == verdict


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
    assert table["lacking"].to_list() == ["data", "data", None, None, None, "data"]
    assert table["edition_match"].to_list() == [None, None, NONE, NONE, NONE, NOT_STATED]
    assert table["recipe_text"][3] == "sum of figures of the same publisher (figures [part, whole])"
    verdicts, causes = published.verdict_counts(table), published.cause_counts(table)
    assert verdicts.rows() == [("Somebody", 6, 1, 2, 3, 0)]
    assert causes.rows() == [("rounding", 1), ("unsettled", 1)]
    assert (verdicts.schema, causes.schema) == (results.VERDICTS.schema, results.CAUSES.schema)
    assert checked({}).schema == results.CHECKS.schema


def listed(*rows):
    """Releases of a source whose number of releases a figure is about."""
    frame = pl.DataFrame(rows, schema=["vintage", "release_id"], orient="row")
    frame = frame.with_columns(source=pl.lit("osai"))
    return {"releases": frame, "release_lists": frame.with_columns(list=pl.lit("all"))}


ONE_NEW = listed(("2030-01-01", "a"), ("2030-02-01", "a"), ("2030-02-01", "b"))


def verdicts_by_edition(printed, vintage, **more):
    """The verdict on a ratio of releases to 1, what it lacks, how the edition stands, and what each edition gives."""
    ratio = {"source": "osai", "vintage": vintage, "figure": "one"}
    made = figure(printed, recipe="times_figure", parameters=ratio, **more)
    table = checked({"one": figure("1"), "ratio": made}, ONE_NEW).filter(figure_id="ratio")
    assert table["elsewhere"].to_list() == [["2030-01-01: 1", "2030-02-01: 2"]]
    return table.select("verdict", "lacking", "edition_match", "recomputed").row(0)


@pytest.mark.parametrize(
    ("printed", "editions", "because", "verdict"),
    [
        ("2", ("2030-02-01",), None, ("agrees", None, SAME, 2.0)),
        ("1", ("2030-02-01",), None, ("differs", None, SAME, 2.0)),
        ("2", ("2030-01-15",), None, ("not_reproducible", "edition", OTHER, None)),
        ("2", (), None, ("not_reproducible", "edition", NOT_STATED, None)),
        ("2", (), "So.", ("agrees", None, NOT_STATED, 2.0)),
        ("2", ("2030-02",), "So.", ("agrees", None, OTHER, 2.0)),
        ("1", (), "So.", ("not_reproducible", "edition", NOT_STATED, None)),
        ("1", ("2030-01-15",), "So.", ("not_reproducible", "edition", OTHER, None)),
    ],
)
def test_another_edition_gives_no_verdict_but_an_agreement_with_a_reason(printed, editions, because, verdict):
    assert verdicts_by_edition(printed, "2030-02-01", editions=editions, because=because) == verdict


@pytest.mark.parametrize(("because", "verdict"), [(None, "not_reproducible"), ("So.", "agrees")])
def test_labels_of_ours_give_no_verdict_but_an_agreement_with_a_reason(because, verdict):
    own = {"recipe": "releases_counted", "parameters": {"source": "osai", "vintage": "2030-02-01"}}
    table = checked({"own": figure("2", editions=("2030-02-01",), because=because, **own)}, ONE_NEW)
    lacking = "labels" if because is None else None
    assert table.select("verdict", "lacking", "edition_match").rows() == [(verdict, lacking, SAME)]


def test_a_work_says_which_edition_its_figures_were_counted_from_and_a_figure_may_say_another():
    ratio = {"recipe": "times_figure", "parameters": {"source": "osai", "vintage": "2030-02-01", "figure": "one"}}
    figures = {
        "one": figure("1"),
        "of-work": figure("2", work="dated", **ratio),
        "own": figure("2", work="dated", editions=("2029-01-01",), **ratio),
    }
    table = checked(figures, ONE_NEW)
    assert table["stated_editions"].to_list() == [[], ["2030-02-01"], ["2029-01-01"]]
    assert table["verdict"].to_list() == ["not_reproducible", "agrees", "not_reproducible"]


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
    unable = checks.filter(pl.col("recipe").is_not_null(), pl.col("arithmetic").is_null())
    assert unable.select("figure_id", "reason").rows() == []
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
    assert set(CAUSES) - {"unsettled"} <= set(differing["cause"]) <= set(CAUSES)
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
def test_remarks_by_the_first_country_named_say_what_the_list_says(inputs, figure_id, vintage, year, country, count):
    folder = paths.raw() / "epoch"
    models = facts.read(folder, vintage, facts.read_source(folder)).filter(
        pl.col("Publication date").str.starts_with(str(year)),
        pl.col("lists").str.contains("notable") | pl.lit(vintage == "2025-04-23"),
        pl.col("Notability criteria").is_not_null() | pl.lit(vintage != "2025-04-23"),
        pl.col("Country (of organization)").str.split(",").list.first() == country,
    )
    assert models.height == count
    assert f"counted for the first one alone, there are {count}" in inputs.published.figures[figure_id].remark


def test_the_remarks_on_training_code_say_what_the_list_says(inputs):
    folder = paths.raw() / "epoch"
    models = facts.read(folder, "2026-03-30", facts.read_source(folder)).filter(
        pl.col("Publication date").str.starts_with("2025"), pl.col("lists").str.contains("notable")
    )
    code, weights = models["Training code accessibility"], models["Model accessibility"]
    assert (models.height, code.null_count(), weights.str.starts_with("Open").sum()) == (95, 11, 38)
    assert models.filter(code == "Open source")["Model accessibility"].to_list().count("Unreleased") == 1
    remarks = {
        name: inputs.published.figures[f"ai-index-2026-{name}"].remark
        for name in ("no-training-code", "open-training-code")
    }
    assert "eleven have no label" in remarks["no-training-code"]
    assert "38 of the 95" in remarks["no-training-code"]
    assert "One of the four has no weights" in remarks["open-training-code"]


def test_no_explanation_is_left_over_where_figures_do_not_differ(inputs, checks):
    others = checks.filter(pl.col("verdict") != "differs")["figure_id"]
    assert [name for name in others if inputs.published.figures[name].explanation] == []


def test_no_verdict_rests_on_another_edition_or_other_labels_without_a_reason(checks):
    judged = checks.filter(pl.col("verdict") != "not_reproducible")
    foreign = pl.col("edition_match").is_in([OTHER, NOT_STATED]) | ~pl.col("has_publisher_labels")
    assert judged.filter(foreign, pl.col("because").is_null())["figure_id"].to_list() == []
    assert judged.filter(foreign, verdict="differs")["figure_id"].to_list() == []
    assert checks.filter(~foreign, pl.col("because").is_not_null())["figure_id"].to_list() == []
    own = judged.filter(edition_match=SAME)
    assert own.filter(pl.col("editions").list.len() == 0)["figure_id"].to_list() == []
    for row in own.iter_rows(named=True):
        assert {edition.split(" ")[1] for edition in row["editions"]} <= set(row["stated_editions"])


def test_no_reason_is_left_over_where_figures_do_not_agree(checks):
    assert checks.filter(pl.col("because").is_not_null(), pl.col("verdict") != "agrees")["figure_id"].to_list() == []


def test_what_has_no_verdict_says_what_it_lacks(checks):
    without = checks.filter(verdict="not_reproducible")
    assert set(without["lacking"]) <= set(LACKING)
    assert (
        checks.filter(pl.col("verdict") != "not_reproducible")["lacking"].null_count() == checks.height - without.height
    )
    data = without.filter(lacking="data")
    assert data["reason"].null_count() == data["recipe"].count() == 0
    assert without.filter(pl.col("lacking") != "data")["elsewhere"].list.len().min() > 0


def test_an_edition_told_by_its_numbers_is_the_only_one_here_that_gives_them_all(checks):
    """The reason given for figures of works that name no day holds: no other edition gives every number."""
    reasons = checks.filter(edition_match=NOT_STATED, verdict="agrees")
    assert reasons.height
    for _, group in reasons.group_by("because"):
        fits = [
            {
                edition
                for edition, _, number in (one.partition(": ") for one in row["elsewhere"])
                if holds(row, float(number))
            }
            for row in group.iter_rows(named=True)
        ]
        assert set.intersection(*fits) == {"2026-03-30"}


def holds(row, number):
    bound = row["relation"] == "at_least"
    return number >= row["published"] if bound else abs(number - row["published"]) <= 0.5


def test_an_edition_that_is_looked_at_is_the_nearest_one_here(checks):
    """A figure of a day for which there is no edition is set beside the nearest one that can give it."""
    for row in checks.filter(edition_match=OTHER).iter_rows(named=True):
        if len(row["editions"]) != 1 or len(row["stated_editions"][0]) != len("2030-01-01"):
            continue
        stated = date.fromisoformat(row["stated_editions"][0])
        here = [one.partition(": ")[0] for one in row["elsewhere"]]
        nearest = min(here, key=lambda one: abs((date.fromisoformat(one) - stated).days))
        assert row["editions"] == [f"{row['editions'][0].split(' ')[0]} {nearest}"], row["figure_id"]


def test_a_figure_names_the_editions_that_it_is_recomputed_from(checks):
    editions = dict(checks.select("figure_id", "editions").rows())
    assert editions["fmti-2025-meta-change"] == ["fmti 2024-05-21", "fmti 2025-12-09"]
    assert editions["ai-index-2025-china"] == ["epoch 2025-04-23"]
    assert editions["osai-criteria-2025"] == ["osai 2025-05-12"]
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
        ("ai-index-2026-total", 95, "agrees"),
        ("ai-index-2026-open-training-code", 4, "agrees"),
        ("ai-index-2026-openai", 19, "agrees"),
        ("ai-index-2026-google", 12, "agrees"),
        ("epoch-notable-compute", 422, "agrees"),
        ("opening-up-bloomz", 12, "agrees"),
        ("osai-order", 30, "agrees"),
        ("osai-place-olmo", 2.5, "agrees"),
        ("osai-place-k2", 14, "agrees"),
    ],
)
def test_known_results(checks, figure_id, recomputed, verdict):
    row = checks.filter(figure_id=figure_id).row(0, named=True)
    assert row["recomputed"] == pytest.approx(recomputed)
    assert row["verdict"] == verdict


def test_every_figure_counts_once(checks):
    counts = published.verdict_counts(checks)
    assert counts["figure_count"].sum() == counts.select(published.VERDICTS).sum().sum_horizontal()[0]
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
        ({"editions": "[spring]"}, "an edition is 'spring'; expected YYYY, YYYY-MM or YYYY-MM-DD"),
        ({"because": "C"}, "because says why agreeing counts, and without a recipe nothing can agree"),
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
        (GOOD_WORKS.replace("title: T,", "title: T, editions: [May],"), "an edition is 'May'; expected YYYY"),
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
    rows = [("Heron", 3, 1, 1, 1, 1), ("Egret", 2, 2, 0, 0, 0)]
    columns = ["publisher", "figure_count", "agrees", "differs", "not_reproducible", "other_edition_count"]
    verdicts = pl.DataFrame(rows, schema=columns, orient="row")
    expected = {"figure_count": 5, "agrees": 3, "differs": 1, "not_reproducible": 1, "other_edition_count": 1}
    expected["publisher_count"] = 2
    assert published.totals(verdicts) == expected
    assert published.totals(verdicts.clear()) == dict.fromkeys(expected, 0)
