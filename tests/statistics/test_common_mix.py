"""Shares at a common mix of cells, on arrays worked by hand."""

import numpy as np
import pytest

from openness.statistics.common_mix import at_common_mix, mix, pooled, pooling

SIZE = np.array([[8.0, 2.0], [2.0, 8.0]])


def test_the_mix_is_the_mean_of_the_groups_shares():
    assert mix(SIZE).tolist() == [[0.5, 0.5]]
    assert mix(np.array([[9.0, 1.0], [1.0, 1.0]]))[0] == pytest.approx([0.7, 0.3])


def test_the_share_of_each_group_is_weighed_by_it():
    assert at_common_mix(SIZE, np.array([[6.0, 0.0], [2.0, 2.0]])) == pytest.approx([0.375, 0.625])


def test_a_cell_that_one_group_lacks_is_left_out_of_both():
    assert at_common_mix(np.array([[8.0, 2.0], [2.0, 0.0]]), np.array([[6.0, 2.0], [1.0, 0.0]])) == pytest.approx(
        [0.75, 0.5]
    )
    assert np.isnan(at_common_mix(np.array([[8.0, 0.0], [0.0, 3.0]]), np.zeros((2, 2)))).all()


def test_small_cells_are_one_and_what_is_still_small_is_left_out():
    count = np.array([[[9, 3, 2, 9], [9, 9, 9, 1]]])
    together, kept = pooling(count, 5)
    assert together.tolist() == [[[False, True, True, True]]]
    assert kept.tolist() == [[[True]]]
    assert pooled(count, together, kept).tolist() == [[[9, 14], [9, 19]]]
    few = pooling(count[..., :2], 5)
    assert pooled(count[..., :2], *few).tolist() == [[[9, 0], [9, 0]]]


def test_one_cell_may_be_put_with_the_small_ones_whatever_its_size():
    together, kept = pooling(np.array([[9, 9], [9, 9]]), 5, always=1)
    assert together.tolist() == [[False, True]]
    assert kept.tolist() == [[True]]


def test_sets_may_have_small_cells_of_their_own():
    count = np.array([[[9, 9], [9, 9]], [[9, 1], [9, 9]]])
    assert pooled(count, *pooling(count, 5)).tolist() == [[[9, 9, 0], [9, 9, 0]], [[9, 0, 0], [9, 0, 0]]]
