"""How long licenses last, by hand and against other implementations."""

import numpy as np
import polars as pl
import pytest
from tests.studies.relicensing.moves import SMALL

from openness.studies.relicensing import results
from openness.studies.relicensing import spells as license_spells


def test_time_to_first_change_needs_a_dated_first_license():
    rows = license_spells.time_to_first_change(SMALL).select("project_name", "years").rows()
    assert rows == [("Finch", 0.0), ("Heron", 730 / 365.25)]


def test_a_license_that_was_kept_is_censored_where_the_search_ends():
    rows = license_spells.spells_after_first_change(SMALL).select("project_name", "years", "is_ended").rows()
    assert {name: (round(years, 2), ended) for name, years, ended in rows} == {
        "Finch": (4.67, False),
        "Heron": (2.0, True),
        "Stork": (5.95, False),
    }


def test_parts_that_were_relicensed_on_one_day_are_one_change():
    assert license_spells.spells_after_first_change(SMALL).filter(project_name="Finch").height == 1


def test_survival_by_hand():
    """Four at risk, one ends after 1 year, one is censored at 2, one ends at 3: 3/4, then 3/4 of a half."""
    spells = pl.DataFrame(
        {"kind": ["model"] * 4, "years": [1.0, 2.0, 3.0, 4.0], "is_ended": [True, False, True, False]}
    )
    curve = license_spells.survival(spells)
    assert curve.schema == results.SURVIVAL.schema
    assert curve.select("group", "years", "at_risk", "event_count", "censored_count", "survival").rows() == [
        ("models", 0.0, 4, 0, 0, 1.0),
        ("models", 1.0, 4, 1, 0, 0.75),
        ("models", 2.0, 3, 0, 1, 0.75),
        ("models", 3.0, 2, 1, 0, 0.375),
        ("models", 4.0, 1, 0, 1, 0.375),
    ]


def test_a_curve_is_read_off_only_while_a_license_is_still_watched():
    spells = pl.DataFrame(
        {"kind": ["model"] * 4, "years": [1.0, 2.0, 3.0, 4.0], "is_ended": [True, False, True, False]}
    )
    read = license_spells.still_in_force(license_spells.survival(spells), [0.5, 3.5, 4.0, 4.5])
    assert read.schema == results.IN_FORCE.schema
    assert read.select("group", "n", "years", "survival").rows() == [
        ("models", 4, 0.5, 1.0),
        ("models", 4, 3.5, 0.375),
        ("models", 4, 4.0, 0.375),
    ]


def test_survival_agrees_with_statsmodels():
    from statsmodels.duration.survfunc import SurvfuncRight

    draws = np.random.default_rng(7)
    years = np.round(draws.exponential(2, 80), 2)
    ended = draws.random(80) < 0.6
    spells = pl.DataFrame({"kind": ["software"] * 80, "years": years, "is_ended": ended})
    ours = license_spells.survival(spells).filter(pl.col("event_count") > 0)
    theirs = SurvfuncRight(years, ended)
    assert ours["years"].to_list() == pytest.approx(theirs.surv_times.tolist())
    assert ours["survival"].to_list() == pytest.approx(theirs.surv_prob.tolist())
    assert ours["at_risk"].to_list() == theirs.n_risk.astype(int).tolist()


def test_intervals_of_survival_agree_with_scipy():
    from scipy.stats import CensoredData, ecdf

    draws = np.random.default_rng(8)
    ended, kept = np.round(draws.exponential(2, 40), 2), np.full(20, 30.0)
    spells = pl.DataFrame({"kind": ["software"] * 60, "years": [*ended, *kept], "is_ended": [True] * 40 + [False] * 20})
    ours = license_spells.survival(spells).filter(pl.col("event_count") > 0)
    curve = ecdf(CensoredData(uncensored=ended, right=kept)).sf
    theirs = curve.confidence_interval(0.95, method="log-log")
    assert ours["lower"].to_list() == pytest.approx(theirs.low.probabilities[:-1].tolist())
    assert ours["upper"].to_list() == pytest.approx(theirs.high.probabilities[:-1].tolist())


def test_intervals_of_survival_cover_the_truth_as_often_as_they_say():
    draws = np.random.default_rng(20260101)
    truth, at, covered, runs = np.exp(-1.0 / 2.0), 1.0, 0, 1000
    for _ in range(runs):
        lasts, looked = draws.exponential(2.0, 60), draws.uniform(0.5, 5.0, 60)
        spells = pl.DataFrame({"kind": ["model"] * 60, "years": np.minimum(lasts, looked), "is_ended": lasts <= looked})
        row = license_spells.survival(spells).filter(pl.col("years") <= at).row(-1, named=True)
        covered += row["lower"] <= truth <= row["upper"]
    assert 0.93 <= covered / runs <= 0.97


def test_of_no_license_there_is_no_curve():
    nothing = license_spells.survival(license_spells.spells_after_first_change(SMALL.clear()))
    assert nothing.is_empty()
    assert license_spells.still_in_force(nothing).is_empty()


def test_where_nothing_ended_survival_is_one():
    spells = pl.DataFrame({"kind": ["model"] * 2, "years": [1.0, 2.0], "is_ended": [False, False]})
    curve = license_spells.survival(spells)
    assert curve["survival"].to_list() == [1.0, 1.0, 1.0]
    assert curve["lower"].to_list() == [None, None, None]
