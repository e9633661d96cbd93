"""What is missing, and what is a day, in anybody's frame."""

from datetime import UTC, date, datetime

import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pytest

from openness.project.errors import BadValueError
from openness.words.values import is_missing, with_days


def test_none_nan_nat_and_na_are_missing_and_nothing_else_is():
    assert all(map(is_missing, [None, float("nan"), np.float64("nan"), pd.NaT, pd.NA]))
    assert not any(map(is_missing, [0, False, "", [], "NA", date(2020, 1, 1), np.array([1, 2])]))


@pytest.mark.parametrize("missing", [None, pd.NaT, pd.NA])
def test_a_pandas_column_of_days_is_a_column_of_dates(missing):
    values = [date(2024, 2, 29), datetime(2023, 5, 1, 12, tzinfo=UTC), missing]
    frame = pd.DataFrame({"day": pd.Series(values, dtype=object, index=[7, 7, 3])})
    found = with_days(nw.from_native(frame), "day")["day"].to_list()
    assert found[:2] == [datetime(2024, 2, 29), datetime(2023, 5, 1)]
    assert is_missing(found[2])


def test_what_pandas_reads_from_parquet_is_a_column_of_dates(tmp_path):
    pl.DataFrame({"day": [date(2024, 2, 29), None]}).write_parquet(tmp_path / "days.parquet")
    frame = pd.read_parquet(tmp_path / "days.parquet")
    assert frame["day"].dtype == object
    assert with_days(nw.from_native(frame), "day")["day"].to_list()[0] == datetime(2024, 2, 29)


@pytest.mark.parametrize("kind", [object, "str", float])
def test_a_column_in_which_all_is_missing_holds_no_other_thing_than_dates(kind):
    found = with_days(nw.from_native(pd.DataFrame({"day": pd.Series([None, None], dtype=kind)})), "day")
    assert isinstance(found.schema["day"], nw.Datetime)


@pytest.mark.parametrize(
    ("frame", "holds"),
    [
        (pd.DataFrame({"day": ["2024-02-29"]}), "String"),
        (pl.LazyFrame({"day": ["2024-02-29"]}), "String"),
        (pd.DataFrame({"day": [20240229]}), "Int64"),
        (pd.DataFrame({"day": pd.Series([date(2024, 2, 29), "soon"], dtype=object)}), "'soon'"),
    ],
)
def test_text_and_numbers_are_no_dates(frame, holds):
    with pytest.raises(BadValueError, match=f"column 'day' holds {holds}, expected dates"):
        with_days(nw.from_native(frame), "day")
