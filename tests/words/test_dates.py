"""Dates as people write them: read, refused with a reason, and never guessed."""

import time
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.words.dates import FIRST_YEAR, LAST_YEAR, PRECISIONS, Unread, When, read_date, read_dates


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        (
            "2024-Q3",
            ["2024-Q3", "Q3 2024", "Q3/2024", "3Q2024", "3Q 2024", "2024Q3", "third quarter of 2024", "q3-2024"],
        ),
        ("2024-H1", ["H1 2024", "2024-H1", "1H2024", "first half of 2024", "2024 H1"]),
        ("2024-09", ["9/2024", "09-2024", "2024-09", "2024/9", "9.2024", "Sep 2024", "Sept. 2024", "September 2024"]),
        ("2024-09", ["2024-Sep", "202409", "2024.09", "2024年9月"]),
        ("2024-07-23", ["2024-07-23", "23 July 2024", "July 23, 2024", "23rd of July 2024", "23-Jul-2024", "20240723"]),
        ("2024-07-23", ["23/7/2024", "7/23/2024", "23.07.2024", "Tue, 23 Jul 2024", "2024-07-23T12:00:00Z"]),
        (
            "2024-07-23",
            ["2024-07-23 00:00:00", " 2024 July 23 ", "2024年7月23日", datetime(2024, 7, 23), date(2024, 7, 23)],
        ),
        ("2024", ["2024", "2024.0", 2024, 2024.0, "２０２４"]),
        ("2024-04-04", ["4/4/2024"]),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_written(written, texts):
    assert [str(read_date(text)) for text in texts] == [written] * len(texts)


@pytest.mark.parametrize("text", ["", "  ", "n/a", "NaN", "TBD", "unknown", "-", None, float("nan"), pd.NaT, pd.NA])
def test_what_says_that_there_is_no_date_is_missing(text):
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("early 2024", "it is no date that is known here"),
        ("2023-2024", "it is no date that is known here"),
        ("Jul 24", "its year has no four digits"),
        ("3Q24", "its year has no four digits"),
        ("45123", "it looks like a day number of a spreadsheet; format the column as dates there"),
        ("31.02.2024", "there is no such day"),
        ("2024-13", "there is no such month"),
        ("Q5 2024", "there is no such quarter"),
        ("H3 2024", "there is no such half"),
        ("0024", "its year is not between 1900 and 2099"),
        ("2024.5", "it is no date that is known here"),
        (2024.5, "it is no whole number"),
        (True, "it is no whole number"),
        (float("inf"), "it is no whole number"),
    ],
)
def test_what_is_no_date_is_not_read_and_says_why(text, why):
    assert read_date(text) == Unread(why)


def test_a_day_that_may_be_a_month_is_ambiguous_unless_somebody_says():
    assert read_date("3/4/2024").is_ambiguous
    assert str(read_date("3/4/2024", day_first=True)) == "2024-04-03"
    assert str(read_date("3/4/2024", day_first=False)) == "2024-03-04"


def test_another_date_of_the_column_shows_the_order():
    read = read_dates(["3/4/2024", "23/4/2024", "2024-Q3"])
    assert read.days == [datetime(2024, 4, 3), datetime(2024, 4, 23), datetime(2024, 7, 1)]
    assert read.precisions == ["day", "day", "quarter"]
    assert (read.day_first, read.shown_by, read.unread) == (True, 1, {})


def test_dates_that_show_both_orders_show_none():
    read = read_dates(["3/4/2024", "23/4/2024", "4/23/2024"])
    assert [place for place, one in read.unread.items() if one.is_ambiguous] == [0]


whens = st.builds(
    lambda day, precision: read_date(str(When(day, precision))),
    st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)),
    st.sampled_from(PRECISIONS),
)


@given(whens)
def test_what_is_written_is_read_back(when):
    assert isinstance(when, When)
    assert read_date(str(when)) == when
    assert read_date(f"  {when}\u00a0".upper()) == when


@given(whens.filter(lambda when: when.precision == "day"))
def test_a_day_is_read_from_every_spelling(when):
    day = when.day
    spellings = ["%d %B %Y", "%B %d, %Y", "%d-%b-%Y", "%Y%m%d", "%Y/%m/%d", "%Y-%m-%d %H:%M:%S"]
    assert {read_date(day.strftime(form)) for form in spellings} == {when}
    assert read_date(day.strftime("%d/%m/%Y"), day_first=True) == when
    assert read_date(day.strftime("%m/%d/%Y"), day_first=False) == when


@given(
    st.one_of(
        st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.text("0123456789-/. QH年", max_size=14)
    )
)
def test_nothing_that_somebody_writes_is_a_crash(value):
    for order in (None, True, False):
        assert isinstance(read_date(value, day_first=order), When | Unread | None)


@pytest.mark.parametrize("text", ["9" * 2_000_000, " " * 2_000_000 + "2024", "2024-" * 500_000, "年" * 2_000_000])
def test_a_text_of_any_length_is_read_in_a_moment(text):
    began = time.perf_counter()
    read_date(text)
    assert time.perf_counter() - began < 1
