from datetime import datetime

import polars as pl

from openness.measures.selection import largest, latest_editions, within, year_apart, year_before


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


def test_about_a_year_is_11_to_14_months_and_the_oldest_of_those_is_taken():
    monthly = ["2028-12-31", "2029-04-10", "2029-04-11", "2029-05-12", "2029-06-17", "2029-07-12", "2030-05-01"]
    assert year_before(monthly, "2030-06-12") == "2029-04-11"
    assert year_before(["2029-07-12", "2029-07-13"], "2030-06-12") == "2029-07-12"
    assert year_before(["2029-07-13", "2030-06-12", "2031-06-01"], "2030-06-12") is None
    assert year_before([], "2030-06-12") is None


def test_editions_a_year_apart_stand_for_those_between_them():
    monthly = [f"{year}-{month:02}-01" for year in (2028, 2029) for month in range(1, 13)]
    rows = [("osai", one, "all") for one in monthly]
    rows += [("epoch", "2029-01-01", "notable"), ("epoch", "2029-02-01", "all"), ("epoch", "2029-03-01", "notable")]
    rows += [("fmti", "2028-01-01", "some"), ("fmti", "2029-01-01", "some")]
    lists = pl.DataFrame(rows, schema=["source", "vintage", "list"], orient="row")
    assert year_apart(lists).rows() == [
        ("epoch", "2029-02-01"),
        ("epoch", "2029-03-01"),
        ("fmti", "2028-01-01"),
        ("fmti", "2029-01-01"),
        ("osai", "2028-10-01"),
        ("osai", "2029-12-01"),
    ]
    assert year_apart(lists.clear()).is_empty()
