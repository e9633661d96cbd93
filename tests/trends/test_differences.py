import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from analysis.errors import BadValueError, UnknownNameError
from analysis.trends.differences import group_differences, newcombe

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


def counts():
    return st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts(), counts(), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_interval_is_that_of_statsmodels_and_holds_the_difference(one, other, confidence):
    alpha = 1 - confidence
    bounds = [(k / n, *map(float, proportion_confint(k, n, alpha=alpha, method="wilson"))) for k, n in (one, other)]
    difference, lower, upper = newcombe(*bounds[0], *bounds[1])
    expected = confint_proportions_2indep(*one, *other, method="newcomb", compare="diff", alpha=alpha)
    assert (lower, upper) == pytest.approx(expected, abs=1e-9)
    assert -1 - 1e-9 <= lower <= difference <= upper <= 1 + 1e-9


def test_a_worked_example_of_the_paper():
    # Newcombe 1998, table II, row a: 56 of 70 less 48 of 80, method 10: 0.0524 to 0.3339.
    bounds = [(k / n, *proportion_confint(k, n, method="wilson")) for k, n in ((56, 70), (48, 80))]
    assert newcombe(*bounds[0], *bounds[1]) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


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
