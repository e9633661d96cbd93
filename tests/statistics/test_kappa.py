"""Cohen's kappa against tables worked by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.project.errors import BadValueError
from openness.statistics.kappa import cohen


def raters(table):
    """Two raters from counts: what one says -> what the other says -> units."""
    pairs = [(one, other) for one, row in table.items() for other, n in row.items() for _ in range(n)]
    return [one for one, _ in pairs], [other for _, other in pairs]


def test_kappa_is_that_of_a_table_worked_by_hand():
    # 35 of 50 the same; one says yes of 25, the other of 30: chance is 0.5 * 0.6 + 0.5 * 0.4 = 0.5.
    found = cohen(*raters({"yes": {"yes": 20, "no": 5}, "no": {"yes": 10, "no": 15}}))
    assert (found.n, found.agreed) == (50, 35)
    assert found.kappa == pytest.approx((0.7 - 0.5) / 0.5)
    assert found.lower < 0.4 < found.upper


def test_agreement_throughout_is_one_and_of_one_value_nothing():
    assert cohen(["a", "b"] * 10, ["a", "b"] * 10).kappa == 1
    same = cohen(["a"] * 10, ["a"] * 10)
    assert (same.agreed, same.kappa) == (10, None)
    assert same.reason == "both say the same of every unit, so chance agreement is certain"


def test_raters_who_judge_other_units_are_refused():
    with pytest.raises(BadValueError, match="judge 2 and 1 units"):
        cohen(["a", "b"], ["a"])
    with pytest.raises(BadValueError, match="judge 0 and 0 units"):
        cohen([], [])


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=30))
def test_kappa_is_the_same_whoever_is_first_and_at_most_one(pairs):
    first, second = zip(*pairs, strict=True)
    one, other = cohen(first, second, draws=20), cohen(second, first, draws=20)
    assert (one.kappa is None) == (other.kappa is None)
    if one.kappa is not None:
        assert one.kappa == pytest.approx(other.kappa)
        assert -1 - 1e-12 <= one.kappa <= 1 + 1e-12


@pytest.mark.slow
def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    """Raters who agree with chance 0.85 + 0.15 / 2 on two values as common: kappa is 0.85."""
    rng, hits = np.random.default_rng(3), 0
    for seed in range(200):
        first = rng.integers(0, 2, 160)
        second = np.where(rng.random(160) < 0.85, first, rng.integers(0, 2, 160))
        found = cohen(list(map(str, first)), list(map(str, second)), draws=400, seed=seed)
        hits += found.lower <= 0.85 <= found.upper
    assert 0.88 <= hits / 200 <= 0.99
