"""The head of a report on editions and composition, in sentences made from the numbers."""

from datetime import datetime

import polars as pl
import pytest
from tests.studies.vintages_and_composition.editions.small_editions import AFTER, BEFORE

from openness.measures.ask import Question
from openness.statistics.decomposition.sample import COLUMNS
from openness.studies.vintages_and_composition.composition.say import (
    change_words,
    edition_words,
    finding,
    methods_words,
    new_words,
    stable_words,
)
from openness.studies.vintages_and_composition.editions import change as vintages


def table(within, *, lower=None, upper=None, change=10.0, unmatched=0.25, reason=None, developers=40):
    """A decomposition with a row for the change and one for the change within, of both panels."""
    rows = [
        {
            "panel": panel,
            "factor": "all",
            "category": "all",
            "part": part,
            "contribution": value,
            "lower": lower,
            "upper": upper,
            "share_a": 0.4,
            "share_b": 0.5,
            "n_a": 100,
            "n_b": 200,
            "developers": developers,
            "unmatched_share": unmatched,
            "reason": reason,
        }
        for panel in ("all", "stable")
        for part, value in (("change", change), ("within", within))
    ]
    return pl.DataFrame(rows, schema=COLUMNS)


def test_change_within_is_told_by_both_ways_with_intervals():
    assert change_words(
        table(7.0, lower=1, upper=13), table(9.0, lower=2, upper=16), "Open weights", 2028, (2029, 2030)
    ) == (
        "Open weights went from 40% of 100 releases in 2028 to 50% of 200 in 2029 to 2030, +10.0 points (+1.0 to +13.0)"
        ". Change within like releases made +9.0 points (+2.0 to +16.0) of it where each factor adds its own effect, "
        "and +7.0 points (+1.0 to +13.0) where only releases alike in all factors are compared; the rest is "
        "composition."
    )


def test_a_number_without_an_interval_comes_with_the_reason():
    few = table(7.0, reason="no interval: 12 developers, 30 or more are needed")
    said = change_words(few, few, "Open weights", 2028, 2029)
    assert "+10.0 points (no interval: 12 developers, 30 or more are needed). Change within" in said


def test_what_cannot_be_estimated_is_said_with_the_reason():
    none = table(None, change=None, reason="not estimable: no judged release is open, so nothing changes")
    assert change_words(none, none, "Open weights", 2028, 2029) == (
        "Open weights, 2028 against 2029: not estimable: no judged release is open, so nothing changes."
    )
    assert methods_words(none, none) == (
        "Change within like releases is not estimable: no judged release is open, so nothing changes."
    )
    assert stable_words(none, "Open weights", 2028, 2029).startswith(
        "Of the 40 developers with releases in both periods: not estimable"
    )
    assert stable_words(table(None, change=None, developers=0), "Open weights", 2028, 2029) == (
        "No developer has releases in both periods."
    )


@pytest.mark.parametrize(
    ("effects", "cells", "verdict"),
    [
        ((5, 1, 9), (3, 1, 5), "2.0 points apart, both on the same side of zero with their intervals"),
        ((5, 1, 9), (3, -1, 7), "on the same side of zero, but only one interval excludes it"),
        ((5, -1, 11), (3, -1, 7), "on the same side of zero, but neither excludes it"),
        ((5, 1, 9), (-3, -7, 1), "8.0 points apart, so the direction hangs on how like releases are found"),
    ],
)
def test_two_ways_agree_if_they_are_on_one_side_of_zero(effects, cells, verdict):
    by_effects, by_cells = (table(float(v), lower=lo, upper=up) for v, lo, up in (effects, cells))
    said = methods_words(by_cells, by_effects)
    assert verdict in said
    assert "25% of the releases have no counterpart" in said


def test_one_edition_is_no_change():
    assert edition_words(None, 5) == (
        "No earlier edition of this source can be compared, so nothing is said of changes between editions."
    )
    assert len(finding(None, table(1.0), table(1.0), "Open weights", 2028, 2029, 5)) == 2


def test_new_on_the_list_is_not_new():
    change = vintages.compare_editions(Question(), BEFORE, AFTER)
    # Made in 2029, and the new release is of 2024.
    assert new_words(change, AFTER.releases, 3) == (
        "Of 1 new release in these shares, 1 came out before the older edition was made: new on the list, and not new."
    )
    later = AFTER.releases.with_columns(release_date=pl.lit(datetime(2029, 6, 1)))
    assert new_words(change, later, 3).startswith("Of 1 new release in these shares, none came out before")
    assert new_words(change, AFTER.releases, 4) == "No new release is in a share with enough of them."
