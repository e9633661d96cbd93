"""Frames come in as pandas, polars or lazy and go out as they came; scipy waits until it is needed."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

from openness import statistics
from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.door import eager, like, made
from openness.statistics.results import COUNTS
from openness.words.values import is_missing

TABLE = pl.DataFrame({"name": ["a", None], "count": [1, 2], "share": [0.5, None]})


def test_a_lazy_frame_is_collected_and_columns_are_checked():
    assert eager(TABLE.lazy()).to_native().equals(TABLE)
    with pytest.raises(UnknownNameError, match="unknown column 'shares'; did you mean 'share'"):
        eager(TABLE, ["shares"])
    with pytest.raises(BadValueError, match="expected a pandas or polars data frame, found list"):
        eager([1, 2])


def test_a_result_is_of_the_callers_kind_and_what_is_missing_stays_missing():
    assert like(TABLE, TABLE) is TABLE
    found = like(TABLE, pd.DataFrame())
    assert isinstance(found, pd.DataFrame)
    assert [is_missing(value) for value in found.iloc[1]] == [True, False, True]
    assert found["count"].tolist() == [1, 2]


def test_rows_are_made_with_the_columns_that_are_declared():
    found = made([{"period": "2024"}], COUNTS, TABLE)
    assert found.schema == COUNTS.schema
    assert found.rows() == [("2024", None, None)]


def test_no_module_loads_scipy_or_statsmodels_before_they_are_needed():
    folder = Path(statistics.__file__).parent
    names = [
        ".".join(["openness.statistics", *path.relative_to(folder).with_suffix("").parts])
        for path in folder.rglob("[a-z]*.py")
    ]
    code = f"import sys, {', '.join(names)}; print(sorted({{'scipy', 'statsmodels'}} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"
