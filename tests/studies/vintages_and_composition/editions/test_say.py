"""Changes in words: every number in them is in the tables, and small groups are not spoken of."""

from datetime import datetime

import polars as pl
from inline_snapshot import snapshot
from tests.studies.prose import wrapped
from tests.studies.vintages_and_composition.editions.small_editions import AFTER, BEFORE, NEW, OLD, edition

from openness.measures.ask import Question
from openness.studies.vintages_and_composition.editions import change as vintages
from openness.studies.vintages_and_composition.editions import say as vintage_words
from openness.studies.vintages_and_composition.editions import tallies

CHANGE = vintages.compare_editions(Question(), BEFORE, AFTER)


def test_a_sentence_names_both_shares_and_every_cause_largest_first():
    assert wrapped([vintage_words.sentence(tallies.cell(CHANGE, "2024", "corporate"))]) == snapshot("""\
- corporate developers in 2024, 33% of 3 to 67% of 6 (+33.3 points): releases judged differently +22.2 (1),
  new releases −11.1 (1), removed releases +11.1 (1), blanks filled in −11.1 (1), releases moved to another
  group +11.1 (1), releases moved to another period +11.1 (1).\
""")


def test_a_share_of_one_edition_alone_says_so():
    assert wrapped([vintage_words.sentence(tallies.cell(CHANGE, "2024", "unknown"))]) == snapshot(
        "- unknown in 2024: 100% of 1 in the older edition, nothing judged in the other."
    )
    assert (
        vintage_words.sentence(tallies.cell(CHANGE, "2030", "mixed"))
        == "mixed teams in 2030: nothing judged in either edition."
    )


def test_the_finding_counts_shares_and_those_beyond_the_older_interval():
    assert vintage_words.finding(tallies.moved(CHANGE, 3)).startswith(
        f"Between the editions of {OLD} and {NEW}, 1 of 1 share (Open weights) moved, none of them out of the 95% "
        "interval that the older edition gives. The largest move: corporate developers in 2024"
    )
    assert vintage_words.finding(tallies.moved(CHANGE, 4)) == (
        f"Between the editions of {OLD} and {NEW}, no share rests on 4 or more judged releases in both."
    )
    still = vintages.compare_editions(Question(), BEFORE, BEFORE)
    assert (
        vintage_words.finding(tallies.moved(still, 1))
        == f"Between the editions of {OLD} and {OLD}, none of 2 shares moved."
    )


def test_kinds_of_change_are_weighed_by_their_size():
    assert wrapped([vintage_words.causes_sentence(tallies.moved(CHANGE, 3))]) == snapshot("""\
- Of all movement between the two editions, ups and downs added without their signs: re-assessment of the same
  releases 43%, new, removed and replaced releases 29%, other labels 29%.\
""")
    assert vintage_words.causes_sentence(tallies.moved(CHANGE, 100)) == "Nothing moved."


def test_every_cause_and_kind_has_a_name():
    from openness.studies.vintages_and_composition.editions.moves import CAUSES, KIND_OF

    assert tuple(vintage_words.CAUSE_NAMES) == CAUSES
    assert set(vintage_words.KIND_NAMES) == set(KIND_OF.values())


def test_notes_end_the_summary():
    renamed = edition(NEW, [("Same", 2024, "corporate", "api")], components=[("epoch:same", "weights", "closed")])
    found = vintage_words.summary(tallies.moved(vintages.compare_editions(Question(), BEFORE, renamed), 1))
    assert found[-1] == "Judged in the newer edition alone: weights."


def test_new_on_the_list_is_not_new():
    change = vintages.compare_editions(Question(), BEFORE, AFTER)
    # Made in 2029, and the new release is of 2024.
    assert wrapped(
        [vintage_words.new_words(tallies.new_on_the_list(vintages.newcomers(change, AFTER.releases, 3)))]
    ) == snapshot("""\
- Of 1 new release in these shares, 1 came out before the older edition was made: new on the list, and not
  new.\
""")
    later = AFTER.releases.with_columns(release_date=pl.lit(datetime(2029, 6, 1)))
    assert vintage_words.new_words(tallies.new_on_the_list(vintages.newcomers(change, later, 3))).startswith(
        "Of 1 new release in these shares, none came out before"
    )
    assert (
        vintage_words.new_words(tallies.new_on_the_list(vintages.newcomers(change, AFTER.releases, 4)))
        == "No new release is in a share with enough of them."
    )
