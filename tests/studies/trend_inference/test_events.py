import shutil

import pytest

from openness.project import paths
from openness.project.errors import BadFileError, CheckError, MissingFileError
from openness.studies.trend_inference.events import KINDS, read_events

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
    assert set(events["event_kind"]) == set(KINDS)
    days = {id_: f"{day:%Y-%m-%d}" for id_, day in events.select("event_id", "event_date").iter_rows()}
    assert days["llama-1-leak"] == "2023-03-03"
    assert days["llama-2"] == "2023-07-18"
    assert days["osaid-1-0"] == "2024-10-28"
    assert days["deepseek-r1"] == "2025-01-20"
    assert days["gpt-oss"] == "2025-08-05"
    assert days["eu-ai-act-gpai"] == "2025-08-02"


def test_an_entry_is_read_with_its_spaces_put_right(tmp_path):
    assert read_events(written(tmp_path, GOOD))["event_text"].to_list() == ["It happened."]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title: One, ", "", "event 1: it lacks title"),
        ("id: one", "id: One!", "event 1: id 'One!' is not of small letters"),
        ("2024-02-29", "february", "event 1: date is 'february', expected YYYY-MM-DD"),
        ("2024-02-29", "2024-02-29 10:00:00", "event 1: date is datetime"),
        ("2024-02-29", "1024-02-29", "event 1: date is datetime.date"),
        ("title: One", "title: 7", "event 1: title is 7, expected text"),
        ("kind: release", "kind: lunch", "event 1: kind is 'lunch', expected one of: release, leak, policy, def"),
        ("https:", "http:", "event 1: url is 'http://example.org/1'"),
        ("kind: release", "kind: release, note: x", "event 1: it has the unknown field 'note'"),
    ],
)
def test_a_broken_entry_is_named(tmp_path, old, new, message):
    with pytest.raises(CheckError, match=message) as caught:
        read_events(written(tmp_path, GOOD.replace(old, new)))
    assert "\n" not in str(caught.value)


def test_all_broken_entries_are_named_at_once(tmp_path):
    text = GOOD + GOOD.splitlines()[-1] + "\n  - 3\n"
    with pytest.raises(CheckError, match="fails 2 checks: event 2: id 'one' is used twice; event 3: it is no map"):
        read_events(written(tmp_path, text))


def test_a_file_that_is_not_there_or_no_yaml_or_without_a_list_is_named(own_raw):
    with pytest.raises(MissingFileError, match=r"events.yml is not there"):
        read_events()
    with pytest.raises(CheckError, match="it has no list 'events'"):
        read_events(written(own_raw, "events: 3"))
    for text, message in (("events: [", "not valid YAML"), (GOOD.replace("2024-02-29", "2023-02-29"), "day is out of")):
        with pytest.raises(BadFileError, match=message):
            read_events(written(own_raw, text))


def test_a_raw_folder_elsewhere_is_read(own_raw):
    shutil.copy(paths.raw() / "events.yml", own_raw)
    assert read_events().equals(read_events())
