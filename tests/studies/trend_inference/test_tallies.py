"""What sentences on trends tell, counted from literal frames."""

import polars as pl
from tests.studies.trend_inference.trend_results import THREE, claimed, slope, trends

from openness.studies.trend_inference import tallies
from openness.studies.trend_inference.results import COMPOSED, MOVES


def test_groups_are_sorted_by_verdict_and_those_without_a_slope_are_counted():
    told = tallies.by_verdict(claimed(THREE))
    assert (told["groups"], told["sloped"], told["silent"]) == (3, 2, 1)
    assert {verdict: [row["group"] for row in rows] for verdict, rows in told["rows"].items()} == {
        ("nothing", "cannot tell"): ["corporate"],
        ("certain", "rises"): ["community"],
    }


def test_a_slope_that_moves_by_itself_alone_cannot_be_told():
    rows = [
        slope(f"g{i}", 100 - i, 2.0, verdict="rises" if i < 2 else "cannot tell", p_value=p)
        for i, p in enumerate((0.001, 0.04, 0.5))
    ]
    told = tallies.by_verdict(claimed(trends(*rows, slope("few", 3))))
    assert {verdict: [row["group"] for row in found] for verdict, found in told["rows"].items()} == {
        ("certain", "rises"): ["g0"],
        ("nothing", "cannot tell"): ["g1", "g2"],
    }
    assert (told["alone"], told["sloped"], told["silent"]) == (["g1"], 3, 1)


def test_slopes_survive_by_the_p_of_each_allowance():
    rows = [("a", 0.001, 0.003, 0.003), ("b", 0.02, 0.04, 0.06), ("c", 0.04, 0.06, 0.12), ("d", None, None, None)]
    told = tallies.surviving(pl.DataFrame(rows, schema=["group", "p_value", "p_bh", "p_holm"], orient="row"))
    assert [row["group"] for row in told.pop("lasting")] == ["a"]
    expected = {"groups": 4, "tested": 3, "level": 0.05, "alone": 3, "by_share": 2, "lasting_count": 1}
    assert told == expected


def test_breaks_are_counted_over_penalties_the_most_frequent_first():
    rows = [("a", "2020, 2021", True, None), ("a", "2021", False, None), ("a", "", False, None)]
    rows += [("b", None, None, "few")]
    breaks = pl.DataFrame(rows, schema=["group", "break_periods", "is_bic", "reason"], orient="row")
    one, other = tallies.lasting_breaks(breaks)
    assert (one["penalties"], one["at"], one["found"]) == (3, "2020, 2021", [("2021", 2), ("2020", 1)])
    assert other == {"row": breaks.row(3, named=True), "penalties": 1}


def test_the_smallest_p_of_ranks_is_told_beside_what_all_tests_ask_for():
    effects = pl.DataFrame(
        [("a", "2020", 1, 2.0), ("b", "2020", 1, None), ("a", "2021", None, 1.0)],
        schema=["group", "period", "mark", "points"],
        orient="row",
    )
    columns = ["dates", "chance", "is_high", "is_sure", "p_holm"]
    ranked = pl.DataFrame([(25, 0.04, True, True, 0.2), (20, 0.05, False, True, 0.3)], schema=columns, orient="row")
    told = tallies.at_events(effects, ranked)
    assert [row["dates"] for row in told.pop("high")] == [25]
    assert told == {
        "level": 0.05,
        "least_dates": 20,
        "groups": 2,
        "periods": 1,
        "places": 2,
        "fitted": 1,
        "ranked": 2,
        "high_count": 1,
        "chance": 0.09,
        "sure": 1,
        "lasting": 0,
        "most_dates": 25,
        "least_p": 0.04,
        "asked_p": 0.025,
    }
    assert "least_p" not in tallies.at_events(effects, ranked.clear())


def test_moves_that_are_found_are_told_with_what_is_left_of_them_among_like_releases():
    names = {"source": "epoch", "outcome": "weights", "group": "all"}
    moves = [
        dict.fromkeys(MOVES.names) | names | {"is_found": True, "p_value": 0.001},
        dict.fromkeys(MOVES.names) | names | {"group": "corporate", "is_found": False, "p_value": 0.2},
        dict.fromkeys(MOVES.names) | names | {"outcome": "data", "is_found": False},
    ]
    parts = [
        ("all", "modality", -5.0, -9.0, -1.0),
        ("stable", "modality", -4.0, None, None),
        ("all", "all", -3.0, -7.0, 1.0),
        ("stable", "all", None, None, None),
    ]
    columns = ("panel", "factor", "within", "within_lower", "within_upper")
    composed = [
        dict.fromkeys(COMPOSED.names) | names | {"change": -6.0} | dict(zip(columns, one, strict=True)) for one in parts
    ]
    told = tallies.of_moves(pl.DataFrame(moves, schema=MOVES.schema), pl.DataFrame(composed, schema=COMPOSED.schema))
    (found,) = told.pop("found")
    assert told == {"lines": 2, "lists": 1, "tests": 2, "silent": 1, "level": 0.05, "found_count": 1}
    assert [(one["panel"], one["factor"]) for one in found["alike"]] == [("all", "modality")]
    assert (found["together"]["within"], found["remains"], found["stable"]["within"]) == (-3.0, False, -4.0)
