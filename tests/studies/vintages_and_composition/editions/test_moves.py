"""The exact split of a change of share: parts sum to the whole, and every cause gets what it did."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.studies.vintages_and_composition.editions.moves import (
    CAUSE_TEXT,
    CAUSES,
    KIND_OF,
    PAIR,
    moves,
    numbers,
    parts,
    with_share_change,
)

BASE = {
    "is_before": True,
    "is_after": True,
    "is_replaced": False,
    "is_asked_before": True,
    "is_asked_after": True,
    "period_before": "2024",
    "period_after": "2024",
    "group_before": "corporate",
    "group_after": "corporate",
}


def release(name, before=None, after=None, **more):
    """A release with one value an edition; ``values`` gives all four."""
    four = more.pop("values", (before, before, after, after))
    columns = ("value_before", "value_before_shared", "value_after_shared", "value_after")
    return {**BASE, "release_id": name, "developer_before": name, **dict(zip(columns, four, strict=True)), **more}


def pairs(*rows):
    return pl.DataFrame(list(rows), schema=PAIR)


def split(table):
    shares = numbers(table)
    return shares, parts(with_share_change(moves(table), shares))


def points(table, group="corporate", period="2024"):
    """Cause -> points of a hundred."""
    _, found = split(table)
    own = found.filter(group=group, period=period)
    return {
        cause: None if change is None else round(100 * change, 6)
        for cause, change in own.select("cause", "share_change").rows()
    }


SAME = [release(f"open{i}", 1.0, 1.0) for i in range(2)] + [release(f"closed{i}", 0.0, 0.0) for i in range(2)]


def test_a_new_open_release_raises_the_share_by_what_it_differs_from_the_mean():
    # 2 of 4 before, 3 of 5 after: (1 - 0.55) / 4.5 = 0.1.
    assert points(pairs(*SAME, release("new", after=1.0, is_before=False))) == {"new": 10.0}


def test_a_new_and_a_removed_release_that_are_like_the_mean_move_nothing_together():
    table = pairs(*SAME, release("came", after=1.0, is_before=False), release("left", before=1.0, is_after=False))
    assert points(table) == {"new": 8.0, "removed": -8.0}
    assert split(table)[0]["share_change"].to_list() == [0.0]


def test_a_release_judged_differently_counts_as_reassessed_and_a_blank_as_filled_in_or_taken_back():
    assert points(pairs(*SAME, release("r", 0.0, 1.0))) == {"reassessed": 20.0}
    assert points(pairs(*SAME, release("r", None, 0.0))) == {"filled_in": -10.0}
    assert points(pairs(*SAME, release("r", 0.0, None))) == {"blanked": 10.0}


def test_the_same_judgment_under_other_criteria_is_a_change_of_criteria():
    assert points(pairs(*SAME, release("r", values=(0.0, 1.0, 1.0, 1.0)))) == {"criteria": 20.0}
    # Criteria first to 1, revised to 0, back to 1 under the newer criteria.
    assert points(pairs(*SAME, release("r", values=(0.0, 1.0, 0.0, 1.0)))) == {"reassessed": -20.0, "criteria": 40.0}


def test_a_release_in_another_group_leaves_one_share_and_enters_another():
    table = pairs(*SAME, release("r", 1.0, 1.0, group_after="community"))
    assert points(table) == {"regrouped": -10.0}
    shares, found = split(table)
    assert found.filter(group="community").row(0) == ("2024", "community", "labels", "regrouped", 1, 1.0, 1.0, None)
    assert shares.filter(group="community").select("n_before", "share_before", "share_change").row(0) == (0, None, None)


def test_group_and_period_at_once_are_half_each():
    table = pairs(*SAME, release("r", 1.0, 1.0, group_after="community", period_after="2025"))
    assert points(table) == {"regrouped": -5.0, "redated": -5.0}


def test_a_release_that_moves_and_is_judged_differently_is_shared_by_both_orders():
    other = [release(f"other{i}", 0.0, 0.0, group_before="community", group_after="community") for i in range(4)]
    table = pairs(*SAME, *other, release("r", 1.0, 0.0, group_after="community"))
    _, found = split(table)
    rows = found.select("group", "cause", "n_change", "open_change").rows()
    assert rows == [
        ("community", "reassessed", 0.0, -0.5),
        ("community", "regrouped", 1.0, 0.5),
        ("corporate", "reassessed", 0.0, -0.5),
        ("corporate", "regrouped", -1.0, -0.5),
    ]


def test_a_release_that_was_not_judged_is_put_down_to_that_whatever_else_changed():
    table = pairs(*SAME, release("r", None, 0.0, group_before="unknown"))
    _, found = split(table)
    assert found.select("group", "cause", "n_change").rows() == [("corporate", "filled_in", 1.0)]


def test_a_release_without_date_and_judgment_owes_both():
    table = pairs(*SAME, release("r", None, 0.0, period_before=None))
    assert points(table) == {"filled_in": -5.0, "redated": -5.0}


def test_a_release_that_the_question_left_out_is_rescoped():
    assert points(pairs(*SAME, release("r", 1.0, 1.0, is_asked_before=False))) == {"rescoped": 10.0}


def test_an_entry_that_stands_for_another_model_is_replaced_and_nothing_else():
    table = pairs(*SAME, release("r", values=(0.0, 1.0, 1.0, 1.0), is_replaced=True, period_before="2023"))
    assert points(table) == {"replaced": 10.0}
    assert points(table, period="2023") == {"replaced": None}


def test_a_blank_that_only_the_criteria_fill_is_a_change_of_criteria():
    assert points(pairs(*SAME, release("r", values=(None, None, None, 1.0)))) == {"criteria": 10.0}
    assert points(pairs(*SAME, release("r", values=(1.0, None, None, None)))) == {"criteria": -10.0}


def test_the_interval_of_the_older_share_is_given_for_counts_alone():
    assert numbers(pairs(*SAME)).select(pl.col("lower_before").round(3), pl.col("upper_before").round(3)).row(0) == (
        0.061,
        0.939,
    )
    alone = pairs(*({**one, "developer_before": "one"} for one in SAME))
    assert numbers(alone).select("share_before", "lower_before").row(0) == (0.5, None)
    assert numbers(pairs(*SAME, release("r", 0.5, 0.5)))["lower_before"].to_list() == [None]


def test_nothing_that_changed_gives_no_part():
    shares, found = split(pairs(*SAME))
    assert found.is_empty()
    assert shares["share_change"].to_list() == [0.0]
    empty, none = split(pairs())
    assert (empty.height, none.height) == (0, 0)


def test_every_cause_has_a_kind_and_a_text():
    assert tuple(CAUSE_TEXT) == CAUSES == tuple(KIND_OF)


VALUE = st.sampled_from([None, 0.0, 1.0])
ROW = st.fixed_dictionaries(
    {
        "is": st.sampled_from([(True, True), (True, False), (False, True)]),
        "is_replaced": st.booleans(),
        "is_asked_before": st.booleans(),
        "is_asked_after": st.booleans(),
        "period_before": st.sampled_from([None, "2023", "2024"]),
        "period_after": st.sampled_from([None, "2023", "2024"]),
        "group_before": st.sampled_from(["a", "b"]),
        "group_after": st.sampled_from(["a", "b"]),
        "values": st.tuples(VALUE, VALUE, VALUE, VALUE),
    }
)


@given(st.lists(ROW, max_size=25))
def test_parts_sum_to_the_whole_whatever_happened(drawn):
    rows = []
    for number, row in enumerate(drawn):
        before, after = row.pop("is")
        # An edition says nothing of a release that it does not have.
        gone = {"period_before": None, "is_asked_before": False} if not before else {}
        gone |= {"period_after": None, "is_asked_after": False} if not after else {}
        rows.append(release(str(number), **{**row, "is_before": before, "is_after": after, **gone}))
    shares, found = split(pairs(*rows))
    sums = found.group_by("period", "group").agg(pl.col("n_change", "open_change", "share_change").sum())
    joined = shares.join(sums, on=["period", "group"], how="left", suffix="_sum").fill_null(0)
    for one in joined.filter(pl.min_horizontal("n_before", "n_after") > 0).iter_rows(named=True):
        assert one["share_change_sum"] == pytest.approx(one["share_after"] - one["share_before"], abs=1e-12)
    for one in joined.iter_rows(named=True):
        assert one["n_change"] == pytest.approx(one["n_after"] - one["n_before"], abs=1e-12)
        assert one["open_change"] == pytest.approx(one["open_after"] - one["open_before"], abs=1e-12)
    assert not sums.join(shares, on=["period", "group"], how="anti").height


@given(st.lists(ROW, min_size=1, max_size=10))
def test_turning_the_editions_round_turns_every_move_round(drawn):
    turned = {"new": "removed", "removed": "new", "filled_in": "blanked", "blanked": "filled_in"}
    forth, back = [], []
    for number, row in enumerate(drawn):
        before, after = row["is"]
        one = release(
            str(number), values=row["values"], is_before=before, is_after=after, is_replaced=row["is_replaced"]
        )
        forth.append(one)
        other = {name: one[_other_side(name)] for name in one if name != "developer_before"}
        back.append(other)
    rows = [
        sorted(
            (one, cause, round(n, 9) + 0.0, round(k, 9) + 0.0)
            for one, cause, n, k in moves(table).select("release_id", "cause", "n_change", "open_change").rows()
        )
        for table in (pairs(*forth), pairs(*back))
    ]
    assert rows[0] == sorted((one, turned.get(cause, cause), -n + 0.0, -k + 0.0) for one, cause, n, k in rows[1])


def _other_side(name):
    names = {"value_before": "value_after", "value_before_shared": "value_after_shared"}
    names |= {new: old for old, new in names.items()}
    if name in names:
        return names[name]
    if name.endswith("_before") or name == "is_before":
        return name.replace("before", "after")
    return name.replace("after", "before")
