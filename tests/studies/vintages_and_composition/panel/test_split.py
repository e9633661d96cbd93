"""Why the mean of all entries moved: every cause by itself, in small editions and in the real ones."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.studies.declared import differences
from tests.studies.vintages_and_composition.panel.small_panel import EDITIONS, FIRST, FOUR, SECOND, THIRD, THREE, index

from openness.studies.vintages_and_composition.panel import judgments, results, split
from openness.studies.vintages_and_composition.panel.entries import index_panel, panel


def parts(found, before=FIRST, after=SECOND, group="all"):
    own = split.step_numbers(found, before, after)[1].filter(group=group)
    return {cause: round(100 * share, 6) for cause, share in own.select("cause", "share_change").iter_rows()}


def two(before, after, **more):
    return panel([index(FIRST, before), index(SECOND, after, **more)])


def test_every_cause_is_told_apart():
    # Means: (0.25 + 0 + 0 + 0.375 + 0.25 + 1) / 6 and (0.625 + 0 + 1 + 0.375 + 0.75 + 0) / 6, their mean 0.385417.
    mean = (1.875 + 2.75) / 12
    assert parts(panel(EDITIONS)) == {
        "new": round(100 * (1 - mean) / 6, 6),
        "removed": round(100 * (mean - 0) / 6, 6),
        "replaced": round(100 * (0 - 1) / 6, 6),
        # Blank's code was blank and is open, a whole criterion of four; its package went from closed to partial.
        "filled_in": round(100 * 0.25 / 6, 6),
        "reassessed": round(100 * (0.5 + 0.125) / 6, 6),
    }


def test_a_cut_of_criteria_with_the_same_judgments_is_all_criteria():
    found = panel(EDITIONS)
    means, causes = split.step_numbers(found, SECOND, THIRD)
    whole = means.filter(group="all").row(0, named=True)
    assert causes.filter(group="all")["cause"].to_list() == ["criteria"]
    assert causes.filter(group="all")["share_change"].item() == pytest.approx(whole["share_change"], abs=1e-12)
    assert whole["share_change"] > 0.05


def test_a_cut_and_a_revision_at_once_are_two_causes():
    found = panel([index(FIRST, {"A": "oooc"}), index(SECOND, {"A": "oco"}, criteria=THREE)])
    # 3/4 of four; on the three kept 2/3, and revised twice 2/3.
    assert parts(found) == {"criteria": round(100 * (2 / 3 - 3 / 4), 6)}
    found = panel([index(FIRST, {"A": "oooc"}), index(SECOND, {"A": "ooo"}, criteria=THREE)])
    assert parts(found) == {"reassessed": round(100 / 3, 6), "criteria": round(100 * (2 / 3 - 3 / 4), 6)}


def test_a_stub_has_no_score_and_is_filled_in():
    found = two({"A": "oooo", "Stub": "----"}, {"A": "oooo", "Stub": "cccc"})
    means, _ = split.step_numbers(found, FIRST, SECOND)
    assert means.filter(group="all").select("n_before", "n_after", "share_before").row(0) == (1, 2, 1.0)
    assert parts(found) == {"filled_in": -50.0}


def test_a_blank_that_opens_and_a_judgment_that_closes_do_not_cancel():
    assert parts(two({"A": "-occ"}, {"A": "occc"})) == {"filled_in": 25.0, "reassessed": -25.0}


def test_a_judgment_taken_back_is_neither_opened_nor_closed():
    assert parts(two({"A": "ooco"}, {"A": "o-co"})) == {"blanked": -25.0}
    assert (
        judgments.compared(two({"A": "ooco"}, {"A": "o-co"}))
        .filter(pl.col("points") != pl.col("points_after"))
        .is_empty()
    )


def test_a_renamed_file_moves_nothing():
    found = two({"A": "oooo", "B": "cccc"}, {"A": "oooo", "C": "cccc"}, models={"C": "B"})
    assert parts(found) == {}


LETTERS = st.text("opc-", min_size=4, max_size=4)


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(st.sampled_from("ABCDE"), LETTERS, min_size=1),
    st.dictionaries(st.sampled_from("ABCDE"), LETTERS, min_size=1),
    st.booleans(),
    st.sets(st.sampled_from("ABCDE")),
)
def test_parts_add_up_to_the_change_whatever_happened(before, after, is_cut, other):
    criteria = THREE if is_cut else FOUR
    entries = {name: letters[: len(criteria)] for name, letters in after.items()}
    found = panel(
        [
            index(FIRST, before),
            index(SECOND, entries, criteria=criteria, models={name: f"{name} 2" for name in other}),
        ]
    )
    means, causes = split.step_numbers(found, FIRST, SECOND)
    for row in means.filter(pl.col("share_change").is_not_null()).iter_rows(named=True):
        told = causes.filter(group=row["group"])["share_change"].sum()
        assert told == pytest.approx(row["share_change"], abs=1e-9)


@pytest.fixture(scope="module")
def real():
    return index_panel()


@pytest.fixture(scope="module")
def steps(real):
    return split.step_table(real, judgments.moves_of(real, judgments.compared(real)))


def test_the_whole_change_of_march_2026_is_the_change_of_criteria(real, steps):
    row = steps.filter("is_cut").row(0, named=True)
    assert (row["before"], row["after"]) == ("2026-03-12", "2026-03-13")
    assert steps["is_cut"].sum() == 1
    assert row["criteria"] == pytest.approx(row["change"], abs=1e-9)
    assert round(row["change"], 2) == 3.17
    assert {row[name] for name in split.COUNTED if name != "criteria"} == {0.0}
    assert (row["same"], row["n_before"], row["n_after"], row["moved"]) == (192, 192, 192, 0)
    # The panel's and everybody's judgments on the twelve criteria are the same on both days.
    days = [real.entries.filter(edition=one).sort("entry_id")["kept_score"] for one in ("2026-03-12", "2026-03-13")]
    assert days[0].equals(days[1])


def test_no_other_step_has_a_change_of_criteria(steps):
    assert set(steps.filter(~pl.col("is_cut"))["criteria"]) == {0.0}


def test_steps_add_up_and_are_as_declared(real, steps):
    assert (steps["change"] - steps.select(split.COUNTED).sum_horizontal()).abs().max() < 1e-9
    assert differences(steps, results.STEPS) == []


def test_a_group_has_steps_of_its_own(real, steps):
    moved = judgments.moves_of(real, judgments.compared(real))
    own = pl.concat(split.step_table(real, moved, group) for group in ("corporate", "community", "mixed", "unknown"))
    by_step = own.group_by("before").agg(pl.col("up", "down", "same").sum()).sort("before")
    assert by_step.select("up", "down").equals(steps.select("up", "down"))
    assert (own["change"] - own.select(split.COUNTED).sum_horizontal()).abs().max() < 1e-9
    # Nobody's type is unknown throughout.
    assert own.height == 3 * steps.height
