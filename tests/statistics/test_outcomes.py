"""An outcome is true, false or missing for every estimator and on every engine; anything else is refused."""

from datetime import date, datetime

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness import charts
from openness.project.errors import BadValueError
from openness.statistics.decomposition.sample import Options, take_sample
from openness.statistics.door import with_outcome
from openness.statistics.incidence import cumulative_incidence
from openness.statistics.means import mean_by_period
from openness.statistics.shares import share_by_period
from openness.statistics.survival import kaplan_meier, survival_summary
from openness.statistics.trend.breaks import segments
from openness.statistics.trend.model import trend_model
from openness.statistics.trend.samples import releases

KINDS = {
    "booleans": [True, False, None, True],
    "whole numbers": [1, 0, None, 1],
    "numbers": [1.0, 0.0, None, 1.0],
}
REFUSED = {
    "text": (["True", "False", None, "True"], "'True'"),
    "one text": (["1", "0", None, "1"], "'1'"),
    "counts": ([1, 0, None, 2], "2"),
    "shares": ([1.0, 0.0, None, 0.5], "0.5"),
    "dates": ([datetime(2024, 1, 1)] * 4, ""),
}


def table(values):
    dates = [datetime(2024, 1, 1)] * len(values)
    return pl.DataFrame({"release_date": dates, "developer_group": "a", "developer_id": "d", "is_open": values})


def as_objects(frame):
    return frame.to_pandas().assign(is_open=pd.Series(frame["is_open"].to_list(), dtype=object))


def as_nullable(frame):
    return frame.to_pandas().assign(is_open=pd.array(frame["is_open"].to_list()))


def as_arrow(frame):
    return frame.to_pandas(use_pyarrow_extension_array=True)


ENGINES = {
    "pandas": pl.DataFrame.to_pandas,
    "pandas objects": as_objects,
    "pandas nullable": as_nullable,
    "pandas arrow": as_arrow,
    "polars": lambda frame: frame,
    "polars lazy": pl.DataFrame.lazy,
    "duckdb": lambda frame: duckdb.from_arrow(frame.to_arrow()),
}


@pytest.fixture(params=list(ENGINES))
def convert(request):
    return ENGINES[request.param]


def counts(frame):
    data = nw.from_native(frame)
    data = data.collect("polars") if isinstance(data, nw.LazyFrame) else data
    return [row[2:5] for row in data.iter_rows()]


@pytest.mark.parametrize("kind", KINDS)
def test_booleans_and_ones_and_zeros_are_outcomes_on_every_engine(convert, kind):
    assert counts(share_by_period(convert(table(KINDS[kind])))) == [(3, 2, 1)]


@pytest.mark.parametrize("kind", [pl.Boolean, pl.Int64, pl.Float64, pl.String, pl.Null])
def test_a_column_in_which_all_is_missing_is_unknown_throughout(convert, kind):
    frame = table([None] * 4).with_columns(pl.col("is_open").cast(kind))
    assert counts(share_by_period(convert(frame))) == [(0, 0, 4)]


@pytest.mark.parametrize(("values", "shown"), REFUSED.values(), ids=REFUSED)
def test_anything_else_is_refused_in_one_line_on_every_engine(convert, values, shown):
    with pytest.raises(BadValueError, match=rf"^column 'is_open' holds {shown}.*, expected true, false or missing"):
        share_by_period(convert(table(values)))


ESTIMATORS = {
    "releases": releases,
    "slopes": trend_model,
    "segments": segments,
    "decomposition": lambda frame: take_sample(frame, ["developer_group"], Options(2023, 2024)),
    "survival": lambda frame: kaplan_meier(with_years(frame), is_observed="is_open"),
    "median": lambda frame: survival_summary(with_years(frame), is_observed="is_open"),
}


def with_years(frame):
    return nw.from_native(frame).with_columns(years=nw.lit(1.0)).to_native()


@pytest.mark.parametrize("estimate", ESTIMATORS.values(), ids=ESTIMATORS)
@pytest.mark.parametrize("engine", ["pandas", "pandas objects", "polars", "polars lazy"])
@pytest.mark.parametrize(("values", "shown"), REFUSED.values(), ids=REFUSED)
def test_every_estimator_refuses_what_is_no_outcome(estimate, engine, values, shown):
    with pytest.raises(BadValueError, match=rf"^column 'is_open' holds {shown}.*, expected true, false or missing"):
        estimate(ENGINES[engine](table(values)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("engine", [name for name in ENGINES if name != "duckdb"])
def test_every_estimator_reads_the_same_outcomes(engine, kind):
    frame = ENGINES[engine](table(KINDS[kind]))
    assert releases(frame)["is_open"].to_list() == [1.0, 0.0, 1.0]
    assert take_sample(frame, ["developer_group"], Options(2023, 2024))[1].is_open.tolist() == [True, False, True]
    found = nw.from_native(survival_summary(with_years(frame), is_observed="is_open", min_group=1))
    assert found["event_count"].to_list() == [2]


def test_numbers_on_a_frame_of_rows_picked_from_another_stay_with_their_rows():
    frame = table([True, False, None, True]).to_pandas().assign(developer_group=list("abcd"))
    picked = frame.iloc[[3, 1, 2]]
    assert counts(share_by_period(picked)) == [(1, 0, 0), (0, 0, 1), (1, 1, 0)]


@given(st.lists(st.sampled_from([True, False, None, 0, 1, 1.0, float("nan"), pd.NA, np.True_]), min_size=1))
def test_a_column_of_mixed_objects_counts_each_value_for_what_it_is(values):
    frame = table([None] * len(values)).to_pandas().assign(is_open=pd.Series(values, dtype=object))
    known = [value for value in values if not pd.isna(value)]
    assert counts(share_by_period(frame)) == [(len(known), sum(map(bool, known)), len(values) - len(known))]


def test_a_lazy_frame_of_booleans_gets_its_outcome_unread():
    def unread():
        raise AssertionError("the frame was read")

    frame = nw.from_native(pl.defer(unread, schema=table([True]).schema))
    assert isinstance(with_outcome(frame, "is_open"), nw.LazyFrame)
    assert isinstance(share_by_period(table([True]).lazy()), pl.LazyFrame)


def test_a_period_of_nullable_booleans_that_is_unknown_throughout_can_be_charted():
    frame = table([True, False, None, None]).with_columns(
        release_date=pl.Series([datetime(2023, 1, 1)] * 2 + [datetime(2024, 1, 1)] * 2)
    )
    shares = share_by_period(as_nullable(frame))
    assert {str(shares[name].dtype) for name in ("open_share", "lower", "rolling_share")} == {"float64"}
    for drawn in (shares, shares.convert_dtypes(), shares.convert_dtypes(dtype_backend="pyarrow")):
        spec = charts.share_lines(drawn, name="a", title="t", definition="d", source="s").to_dict()
        (rows,) = [rows for rows in spec["datasets"].values() if "open_share" in rows[0]]
        assert {row["period"]: row["open_share"] for row in rows} == {"2023": 0.5, "2024": None}


def test_days_as_pandas_reads_them_are_dates_for_every_estimator():
    frame = table([True, False]).to_pandas().assign(release_date=pd.Series([date(2024, 1, 1)] * 2, dtype=object))
    assert counts(share_by_period(frame)) == [(2, 1, 0)]
    assert releases(frame)["date"].to_list() == [datetime(2024, 1, 1)] * 2
    assert take_sample(frame, ["developer_group"], Options(2023, 2024))[1].counts(True) == (2, 0.5)
    assert len(mean_by_period(frame.assign(score=[0.1, 0.2]), value="score", bounds=(0, 1))) == 1


@pytest.mark.parametrize(
    "estimate",
    [
        lambda frame: mean_by_period(frame, value="years", bounds=(0, 1)),
        lambda frame: kaplan_meier(frame, is_observed="is_open"),
        lambda frame: cumulative_incidence(frame, outcome="developer_id", cluster="developer_id"),
    ],
)
def test_text_is_no_number_of_years_or_points(estimate):
    with pytest.raises(BadValueError, match="column 'years' holds String, expected numbers"):
        estimate(table([True]).with_columns(years=pl.lit("0.5")))
