from unittest import mock

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from statsmodels.stats.multitest import multipletests

from openness.project.errors import UnknownNameError
from openness.statistics.multiplicity import benjamini_hochberg, benjamini_yekutieli, holm, with_adjusted_p

P = [0.01, 0.04, None, 0.03, 0.005]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_all_rules_are_those_of_statsmodels(values):
    # statsmodels collects garbage at every call, which costs more than the call.
    with mock.patch("gc.collect"):
        witness = multipletests(values, method="holm")[1]
    assert holm(np.array(values)) == pytest.approx(witness, abs=1e-12)
    assert benjamini_hochberg(np.array(values)) == pytest.approx(multipletests(values, method="fdr_bh")[1], abs=1e-12)
    witness = multipletests(values, method="fdr_by")[1]
    assert benjamini_yekutieli(np.array(values)) == pytest.approx(witness, abs=1e-12)


def test_a_worked_example_in_which_what_is_no_test_does_not_count():
    found = with_adjusted_p(pl.DataFrame({"p_value": P}))
    assert found["tests"].to_list() == [4] * 5
    assert found["p_holm"].to_list() == pytest.approx([0.03, 0.06, None, 0.06, 0.02])
    assert found["p_bh"].to_list() == pytest.approx([0.02, 0.04, None, 0.04, 0.02])
    # Times 1 + 1/2 + 1/3 + 1/4 = 25/12.
    assert found["p_by"].to_list() == pytest.approx([1 / 24, 1 / 12, None, 1 / 12, 1 / 24])


def test_pandas_gets_pandas_and_nothing_tested_gives_nulls():
    found = with_adjusted_p(pd.DataFrame({"p": P}), "p")
    assert isinstance(found, pd.DataFrame)
    assert found["p_holm"][4] == pytest.approx(0.02)
    assert np.isnan(found["p_holm"][2])
    none = with_adjusted_p(pl.DataFrame({"p_value": [None]}, schema={"p_value": pl.Float64}))
    assert none.select("tests", "p_holm", "p_bh", "p_by").rows() == [(0, None, None, None)]
    with pytest.raises(UnknownNameError, match="unknown column 'p'"):
        with_adjusted_p(none, "p")


def _worst(rng, tests, level):
    """Return p-values of no effect each uniform, that depend on each other in the worst way there is."""
    chances = level / np.arange(1, tests + 1)
    size = rng.choice(tests + 1, p=[*chances, 1 - chances.sum()]) + 1
    values = rng.uniform(level, 1, tests)
    if size <= tests:
        chosen = rng.permutation(tests)[:size]
        values[chosen] = level * (size - rng.uniform(0, 1, size)) / tests
    return values


def _false_share(adjusted, is_true, level):
    found = adjusted < level
    return (found & ~is_true).sum() / max(found.sum(), 1)


def test_where_tests_depend_in_the_worst_way_yekutieli_holds_the_level_and_hochberg_does_not():
    rng, level, tests, draws = np.random.default_rng(11), 0.05, 20, 4000
    is_true = np.zeros(tests, dtype=bool)
    shares = {benjamini_hochberg: [], benjamini_yekutieli: []}
    for _ in range(draws):
        values = _worst(rng, tests, level)
        for rule, found in shares.items():
            found.append(_false_share(rule(values), is_true, level))
    # By construction Hochberg's rule errs with a chance of 0.05 * (1 + ... + 1/20) = 0.18.
    assert np.mean(shares[benjamini_hochberg]) == pytest.approx(0.18, abs=0.02)
    assert np.mean(shares[benjamini_yekutieli]) <= level + 2 * np.sqrt(level * (1 - level) / draws)


@pytest.mark.parametrize("common", [-0.05, 0.0, 0.5, 0.95])
def test_yekutieli_finds_what_is_there_and_errs_within_the_level_whether_tests_go_together_or_apart(common):
    rng, level, tests, draws = np.random.default_rng(12), 0.05, 20, 1500
    is_true = np.arange(tests) < 5
    matrix = np.full((tests, tests), common) + (1 - common) * np.eye(tests)
    z = rng.multivariate_normal(np.where(is_true, 4.5, 0.0), matrix, draws, method="eigh")
    adjusted = np.array([benjamini_yekutieli(2 * norm.sf(np.abs(row))) for row in z])
    assert np.mean([_false_share(row, is_true, level) for row in adjusted]) <= level
    assert (adjusted[:, is_true] < level).mean() > 0.6
