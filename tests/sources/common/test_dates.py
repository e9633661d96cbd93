from datetime import datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.sources.common.dates import with_date


def cleaned(*values):
    return (
        with_date(pl.DataFrame({"d": values}, schema={"d": pl.String}), "d")
        .select("release_date", "date_precision")
        .rows()
    )


def test_day_month_and_year_are_told_apart_and_anything_else_is_no_date():
    assert cleaned("2024-02-29", " 2024-02 ", "2024", None, "", "2023-02-29", "2024-13", "Feb 2024", "24-1-1") == [
        (datetime(2024, 2, 29), "day"),
        (datetime(2024, 2, 1), "month"),
        (datetime(2024, 1, 1), "year"),
        (None, "none"),
        (None, "none"),
        (None, "none"),
        (None, "none"),
        (None, "none"),
        (None, "none"),
    ]


@pytest.mark.parametrize("value", ["٢٠٢٤-٠١-٠١", "2024-1-1", "2024-01-01T00:00", "2024/01/01"])
def test_near_dates_are_not_guessed(value):
    assert cleaned(value) == [(None, "none")]


@given(
    st.dates(datetime(1000, 1, 1).date()), st.sampled_from([("%Y-%m-%d", "day"), ("%Y-%m", "month"), ("%Y", "year")])
)
def test_every_calendar_date_comes_back(date, form):
    pattern, precision = form
    ((found, how),) = cleaned(date.strftime(pattern))
    assert (found.strftime(pattern), how) == (date.strftime(pattern), precision)


@given(st.text(max_size=30))
def test_any_string_is_a_date_or_not_one_and_never_an_error(text):
    ((found, precision),) = cleaned(text)
    assert (found is None) == (precision == "none")
