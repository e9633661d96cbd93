"""Recipes by hand."""

import polars as pl
import pytest

from openness.project.errors import UnknownNameError
from openness.studies.published_results.figures import Published
from openness.studies.published_results.recipe import Inputs, NotComputableError, Result, ratio
from openness.studies.published_results.recipes import RECIPES, recipe_named
from openness.studies.published_results.recipes.osai import misplaced, places

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
NOTHING = Published(works={}, figures={})


def test_recipes_of_the_transparency_index_count_points():
    inputs = Inputs({"transparency": TRANSPARENCY}, NOTHING)
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
        RECIPES["points_of_cells"].function(Inputs({}, NOTHING), "oxo")
    with pytest.raises(NotComputableError, match="hold nothing"):
        RECIPES["points_of_cells"].function(Inputs({}, NOTHING), "")


SCORES = pl.DataFrame({"release_id": ["a", "b", "c", "d"], "score": [9.0, 8.0, 8.0, 7.5]})


def test_equals_share_their_places_and_may_stand_in_any_order_among_them():
    assert [places(SCORES, name) for name in "abcd"] == [(1, 1), (2, 3), (2, 3), (4, 4)]
    assert misplaced(SCORES, ["a", "b", "c", "d"]) == misplaced(SCORES, ["a", "c", "b"]) == []
    assert misplaced(SCORES, ["a", "d", "c", "b"]) == ["d", "b"]
    with pytest.raises(NotComputableError, match="no points for e"):
        places(SCORES, "e")


def test_an_unknown_recipe_is_named_with_the_nearest_one():
    with pytest.raises(UnknownNameError, match="did you mean 'fmti_mean'"):
        recipe_named("fmti_meen")
