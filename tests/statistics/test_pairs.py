"""Groups compared two by two: by hand, against the contrast and Newcombe, on every engine, and with a known truth."""

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.contrast import contrast
from openness.statistics.pairs import pair_differences
from openness.statistics.results import PAIR_DIFFERENCES

COLUMNS = ["developer_id", "developer_group", "is_open"]
ROWS = [
    *[("a", "corporate", one) for one in (True, False, False, False)],
    *[("b", "corporate", one) for one in (True, True, False, None)],
    *[("c+a", "corporate", one) for one in (False, False)],
    *[("d", "community", one) for one in (True, True, True)],
    *[("e", "community", one) for one in (True, False)],
    *[("f", "community", one) for one in (True, True)],
    ("g", None, True),
]
PAIR = pl.DataFrame({"group": ["corporate"], "other_group": ["community"]})
MAKERS = {
    "pandas": lambda rows: pd.DataFrame(rows, columns=COLUMNS),
    "polars": lambda rows: pl.DataFrame(rows, schema=COLUMNS, orient="row"),
    "polars lazy": lambda rows: pl.LazyFrame(rows, schema=COLUMNS, orient="row"),
    "duckdb": lambda rows: duckdb.from_arrow(pl.DataFrame(rows, schema=COLUMNS, orient="row").to_arrow()),
}
FRAME = MAKERS["polars"](ROWS)


def same_developers(both, developer_rows, seed, spread):
    """Return rows of an early and a late group by the same developers, whose chances of being open are as alike."""
    random = np.random.default_rng(seed)
    level = random.normal(0, spread, both)
    rows = []
    for group, base in (("early", 0.0), ("late", 0.8)):
        chance = 1 / (1 + np.exp(-(base + level)))
        for number, one in enumerate(chance):
            rows += [(f"d{number}", group, bool(opened)) for opened in random.random(developer_rows) < one]
    return MAKERS["polars"](rows)


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_a_pair_has_its_difference_interval_and_test_on_every_engine(make):
    frame = make(ROWS)
    found = pair_differences(frame, PAIR)
    assert type(found) is type(frame)
    data = nw.from_native(found)
    row = next(iter((data.collect("polars") if isinstance(data, nw.LazyFrame) else data).iter_rows(named=True)))
    assert {name: round(value, 4) if isinstance(value, float) else value for name, value in row.items()} == {
        "group": "corporate",
        "other_group": "community",
        "n": 9,
        "other_n": 7,
        "share": 0.3333,
        "other_share": 0.8571,
        "difference": -0.5238,
        "lower": -0.8548,
        "upper": 0.3727,
        "developers": 3,
        "other_developers": 3,
        "interval": "developer",
        "p_value": 0.2066,
        "tests": 1,
        "p_holm": 0.2066,
        "is_different": False,
        "blank_lower": -0.8591,
        "blank_upper": 0.4326,
        "survives_blanks": False,
    }


def test_without_common_developers_it_is_the_plain_contrast():
    row = pair_differences(FRAME, PAIR).row(0, named=True)
    plain = contrast(FRAME, cell=None).filter(blanks="known").row(0, named=True)
    assert [row[name] for name in ("difference", "lower", "upper", "p_value")] == pytest.approx(
        [plain[name] for name in ("difference_least", "lower", "upper", "p_value")], abs=1e-9
    )


def test_of_sides_with_developers_in_common_the_plain_contrast_is_the_same():
    frame = same_developers(12, 6, seed=3, spread=2.0)
    row = pair_differences(frame, pl.DataFrame({"group": ["late"], "other_group": ["early"]})).row(0, named=True)
    plain = contrast(frame, groups=("late", "early"), cell=None).filter(blanks="known").row(0, named=True)
    assert [row[name] for name in ("difference", "lower", "upper", "p_value")] == pytest.approx(
        [plain[name] for name in ("difference_least", "lower", "upper", "p_value")], abs=1e-9
    )


counts = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts, counts)
def test_on_request_it_is_newcombe_s_interval_and_says_so(one, other):
    rows = [
        (str(number), group, number < opened)
        for group, (opened, n) in (("corporate", one), ("community", other))
        for number in range(n)
    ]
    row = pair_differences(MAKERS["polars"](rows), PAIR, interval="wilson").row(0, named=True)
    lower, upper = confint_proportions_2indep(*one, *other, method="newcomb")
    assert (row["lower"], row["upper"]) == pytest.approx((lower, upper), abs=1e-9)
    assert row["interval"] == "wilson"
    assert row["is_different"] == (row["p_value"] < 0.05) == (lower > 0 or upper < 0)


def test_what_developers_have_in_common_drops_out_of_the_difference():
    frame = same_developers(12, 6, seed=3, spread=2.0)
    pair = pl.DataFrame({"group": ["late"], "other_group": ["early"]})
    apart = frame.with_columns(developer_id=pl.concat_str("developer_id", "developer_group"))
    ours, independent = (pair_differences(one, pair).row(0, named=True) for one in (frame, apart))
    assert ours["difference"] == independent["difference"]
    assert ours["upper"] - ours["lower"] < 0.7 * (independent["upper"] - independent["lower"])
    assert ours["p_value"] < independent["p_value"]


def test_of_a_group_of_one_developer_only_the_difference_is_known():
    row = pair_differences(FRAME.filter(pl.col("developer_id") != "b", pl.col("developer_id") != "c+a"), PAIR)
    assert row.select("n", "developers", "lower", "upper", "p_value", "is_different").rows() == [
        (4, 1, None, None, None, False)
    ]
    assert row["difference"][0] == pytest.approx(0.25 - 6 / 7)


def test_all_pairs_are_compared_inside_each_table_and_tested_together():
    frame = pl.concat(
        FRAME.filter(pl.col("developer_group").is_not_null()).with_columns(table=pl.lit(table), developer_group=group)
        for table, group in (("one", pl.col("developer_group")), ("two", pl.col("developer_id").str.head(1)))
    )
    found = pair_differences(frame, within=["table"], minimum=3)
    assert found.select("table", "group", "other_group").rows() == [
        ("one", "community", "corporate"),
        ("two", "a", "b"),
        ("two", "a", "d"),
        ("two", "b", "d"),
    ]
    # Single developers have no interval, so one pair can be tested.
    assert found["tests"].to_list() == [1] * 4


def test_holm_s_rule_counts_the_pairs_asked_for():
    rows = [
        (f"{group}{number}", group, number < opened)
        for group, opened in (("x", 5), ("y", 14), ("z", 14))
        for number in range(20)
    ]
    frame = MAKERS["polars"](rows)
    one = pair_differences(frame, pl.DataFrame({"group": ["x"], "other_group": ["y"]})).row(0, named=True)
    every = pair_differences(frame).filter(group="x", other_group="y").row(0, named=True)
    assert every["p_value"] == one["p_value"] == one["p_holm"]
    assert every["p_holm"] == pytest.approx(3 * one["p_value"])
    assert every["tests"] == 3


def test_groups_too_small_are_never_compared():
    assert pair_differences(FRAME, minimum=8).height == 0
    assert pair_differences(FRAME, PAIR, minimum=8).select("n", "difference", "p_holm", "is_different").rows() == [
        (9, None, None, False)
    ]


def test_a_group_that_is_not_there_has_no_difference_and_no_table_is_no_pair():
    absent = pl.DataFrame({"group": ["corporate"], "other_group": ["mixed"]})
    assert pair_differences(FRAME, absent).select("n", "other_n", "difference").rows() == [(9, 0, None)]
    empty = pair_differences(FRAME.clear())
    assert (empty.height, empty.columns) == (0, PAIR_DIFFERENCES.names)


def test_what_cannot_be_compared_is_refused_in_one_line():
    with pytest.raises(BadValueError, match="'mixed' is compared with itself"):
        pair_differences(FRAME, pl.DataFrame({"group": ["mixed"], "other_group": ["mixed"]}))
    with pytest.raises(UnknownNameError, match="unknown column 'groups'"):
        pair_differences(FRAME, by="groups")
    with pytest.raises(UnknownNameError, match="unknown kind of interval 'wilsons'"):
        pair_differences(FRAME, interval="wilsons")


@pytest.mark.parametrize("spread", [0.0, 1.5])
def test_the_interval_of_a_movement_of_the_same_developers_holds_the_truth(spread):
    pair = pl.DataFrame({"group": ["late"], "other_group": ["early"]})
    level = np.random.default_rng(0).normal(0, spread, 200_000)
    truth = (1 / (1 + np.exp(-(0.8 + level))) - 1 / (1 + np.exp(-level))).mean()
    found = [pair_differences(same_developers(20, 5, seed, spread), pair).row(0, named=True) for seed in range(200)]
    covered = np.mean([one["lower"] <= truth <= one["upper"] for one in found])
    assert 0.92 <= covered <= 0.995


def test_blanks_are_taken_against_each_other_and_may_turn_a_difference_around():
    rows = [(f"d{n}", "early", n % 5 == 0) for n in range(60)] + [(f"e{n}", "late", n % 5 != 0) for n in range(60)]
    pair = pl.DataFrame({"group": ["late"], "other_group": ["early"]})
    known = pair_differences(MAKERS["polars"](rows), pair).row(0, named=True)
    assert (known["is_different"], known["survives_blanks"]) == (True, True)
    assert (known["blank_lower"], known["blank_upper"]) == (known["lower"], known["upper"])
    blanks = [(f"b{n}", side, None) for n in range(60) for side in ("early", "late")]
    row = pair_differences(MAKERS["polars"](rows + blanks), pair).row(0, named=True)
    assert (row["difference"], row["lower"], row["upper"]) == (known["difference"], known["lower"], known["upper"])
    closed = [(name, side, False if one is None and side == "late" else one) for name, side, one in rows + blanks]
    against = [(name, side, True if one is None else one) for name, side, one in closed]
    worst = pair_differences(MAKERS["polars"](against), pair).row(0, named=True)
    assert row["blank_lower"] == worst["lower"]
    assert (row["is_different"], row["survives_blanks"]) == (True, False)
