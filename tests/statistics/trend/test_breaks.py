"""Breaks against all divisions tried one by one, and against shares that are known to jump."""

from datetime import datetime
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from openness.project.errors import BadValueError
from openness.statistics.trend import samples
from openness.statistics.trend.breaks import best_number, breaks_by_penalty, partitions, segments
from openness.statistics.trend.samples import by_period, design_effect


def jumping(shares, each=20, developers=40, group="corporate"):
    """Releases of consecutive quarters from 2020 on, of which the first so many are open."""
    middle = [datetime(2020 + quarter // 4, 3 * (quarter % 4) + 1, 15) for quarter in range(len(shares))]
    rows = [
        (middle[quarter], i < share * each, f"d{(quarter * 7 + i) % developers}")
        for quarter, share in enumerate(shares)
        for i in range(each)
    ]
    dates, is_open, who = zip(*rows, strict=True)
    return pl.DataFrame(
        {"developer_group": [group] * len(rows), "release_date": dates, "is_open": is_open, "developer_id": who}
    )


ONE_JUMP = jumping([0.2] * 6 + [0.7] * 6)


def cost(k, n):
    """Minus twice the binomial log likelihood, less what no division changes."""
    share = k.sum() / n.sum()
    return -2 * (binom.logpmf(k, n, share).sum() - binom.logpmf(k, n, k / n).sum())


@given(
    st.lists(st.integers(1, 9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=2, max_size=9),
    st.integers(1, 3),
)
def test_the_best_division_is_that_found_by_trying_all(rows, min_segment):
    k, n = np.array(rows, dtype=float).T
    min_segment = min(min_segment, len(n))
    costs, places = partitions(k, n, min_segment)
    saturated = -2 * np.nansum(np.where(k > 0, k * np.log(np.where(k > 0, k / n, 1)), 0)) - 2 * np.nansum(
        np.where(k < n, (n - k) * np.log(np.where(k < n, 1 - k / n, 1)), 0)
    )
    for number, found in enumerate(costs):
        tried = []
        for cut in combinations(range(1, len(n)), number):
            pieces = list(pairwise([0, *cut, len(n)]))
            if all(after - first >= min_segment for first, after in pieces):
                tried.append(sum(cost(k[first:after], n[first:after]) for first, after in pieces))
        assert found - saturated == pytest.approx(min(tried), abs=1e-7)
        assert len(places[number]) == number


def test_a_known_jump_is_found_at_its_place_and_more_price_never_gives_more_breaks():
    found = breaks_by_penalty(ONE_JUMP)
    bic = found.row(by_predicate=pl.col("is_bic"), named=True)
    assert (bic["breaks"], bic["break_periods"]) == (1, "2021-Q3")
    assert (bic["n"], bic["developers"], bic["periods"]) == (240, 40, 12)
    assert bic["penalty"] == pytest.approx(2 * np.log(240))
    assert found["breaks"].to_list() == sorted(found["breaks"], reverse=True)
    assert found["penalty"].is_sorted()


def test_segments_carry_shares_with_intervals_that_know_of_the_dispersion():
    found = segments(ONE_JUMP)
    assert found.select("segment", "first_period", "last_period", "n", "open_count", "share").rows() == [
        (1, "2020-Q1", "2021-Q2", 120, 24, 0.2),
        (2, "2021-Q3", "2022-Q4", 120, 84, 0.7),
    ]
    one_of_all = segments(jumping([0.2] * 6 + [0.7] * 6, developers=12))
    width = [(frame["upper"] - frame["lower"])[0] for frame in (found, one_of_all)]
    assert width[1] >= width[0]


def test_a_level_share_has_no_break():
    assert breaks_by_penalty(jumping([0.5] * 12)).filter("is_bic")["breaks"].to_list() == [0]


def test_one_odd_period_is_no_break():
    assert breaks_by_penalty(jumping([0.5] * 6 + [0.9] + [0.5] * 6)).filter("is_bic")["breaks"].to_list() == [0]


def test_the_design_effect_is_one_for_single_releases_and_the_size_of_identical_ones():
    alone = ONE_JUMP.with_columns(pl.int_range(pl.len()).cast(pl.String).alias("developer_id"))
    (series,) = by_period(samples.releases(alone), "quarter").values()
    assert design_effect(series) == pytest.approx(1)
    fours = jumping([0.5] * 6, each=40).with_columns(
        pl.concat_str(pl.col("release_date").cast(pl.String), pl.int_range(pl.len()) // 4).alias("developer_id")
    )
    (series,) = by_period(samples.releases(fours), "quarter").values()
    assert design_effect(series) == pytest.approx(4)


def test_dispersion_divides_the_likelihood():
    costs = np.array([100.0, 80.0, 75.0])
    assert best_number(costs, 10) == 1
    assert best_number(costs, 10, dispersion=3) == 0
    assert best_number(costs, 1) == 2


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (jumping([0.5] * 4), "fewer than 6 periods, which two segments need"),
        (jumping([1.0] * 12), "all releases are open"),
        (jumping([0.0] * 12), "no release is open"),
        (jumping([0.5] * 12, developers=1), "fewer than 10 developers"),
        (jumping([0.5], each=3), "fewer than 5 releases"),
    ],
)
def test_what_cannot_have_breaks_says_why(table, reason):
    found = breaks_by_penalty(table)
    assert found.select("breaks", "reason").rows() == [(None, reason)]
    assert segments(table).height == 0


def test_pandas_gets_pandas_and_parameters_are_checked():
    data = pd.DataFrame({name: ONE_JUMP[name].to_list() for name in ONE_JUMP.columns})
    assert isinstance(breaks_by_penalty(data), pd.DataFrame)
    assert list(segments(data)["share"]) == pytest.approx([0.2, 0.7])
    assert breaks_by_penalty(ONE_JUMP.clear()).height == 0
    with pytest.raises(BadValueError, match="factors are"):
        breaks_by_penalty(ONE_JUMP, factors=(0,))
    with pytest.raises(BadValueError, match="min_segment and min_group are 0 and 5"):
        segments(ONE_JUMP, min_segment=0)
