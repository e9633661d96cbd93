"""The columns of a result, declared once."""

import pandas as pd
import polars as pl
import pytest

from openness.project.errors import UnknownNameError
from openness.words.frames import Column, Frame, dictionary

SHARES = Frame(
    "shares_by_group",
    "One group.",
    (
        Column("group", "text", "Group", "whose releases"),
        Column("n", "count", "Judged", "releases with a verdict"),
        Column("share", "share", "Open", "part of them that is open"),
        Column("span", "number", "", "time between them", unit="years", required=False),
    ),
    key=("group",),
)


def test_a_page_shows_the_columns_that_have_a_heading():
    assert SHARES.headings == {"group": "Group", "n": "Judged", "share": "Open"}
    assert SHARES.names == ["group", "n", "share", "span"]
    assert SHARES.of_kind("share", "count") == ["n", "share"]


def test_rows_are_made_into_a_frame_by_its_kinds():
    made = pl.DataFrame([("a", 1, None, 2.5)], schema=SHARES.schema, orient="row")
    assert made.schema == {"group": pl.String, "n": pl.Int64, "share": pl.Float64, "span": pl.Float64}


@pytest.mark.parametrize("library", [pl, pd])
def test_a_result_needs_its_required_columns_and_no_others(library):
    whole = library.DataFrame({"group": ["a"], "n": [1], "share": [0.5]})
    assert SHARES.checked(whole) is whole
    with pytest.raises(UnknownNameError, match="unknown column 'share' in result 'shares_by_group'"):
        SHARES.checked(library.DataFrame({"group": ["a"], "n": [1], "shore": [0.5]}))


def test_headings_can_be_changed_for_one_page():
    changed = SHARES.with_headings(n="Claims", share="")
    assert changed.headings == {"group": "Group", "n": "Claims"}
    assert SHARES.headings["n"] == "Judged"
    with pytest.raises(UnknownNameError, match="did you mean 'share'"):
        SHARES.with_headings(shore="x")


def test_the_dictionary_has_a_table_a_result():
    assert dictionary({"openness.studies.toy": SHARES}) == (
        "### shares_by_group\n\nOne group. (`openness.studies.toy`)\n\n| column | kind | meaning |\n|---|---|---|\n"
        "| `group` | text | whose releases |\n| `n` | count | releases with a verdict |\n"
        "| `share` | share | part of them that is open |\n| `span` | number, years | time between them |\n"
    )


def test_a_column_is_found_by_its_name():
    assert SHARES.column("n") is SHARES.columns[1]
    with pytest.raises(UnknownNameError, match=r"unknown column 'shore' in result 'shares_by_group'.*'share'"):
        SHARES.column("shore")


def test_frames_that_stand_one_under_the_other_are_told_apart_by_a_column_in_front():
    by_list = SHARES.by(Column("list", "text", "", "list of releases"), "shares_by_list", "One group on one list.")
    assert (by_list.name, by_list.about) == ("shares_by_list", "One group on one list.")
    assert by_list.names == ["list", *SHARES.names]
    assert by_list.key == ("list", "group")
