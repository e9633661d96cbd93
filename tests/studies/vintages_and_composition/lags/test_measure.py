"""Lags between the first closed and the first open release at a level."""

from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import polars as pl
import pytest

from openness.measures import definitions
from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.survival import survival_summary
from openness.studies.vintages_and_composition.lags.measure import lag_ladder, lag_summary, reached, years_between
from openness.studies.vintages_and_composition.lags.say import lag_words
from openness.studies.vintages_and_composition.results import LADDER
from openness.tables import store as tables

COLUMNS = ["release_name", "release_date", "training_compute", "is_open"]


def listed(*rows, **more):
    frame = pl.DataFrame(
        [(name, datetime.fromisoformat(day), level, is_open) for name, day, level, is_open in rows],
        schema={
            "release_name": pl.String,
            "release_date": pl.Datetime("us"),
            "training_compute": pl.Float64,
            "is_open": pl.Boolean,
        },
        orient="row",
    )
    return frame.with_columns(pl.lit("Lab").alias("developer_name"), **more)


LIST = listed(
    ("closed small", "2020-01-01", 1e20, False),
    ("open small", "2021-01-01", 1e20, True),
    ("closed large", "2022-01-01", 1e22, False),
    ("closed lesser", "2022-06-01", 1e21, False),
    ("open large", "2023-07-02", 2e22, True),
    ("closed huge", "2024-01-01", 1e25, False),
    ("last", "2025-01-01", 1e18, True),
)


def short(ladder):
    return ladder.select("level", "closed_release", "open_release", pl.col("lag_years").round(2), "is_observed").rows()


def test_records_are_closed_releases_above_all_closed_ones_before_and_the_last_is_censored():
    ladder = lag_ladder(LIST)
    assert ladder.columns == LADDER.names
    assert short(ladder) == [
        (1e20, "closed small", "open small", 1.0, True),
        (1e22, "closed large", "open large", 1.5, True),
        (1e25, "closed huge", None, None, False),
    ]
    waiting = ladder.row(2, named=True)
    assert waiting["until"] == datetime(2025, 1, 1)
    assert waiting["years"] == pytest.approx(1.0, abs=0.01)
    assert waiting["reason"] == "no lag yet: no open release has followed"


def test_an_open_release_that_came_first_is_a_negative_lag_and_a_duration_of_none():
    frame = listed(("open", "2020-01-01", 1e20, True), ("closed", "2021-01-01", 1e20, False))
    row = lag_ladder(frame).row(0, named=True)
    assert row["is_open_first"]
    assert row["is_observed"]
    assert row["years"] == 0
    assert row["lag_years"] == pytest.approx(-1.0, abs=0.01)


def test_unknown_access_level_or_day_can_be_neither_first_and_is_counted():
    more = listed(
        ("no access", "2020-06-01", 5e24, None),
        ("no level", "2020-06-01", None, True),
        ("level of zero", "2020-06-01", 0.0, True),
    )
    undated = listed(("no day", "2020-06-01", 5e24, True)).with_columns(release_date=pl.lit(None, pl.Datetime("us")))
    ladder = lag_ladder(pl.concat([LIST, more, undated]))
    assert short(ladder) == short(lag_ladder(LIST))
    assert set(ladder["n"]) == {7}
    assert set(ladder["unknown_count"]) == {2}


def test_a_date_known_to_the_year_is_no_date_for_a_lag():
    frame = LIST.with_columns(
        date_precision=pl.when(pl.col("release_name") == "open small").then(pl.lit("year")).otherwise(pl.lit("day"))
    )
    assert short(lag_ladder(frame))[0] == (1e20, "closed small", "open large", 3.5, True)


def test_the_list_ends_with_its_newest_release_or_with_its_edition_whichever_is_earlier():
    announced = pl.concat([LIST, listed(("announced", "2026-05-05", 1e26, True))]).with_columns(
        source=pl.lit("x"), vintage=pl.lit("2025-03-01")
    )
    ladder = lag_ladder(announced)
    assert set(ladder["until"]) == {datetime(2025, 1, 1)}
    assert ladder["open_release"][2] is None


def test_an_earlier_end_sees_nothing_later():
    assert short(lag_ladder(LIST, until="2023-01-01")) == [
        (1e20, "closed small", "open small", 1.0, True),
        (1e22, "closed large", None, None, False),
    ]


def test_levels_can_be_of_some_years():
    assert lag_ladder(LIST, since=2022)["closed_release"].to_list() == ["closed large", "closed huge"]


def test_of_one_day_the_largest_closed_release_is_the_record():
    frame = listed(("small", "2020-01-01", 1e20, False), ("large", "2020-01-01", 1e21, False))
    assert lag_ladder(frame)["closed_release"].to_list() == ["large"]


def test_pandas_polars_and_lazy_frames_give_the_same():
    expected = lag_ladder(LIST)
    assert lag_ladder(LIST.lazy()).equals(expected)
    found = lag_ladder(pd.DataFrame({name: LIST[name].to_list() for name in LIST.columns}))
    assert isinstance(found, pd.DataFrame)
    assert found["lag_years"].fillna(-9).tolist() == expected["lag_years"].fill_null(-9).to_list()
    summary = lag_summary(found)
    assert isinstance(summary, pd.DataFrame)
    assert summary["n"].tolist() == [3]


def test_a_list_without_closed_releases_has_no_levels_and_says_so():
    for frame in (LIST.filter("is_open"), LIST.head(0)):
        ladder = lag_ladder(frame)
        assert ladder.is_empty()
        assert lag_summary(ladder)["reason"].to_list() == ["not estimable: no level has a closed release"]
        assert lag_words(reached(ladder), lag_summary(ladder), "training compute") == [
            "By training compute there is no closed release with a known date."
        ]


def test_several_editions_at_once_are_refused_and_so_are_days_that_are_none():
    two = pl.concat([LIST.with_columns(vintage=pl.lit(day)) for day in ("2025-01-01", "2026-01-01")])
    for frame, options, words in (
        (two, {}, "several of vintage"),
        (LIST, {"until": "soon"}, "day is 'soon'"),
    ):
        with pytest.raises(BadValueError, match=words):
            lag_ladder(frame, **options)
    with pytest.raises(UnknownNameError, match="did you mean 'training_compute'"):
        lag_ladder(LIST, level="training_computer")


def chasing(openers):
    """Ten closed records, one a year, met in turn by so many open releases."""
    closed = [(f"closed {k}", f"20{10 + k}-01-01", 10.0 ** (20 + k), False) for k in range(10)]
    met = [10 * (k + 1) // openers for k in range(openers)]
    opened = [(f"open {k}", f"20{10 + last}-07-01", 10.0 ** (19 + last), True) for k, last in enumerate(met)]
    return lag_ladder(listed(*closed, *opened))


def test_levels_met_by_few_open_releases_have_a_median_but_no_interval():
    row = lag_summary(chasing(2)).row(0, named=True)
    assert (row["n"], row["event_count"], row["opener_count"]) == (10, 10, 2)
    assert row["median"] is not None
    assert row["median_lower"] is row["mean_upper"] is None
    assert row["reason"] == "no interval: all levels that were met were met by 2 open releases, 5 or more are needed"


def test_levels_met_by_many_have_the_interval_of_the_survival_curve():
    ladder = chasing(10)
    row, plain = lag_summary(ladder).row(0, named=True), survival_summary(ladder).row(0, named=True)
    assert row["opener_count"] == 10
    assert row["median_lower"] == plain["median_lower"] is not None


def test_sentences_name_levels_openers_median_the_highest_met_and_what_waits():
    ladder = lag_ladder(LIST)
    told = " ".join(lag_words(reached(ladder), lag_summary(ladder, min_group=1), "training compute"))
    assert "Of 3 levels of training compute that a closed release was first to reach, 2 were met" in told
    assert "2 different open releases did that" in told
    assert "Highest level met: 1.0e+22, closed large (2022-01), by open large (2023-07), 1.5 years later." in told
    assert "Not met by 2025-01-01: 1 level, the lowest 1.0e+25, of closed huge, after 1.0 years." in told


def test_a_year_is_365_days_and_a_quarter():
    assert years_between(datetime(2020, 1, 1), datetime(2024, 1, 1)) == 4.0


def test_epoch_knows_training_compute_and_the_ladder_of_its_language_models_is_found(real):
    read = {
        name: tables.read(name).filter(source="epoch", vintage="2026-03-30")
        for name in ("releases", "components", "scores")
    }
    judged = definitions.judge(definitions.Tables(**read), "open_weights")
    ladder = lag_ladder(judged.filter(pl.col("modality").is_in(["language", "multimodal"])), since=2018)
    met = ladder.filter(pl.col("closed_release").str.starts_with("GPT-4 (")).row(0, named=True)
    assert (met["level"], met["open_release"], round(met["lag_years"], 2)) == (2.1e25, "Llama 3.1-405B", 1.36)
    assert ladder["level"].is_sorted()
    assert (ladder["open_date"] >= ladder["closed_date"]).drop_nulls().any()


def test_the_durations_are_the_simulated_ones_cut_off_where_the_list_ends():
    # Coverage is tested on the survival summary; here, that a ladder hands it the durations that it should.
    rng = np.random.default_rng(8)
    start = datetime(2020, 1, 1)
    for lag, limit in zip(rng.integers(1, 900, 40).tolist(), rng.integers(1, 900, 40).tolist(), strict=True):
        closed, opened, end = (f"{start + timedelta(days=days):%Y-%m-%d}" for days in (0, lag, limit))
        row = lag_ladder(listed(("c", closed, 1e20, False), ("o", opened, 1e21, True)), until=end).row(0, named=True)
        assert row["years"] == pytest.approx(min(lag, limit) / 365.25)
        assert row["is_observed"] == (lag <= limit)


def test_of_a_ladder_the_highest_level_met_and_the_lowest_that_waits_are_told():
    told = reached(lag_ladder(LIST))
    assert (told["levels"], told["met"], told["waiting"]) == (3, 2, 1)
    assert (told["highest_met"]["closed_release"], told["lowest_waiting"]["closed_release"]) == (
        "closed large",
        "closed huge",
    )
    assert told["highest_met"]["years_apart"] == abs(told["highest_met"]["lag_years"])
    nothing = reached(lag_ladder(LIST.head(0)))
    assert (nothing["levels"], nothing["highest_met"], nothing["lowest_waiting"]) == (0, None, None)
