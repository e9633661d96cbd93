"""One body a claim, run on pandas, polars (eager and lazy) and DuckDB, against literal tables."""

import math
from datetime import datetime

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtrit
from statsmodels.stats.proportion import proportion_confint

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.means import mean_by_period
from openness.statistics.shares import count_by_period, share_by_period

ROWS = [
    # date, precision, group, is_open
    (datetime(2020, 1, 5), "day", "corporate", True),
    (datetime(2020, 5, 1), "month", "corporate", False),
    (datetime(2020, 9, 9), "day", "corporate", None),
    (datetime(2020, 1, 1), "year", "corporate", True),
    # No corporate release in 2021: an empty period in between.
    (datetime(2022, 2, 1), "day", "corporate", True),
    (datetime(2022, 12, 31), "day", "community", None),
    (datetime(2023, 7, 1), "day", "corporate", False),
    (datetime(2023, 7, 1), "day", None, True),
    (None, "none", "community", True),
]
COLUMNS = ["release_date", "date_precision", "developer_group", "is_open"]


def as_pandas(rows):
    return pd.DataFrame(rows, columns=COLUMNS).astype({"release_date": "datetime64[us]"})


def as_polars(rows):
    schema = {"release_date": pl.Datetime("us"), "is_open": pl.Boolean}
    return pl.DataFrame(rows, schema=COLUMNS, schema_overrides=schema, orient="row")


def as_lazy(rows):
    return as_polars(rows).lazy()


def as_duckdb(rows):
    return duckdb.from_arrow(as_polars(rows).to_arrow())


BACKENDS = {"pandas": as_pandas, "polars": as_polars, "polars lazy": as_lazy, "duckdb": as_duckdb}


@pytest.fixture(params=list(BACKENDS))
def make(request):
    return BACKENDS[request.param]


SHOWN = ["period", "group", "n", "open_count", "unknown_count", "open_share", "lower", "upper", "rolling_share"]


def shares_of(frame):
    return rows_of(nw.from_native(frame).select(SHOWN).to_native())


def rows_of(frame):
    data = nw.from_native(frame)
    eager = data.collect("polars") if isinstance(data, nw.LazyFrame) else data
    # pandas knows a missing number as NaN only.
    return [tuple(_cell(value) for value in row) for row in eager.iter_rows()]


def _cell(value):
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 6)
    return value


def test_shares_by_year_with_interval_and_rolling_share(make):
    shares = share_by_period(make(ROWS))
    assert type(shares) is type(make(ROWS))
    assert shares_of(shares) == [
        # period, group, n, open, unknown, share, lower, upper, rolling over three calendar years
        ("2020", "corporate", 3, 2, 1, 0.666667, 0.20766, 0.938508, 0.666667),
        ("2022", "community", 0, 0, 1, None, None, None, None),
        ("2022", "corporate", 1, 1, 0, 1.0, 0.206549, 1.0, 0.75),
        ("2023", "corporate", 1, 0, 0, 0.0, 0.0, 0.793451, 0.5),
        ("2023", "unknown", 1, 1, 0, 1.0, 0.206549, 1.0, 1.0),
    ]


def test_with_developers_the_interval_counts_developers_and_else_says_that_it_is_wilsons(make):
    rows = nw.from_native(as_polars(ROWS)).with_columns(developer_id=nw.lit("a")).to_native()
    rows = rows.with_columns(developer_id=pl.Series(list("abcdaefgh")))
    shares = {
        "by developer": share_by_period(rows),
        "on request": share_by_period(rows, interval="wilson"),
        "no developers": share_by_period(as_polars(ROWS)),
    }
    first = {name: one.row(0, named=True) for name, one in shares.items()}
    assert {name: (row["interval"], row["developers"]) for name, row in first.items()} == {
        "by developer": ("developer", 3),
        "on request": ("wilson", 3),
        "no developers": ("wilson", 1),
    }
    assert first["on request"]["lower"] == pytest.approx(0.20766, abs=1e-6)
    assert first["by developer"]["lower"] < 0.2
    assert type(share_by_period(make(ROWS), interval="wilson")) is type(make(ROWS))


def test_a_date_known_to_the_year_stands_in_no_quarter(make):
    shares = share_by_period(make(ROWS), every="quarter", rolling=1)
    assert [row[:5] for row in rows_of(shares)] == [
        ("2020-Q1", "corporate", 1, 1, 0),
        ("2020-Q2", "corporate", 1, 0, 0),
        ("2020-Q3", "corporate", 0, 0, 1),
        ("2022-Q1", "corporate", 1, 1, 0),
        ("2022-Q4", "community", 0, 0, 1),
        ("2023-Q3", "corporate", 1, 0, 0),
        ("2023-Q3", "unknown", 1, 1, 0),
    ]


def test_counts_by_half_year(make):
    counts = count_by_period(make(ROWS), every="half")
    assert rows_of(counts) == [
        ("2020-H1", "corporate", 2),
        ("2020-H2", "corporate", 1),
        ("2022-H1", "corporate", 1),
        ("2022-H2", "community", 1),
        ("2023-H2", "corporate", 1),
        ("2023-H2", "unknown", 1),
    ]


def test_a_table_without_dated_rows_gives_an_empty_table(make):
    assert rows_of(share_by_period(make(ROWS[-1:]))) == []
    assert rows_of(count_by_period(make(ROWS[-1:]))) == []


def test_a_group_that_is_unknown_throughout_has_no_share(make):
    rows = [(datetime(2020, 1, 1), "day", "corporate", None)] * 3
    assert shares_of(share_by_period(make(rows))) == [("2020", "corporate", 0, 0, 3, None, None, None, None)]


def test_an_unknown_column_names_the_nearest(make):
    with pytest.raises(UnknownNameError, match=r"unknown column 'developer_grup'; did you mean 'developer_group'\?"):
        share_by_period(make(ROWS), by="developer_grup")


def test_a_column_that_holds_no_dates_is_refused(make):
    with pytest.raises(BadValueError, match="column 'developer_group' holds String, expected dates"):
        share_by_period(make(ROWS), date="developer_group")


def test_an_unknown_period_names_the_nearest():
    with pytest.raises(UnknownNameError, match=r"unknown period length 'quater'; did you mean 'quarter'\?"):
        share_by_period(as_polars(ROWS), every="quater")


@pytest.mark.parametrize("bad", [{"rolling": 0}, {"confidence": 1.0}, {"confidence": 0.0}])
def test_numbers_out_of_range_are_refused(bad):
    with pytest.raises(BadValueError, match=next(iter(bad))):
        share_by_period(as_polars(ROWS), **bad)


@given(
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.sampled_from([0.8, 0.95, 0.99])
)
def test_intervals_are_those_of_statsmodels_and_hold_the_share(counts, confidence):
    k, n = counts
    frame = as_polars([(datetime(2020, 1, 1), "day", "g", i < k) for i in range(n)])
    row = share_by_period(frame, confidence=confidence).row(0, named=True)
    expected = proportion_confint(k, n, alpha=1 - confidence, method="wilson")
    assert (row["lower"], row["upper"]) == pytest.approx(expected, abs=1e-9)
    assert 0 <= row["lower"] <= row["open_share"] <= row["upper"] <= 1


@given(st.lists(st.tuples(st.integers(2000, 2012), st.sampled_from(["a", "b"]), st.sampled_from([True, False, None]))))
def test_no_row_is_lost_and_none_is_counted_twice(drawn):
    frame = as_polars([(datetime(year, 1, 1), "day", group, open_) for year, group, open_ in drawn])
    shares = share_by_period(frame)
    assert shares["n"].sum() + shares["unknown_count"].sum() == len(drawn)
    assert shares["open_count"].sum() == sum(open_ is True for *_, open_ in drawn)
    assert count_by_period(frame)["release_count"].sum() == len(drawn)


MEANS = pl.DataFrame(
    {
        "release_date": [datetime(2020, 1, 1)] * 3 + [datetime(2021, 1, 1)] * 3 + [None],
        "developer_group": ["a", "a", "a", "a", "b", "b", "a"],
        "score": [0.2, 0.4, None, 0.5, 0.9, 0.9, 1.0],
    }
)


@pytest.mark.parametrize("frame", [MEANS, MEANS.to_pandas()], ids=["polars", "pandas"])
def test_means_have_t_intervals_cut_at_the_bounds_and_none_where_nothing_varies(frame):
    found = rows_of(mean_by_period(frame, value="score", bounds=(0, 1)))
    assert [row[:6] for row in found] == [
        ("2020", "a", 2, 0.3, 0.0, 1.0),
        ("2021", "a", 1, 0.5, None, None),
        ("2021", "b", 2, 0.9, None, None),
    ]


def test_a_t_interval_is_that_of_scipy():
    from scipy.stats import t

    values = [0.1, 0.4, 0.35, 0.8]
    frame = pl.DataFrame({"release_date": [datetime(2020, 1, 1)] * 4, "g": ["a"] * 4, "v": values})
    row = mean_by_period(frame, value="v", by="g", bounds=(-9, 9)).row(0, named=True)
    sd = pl.Series(values).std()
    expected = t.interval(0.95, 3, loc=0.4125, scale=sd / 2)
    assert (row["lower"], row["upper"]) == pytest.approx(expected)
    assert (row["developers"], row["design_effect"], row["interval"]) == (4, pytest.approx(1), None)
    alone = frame.with_columns(developer_id=pl.Series(["a", "b", "c", "d"]))
    own = mean_by_period(alone, value="v", by="g", bounds=(-9, 9)).row(0, named=True)
    assert own == row | {"interval": "developer"}


def test_a_mean_has_the_interval_of_its_developers():
    values = [0.1, 0.1, 0.1, 0.8, 0.8, 0.4]
    frame = pl.DataFrame(
        {
            "release_date": [datetime(2020, 1, 1)] * 6,
            "developer_group": ["x"] * 6,
            "developer_id": ["a", "a+b", "a", "c", "c", None],
            "v": values,
        }
    )
    row = mean_by_period(frame, value="v", bounds=(-9, 9)).row(0, named=True)
    mean = sum(values) / 6
    left = np.array([2.0 / 3, 0.7 / 4, 1.9 / 5])
    variance = 2 / 3 * ((left - mean) ** 2).sum()
    half = stdtrit(36 / 14 - 1, 0.975) * variance**0.5
    assert (row["mean"], row["lower"], row["upper"]) == pytest.approx((mean, mean - half, mean + half))
    assert row["developers"] == 3
    assert row["design_effect"] == pytest.approx(variance / (np.var(values, ddof=1) / 6))
    one = mean_by_period(frame.filter(pl.col("v") == 0.1), value="v", bounds=(0, 1)).row(0, named=True)
    assert (one["developers"], one["lower"], one["upper"]) == (1, None, None)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=12), st.integers(1, 4))
def test_a_mean_lies_in_its_interval_and_both_in_its_bounds(values, developers):
    frame = pl.DataFrame(
        {
            "release_date": [datetime(2020, 1, 1)] * len(values),
            "developer_group": ["x"] * len(values),
            "developer_id": [str(place % developers) for place in range(len(values))],
            "v": values,
        }
    )
    row = mean_by_period(frame, value="v", bounds=(0, 1)).row(0, named=True)
    if row["lower"] is not None:
        assert 0 <= row["lower"] <= row["mean"] + 1e-12
        assert row["mean"] - 1e-12 <= row["upper"] <= 1
