from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from openness.site.compare import chart_tables
from openness.site.compare.chart_tables import Difference, differences


def rows(text: str) -> list[dict[str, str]]:
    return chart_tables.read(text.encode())


SHARES = "period,group,n,share\n2023,corporate,4,0.5\n2023,community,2,1.0\n2024,corporate,5,\n"


def test_numbers_that_moved_are_named_by_period_and_group() -> None:
    other = SHARES.replace("corporate,4,0.5", "corporate,8,0.25")
    assert differences(rows(SHARES), rows(other)) == [
        Difference("2023, corporate", "n", "4", "8", 4.0, "moved"),
        Difference("2023, corporate", "share", "0.5", "0.25", -0.25, "moved"),
    ]


def test_a_value_that_is_missing_in_one_has_no_change() -> None:
    other = SHARES.replace("2024,corporate,5,", "2024,corporate,5,0.4")
    assert differences(rows(SHARES), rows(other)) == [
        Difference("2024, corporate", "share", "", "0.4", None, "reworded")
    ]


def test_rows_of_one_table_alone_are_added_or_removed() -> None:
    other = SHARES.replace("2024,corporate,5,", "2025,corporate,5,")
    assert differences(rows(SHARES), rows(other)) == [
        Difference("2025, corporate", "", None, "period 2025, group corporate, n 5", None, "added"),
        Difference("2024, corporate", "", "period 2024, group corporate, n 5", None, None, "removed"),
    ]


def test_the_order_of_rows_and_the_last_digits_do_not_matter() -> None:
    head, *body = SHARES.splitlines()
    assert differences(rows(SHARES), rows("\n".join([head, *reversed(body)]))) == []
    assert differences(rows(SHARES), rows(SHARES.replace("0.5", "0.50000000000000011"))) == []


def test_text_beside_the_names_of_a_row_is_a_value() -> None:
    old, new = "item,note,n\na,old,1\nb,,2\n", "item,note,n\na,new,1\nb,,2\n"
    assert differences(rows(old), rows(new)) == [Difference("a", "note", "old", "new", None, "reworded")]


def test_rows_that_nothing_tells_apart_are_matched_by_their_order() -> None:
    old, new = "group,n\na,1\na,1\n", "group,n\na,1\na,1\na,1\n"
    (found,) = differences(rows(old), rows(new))
    assert (found.row, found.kind) == ("a (3)", "added")


def test_a_table_against_none_is_all_added() -> None:
    assert [one.kind for one in differences([], rows(SHARES))] == ["added"] * 3
    assert [one.kind for one in differences(rows(SHARES), [])] == ["removed"] * 3
    assert differences([], []) == []


CELL = st.sampled_from(["", "1", "2", "0.5", "x", "nan"])


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=6))
def test_a_table_never_differs_from_itself(cells: list[tuple[str, str, str]]) -> None:
    table = [dict(zip(("period", "group", "n"), row, strict=True)) for row in cells]
    assert differences(table, table) == []
    turned = differences(table, table[1:])
    assert all(one.kind in ("removed", "moved", "reworded") for one in turned)
