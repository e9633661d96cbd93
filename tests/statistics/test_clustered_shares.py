"""Shares and slopes with errors by developer, held against refits, statsmodels and a known truth."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from tests.statistics.sums import slopes_of_sums

from openness.statistics import clustered_shares
from openness.statistics.differences import from_bounds

TIME = np.arange(6.0)


def slopes(time, n, opened, *, weights=None):
    """Slopes from counts, specifications x clusters x periods."""
    center = time - time.mean()
    sums = [np.asarray(part).T for part in (n.sum(2), n @ center, n @ center**2, opened.sum(2), opened @ center)]
    return slopes_of_sums(sums, weights=weights)


def column(*values):
    return np.array(values, dtype=float)[:, None]


def expanded(n, opened):
    """One row a release: developer, time, open."""
    rows = [
        (developer, TIME[period], float(i < opened[developer, period]))
        for developer in range(n.shape[0])
        for period in range(n.shape[1])
        for i in range(int(n[developer, period]))
    ]
    return np.array(rows).T


def refitted(developer, time, is_open, weight):
    design = sm.add_constant(time)
    whole = sm.WLS(is_open, design, weights=weight).fit().params[1]
    names = np.unique(developer)
    parts = [
        sm.WLS(is_open[developer != one], design[developer != one], weights=weight[developer != one]).fit().params[1]
        for one in names
    ]
    return whole, (len(names) - 1) / len(names) * sum((part - whole) ** 2 for part in parts)


def some_releases(seed=3, developers=25):
    draw = np.random.default_rng(seed)
    n = draw.poisson(0.8, (developers, len(TIME)))
    n[:, 0] += n.sum(1) == 0
    return n.astype(float), draw.binomial(n, draw.uniform(0, 1, (developers, 1))).astype(float)


def test_with_one_release_a_developer_the_variance_is_the_textbook_one():
    found = clustered_shares.shares(np.ones((10, 1)), column(1, 1, 1, 0, 0, 0, 0, 0, 0, 0))
    assert found.value[0] == pytest.approx(0.3)
    assert found.variance[0] == pytest.approx(0.3 * 0.7 / 9)
    assert (found.degrees[0], found.releases[0], found.developers[0]) == (pytest.approx(9), 10, 10)


def test_the_share_left_by_each_developer_gives_the_variance():
    found = clustered_shares.shares(column(6, 2, 2), column(6, 1, 0))
    left = np.array([1 / 4, 6 / 8, 7 / 8])
    assert found.value[0] == pytest.approx(0.7)
    assert found.variance[0] == pytest.approx(2 / 3 * ((left - 0.7) ** 2).sum())
    assert found.degrees[0] == pytest.approx(100 / 44 - 1)


def test_a_developer_without_releases_is_no_part_of_it():
    with_, without = (
        clustered_shares.shares(column(*n), column(*o)) for n, o in (([4, 2, 0], [4, 0, 0]), ([4, 2], [4, 0]))
    )
    assert with_.variance[0] == without.variance[0]
    assert with_.developers[0] == 2


def test_one_developer_allows_no_variance():
    assert np.isnan(clustered_shares.shares(column(9), column(4)).variance[0])
    assert np.isnan(slopes(TIME, np.ones((1, 1, 6)), np.eye(6)[None, :1]).variance[0])


def test_where_all_is_open_the_interval_is_that_of_as_many_releases_as_developers():
    found = clustered_shares.shares(column(100, 1, 1, 1, 1), column(100, 1, 1, 1, 1))
    lower, upper = clustered_shares.share_intervals(found)
    assert upper[0] == 1
    assert lower[0] < 0.2


@pytest.mark.parametrize("weighting", ["release", "developer"])
def test_slope_and_variance_are_those_of_refits_without_each_developer(weighting):
    n, opened = some_releases()
    weight = 1 / n.sum(1) if weighting == "developer" else np.ones(len(n))
    found = slopes(TIME, n[None], opened[None], weights=weight[:, None])
    developer, time, is_open = expanded(n, opened)
    value, variance = refitted(developer, time, is_open, weight[developer.astype(int)])
    assert found.value[0] == pytest.approx(value)
    assert found.variance[0] == pytest.approx(variance)


def test_with_many_developers_it_comes_near_the_clustered_errors_of_statsmodels():
    n, opened = some_releases(developers=400)
    developer, time, is_open = expanded(n, opened)
    theirs = sm.OLS(is_open, sm.add_constant(time)).fit(cov_type="cluster", cov_kwds={"groups": developer.astype(int)})
    found = slopes(TIME, n[None], opened[None])
    assert found.value[0] == pytest.approx(theirs.params[1])
    assert np.sqrt(found.variance[0]) == pytest.approx(theirs.bse[1], rel=0.02)


def test_a_slope_that_one_developer_alone_carries_has_no_variance():
    n = np.zeros((1, 4, 6))
    n[0, 0] = 1
    n[0, 1:, 2] = 1
    assert np.isnan(slopes(TIME, n, n * 0).variance[0])


counts = st.lists(st.tuples(st.integers(0, 30), st.floats(0, 1)), min_size=2, max_size=12)


@given(counts)
def test_bounds_hold_the_share_and_lie_between_0_and_1(pairs):
    n = column(*(size for size, _ in pairs))
    opened = np.round(n * column(*(share for _, share in pairs)))
    found = clustered_shares.shares(n, opened)
    if found.developers[0] > 1:
        lower, upper = clustered_shares.share_intervals(found)
        assert 0 <= lower[0] <= found.value[0] <= upper[0] <= 1


DRAWS = 1500


def released(draw, developers, mean, alike, slope=0.0):
    """Releases of developers of uneven size, each with a leaning of its own."""
    sizes = np.maximum(1, draw.lognormal(0.6, 1.0, developers)).astype(int)
    n = np.zeros((developers, 8))
    for place, size in enumerate(sizes):
        start = draw.integers(0, 8)
        n[place] = np.bincount(draw.integers(start, min(8, start + draw.integers(1, 5)), size), minlength=8)
    leaning = draw.normal(0, np.sqrt(alike * mean * (1 - mean)), (developers, 1))
    chance = np.clip(mean + slope * (np.arange(8) - 3.5) + leaning, 0, 1)
    return n, draw.binomial(n.astype(int), chance).astype(float)


@pytest.mark.slow
@pytest.mark.parametrize(("one", "other"), [((40, 0.4), (30, 0.6)), ((150, 0.5), (100, 0.7)), ((100, 0.3), (40, 0.5))])
def test_intervals_of_a_difference_in_share_hold_the_truth_95_times_of_100(one, other):
    draw = np.random.default_rng(11)
    held = 0
    for _ in range(DRAWS):
        sides = []
        for developers, mean in (one, other):
            # A beta leaning keeps the mean of the chances exact.
            sizes = np.maximum(1, draw.lognormal(0.6, 1.0, developers)).astype(int)
            hits = draw.binomial(sizes, draw.beta(mean * 7 / 3, (1 - mean) * 7 / 3, developers))
            found = clustered_shares.shares(column(*sizes), column(*hits))
            sides += [found.value[0], *(bound[0] for bound in clustered_shares.share_intervals(found))]
        _, lower, upper = from_bounds(*sides)
        held += lower <= one[1] - other[1] <= upper
    assert 0.93 <= held / DRAWS <= 0.97


@pytest.mark.slow
@pytest.mark.parametrize("weighting", ["release", "developer"])
@pytest.mark.parametrize(
    ("one", "other"), [((40, 0.02), (30, -0.02)), ((150, 0.0), (100, 0.02)), ((100, 0.0), (30, 0.0))]
)
def test_intervals_of_a_slope_and_of_a_difference_in_slope_hold_the_truth_95_times_of_100(one, other, weighting):
    draw = np.random.default_rng(12)
    held = np.zeros(2)
    for _ in range(DRAWS):
        sides = []
        for developers, slope in (one, other):
            n, opened = released(draw, developers, 0.5, 0.2, slope)
            weights = None if weighting == "release" else (1 / n.sum(1))[:, None]
            sides.append(slopes(np.arange(8.0), n[None], opened[None], weights=weights))
        for i, (found, truth) in enumerate(
            ((sides[0], one[1]), (clustered_shares.difference(*sides), one[1] - other[1]))
        ):
            lower, upper = clustered_shares.slope_intervals(found)
            held[i] += lower[0] <= truth <= upper[0]
    assert (held / DRAWS >= 0.93).all()
    assert (held / DRAWS <= 0.97).all()
