"""Shares by group with intervals by cluster: literal tables, every engine, and coverage of a known truth."""

import math

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint
from tests.statistics.simulated import HEADLINE, beta_binomial

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.clustered_shares import share_intervals, shares
from openness.statistics.share_intervals import shares_by

ROWS = [
    # developer, group, is_open
    ("a", "corporate", True),
    ("a", "corporate", True),
    ("b", "corporate", False),
    ("c+a", "corporate", False),
    ("c", "corporate", None),
    ("d", "community", True),
    (None, "community", True),
    ("e", None, None),
]
COLUMNS = ["developer_id", "developer_group", "is_open"]
MAKERS = {
    "pandas": lambda rows: pd.DataFrame(rows, columns=COLUMNS),
    "polars": lambda rows: pl.DataFrame(rows, schema=COLUMNS, orient="row"),
    "polars lazy": lambda rows: pl.LazyFrame(rows, schema=COLUMNS, orient="row"),
    "duckdb": lambda rows: duckdb.from_arrow(pl.DataFrame(rows, schema=COLUMNS, orient="row").to_arrow()),
}


def rows_of(frame):
    data = nw.from_native(frame)
    eager = data.collect("polars") if isinstance(data, nw.LazyFrame) else data
    return [tuple(_cell(value) for value in row) for row in eager.iter_rows()]


def _cell(value):
    if value is None or isinstance(value, float):
        return None if value is None or math.isnan(value) else round(value, 4)
    return value


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_a_group_has_its_share_interval_developers_and_design_effect_on_every_engine(make):
    frame = make(ROWS)
    found = shares_by(frame, ["developer_group"])
    assert type(found) is type(frame)
    assert rows_of(found) == [
        # group, n, open, unknown, without weight, share, lower, upper, developers, effective, design effect, interval
        ("community", 2, 2, 0, 0, 1.0, 0.0122, 1.0, 2, 2.0, 1.0, "developer"),
        ("corporate", 4, 2, 1, 0, 0.5, 0.0108, 0.9892, 3, 2.6667, 3.2593, "developer"),
        ("unknown", 0, 0, 1, 0, None, None, None, 0, None, None, None),
    ]


def test_the_design_effect_by_hand():
    # Leaving out a, b, c: shares 0 of 2, 2 of 3, 2 of 3; squares of the moves 1/4, 1/36, 1/36; times 2/3.
    variance = 2 / 3 * (1 / 4 + 2 / 36)
    row = shares_by(MAKERS["polars"](ROWS), ["developer_group"]).row(1, named=True)
    assert row["design_effect"] == pytest.approx(variance / (0.5 * 0.5 / 4))


def test_a_total_stands_before_the_groups():
    found = shares_by(MAKERS["polars"](ROWS), ["developer_group"], total="all")
    assert found.select("developer_group", "n", "open_count", "unknown_count").rows() == [
        ("all", 6, 4, 2),
        ("community", 2, 2, 0),
        ("corporate", 4, 2, 1),
        ("unknown", 0, 0, 1),
    ]


def test_one_developer_alone_has_a_share_and_no_interval():
    rows = [("a", "corporate", True), ("a", "corporate", False)]
    row = shares_by(MAKERS["polars"](rows), ["developer_group"]).row(0, named=True)
    assert (row["open_share"], row["lower"], row["upper"], row["design_effect"]) == (0.5, None, None, None)


@given(
    st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.sampled_from([0.8, 0.95, 0.99])
)
def test_wilson_on_request_is_that_of_statsmodels_and_is_named(counts, confidence):
    k, n = counts
    frame = pl.DataFrame({"developer_id": ["a"] * n, "g": ["x"] * n, "is_open": [i < k for i in range(n)]})
    row = shares_by(frame, ["g"], interval="wilson", confidence=confidence).row(0, named=True)
    expected = proportion_confint(k, n, alpha=1 - confidence, method="wilson")
    assert (row["lower"], row["upper"]) == pytest.approx(expected, abs=1e-9)
    assert (row["interval"], row["design_effect"]) == ("wilson", 1.0)


def test_a_frame_without_developers_says_that_its_interval_is_wilsons():
    frame = MAKERS["pandas"](ROWS).drop(columns="developer_id")
    assert shares_by(frame, ["developer_group"])["interval"].to_list()[:2] == ["wilson", "wilson"]


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("xy"), st.sampled_from([True, False, None])), min_size=1
    )
)
def test_no_row_is_lost_and_the_share_lies_in_its_interval(drawn):
    found = shares_by(pl.DataFrame(drawn, schema=COLUMNS, orient="row"), ["developer_group"])
    assert found["n"].sum() + found["unknown_count"].sum() == len(drawn)
    for row in found.filter(pl.col("lower").is_not_null()).iter_rows(named=True):
        assert 0 <= row["lower"] <= row["open_share"] <= row["upper"] <= 1
        assert 1 <= row["design_effect"] <= row["n"]


def test_what_cannot_be_is_refused_in_a_line():
    frame = MAKERS["polars"](ROWS)
    with pytest.raises(UnknownNameError, match="unknown kind of interval 'wilsn'; did you mean 'wilson'"):
        shares_by(frame, ["developer_group"], interval="wilsn")
    with pytest.raises(UnknownNameError, match="unknown column 'group'"):
        shares_by(frame, ["group"])
    with pytest.raises(BadValueError, match="confidence is 1, expected"):
        shares_by(frame, ["developer_group"], confidence=1)
    with pytest.raises(BadValueError, match="column 'developer_group' holds 'corporate'"):
        shares_by(frame, ["developer_id"], is_open="developer_group")


@pytest.mark.slow
@pytest.mark.parametrize("likeness", [0.0, 0.2, 0.5])
@pytest.mark.parametrize("truth", [0.96, 0.8, 0.5])
def test_at_the_design_of_the_thin_side_the_truth_is_held(truth, likeness):
    # 25 releases of 16 developers, as the community side of Epoch AI's list in 2025.
    n = np.array(HEADLINE)
    opened = beta_binomial(n, truth, likeness, 4000, seed=5)
    lower, upper = share_intervals(
        shares(np.broadcast_to(n[:, None], opened.shape).astype(float), opened.astype(float))
    )
    assert 0.95 <= np.mean((lower <= truth) & (truth <= upper)) <= 0.995


WEIGHTED = pl.DataFrame(
    {
        "developer_id": [*"abcdef", "g"],
        "developer_group": ["x"] * 7,
        "is_open": [True, True, False, False, True, None, True],
        "downloads": [90, 10, 50, 30, 20, 40, None],
    }
)


def test_a_weighted_share_counts_by_weight_and_leaves_out_what_has_none():
    row = shares_by(WEIGHTED, ["developer_group"], weight="downloads").row(0, named=True)
    counts = [row[name] for name in ("n", "open_count", "unknown_count", "unweighted_count", "developers")]
    assert counts == [5, 3, 1, 1, 5]
    assert row["open_share"] == 120 / 200
    # One developer has nearly half of the weight: fewer than five effective ones, and no interval.
    assert row["effective_developers"] == pytest.approx(200**2 / (90**2 + 10**2 + 50**2 + 30**2 + 20**2))
    assert (row["lower"], row["upper"]) == (None, None)


def test_equal_weights_change_nothing():
    frame = WEIGHTED.with_columns(downloads=pl.lit(7))
    plain, weighted = (shares_by(frame, ["developer_group"], weight=one) for one in (None, "downloads"))
    assert weighted.equals(plain)


def test_a_wilson_interval_of_weights_is_refused():
    with pytest.raises(BadValueError, match="counts rows, so it cannot be weighted"):
        shares_by(WEIGHTED, ["developer_group"], weight="downloads", interval="wilson")


@pytest.mark.slow
@pytest.mark.parametrize(("truth", "likeness"), [(0.5, 0.2), (0.8, 0.2), (0.9, 0.0)])
def test_a_weighted_share_with_uneven_weights_holds_the_truth(truth, likeness):
    # 60 developers of 5 releases each; the weights of the first and the last percent differ by a factor of fifty.
    rng, tables = np.random.default_rng(31), 600
    opened = beta_binomial([5] * 60, truth, likeness, tables, seed=32)
    drawn = pl.DataFrame(
        {
            "table": np.repeat(np.arange(tables), 300).astype(str),
            "developer_id": np.tile(np.repeat(np.arange(60), 5), tables).astype(str),
            "is_open": (np.arange(5)[None, None, :] < opened.T[:, :, None]).ravel(),
            "downloads": rng.lognormal(0, 0.85, tables * 300),
        }
    )
    found = shares_by(drawn, ["table"], weight="downloads")
    assert (found["effective_developers"] > 20).all()
    held = (found["lower"] <= truth) & (truth <= found["upper"])
    assert 0.92 <= held.mean() <= 0.98
