"""Shares by group with intervals by developer."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from openness.measures import ask as question
from openness.measures.definitions import Tables
from openness.project.errors import UnknownNameError
from openness.studies.overview.developer_shares import share_by_definition, share_by_group
from openness.tables import store as tables

GROUPS = ("corporate", "community", None)


def frame(*rows):
    """Rows of group, developer and whether open."""
    schema = {"developer_group": pl.String, "developer_id": pl.String, "is_open": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def test_counts_are_those_of_releases_and_developers_and_the_unknown_stand_in_no_share():
    found = share_by_group(
        frame(
            ("corporate", "a", True),
            ("corporate", "a", False),
            ("corporate", "b+c", True),
            ("corporate", "b", None),
            ("community", "d", None),
            (None, None, False),
        )
    )
    expected = pl.DataFrame(
        {
            "group": ["all", "community", "corporate", "unknown"],
            "n": [4, 0, 3, 1],
            "open_count": [2, 0, 2, 0],
            "unknown_count": [2, 1, 1, 0],
            "developers": [3, 0, 2, 1],
            "share": [0.5, None, 2 / 3, 0.0],
        }
    )
    assert_frame_equal(found.drop("lower", "upper"), expected)
    assert found.filter(group="corporate")["lower"][0] < 2 / 3 < found.filter(group="corporate")["upper"][0]


def test_one_developer_alone_has_a_share_and_no_interval():
    found = share_by_group(frame(*[("corporate", "a", number < 3) for number in range(8)]))
    assert found.select("share", "lower", "upper").rows() == [(0.375, None, None)] * 2


def test_forty_releases_of_a_few_developers_have_a_wider_interval_than_forty_of_as_many():
    def width(developers):
        rows = [("corporate", f"d{i % developers}", i % developers < developers // 2) for i in range(40)]
        row = share_by_group(frame(*rows)).row(0, named=True)
        assert row["share"] == 0.5
        return row["upper"] - row["lower"]

    assert width(4) > 1.5 * width(40)


def test_nothing_has_a_row_without_a_share():
    assert share_by_group(frame()).rows() == [("all", 0, 0, 0, 0, None, None, None)]


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(UnknownNameError, match=r"unknown column 'is_opened'.*did you mean 'is_open'"):
        share_by_group(frame(), is_open="is_opened")


@given(st.lists(st.tuples(st.sampled_from(GROUPS), st.sampled_from("abcdef"), st.sampled_from([True, False, None]))))
def test_groups_add_up_to_all_and_shares_lie_in_their_intervals(rows):
    found = share_by_group(frame(*rows))
    every, parts = found.head(1), found.slice(1)
    for column in ("n", "open_count", "unknown_count"):
        assert parts[column].sum() == every[column][0]
    known = found.filter(pl.col("lower").is_not_null())
    inside = known.select((pl.col("lower") <= pl.col("share")) & (pl.col("share") <= pl.col("upper")))
    assert inside.to_series().all()
    assert known.select((pl.col("lower") >= 0) & (pl.col("upper") <= 1)).to_series().all()


def test_definitions_stand_from_the_most_met_down(real):
    vintage = question.resolve_vintage("osai", "latest")
    frames = [tables.read(name).filter(source="osai", vintage=vintage) for name in ("releases", "components", "scores")]
    found = share_by_definition(Tables(*frames), ["osaid", "open_weights", "training_data_open"]).filter(group="all")
    assert found["definition_name"].to_list() == ["open_weights", "training_data_open", "osaid"]
    assert found["share"].is_sorted(descending=True)
