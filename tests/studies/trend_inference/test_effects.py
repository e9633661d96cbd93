"""Changes of level at every period: an event that is one is found, and chance is allowed for where none is."""

from datetime import datetime

import polars as pl
import pytest
from inline_snapshot import snapshot
from tests.statistics.trend.test_breaks import jumping
from tests.statistics.trend.test_interrupted import JUMP, SHARES, event
from tests.studies.prose import wrapped

from openness.statistics.trend.interrupted import interrupted_series
from openness.studies.trend_inference.effects import effects_by_period, ranked, with_periods
from openness.studies.trend_inference.events import read_events
from openness.studies.trend_inference.say import event_words
from openness.studies.trend_inference.views import effect_table, event_list, groups_shown

TWO = pl.concat([event(datetime(2022, 3, 30), "late"), event(datetime(2022, 1, 20), "early")])
LONG = jumping([0.3, 0.4, 0.35, 0.45, 0.3, 0.4, 0.3] * 6 + [0.85, 0.8, 0.9, 0.75] * 4, each=30)


def said_of(effects):
    return event_words(effects, ranked(effects))


def test_events_of_one_period_share_a_number_and_come_by_date():
    events = pl.concat([TWO, event(datetime(2023, 5, 1), "third")])
    marked = with_periods(events, "quarter")
    assert marked.select("event_id", "period", "mark").rows() == [
        ("early", "2022-Q1", 1),
        ("late", "2022-Q1", 1),
        ("third", "2023-Q2", 2),
    ]
    assert with_periods(events, "half")["period"].to_list() == ["2022-H1", "2022-H1", "2023-H1"]
    assert with_periods(events, "year")["mark"].to_list() == [1, 1, 2]


def test_the_effect_at_an_event_is_that_of_the_interrupted_series_and_every_other_period_has_one_too():
    effects = effects_by_period(JUMP, TWO)
    there = effects.filter(pl.col("mark").is_not_null()).row(0, named=True)
    model = interrupted_series(JUMP, events=TWO.tail(1)).row(0, named=True)
    assert (there["period"], there["events"]) == ("2022-Q1", "Event, Event")
    for ours, theirs in (("points", "level_points"), ("lower", "level_points_lower"), ("p", "level_p")):
        assert there[ours] == pytest.approx(model[theirs])
    assert there["rank"] / there["dates"] == pytest.approx(model["level_placebo_p"])
    assert effects["period"].to_list()[0] == "2020-Q1"
    assert effects.height == len(SHARES)
    assert effects["points"].count() == there["dates"]


def test_an_event_beyond_the_data_has_a_row_and_a_reason():
    effects = effects_by_period(JUMP, event(datetime(2030, 1, 1)))
    last = effects.row(-1, named=True)
    assert (last["period"], last["points"]) == ("2030-Q1", None)
    assert last["reason"] == "too few periods after: 0 with releases, 4 are needed"
    assert effect_table(effects, ["corporate"]).rows() == [(1, "2030-Q1", "Event", last["reason"])]


def test_the_table_has_a_column_a_group_with_interval_and_rank_and_no_signed_zero():
    effects = effects_by_period(pl.concat([JUMP, jumping([0.5], group="mixed", developers=12)]), TWO)
    table = effect_table(effects, ["corporate", "mixed"])
    assert table.columns == ["mark", "period", "events", "corporate", "mixed"]
    assert table["corporate"].item().endswith("of\N{NO-BREAK SPACE}12")
    assert table["mixed"].item().startswith("too few periods before")
    assert groups_shown(effects) == ["corporate"]
    assert groups_shown(effects.filter(group="mixed")) == ["mixed"]
    still = effects.with_columns(points=pl.lit(-0.2), lower=pl.lit(-3.6), upper=pl.lit(3.2))
    assert effect_table(still, ["corporate"])["corporate"].item().startswith("0 (−4 to +3), ")


def test_every_event_of_the_data_is_listed_with_its_source():
    listed = event_list(with_periods(read_events(), "quarter"))
    assert listed.height == read_events().height
    assert all(links[0]["url"].startswith("https://") for links in listed["link"])
    assert listed["date"].to_list() == sorted(listed["date"])


def test_a_jump_among_many_dates_stands_out_and_chance_is_named_beside_it():
    at_jump = event(datetime(2030, 7, 20))
    places, high, sure, allowed = said_of(effects_by_period(LONG, at_jump))
    assert wrapped([places]) == snapshot("""\
- The events fall into 1 period; with 1 group these are 1 place to look at, of which 1 has enough periods with
  releases on both sides for the model.\
""")
    assert high.startswith(
        "Of 1 place that can be ranked among 20 or more dates, 1 ranks among the first 5%, where 0.0"
    )
    assert "corporate developers in 2030-Q3, +" in high
    assert sure == "The model alone tells 1 of these from no change (p under 5%)."
    assert allowed == "With an allowance for 1 test (Holm), 1 is left."


def test_many_events_among_few_dates_can_never_stand_out_and_that_is_said():
    everywhere = pl.concat(event(datetime(2020 + i // 4, 3 * (i % 4) + 1, 5), f"e{i}") for i in range(40))
    said = said_of(effects_by_period(LONG, everywhere))
    assert "(Holm), none is left, and none could be: the first of 50 dates has a p of 0.02" in said[-1]


def test_too_few_dates_to_rank_among_are_said_to_be_too_few():
    assert wrapped(said_of(effects_by_period(JUMP, TWO))[1:]) == snapshot(
        "- Nowhere are there enough other dates to say whether an event stands out."
    )
    nothing = said_of(effects_by_period(jumping([0.5, 0.4]), TWO))
    assert "of which none have enough periods" in nothing[0]
