"""Events, and changes of level at every period: one that is one is found, and chance is allowed for where none is."""

import shutil
from datetime import datetime

import polars as pl
import pytest
from inline_snapshot import snapshot
from tests.statistics.trend.test_breaks import jumping
from tests.statistics.trend.test_interrupted import JUMP, SHARES, event
from tests.studies.prose import wrapped

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError
from openness.statistics.trend.interrupted import interrupted_series
from openness.studies.trend_inference.events import effects_by_period, ranked, read_events, with_periods
from openness.studies.trend_inference.say import event_words
from openness.studies.trend_inference.tallies import at_events
from openness.studies.trend_inference.views import effect_table, event_list, groups_shown

GOOD = """
events:
  - {id: one, date: 2024-02-29, title: One, what: "It  happened.", kind: release, url: "https://example.org/1"}
"""


def written(folder, text):
    (folder / "events.yml").write_text(text, encoding="utf-8")
    return folder


def test_the_events_of_the_repository_are_dated_sourced_and_in_order():
    events = read_events()
    assert events.height >= 20
    assert events["event_date"].is_sorted()
    assert set(events["event_kind"]) == {"release", "leak", "policy", "definition"}
    days = {id_: f"{day:%Y-%m-%d}" for id_, day in events.select("event_id", "event_date").iter_rows()}
    assert days["llama-1-leak"] == "2023-03-03"
    assert days["llama-2"] == "2023-07-18"
    assert days["osaid-1-0"] == "2024-10-28"
    assert days["deepseek-r1"] == "2025-01-20"
    assert days["gpt-oss"] == "2025-08-05"
    assert days["eu-ai-act-gpai"] == "2025-08-02"


def test_an_entry_is_read_with_its_spaces_put_right(own_raw):
    written(own_raw, GOOD)
    assert read_events()["event_text"].to_list() == ["It happened."]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title: One, ", "", "line 3, events 1: lacks 'title'"),
        ("id: one", "id: One!", "line 3, events 1: id 'One!' is not of small letters, digits and single hyphens"),
        ("2024-02-29", "february", "line 3, events 1: date is 'february'; expected YYYY-MM-DD"),
        ("2024-02-29", "2024-02-29 10:00:00", "events 1: date is '2024-02-29 10:00:00'; expected YYYY-MM-DD"),
        ("2024-02-29", "1024-02-29", "line 3, events 1: date is 1024-02-29, expected 1950-01-01 or later"),
        ("title: One", "title: 7", "line 3, events 1: title is 7; expected text"),
        ("kind: release", "kind: lunch", "kind is 'lunch'; expected one of: definition, leak, policy, release"),
        ("https:", "http:", "url is 'http://example.org/1', expected one that starts with https://"),
        ("kind: release", "kind: release, note: x", "line 3, events 1: unknown field 'note'"),
    ],
)
def test_a_broken_entry_is_named(own_raw, old, new, message):
    written(own_raw, GOOD.replace(old, new))
    with pytest.raises(BadFileError) as caught:
        read_events()
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_id_that_stands_twice_is_named(own_raw):
    written(own_raw, GOOD + GOOD.splitlines()[-1] + "\n")
    with pytest.raises(BadFileError, match="id 'one' is used 2 times"):
        read_events()


def test_a_file_that_is_not_there_or_no_yaml_or_without_a_list_is_named(own_raw):
    with pytest.raises(MissingFileError, match=r"events.yml is not there"):
        read_events()
    for text, message in (
        ("events: 3", "events is 3; expected a list"),
        ("events: [", "not valid YAML"),
        (GOOD.replace("2024-02-29", "2023-02-29"), "day is out of"),
    ):
        written(own_raw, text)
        with pytest.raises(BadFileError, match=message):
            read_events()


def test_a_raw_folder_elsewhere_is_read(own_raw):
    shutil.copy(paths.root() / "data" / "raw" / "events.yml", own_raw)
    assert read_events().height >= 20


TWO = pl.concat([event(datetime(2022, 3, 30), "late"), event(datetime(2022, 1, 20), "early")])
LONG = jumping([0.3, 0.4, 0.35, 0.45, 0.3, 0.4, 0.3] * 6 + [0.85, 0.8, 0.9, 0.75] * 4, each=30)


def said_of(effects):
    return event_words(at_events(effects, ranked(effects)))


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
