"""Cumulative incidence against hand-worked numbers, Kaplan-Meier and a known truth."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

from openness.project.errors import BadValueError
from openness.statistics.incidence import CENSORED, MIN_CLUSTERS, aalen_johansen, cumulative_incidence
from openness.statistics.results import INCIDENCE
from openness.statistics.survival import kaplan_meier


def waits(times, outcomes, clusters=None):
    clusters = clusters or [f"line {number}" for number in range(len(times))]
    return pl.DataFrame({"years": times, "outcome": outcomes, "line_id": clusters})


WORKED = waits([1.0, 2.0, 2.0, 3.0, 4.0], ["same", "another", CENSORED, "same", CENSORED])
FEW = {"draws": 100, "min_group": 1}


def test_the_probabilities_are_those_worked_by_hand():
    found = cumulative_incidence(WORKED, horizons=[1, 2, 3], **FEW)
    assert found.columns == INCIDENCE.names
    # same: 1/5 at 1; another: .8 * 1/4 at 2; same again .6 * 1/2 at 3.
    assert found.select("outcome", "horizon").rows() == [
        (outcome, horizon) for outcome in ("another", "same") for horizon in (1.0, 2.0, 3.0)
    ]
    assert found["probability"].to_list() == pytest.approx([0, 0.2, 0.2, 0.2, 0.2, 0.5])
    assert found["event_count"].to_list() == [0, 1, 1, 1, 1, 2]
    assert found["at_risk"].to_list() == [5, 4, 2] * 2


def test_of_one_outcome_it_is_one_less_kaplan_meier():
    rng = np.random.default_rng(2)
    event, limit = rng.exponential(2, 80), rng.uniform(0, 4, 80)
    times, seen = np.minimum(event, limit), event <= limit
    curve = kaplan_meier(pl.DataFrame({"years": times, "is_observed": seen}))
    kinds = np.where(seen, "same", CENSORED)
    found = aalen_johansen(times, kinds, ["same"], curve["years"].to_numpy(), np.ones((1, 80)))[0, 0]
    assert found == pytest.approx(1 - curve["survival"].to_numpy())


def test_a_horizon_beyond_the_data_has_no_probability():
    row = cumulative_incidence(WORKED, horizons=[9], draws=100).row(0, named=True)
    assert row["probability"] is None
    assert row["reason"] == "not estimable: 0 are followed so long, 5 or more are needed"


def test_few_lines_allow_a_probability_but_no_interval():
    found = cumulative_incidence(WORKED, horizons=[2], **FEW)
    assert set(found["reason"]) == {f"no interval: 5 clusters, {MIN_CLUSTERS} or more are needed"}
    assert found["probability"].null_count() == 0
    assert found["lower"].null_count() == found.height


def test_nothing_observed_and_no_rows_give_no_rows():
    for frame in (waits([1.0] * 9, [CENSORED] * 9), WORKED.head(0)):
        found = cumulative_incidence(frame)
        assert found.is_empty()


def test_pandas_gives_pandas():
    columns = {name: WORKED[name].to_list() for name in WORKED.columns}
    found = cumulative_incidence(pd.DataFrame(columns), horizons=[2], **FEW)
    assert isinstance(found, pd.DataFrame)
    assert found["probability"].tolist() == cumulative_incidence(WORKED, horizons=[2], **FEW)["probability"].to_list()


def test_wrong_numbers_are_refused():
    with pytest.raises(BadValueError, match="horizons"):
        cumulative_incidence(WORKED, horizons=[0])
    with pytest.raises(BadValueError, match="0 or more"):
        cumulative_incidence(waits([-1.0], ["same"]))


@pytest.mark.slow
def test_intervals_cover_the_truth_in_93_to_97_of_100_draws():
    rng = np.random.default_rng(5)
    # Of two exponentials with rates .5 and .25 the first comes first in 2 of 3, and either by t in 1 - exp(-.75 t).
    expected = {"same": 2 / 3 * (1 - np.exp(-0.75)), "another": 1 / 3 * (1 - np.exp(-0.75))}
    hits = {name: [] for name in expected}
    for draw in range(1000):
        one, other, limit = rng.exponential(2, 150), rng.exponential(4, 150), rng.uniform(0.5, 3, 150)
        times = np.minimum(np.minimum(one, other), limit)
        kinds = np.where(times == limit, CENSORED, np.where(one < other, "same", "another"))
        found = cumulative_incidence(waits(times, kinds), horizons=[1], draws=400, seed=draw)
        for row in found.iter_rows(named=True):
            hits[row["outcome"]].append(row["lower"] <= expected[row["outcome"]] <= row["upper"])
    coverage = {name: np.mean(found) for name, found in hits.items()}
    assert all(0.93 <= share <= 0.97 for share in coverage.values()), coverage
