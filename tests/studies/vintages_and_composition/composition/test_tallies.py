"""What sentences on composition tell, from literal tables."""

import polars as pl
import pytest

from openness.studies.vintages_and_composition.composition import tallies


def within(contribution, lower=None, upper=None, reason=None):
    columns = {
        "panel": pl.String,
        "part": pl.String,
        "contribution": pl.Float64,
        "lower": pl.Float64,
        "upper": pl.Float64,
        "unmatched_share": pl.Float64,
        "reason": pl.String,
    }
    return pl.DataFrame([("all", "within", contribution, lower, upper, 0.2, reason)], schema=columns, orient="row")


@pytest.mark.parametrize(
    ("effects", "cells", "told"),
    [
        ((5, 1, 9), (3, 1, 5), {"points": 2, "is_one_side": True, "sure": 2}),
        ((5, -1, 9), (3, 1, 5), {"points": 2, "is_one_side": True, "sure": 1}),
        ((5, 1, 9), (-3, -7, 1), {"points": 8, "is_one_side": False, "sure": 1}),
        ((5, None, None), (5, None, None), {"points": 0, "is_one_side": True, "sure": 0}),
    ],
)
def test_two_ways_are_held_against_each_other(effects, cells, told):
    found = tallies.two_ways(within(*cells), within(*effects))
    assert found == {"reason": None, "unmatched_share": 0.2} | told


def test_a_way_without_an_estimate_says_why():
    one, none = within(5, 1, 9), within(None, reason="few")
    assert tallies.two_ways(one, none) == tallies.two_ways(none, one) == {"reason": "few"}


def test_the_largest_category_is_one_that_moved_and_no_total():
    rows = [("all", 9.0), ("chat", 2.0), ("speech", -3.0), ("video", 0.0)]
    frame = pl.DataFrame(rows, schema=["category", "contribution"], orient="row")
    assert tallies.largest_category(frame) == {"category": "speech", "contribution": -3.0}
    assert tallies.largest_category(frame.head(1)) is None
