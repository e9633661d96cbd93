"""Kaplan-Meier against hand-worked numbers, scipy, statsmodels and a known truth."""

import warnings

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.results import CURVES, SURVIVAL
from openness.statistics.survival import kaplan_meier, survival_summary

# 1 event of 5 at 1 year, 1 of 4 at 2 years, 1 censored at 2, 1 event of 2 at 3, 1 censored at 4.
WORKED = pl.DataFrame({"years": [1.0, 2.0, 2.0, 3.0, 4.0], "is_observed": [True, True, False, True, False]})


def random(seed, size, rate=2.0):
    rng = np.random.default_rng(seed)
    event, limit = np.round(rng.exponential(rate, size), 1), np.round(rng.uniform(0, 5, size), 1)
    return np.minimum(event, limit), event <= limit


def frame(times, seen):
    return pl.DataFrame({"years": times, "is_observed": seen})


def test_the_curve_is_the_one_worked_by_hand():
    curve = kaplan_meier(WORKED)
    assert curve.columns == CURVES.names
    assert curve.select("years", "at_risk", "event_count", "censored_count").rows() == [
        (0.0, 5, 0, 0),
        (1.0, 5, 1, 0),
        (2.0, 4, 1, 1),
        (3.0, 2, 1, 0),
        (4.0, 1, 0, 1),
    ]
    assert curve["survival"].to_list() == pytest.approx([1, 0.8, 0.6, 0.3, 0.3])
    assert curve["lower"].is_null().to_list() == [True, False, False, False, False]


def test_the_summary_is_the_one_worked_by_hand():
    row = survival_summary(WORKED).row(0, named=True)
    assert (row["n"], row["event_count"], row["censored_count"], row["median"], row["horizon"]) == (5, 3, 2, 3.0, 4.0)
    # 1 year at 1, one at .8, one at .6, one at .3.
    assert row["restricted_mean"] == pytest.approx(2.7)
    assert survival_summary(WORKED, horizon=2.0)["restricted_mean"].item() == pytest.approx(1.8)
    assert survival_summary(WORKED, horizon=99.0)["horizon"].item() == 4.0


@pytest.mark.parametrize("seed", range(5))
def test_curve_and_band_are_those_of_scipy(seed):
    from scipy import stats

    times, seen = random(seed, 60)
    ours = kaplan_meier(frame(times, seen)).filter(pl.col("event_count") + pl.col("censored_count") > 0)
    theirs = stats.ecdf(stats.CensoredData.right_censored(times, ~seen)).sf
    assert ours["survival"].to_numpy() == pytest.approx(theirs.evaluate(ours["years"].to_numpy()))
    with warnings.catch_warnings():
        # scipy warns where survival is 0 or 1, and has no bound there.
        warnings.simplefilter("ignore", RuntimeWarning)
        band = theirs.confidence_interval(method="log-log")
    inside = ours.filter(pl.col("lower").is_not_null() & (pl.col("survival") < 1))
    for column, bound in (("lower", band.low), ("upper", band.high)):
        assert inside[column].to_numpy() == pytest.approx(bound.evaluate(inside["years"].to_numpy()))


@pytest.mark.parametrize("seed", range(5))
def test_median_and_its_interval_are_those_of_statsmodels(seed):
    import statsmodels.api as sm

    times, seen = random(seed, 60)
    row = survival_summary(frame(times, seen)).row(0, named=True)
    theirs = sm.SurvfuncRight(times, seen)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        low, high = theirs.quantile_ci(0.5, method="cloglog")
    assert (row["median"], row["median_lower"], row["median_upper"]) == (theirs.quantile(0.5), low, high)


def test_groups_have_curves_of_their_own_and_null_is_a_group():
    grouped = pl.concat([WORKED.with_columns(g=pl.lit("a")), WORKED.with_columns(g=pl.lit(None, pl.String))])
    curve = kaplan_meier(grouped, by="g")
    assert curve["group"].unique(maintain_order=True).to_list() == ["a", "unknown"]
    assert curve.filter(group="a").drop("group").equals(kaplan_meier(WORKED).drop("group"))


def test_an_event_at_once_is_a_step_at_zero():
    curve = kaplan_meier(frame([0.0, 1.0], [True, True]))
    assert curve.select("years", "survival").rows() == [(0.0, 0.5), (1.0, 0.0)]


def test_pandas_gives_pandas_and_lazy_frames_are_collected():
    times, seen = random(1, 30)
    expected = survival_summary(frame(times, seen))
    found = survival_summary(pd.DataFrame({"years": times, "is_observed": seen}))
    assert isinstance(found, pd.DataFrame)
    assert found["median_upper"].tolist() == expected["median_upper"].to_list()
    assert survival_summary(frame(times, seen).lazy()).equals(expected)


@pytest.mark.parametrize(
    ("times", "seen", "reason"),
    [
        ([1.0] * 4, [True] * 4, "4 durations, 5 or more"),
        ([1.0] * 6, [False] * 6, "none of 6 has had the event"),
    ],
)
def test_too_few_and_none_observed_are_not_estimable(times, seen, reason):
    row = survival_summary(frame(times, seen)).row(0, named=True)
    assert row["reason"].startswith("not estimable")
    assert reason in row["reason"]
    assert row["median"] is row["restricted_mean"] is None


def test_a_median_that_is_not_reached_is_null_and_not_the_last_time():
    row = survival_summary(frame([1.0, 2.0, 3.0, 3.0, 3.0, 3.0], [True] + [False] * 5)).row(0, named=True)
    assert row["median"] is None
    assert row["reason"] == "no median: fewer than half have had the event within 3.0 years"


def test_no_rows_give_no_rows():
    empty = WORKED.head(0)
    assert kaplan_meier(empty).is_empty()
    assert survival_summary(empty).columns == SURVIVAL.names


def test_rows_without_a_duration_are_left_out():
    more = pl.concat([WORKED, frame([None, float("nan")], [False, True]).cast({"years": pl.Float64})])
    assert kaplan_meier(more).equals(kaplan_meier(WORKED))


def test_wrong_input_is_refused():
    with pytest.raises(BadValueError, match="0 or more"):
        kaplan_meier(frame([-1.0], [True]))
    with pytest.raises(UnknownNameError, match="did you mean 'years'"):
        kaplan_meier(WORKED, years="year")
    with pytest.raises(BadValueError, match="confidence"):
        survival_summary(WORKED, confidence=1.0)
    with pytest.raises(BadValueError, match="confidence is 0"):
        kaplan_meier(WORKED, confidence=0)
    with pytest.raises(BadValueError, match="horizon"):
        survival_summary(WORKED, horizon=0)


@given(st.lists(st.tuples(st.floats(0, 50), st.booleans()), min_size=1, max_size=40))
def test_a_curve_falls_from_one_and_stays_within_its_band(rows):
    curve = kaplan_meier(frame([years for years, _ in rows], [seen for _, seen in rows]))
    survival = curve["survival"].to_list()
    assert survival == sorted(survival, reverse=True)
    assert 0 <= survival[-1] <= survival[0] <= 1
    banded = curve.drop_nulls("lower")
    assert (banded["lower"] <= banded["survival"]).all()
    assert (banded["survival"] <= banded["upper"]).all()
    assert curve["event_count"].sum() + curve["censored_count"].sum() == len(rows)


@pytest.mark.slow
@pytest.mark.parametrize("size", [30, 100])
def test_intervals_cover_the_truth_in_93_to_97_of_100_draws(size):
    rng = np.random.default_rng(size)
    median, mean = 2 * np.log(2), 2 * (1 - np.exp(-1))
    hits = {"median": [], "mean": []}
    for _ in range(2000):
        event, limit = rng.exponential(2, size), rng.uniform(0.5, 6, size)
        found = survival_summary(frame(np.minimum(event, limit), event <= limit), horizon=2.0).row(0, named=True)
        upper = float("inf") if found["median_upper"] is None else found["median_upper"]
        hits["median"].append(found["median_lower"] <= median <= upper)
        hits["mean"].append(found["mean_lower"] <= mean <= found["mean_upper"])
    coverage = {name: np.mean(found) for name, found in hits.items()}
    assert all(0.93 <= share <= 0.97 for share in coverage.values()), coverage
