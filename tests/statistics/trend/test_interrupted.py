"""The interrupted series against statsmodels, on shares that jump at a known date and on shares that do not."""

from datetime import datetime

import numpy as np
import pandas as pd
import polars as pl
import pytest
import statsmodels.api as sm
from scipy.stats import t as student
from tests.statistics.trend.test_breaks import jumping

from openness.project.errors import BadValueError
from openness.statistics.trend import samples
from openness.statistics.trend.interrupted import NO_MODEL, interrupted_series, interruption
from openness.statistics.trend.samples import by_period

SHARES = [0.2, 0.3, 0.25, 0.3, 0.2, 0.35, 0.25, 0.3, 0.25, 0.7, 0.65, 0.75, 0.7, 0.65, 0.75, 0.7, 0.8, 0.7, 0.75, 0.65]
JUMP = jumping(SHARES)


def event(day, id_="event"):
    return pl.DataFrame(
        {
            "event_id": [id_],
            "event_date": pl.Series([day], dtype=pl.Datetime("us")),
            "event_title": ["Event"],
            "event_text": ["Something."],
            "event_kind": ["release"],
            "event_url": ["https://example.org"],
        }
    )


AT_JUMP = event(datetime(2022, 1, 20))


def test_the_estimates_are_those_of_statsmodels_with_pearsons_dispersion():
    row = interrupted_series(JUMP, events=AT_JUMP).row(0, named=True)
    quarters = np.arange(20)
    years = (quarters - 8) / 4
    inside = years != 0
    after = (years > 0)[inside].astype(float)
    design = np.column_stack([np.ones(19), years[inside], after, after * years[inside]])
    opened = np.ceil(np.array(SHARES) * 20 - 1e-9)[inside]
    model = sm.GLM(np.column_stack([opened, 20 - opened]), design, family=sm.families.Binomial()).fit()
    mean = model.fittedvalues
    dispersion = ((opened - 20 * mean) ** 2 / (20 * mean * (1 - mean))).sum() / 15
    quantile = student.ppf(0.975, 15)
    assert row["event_period"] == "2022-Q1"
    assert (row["periods_before"], row["periods_after"]) == (8, 11)
    assert row["dispersion"] == pytest.approx(dispersion)
    for name, place in (("level", 2), ("slope", 3)):
        value, error = model.params[place], model.bse[place] * np.sqrt(dispersion)
        assert np.log(row[f"{name}_odds_ratio"]) == pytest.approx(value, abs=1e-6)
        assert np.log(row[f"{name}_odds_lower"]) == pytest.approx(value - quantile * error, abs=1e-5)
        assert row[f"{name}_p"] == pytest.approx(2 * student.sf(abs(value / error), 15), abs=1e-8)
    before, after_ = (1 / (1 + np.exp(-x)) for x in (model.params[0], model.params[0] + model.params[2]))
    assert row["level_points"] == pytest.approx(100 * (after_ - before), abs=1e-5)
    assert row["level_points_lower"] < row["level_points"] < row["level_points_upper"]


def test_the_date_of_a_jump_stands_out_among_all_others():
    row = interrupted_series(JUMP, events=AT_JUMP).row(0, named=True)
    assert row["placebos"] == 11
    # The share jumps after the quarter of the event, which is left out; so does it if the next quarter is left out.
    assert row["level_placebo_p"] <= 2 / 12
    elsewhere = interrupted_series(JUMP, events=event(datetime(2023, 2, 1))).row(0, named=True)
    assert elsewhere["level_placebo_p"] > 0.3


def test_the_placebo_p_is_a_rank():
    (series,) = by_period(samples.releases(JUMP), "quarter").values()
    fitted = [interruption(series, number) for number in range(2020 * 4, 2025 * 4)]
    sizes = [abs(one.t(2)) for one in fitted if one.coefficients is not None]
    own = abs(interruption(series, 2022 * 4 + 1).t(2))
    row = interrupted_series(JUMP, events=event(datetime(2022, 5, 5))).row(0, named=True)
    assert row["level_placebo_p"] == pytest.approx(sum(size >= own for size in sizes) / len(sizes))


@pytest.mark.parametrize(
    ("table", "day", "reason"),
    [
        (JUMP, datetime(2020, 8, 1), "too few periods before: 2 with releases, 4 are needed"),
        (JUMP, datetime(2024, 3, 1), "too few periods after: 3 with releases, 4 are needed"),
        (JUMP, datetime(2030, 1, 1), "too few periods after: 0 with releases, 4 are needed"),
        (JUMP, datetime(2010, 1, 1), "too few periods before: 0 with releases, 4 are needed"),
        (jumping([0.0] * 8 + [1.0] * 8), datetime(2022, 1, 1), NO_MODEL),
        (jumping([0.2] * 8 + [0.7] * 8), datetime(2022, 1, 1), NO_MODEL),
        (jumping([1.0] * 16), datetime(2022, 1, 1), "all releases are open"),
        (jumping([0.0] * 16), datetime(2022, 1, 1), "no release is open"),
        (jumping([0.5] * 16, developers=1), datetime(2022, 1, 1), "fewer than 10 developers"),
        (jumping([0.5], each=4), datetime(2022, 1, 1), "fewer than 5 releases"),
    ],
)
def test_what_cannot_be_estimated_says_why(table, day, reason):
    row = interrupted_series(table, events=event(day)).row(0, named=True)
    assert row["reason"] == reason
    assert row["level_odds_ratio"] is None
    assert row["level_placebo_p"] is None
    assert row["n"] == table.height


def test_pandas_gets_pandas_no_releases_give_no_rows_and_parameters_are_checked():
    data = pd.DataFrame({name: JUMP[name].to_list() for name in JUMP.columns})
    assert isinstance(interrupted_series(data, events=AT_JUMP), pd.DataFrame)
    assert interrupted_series(JUMP.clear(), AT_JUMP).height == 0
    with pytest.raises(BadValueError, match="min_side is 2"):
        interrupted_series(JUMP, AT_JUMP, min_side=2)
