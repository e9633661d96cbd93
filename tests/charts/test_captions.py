"""Which intervals a chart shows, and where there is none."""

import pytest

from openness.charts.captions import kind_of_interval, single_caption

ROW = {"period": "2025", "group": "corporate", "n": 4, "developers": 2, "lower": 0.1, "interval": "developer"}


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (["developer", None], " by developer"),
        (["wilson"], " by Wilson, which takes releases for independent"),
        (["developer", "wilson"], ""),
        ([None], ""),
    ],
)
def test_the_kind_of_interval_is_named_where_it_is_one(kinds, said):
    assert kind_of_interval([ROW | {"interval": kind} for kind in kinds]) == said
    assert kind_of_interval([{"n": 3}]) == ""


def test_points_of_one_developer_are_named_as_without_interval():
    alone = ROW | {"developers": 1, "lower": None, "group": "community"}
    assert single_caption([ROW, alone]) == ("No interval, because one developer made all releases of: Community 2025.")
    assert single_caption([ROW, alone | {"n": 0, "developers": 0}, {"n": 3, "lower": None}]) == ""
