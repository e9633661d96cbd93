"""Waves of the transparency index: the same split, and what a change of indicators is worth."""

import polars as pl
import pytest

from openness.project.errors import BadValueError, UnknownNameError
from openness.studies.vintages_and_composition.editions import say as vintage_words
from openness.studies.vintages_and_composition.editions import tallies
from openness.studies.vintages_and_composition.editions import waves as vintage_waves
from openness.studies.vintages_and_composition.editions.moves import moves, numbers, parts, with_share_change
from openness.tables import store as tables

FIRST, SECOND, THIRD = "2023-10-18", "2024-05-21", "2025-12-09"


def wave(scores):
    """Developer -> indicator -> met."""
    rows = [(f"fmti:{who}", one, met) for who, asked in scores.items() for one, met in asked.items()]
    return pl.DataFrame(rows, schema=["release_id", "indicator_id", "is_met"], orient="row")


def causes(old, new):
    table = vintage_waves.pair_waves(old, new)
    shares = numbers(table)
    found = parts(with_share_change(moves(table), shares))
    return dict(found.select("cause", pl.col("share_change").round(6)).rows())


def test_a_developer_that_meets_more_of_the_same_indicators_is_reassessed():
    assert causes(wave({"a": {"x": True, "y": False}}), wave({"a": {"x": True, "y": True}})) == {"reassessed": 0.5}


def test_indicators_of_one_wave_alone_are_criteria():
    old, new = wave({"a": {"x": True, "y": False}}), wave({"a": {"x": False, "z": True, "w": True}})
    # 1/2 -> 1/1 on x alone, -> 0/1 revised, -> 2/3 on the newer ones.
    assert causes(old, new) == {"reassessed": -1.0, "criteria": round(0.5 + 2 / 3, 6)}


def test_a_new_developer_pulls_by_what_it_differs_from_the_mean():
    assert causes(wave({"a": {"x": True}}), wave({"a": {"x": True}, "b": {"x": False}})) == {"new": -0.5}


def test_the_rise_of_2024_is_half_new_developers(real):
    change = vintage_waves.compare_waves(FIRST, SECOND)
    row = change.numbers.row(0, named=True)
    assert (row["n_before"], row["n_after"]) == (10, 14)
    assert (round(100 * row["share_before"], 1), round(100 * row["share_after"], 1)) == (37.0, 57.9)
    found = {cause: round(100 * share, 2) for cause, share in change.parts.select("cause", "share_change").rows()}
    assert found == {"new": 8.15, "removed": 2.87, "reassessed": 9.92}
    assert change.notes == ()
    assert not change.facts.filter(pl.col("before") == pl.col("after")).height


def test_the_fall_of_2025_says_on_how_few_indicators_it_rests(real):
    change = vintage_waves.compare_waves(SECOND, THIRD)
    assert change.parts["share_change"].sum() == pytest.approx(change.numbers["share_change"][0], abs=1e-12)
    assert "criteria" in change.parts["cause"].to_list()
    assert "11 are in both by name" in change.notes[0]
    assert "levels do not compare" in vintage_words.summary(tallies.moved(change, 5))[-1]
    shared = set(tables.read("transparency").filter(vintage=SECOND)["indicator"])
    assert set(change.facts["fact"]) <= shared


def test_waves_that_there_are_not_are_refused(real):
    with pytest.raises(UnknownNameError, match="unknown vintage '2023' in source fmti"):
        vintage_waves.compare_waves("2023", SECOND)
    with pytest.raises(BadValueError, match="expected two"):
        vintage_waves.compare_waves(SECOND, SECOND)
