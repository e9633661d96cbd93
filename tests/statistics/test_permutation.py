"""Labels dealt to clusters at random: by hand, and where what is true is known, a true null among it."""

import numpy as np
import pytest

from openness.project.errors import BadValueError
from openness.statistics.permutation import agreement, dealt, lots, reference

SEED = 5


def test_every_dealing_has_as_many_of_a_label_and_the_smallest_lots_have_it():
    labels = np.array([True, True, False, False, False])
    assert set(dealt(labels, lots(5, 100, SEED)).sum(1)) == {2}
    assert dealt(labels, np.array([[0.9, 0.1, 0.5, 0.2, 0.3]])).tolist() == [[False, True, False, True, False]]


def test_every_cluster_has_a_label_as_often_as_another():
    shares = dealt(np.arange(20) < 5, lots(20, 4000, SEED)).mean(0)
    assert shares == pytest.approx(np.full(20, 0.25), abs=0.03)


def test_tables_with_clusters_in_common_are_dealt_alike():
    drawn = lots(50, 200, SEED)
    whole, part = dealt(np.arange(50) < 25, drawn), dealt(np.arange(40) < 20, drawn[:, :40])
    assert (whole[:, :40] == part).mean() > 0.9


def test_lots_hang_on_the_seed_alone():
    assert np.array_equal(lots(7, 3, 1), lots(7, 3, 1))
    assert not np.array_equal(lots(7, 3, 1), lots(7, 3, 2))


@pytest.mark.parametrize(
    ("values", "expected"),
    [([1, 2, -1], 2 / 3), ([-1, -2, -1, 3], 0.75), ([0.0, 0.0, 1], 1 / 3), ([1, np.nan, -1], 0.5), ([1e-12, 1], 0.5)],
)
def test_agreement_is_the_share_of_the_sign_that_most_have(values, expected):
    assert agreement(np.array(values, float)) == pytest.approx(expected)


def test_agreement_of_nothing_is_no_number():
    assert np.isnan(agreement(np.array([[np.nan, np.nan]]))).all()


def test_a_reference_counts_what_is_observed_among_the_dealings():
    found = reference(0.9, np.array([0.5, 0.6, 0.9, 1.0]))
    assert (found.as_large, found.dealings) == (2, 4)
    assert found.p_value == pytest.approx(3 / 5)
    assert found.mean == pytest.approx(0.75)
    assert found.lower < 0.6 < found.upper <= 1.0


def test_a_dealing_without_a_statistic_speaks_for_nothing():
    assert reference(0.9, np.array([0.5, np.nan, 0.6])).p_value == pytest.approx(2 / 4)


@pytest.mark.parametrize("drawn", [np.array([np.nan]), np.array([])])
def test_without_a_dealing_that_has_a_statistic_there_is_no_reference(drawn):
    with pytest.raises(BadValueError):
        reference(0.9, drawn)


def test_lots_of_another_number_of_clusters_are_refused():
    with pytest.raises(BadValueError, match="expected dealings x 3 clusters"):
        dealt(np.array([True, False, True]), np.zeros((4, 2)))


def drawn_table(rng, effect=0.0, clusters=60, estimates=40):
    """Clusters of unlike size with outcomes of their own, and estimates that look at overlapping parts of them.

    A third of the clusters bear the label. Returns the label, and of each cluster and estimate rows and open rows.
    """
    labels = rng.permutation(np.arange(clusters) < clusters // 3)
    size = rng.geometric(0.2, size=clusters)
    rate = np.clip(rng.beta(2, 2, size=clusters) - effect * labels, 0.01, 0.99)
    opened = rng.binomial(size, rate)
    used = rng.random((clusters, estimates)) < 0.7
    return labels, used * size[:, None], used * opened[:, None]


def differences(labels, n, opened):
    """Return the difference of shares by every estimate, for one labeling or many (first axis)."""
    own, other = labels.astype(float), 1.0 - labels
    with np.errstate(invalid="ignore"):
        return own @ opened / (own @ n) - other @ opened / (other @ n)


def p_values(tables, statistic, effect=0.0, dealings=99, seed=11):
    rng = np.random.default_rng(seed)
    found = []
    for i in range(tables):
        labels, n, opened = drawn_table(rng, effect)
        dealings_ = dealt(labels, lots(len(labels), dealings, seed + i))
        observed, drawn = (statistic(differences(one, n, opened)) for one in (labels, dealings_))
        found.append(reference(float(observed), drawn).p_value)
    return np.array(found)


def test_where_labels_mean_nothing_p_is_uniform():
    """Of 1,000 tables; 1.36 / sqrt(n) is the bound of Kolmogorov and Smirnov at 5%."""
    found = np.sort(p_values(1000, lambda values: np.abs(values.mean(-1))))
    ideal = np.arange(1, 1001) / 1000
    assert np.abs(found - ideal).max() < 1.36 / np.sqrt(1000) + 1 / 100
    assert 0.035 < (found <= 0.05).mean() < 0.065


def test_where_labels_mean_nothing_agreement_is_called_more_than_chance_at_most_as_often_as_said():
    """Shares that agree are few numbers and often 1, so that ties make the test careful."""
    found = p_values(1000, agreement)
    assert (found <= 0.05).mean() < 0.065
    assert (found <= 0.5).mean() < 0.54


def test_estimates_from_the_same_rows_agree_by_chance_far_more_than_half_of_them():
    rng = np.random.default_rng(3)
    labels, n, opened = drawn_table(rng)
    drawn = agreement(differences(dealt(labels, lots(len(labels), 500, 3)), n, opened))
    assert drawn.mean() > 0.8


def test_a_difference_that_is_there_is_found():
    found = p_values(200, lambda values: np.abs(values.mean(-1)), effect=0.4)
    assert (found <= 0.05).mean() > 0.8
