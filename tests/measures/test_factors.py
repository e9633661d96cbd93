"""Size classes, new developers, and rare categories."""

from datetime import datetime

import pandas as pd
import polars as pl
import pytest

from openness.measures.factors import with_developer_status, with_size_class
from openness.project.errors import BadValueError, UnknownNameError


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (None, "unknown"),
        (1, "under 1B"),
        (999_999_999, "under 1B"),
        (10**9, "1B to 10B"),
        (7 * 10**9, "1B to 10B"),
        (10**10, "10B to 100B"),
        (10**11 - 1, "10B to 100B"),
        (10**11, "100B or more"),
        (10**13, "100B or more"),
    ],
)
def test_a_size_class_begins_at_its_lower_cut(count, expected):
    frame = pl.DataFrame({"parameter_count": [count]}, schema={"parameter_count": pl.Int64})
    assert with_size_class(frame)["size_class"].to_list() == [expected]


def test_a_missing_size_in_pandas_is_unknown_and_not_the_largest():
    frame = with_size_class(pd.DataFrame({"parameter_count": [float("nan"), 2e9]}))
    assert isinstance(frame, pd.DataFrame)
    assert frame["size_class"].tolist() == ["unknown", "1B to 10B"]


STATUS = {
    "developer_id": ["a", "a", "a+b", "b", None, "a"],
    "release_date": [
        datetime(2020, 1, 1),
        datetime(2020, 12, 30),
        datetime(2021, 1, 2),
        datetime(2023, 1, 1),
        datetime(2023, 1, 1),
        None,
    ],
}
EXPECTED = ["new", "new", "established", "new", "unknown", "unknown"]


@pytest.mark.parametrize("kind", [pl.DataFrame, pd.DataFrame])
def test_a_developer_is_new_within_a_year_of_its_first_release_and_a_team_counts_as_the_first_named(kind):
    frame = with_developer_status(kind(STATUS))
    assert isinstance(frame, kind)
    assert list(frame["developer_status"]) == EXPECTED
    assert list(frame.columns) == ["developer_id", "release_date", "developer_status"]


def test_a_column_that_is_not_there_and_a_span_of_nothing_are_refused():
    with pytest.raises(UnknownNameError, match="did you mean 'developer_id'"):
        with_developer_status(pl.DataFrame(STATUS), developer="developers_id")
    with pytest.raises(BadValueError, match="years is 0"):
        with_developer_status(pl.DataFrame(STATUS), years=0)
