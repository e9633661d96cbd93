import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.differences import from_bounds, group_differences, newcombe

SHARES = pl.DataFrame(
    {
        "rule": [0, 0, 1, 1],
        "group": ["corporate", "community", "corporate", "mixed"],
        "n": [10, 20, 0, 3],
        "share": [0.5, 0.25, None, 1.0],
        "lower": [0.2, 0.1, None, 0.4],
        "upper": [0.8, 0.5, None, 1.0],
    }
)


# Newcombe (1998), table II, method 10, in the order of the paper.
@pytest.mark.parametrize(
    ("counts", "lower", "upper"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0000),
        ((10, 10, 0, 10), 0.6075, 1.0000),
    ],
)
def test_the_published_examples_are_reproduced(counts, lower, upper):
    found = newcombe(*counts)
    assert (round(found.lower, 4), round(found.upper, 4)) == (lower, upper)


trials = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(trials, trials)
def test_statsmodels_gives_the_same_interval(a, b):
    found = newcombe(*a, *b)
    low, high = confint_proportions_2indep(*a, *b, method="newcomb")
    assert found.lower == pytest.approx(low, abs=1e-9)
    assert found.upper == pytest.approx(high, abs=1e-9)


@given(trials, trials)
def test_the_difference_lies_in_its_interval_and_turns_with_its_sides(a, b):
    found, turned = newcombe(*a, *b), newcombe(*b, *a)
    assert -1 <= found.lower <= found.difference + 1e-12
    assert found.difference - 1e-12 <= found.upper <= 1
    assert turned.lower == pytest.approx(-found.upper)
    assert found.is_certain == turned.is_certain


@given(trials, trials, st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_bounds_give_the_interval_of_the_counts_at_every_level(a, b, confidence):
    alpha = 1 - confidence
    bounds = [(k / n, *map(float, proportion_confint(k, n, alpha=alpha, method="wilson"))) for k, n in (a, b)]
    found = newcombe(*a, *b, confidence=confidence)
    expected = (found.difference, found.lower, found.upper)
    assert from_bounds(*bounds[0], *bounds[1]) == pytest.approx(expected, abs=1e-9)


def test_a_share_of_nothing_has_no_difference():
    assert newcombe(0, 0, 3, 5) is None
    assert newcombe(3, 5, 0, 0) is None


@pytest.mark.parametrize("counts", [(6, 5, 0, 1), (-1, 5, 0, 1), (0, 1, 2, 1)])
def test_more_successes_than_trials_are_refused(counts):
    with pytest.raises(BadValueError, match="is no share"):
        newcombe(*counts)


def test_a_level_that_is_no_level_is_refused():
    with pytest.raises(BadValueError, match="confidence is 95"):
        newcombe(1, 2, 1, 2, confidence=95)


def test_groups_are_subtracted_within_each_table_and_an_absent_one_leaves_null():
    found = group_differences(SHARES, keys=["rule"])
    assert found.select("rule", "n", "other_n", "difference").rows() == [(0, 10, 20, 0.25), (1, 0, 0, None)]
    lower, upper = found.row(0)[-2:]
    assert (lower, upper) == pytest.approx((0.25 - (0.3**2 + 0.25**2) ** 0.5, 0.25 + (0.3**2 + 0.15**2) ** 0.5))
    assert found.row(1, named=True)["lower"] is None


def test_without_keys_there_is_one_row_even_of_an_empty_table():
    assert group_differences(SHARES.filter(rule=0)).height == 1
    assert group_differences(SHARES.clear()).select("n", "other_n", "difference").rows() == [(0, 0, None)]


def test_a_group_is_not_compared_with_itself_and_columns_are_checked():
    with pytest.raises(BadValueError, match="compared with itself"):
        group_differences(SHARES, ("mixed", "mixed"))
    with pytest.raises(UnknownNameError, match=r"unknown column 'shares'; did you mean 'share'\?"):
        group_differences(SHARES, share="shares")
