from datetime import datetime

import polars as pl

from openness.measures.selection import largest, latest_editions, within


def test_the_groups_left_out_are_counted():
    frame = pl.DataFrame({"group": ["a", "b", "c", "a"], "n": [1, 5, 2, 3]})
    kept, said = largest(frame, 2)
    assert (set(kept["group"]), said) == ({"a", "b"}, "Not drawn: 1 more group, with fewer releases.")
    assert largest(frame, 3)[1] == ""


def test_years_are_kept_from_first_to_last():
    releases = pl.DataFrame({"release_date": [datetime(2024, 5, 1), datetime(2025, 5, 1), None]})
    assert within(releases, 2025, None).height == 1
    assert within(releases, None, 2024).height == 1
    assert within(releases, 2024, 2025).height == 2


def test_the_latest_edition_is_the_newest_with_the_whole_list():
    lists = pl.DataFrame(
        [("epoch", "2030-01-01", "all"), ("epoch", "2031-01-01", "notable"), ("osai", "2029-01-01", "some")],
        schema=["source", "vintage", "list"],
        orient="row",
    )
    assert sorted(latest_editions(lists, lists).rows()) == [
        ("epoch", "2030-01-01", "all"),
        ("osai", "2029-01-01", "some"),
    ]
