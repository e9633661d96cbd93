"""Plain tests of a trend against statsmodels, scipy and published examples."""

from datetime import datetime

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau, theilslopes
from statsmodels.stats.contingency_tables import Table
from tests.statistics.trend.simulated import EVEN_40, frame

from openness.statistics.trend.trend_tests import (
    clustered_armitage,
    cochran_armitage,
    mann_kendall,
    plain_trends,
    theil_sen,
)

RISING = frame(4 * EVEN_40, slope=0.8, likeness=0.1, seed=3)


def tables():
    one = st.integers(1, 20).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
    return st.lists(one, min_size=2, max_size=8)


@given(tables())
def test_cochran_armitage_is_that_of_statsmodels(rows):
    k, n = np.array(rows, dtype=float).T
    z, p = cochran_armitage(k, n, np.arange(len(n)))
    if k.sum() in (0, n.sum()):
        assert np.isnan(z)
        return
    expected = Table(np.array([n - k, k]), shift_zeros=False).test_ordinal_association(col_scores=np.arange(len(n)))
    assert z == pytest.approx(expected.zscore, abs=1e-8)
    assert p == pytest.approx(expected.pvalue, abs=1e-8)


def test_clustered_armitage_is_the_plain_one_where_every_developer_has_one_release():
    rng = np.random.default_rng(5)
    is_open, years = rng.integers(0, 2, 4000).astype(float), rng.integers(0, 6, 4000).astype(float)
    z, _ = clustered_armitage(is_open, years, np.arange(4000))
    k, n = np.bincount(years.astype(int), is_open), np.bincount(years.astype(int))
    assert z == pytest.approx(cochran_armitage(k, n, np.arange(6))[0], abs=0.02)


def test_a_developer_whose_releases_are_repeated_adds_nothing_to_the_clustered_test():
    is_open, years, who = np.array([0, 1, 0, 1, 1, 0.0]), np.array([0, 1, 2, 3, 4, 1.0]), np.arange(6)
    single = clustered_armitage(is_open, years, who)
    assert clustered_armitage(np.repeat(is_open, 9), np.repeat(years, 9), np.repeat(who, 9)) == pytest.approx(single)
    assert np.isnan(clustered_armitage(np.ones(4), np.arange(4.0), np.arange(4))).all()


@given(st.lists(st.integers(0, 1000), min_size=3, max_size=20, unique=True))
def test_mann_kendall_is_exact_without_ties(values):
    tau, p = mann_kendall(np.array(values))
    expected = kendalltau(np.arange(len(values)), values, method="exact")
    assert (tau, p) == pytest.approx((expected.statistic, expected.pvalue), abs=1e-9)


def test_mann_kendall_with_ties_is_the_published_normal_form():
    # 28 pairs: 3 ties leave 25, one of them falls, so S = 24 - 1 - 0; the variance is (8*7*21 - 2*1*9*2 - 0) / 18.
    values = np.array([1, 2, 2, 3, 5, 4, 4, 8.0])
    s = sum(np.sign(values[j] - values[i]) for i in range(8) for j in range(i + 1, 8))
    ties = 2 * (2 * 1 * 9)
    z = (s - 1) / np.sqrt((8 * 7 * 21 - ties) / 18)
    tau, p = mann_kendall(values)
    assert s == 22
    assert tau == pytest.approx(kendalltau(np.arange(8), values).statistic)
    assert p == pytest.approx(2 * 0.5 * (1 - np.vectorize(_erf)(z / np.sqrt(2))), abs=1e-6)
    assert np.isnan(mann_kendall(np.ones(5))).all()


def _erf(x):
    from math import erf

    return erf(x)


@given(st.lists(st.floats(0, 1), min_size=6, max_size=12))
def test_the_slope_is_that_of_scipy_and_lies_in_its_interval(values):
    times = np.arange(len(values), dtype=float)
    slope, lower, upper = (bound[0] for bound in theil_sen(np.array(values), times))
    assert slope == pytest.approx(theilslopes(values, times).slope, abs=1e-12)
    assert lower <= slope + 1e-12
    assert slope <= upper + 1e-12


def test_the_interval_is_near_that_of_scipy_for_a_long_series():
    values = np.random.default_rng(1).standard_normal(80) + 0.05 * np.arange(80)
    _, lower, upper = (bound[0] for bound in theil_sen(values, np.arange(80.0)))
    expected = theilslopes(values, np.arange(80.0))
    assert (lower, upper) == pytest.approx((expected.low_slope, expected.high_slope), abs=3e-4)


def test_a_share_that_only_rises_has_tau_one_and_its_exact_p():
    rows = [(2018 + year, i < 2 + year, f"d{(7 * year + i) % 30}") for year in range(7) for i in range(10)]
    table = pl.DataFrame(
        {
            "developer_group": ["corporate"] * 70,
            "release_date": [datetime(year, 6, 1) for year, _, _ in rows],
            "is_open": [is_open for _, is_open, _ in rows],
            "developer_id": [developer for _, _, developer in rows],
        }
    )
    found = plain_trends(table).row(0, named=True)
    assert (found["n"], found["open_count"], found["developers"], found["periods"]) == (70, 35, 30, 7)
    assert found["period"] == "2018-06 to 2024-06"
    assert found["kendall_tau"] == pytest.approx(1)
    assert found["kendall_p"] == pytest.approx(2 / 5040)
    assert [found[f"sen_{name}"] for name in ("points_per_year", "lower", "upper")] == pytest.approx([10, 10, 10])
    assert found["reason"] is None


@pytest.mark.parametrize(
    ("change", "reason", "kept"),
    [
        (pl.lit(True).alias("is_open"), "all releases are open", None),
        (pl.lit(False).alias("is_open"), "no release is open", None),
        (pl.lit(datetime(2020, 1, 1)).alias("release_date"), "all releases are of one period", None),
        (pl.lit("d").alias("developer_id"), "fewer than 10 developers", "kendall_p"),
    ],
)
def test_what_cannot_be_tested_says_why(change, reason, kept):
    found = plain_trends(RISING.with_columns(change)).row(0, named=True)
    assert found["reason"] == reason
    assert found["clustered_p"] is None
    assert (found["kendall_p"] is not None) == (kept == "kendall_p")


def test_few_releases_and_few_periods_are_refused_and_pandas_gets_pandas():
    assert plain_trends(RISING.head(3))["reason"].to_list() == ["fewer than 5 releases"]
    short = RISING.filter(pl.col("release_date") < datetime(2021, 1, 1))
    assert plain_trends(short)["reason"].to_list() == ["fewer than 6 periods with 5 or more releases"]
    data = pd.DataFrame({name: RISING[name].to_list() for name in RISING.columns})
    found = plain_trends(data)
    assert isinstance(found, pd.DataFrame)
    assert found["clustered_z"][0] == pytest.approx(plain_trends(RISING)["clustered_z"][0])
