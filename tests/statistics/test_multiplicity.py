from unittest import mock

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from openness.project.errors import UnknownNameError
from openness.statistics.multiplicity import benjamini_hochberg, holm, with_adjusted_p

P = [0.01, 0.04, None, 0.03, 0.005]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_both_rules_are_those_of_statsmodels(values):
    # statsmodels collects garbage at every call, which costs more than the call.
    with mock.patch("gc.collect"):
        witness = multipletests(values, method="holm")[1]
    assert holm(np.array(values)) == pytest.approx(witness, abs=1e-12)
    assert benjamini_hochberg(np.array(values)) == pytest.approx(multipletests(values, method="fdr_bh")[1], abs=1e-12)


def test_a_worked_example_in_which_what_is_no_test_does_not_count():
    found = with_adjusted_p(pl.DataFrame({"p_value": P}))
    assert found["tests"].to_list() == [4] * 5
    assert found["p_holm"].to_list() == pytest.approx([0.03, 0.06, None, 0.06, 0.02])
    assert found["p_bh"].to_list() == pytest.approx([0.02, 0.04, None, 0.04, 0.02])


def test_pandas_gets_pandas_and_nothing_tested_gives_nulls():
    found = with_adjusted_p(pd.DataFrame({"p": P}), "p")
    assert isinstance(found, pd.DataFrame)
    assert found["p_holm"][4] == pytest.approx(0.02)
    assert np.isnan(found["p_holm"][2])
    none = with_adjusted_p(pl.DataFrame({"p_value": [None]}, schema={"p_value": pl.Float64}))
    assert none.select("tests", "p_holm", "p_bh").rows() == [(0, None, None)]
    with pytest.raises(UnknownNameError, match="unknown column 'p'"):
        with_adjusted_p(none, "p")
