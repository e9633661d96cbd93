"""Rank correlations against scipy, against simulated truth, and where there is none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau, spearmanr

from openness.project.errors import BadValueError
from openness.statistics.ranks import Correlation, correlate


def test_a_case_by_hand():
    # Six pairs: 4 in the same order, 1 in the other, 1 tied in the second alone: tau-b = 3 / sqrt(6 * 5).
    found = correlate(np.array([1, 2, 3, 4]), np.array([1, 3, 2, 3]), min_pairs=4)
    assert found.tau == pytest.approx(3 / np.sqrt(30))
    # Midranks 1, 3.5, 2, 3.5 against 1, 2, 3, 4.
    assert found.rho == pytest.approx(3 / np.sqrt(5 * 4.5))


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=2, max_size=40))
def test_both_coefficients_are_those_of_scipy(pairs):
    one, other = np.array(pairs, dtype=float).T
    found = correlate(one, other, min_pairs=2)
    if len(set(one)) == 1 or len(set(other)) == 1:
        assert (found.tau, found.rho) == (None, None)
        return
    assert found.tau == pytest.approx(kendalltau(one, other).statistic, abs=1e-9)
    assert found.rho == pytest.approx(spearmanr(one, other).statistic, abs=1e-9)
    if found.tau_lower is not None:
        assert -1 <= found.tau_lower <= found.tau <= found.tau_upper <= 1


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=12, max_size=12), st.randoms())
def test_neither_order_nor_scale_of_the_scores_matters(pairs, random):
    one, other = np.array(pairs, dtype=float).T
    order = list(range(len(pairs)))
    random.shuffle(order)
    plain, stretched = correlate(one, other), correlate(np.exp(one[order]), other[order])
    assert [plain.tau, plain.tau_lower, plain.rho] == [
        value if value is None else pytest.approx(value, abs=1e-9)
        for value in (stretched.tau, stretched.tau_lower, stretched.rho)
    ]


def test_leaving_one_out_is_done_right():
    """The interval from estimates that scipy makes without each pair in turn."""
    random = np.random.default_rng(2)
    one = random.integers(0, 5, 25).astype(float)
    other = one + random.integers(0, 4, 25)
    for name, statistic in (("tau", kendalltau), ("rho", spearmanr)):
        point = statistic(one, other).statistic
        without = np.array([statistic(np.delete(one, i), np.delete(other, i)).statistic for i in range(25)])
        error = np.sqrt(24 / 25 * ((without - without.mean()) ** 2).sum()) / (1 - point**2)
        found = correlate(one, other)
        # 2.0639 is Student's t for 24 degrees of freedom at 95%.
        expected = np.tanh(np.arctanh(point) + 2.0638986 * error * np.array([-1, 1]))
        assert [getattr(found, f"{name}_lower"), getattr(found, f"{name}_upper")] == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("n", [12, 40])
def test_intervals_hold_the_truth_about_as_often_as_they_say(n):
    # A population of tied scores; tau-b of the population is that of the table itself.
    table = np.array([[12, 6, 2, 0], [6, 10, 6, 3], [1, 5, 9, 20]])
    cells = np.argwhere(table >= 0)
    population = np.repeat(cells, table.ravel(), axis=0)
    truth = correlate(*population.T)
    random = np.random.default_rng(1)
    samples = [population[random.integers(0, len(population), n)].T for _ in range(400)]
    found = [one for one in (correlate(*sample) for sample in samples) if one.tau_lower is not None]
    assert len(found) > 380
    assert 0.92 <= np.mean([one.tau_lower <= truth.tau <= one.tau_upper for one in found]) <= 0.99
    assert 0.92 <= np.mean([one.rho_lower <= truth.rho <= one.rho_upper for one in found]) <= 0.99


def test_tau_of_correlated_normals_is_that_of_the_formula():
    random = np.random.default_rng(8)
    one = random.normal(size=2000)
    other = 0.6 * one + 0.8 * random.normal(size=2000)
    found = correlate(one, other)
    assert found.tau == pytest.approx(2 / np.pi * np.arcsin(0.6), abs=0.03)
    assert found.rho == pytest.approx(6 / np.pi * np.arcsin(0.3), abs=0.04)


LINE = np.arange(12.0)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (LINE[:9], LINE[:9], "9 scored by both, 10 or more are needed"),
        (LINE[:0], LINE[:0], "0 scored by both, 10 or more are needed"),
        (LINE * 0, LINE, "the first gives all of them the same score"),
        (LINE, LINE * 0, "the second gives all of them the same score"),
    ],
)
def test_what_allows_no_estimate_has_none_and_says_why(one, other, reason):
    assert correlate(one, other) == Correlation(len(one), reason=reason)


def test_a_perfect_order_has_no_interval():
    found = correlate(LINE, -LINE)
    assert (found.tau, found.tau_lower, found.rho) == (-1.0, None, -1.0)
    assert "the order is the same throughout" in found.reason


def test_an_order_that_hangs_on_one_has_no_interval():
    found = correlate(LINE, np.eye(12)[5])
    assert found.tau is not None
    assert found.tau_lower is None
    assert "without one of them" in found.reason


def test_a_confidence_out_of_range_is_refused():
    with pytest.raises(BadValueError, match="confidence"):
        correlate(LINE, LINE, confidence=0)
