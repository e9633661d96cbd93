import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.differences import from_bounds, group_differences

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


def wilson(count, n):
    return count / n, *map(float, proportion_confint(count, n, method="wilson"))


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
    found = from_bounds(*wilson(*counts[:2]), *wilson(*counts[2:]))
    assert (round(found[1], 4), round(found[2], 4)) == (lower, upper)


trials = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(trials, trials)
def test_of_wilson_intervals_it_is_the_one_that_statsmodels_has(a, b):
    assert from_bounds(*wilson(*a), *wilson(*b))[1:] == pytest.approx(
        confint_proportions_2indep(*a, *b, method="newcomb"), abs=1e-9
    )


@given(trials, trials, st.floats(-1, 1))
def test_the_difference_lies_in_its_interval_and_turns_with_its_sides(a, b, common):
    difference, lower, upper = from_bounds(*wilson(*a), *wilson(*b), common)
    turned = from_bounds(*wilson(*b), *wilson(*a), common)
    assert lower <= difference <= upper
    assert turned == pytest.approx((-difference, -upper, -lower))


@given(trials, st.floats(-1, 1), st.floats(-1, 1))
def test_the_more_two_shares_have_in_common_the_nearer_are_the_bounds_of_their_difference(a, one, other):
    less, more = (from_bounds(*wilson(*a), *wilson(3, 7), common) for common in sorted([one, other]))
    assert more[1] >= less[1] - 1e-12
    assert more[2] <= less[2] + 1e-12


def test_two_shares_that_are_one_differ_by_nothing_for_certain():
    assert from_bounds(*wilson(4, 8), *wilson(4, 8), 1.0) == pytest.approx((0, 0, 0), abs=1e-9)


def test_groups_are_subtracted_within_each_table_and_an_absent_one_leaves_null():
    found = group_differences(SHARES, keys=["rule"])
    assert found.select("rule", "n", "other_n", "difference").rows() == [(0, 10, 20, 0.25), (1, 0, 0, None)]
    lower, upper = found.row(0)[-2:]
    assert (lower, upper) == pytest.approx((0.25 - (0.3**2 + 0.25**2) ** 0.5, 0.25 + (0.3**2 + 0.15**2) ** 0.5))
    assert found.row(1, named=True)["lower"] is None


def test_a_correlation_is_read_from_the_first_group():
    told = SHARES.with_columns(shared=pl.Series([1.0, None, 0.0, 0.0]))
    lower, upper = group_differences(told, keys=["rule"], common="shared").row(0)[-2:]
    assert (lower, upper) == pytest.approx((0.25 - (0.3 - 0.25), 0.25 + (0.3 - 0.15)))


def test_without_keys_there_is_one_row_even_of_an_empty_table():
    assert group_differences(SHARES.filter(rule=0)).height == 1
    assert group_differences(SHARES.clear()).select("n", "other_n", "difference").rows() == [(0, 0, None)]


def test_a_group_is_not_compared_with_itself_and_columns_are_checked():
    with pytest.raises(BadValueError, match="compared with itself"):
        group_differences(SHARES, ("mixed", "mixed"))
    with pytest.raises(UnknownNameError, match=r"unknown column 'shares'; did you mean 'share'\?"):
        group_differences(SHARES, share="shares")
