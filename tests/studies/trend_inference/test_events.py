import shutil

import pytest

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError
from openness.studies.trend_inference.events import read_events

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
