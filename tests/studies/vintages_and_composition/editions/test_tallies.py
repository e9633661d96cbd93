"""What sentences on editions tell, from small editions and literal tables."""

import polars as pl
import pytest
from tests.studies.vintages_and_composition.editions.small_editions import AFTER, BEFORE

from openness.measures.ask import Question
from openness.studies.vintages_and_composition.editions import change as vintages
from openness.studies.vintages_and_composition.editions import shares, tallies


def test_moves_are_of_comparable_shares_and_kinds_are_parts_of_all_movement():
    told = tallies.moved(vintages.compare_editions(Question(), BEFORE, AFTER), 3)
    assert (told["shares"], told["moved"], told["outside"]) == (1, 1, 0)
    assert [(one["period"], one["group"]) for one in told["moves"]] == [("2024", "corporate")]
    assert [kind for kind, _ in told["kinds"]] == ["reassessment", "releases", "labels"]
    assert sum(part for _, part in told["kinds"]) == pytest.approx(1)
    still = tallies.moved(vintages.compare_editions(Question(), BEFORE, BEFORE), 1)
    assert (still["shares"], still["moved"], still["outside"], still["moves"], still["kinds"]) == (2, 0, None, [], [])


def test_a_share_that_is_in_no_edition_has_no_row():
    change = vintages.compare_editions(Question(), BEFORE, AFTER)
    assert tallies.cell(change, "2030", "mixed") == {
        "period": "2030",
        "group": "mixed",
        "unit": "releases",
        "row": None,
        "causes": [],
    }


def test_lists_are_told_apart_with_the_share_that_moved_most_first():
    rows = [("all", 0.5, True), ("all", 0.25, False), ("most used", 0.125, False)]
    spreads = pl.DataFrame(rows, schema=["listed_in", "spread", "is_beyond"], orient="row")
    one, other = tallies.apart(spreads)
    assert (one["shares"], one["median_points"], one["beyond"], one["most"]["spread"]) == (2, 37.5, 1, 0.5)
    assert (other["listed_in"], other["shares"], other["beyond"]) == ("most used", 1, 0)


def test_new_releases_and_those_that_are_older_than_the_edition_are_counted():
    new = pl.DataFrame({"release_id": ["a", "b"], "is_earlier": [True, False]})
    assert tallies.new_on_the_list(new) == {"new": 2, "earlier": 1}
    assert tallies.new_on_the_list(new.clear()) == {"new": 0, "earlier": 0}


def test_groups_without_a_judged_release_are_not_left_out_but_absent():
    frame = pl.DataFrame({"group": ["a", "b", "b", "c"], "n": [1, 2, 1, 0]})
    assert shares.left_out(frame, ["a"]) == ["b"]
