import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from analysis.errors import BadValueError
from analysis.trends.differences import newcombe


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
