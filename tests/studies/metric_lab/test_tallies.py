"""What sentences of the laboratory tell, counted from literal frames."""

import polars as pl

from openness.studies.metric_lab import tallies


def pairs(*rows):
    columns = {
        "one": pl.String,
        "other": pl.String,
        "is_same_source": pl.Boolean,
        "tau": pl.Float64,
        "lower": pl.Float64,
        "upper": pl.Float64,
        "reason": pl.String,
    }
    return pl.DataFrame(rows, schema=columns, orient="row")


PAIRS = pairs(
    ("a", "b", False, 0.5, 0.25, 0.75, None),
    ("a", "c", False, -0.25, -0.5, 0.25, None),
    ("b", "c", True, 0.9, 0.8, 1.0, None),
    ("a", "d", False, None, None, None, "few"),
)


def test_pairs_of_one_source_and_those_without_tau_are_no_independent_pairs():
    assert tallies.independent_pairs(PAIRS) == {
        "pairs": 2,
        "lowest": -0.25,
        "highest": 0.5,
        "median": 0.125,
        "unsure": 1,
    }
    assert tallies.independent_pairs(PAIRS.clear())["pairs"] == 0


def test_pairs_of_frameworks_come_by_agreement_and_who_shares_too_little_is_named():
    told = tallies.frameworks(PAIRS)
    assert (told["pairs"], told["known_count"], told["reasons"], told["alone"]) == (4, 3, ["few"], ["d"])
    assert [row["tau"] for row in told["known"]] == [-0.25, 0.5, 0.9]


def test_sources_agree_enough_from_the_least_alpha_on_and_the_ends_are_told():
    rows = [("x", 0.7), ("y", None), ("z", 0.2), ("w", 0.667)]
    told = tallies.source_pairs(pl.DataFrame(rows, schema=["sources", "alpha"], orient="row"))
    assert (told["pairs"], told["enough"], [row["sources"] for row in told["ends"]]) == (3, 2, ["z", "x"])


def test_records_without_a_class_are_a_share_of_all_and_of_none_there_is_no_share():
    classes = pl.DataFrame({"as_published": [6, 1, 1], "strings_read": [4, 2, 2]})
    assert tallies.without_class(classes) == {"records": 8, "published": 6, "published_share": 0.75, "read": 4}
    assert tallies.without_class(classes.with_columns(as_published=0))["published_share"] is None


def test_distances_come_the_nearest_to_nothing_first():
    distance = pl.DataFrame({"included_count": [3, 0], "needed_count": [4, 4], "release_count": [2, 5]})
    assert tallies.distances(distance) == {"records": 7, "needed": 4, "by_count": [(0, 5), (3, 2)]}


def test_records_that_pass_here_alone_are_counted():
    rows = [("a", "pass", "pass", "agree"), ("a", "fail", "pass", "differ"), ("b", "fail", None, "undecided")]
    compared = pl.DataFrame(rows, schema=["system", "verdict", "label", "relation"], orient="row")
    expected = {"agree": 1, "differ": 1, "undecided": 1, "not comparable": 0, "records": 3, "systems": 2, "wrong": 1}
    assert tallies.validated(compared) == expected


def test_places_are_those_of_ranked_releases_and_the_widest_interval_is_named():
    columns = ["release_id", "base_rank", "rank_lower", "rank_upper", "top_share", "n", "draws", "reason"]
    rows = [("a", 1, 1, 1, 0.95, 3, 10, None), ("b", 2, 1, 3, 0.94, 3, 10, None), ("c", 3, 1, 7, 0.0, 3, 10, None)]
    rows += [("d", None, None, None, None, 3, 10, "blank")]
    told = tallies.places(pl.DataFrame(rows, schema=columns, orient="row"), top=2)
    assert told == {
        "ranked": 3,
        "unjudged": 1,
        "draws": 10,
        "top": 2,
        "first": 2,
        "steady": 1,
        "median_width": 2,
        "widest": {"width": 6, "release_id": "c"},
    }


def test_a_choice_turns_the_difference_around_or_leaves_it_open():
    rows = [("As asked", -0.2, -0.3, -0.1), ("Turns", 0.1, -0.1, 0.2), ("Open", -0.1, -0.2, 0.1)]
    rows += [("Alike", -0.1, -0.2, -0.05), ("None", None, None, None)]
    variants = pl.DataFrame(rows, schema=["item", "difference", "lower", "upper"], orient="row")
    assert tallies.turned(variants) == {"others": 3, "turned": ["turns"], "unsure": ["open"]}
    assert tallies.turned(variants.head(1))["others"] == 0
    assert tallies.turned(variants.clear())["others"] == 0
