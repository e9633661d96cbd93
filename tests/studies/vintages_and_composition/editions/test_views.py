"""Changes between two small editions as tables, and the words around them."""

import polars as pl
import pytest
from tests.studies.vintages_and_composition.editions.small_editions import AFTER, BEFORE, NEW, OLD

from openness.measures.ask import Question
from openness.studies.vintages_and_composition.editions import change as vintages
from openness.studies.vintages_and_composition.editions.views import (
    cause_rows,
    columns,
    label_rows,
    not_shown,
    release_rows,
)

SAID = ["reassessment", "criteria", "labels"]


@pytest.fixture(scope="module")
def change():
    return vintages.compare_editions(Question(), BEFORE, AFTER)


def test_a_cause_has_its_releases_and_its_part_of_the_movement(change):
    rows = cause_rows(change, 3)
    assert rows.select("cause", "release_count", "share_count").rows() == [
        ("New releases", 1, 1),
        ("Removed releases", 1, 1),
        ("Releases judged differently", 1, 1),
        ("Blanks filled in", 1, 1),
        ("Releases moved to another group", 1, 1),
        ("Releases moved to another period", 1, 1),
    ]
    # One of seven ninths of movement each, the release judged differently two.
    assert rows["part"].to_list() == pytest.approx([1 / 7, 1 / 7, 2 / 7, 1 / 7, 1 / 7, 1 / 7])
    assert rows["up"].sum() + rows["down"].sum() == pytest.approx(100 / 3)
    assert rows["meaning"][0] == "Releases that only the newer edition has"


def test_shares_of_few_releases_have_no_causes(change):
    assert cause_rows(change, 4).is_empty()


def test_a_release_is_told_with_what_was_said_of_it(change):
    rows = release_rows(change, SAID, 3, 10)
    assert [(one[0]["text"], one[0]["url"]) for one in rows["release"]] == [
        ("Graded", None),
        ("Blank", None),
        ("Dated", None),
        ("Typed", None),
    ]
    assert rows.select("share", "cause", "before", "after", "points").rows()[:3] == [
        (
            "Corporate, 2024",
            "Releases judged differently",
            "Not open: access api",
            "Open: access open restricted",
            22.2,
        ),
        ("Corporate, 2024", "Blanks filled in", "Not known: access unknown", "Not open: access api", -11.1),
        (
            "Corporate, 2024",
            "Releases moved to another period",
            "Open: release date no date",
            "Open: release date 2024-03-01",
            11.1,
        ),
    ]


def test_what_an_edition_does_not_list_is_not_called_unknown(change):
    rows = release_rows(change, ["releases"], 3, 10)
    assert rows.select("before", "after").rows() == [("Not listed", "Not open"), ("Not open", "Not listed")]


def test_a_fact_that_follows_from_access_is_not_told_twice(change):
    text = "access unknown; component: weights missing; license NOASSERTION; license_tier open; component: paper open"
    rewritten = change.releases.with_columns(before=pl.lit(text))
    told = release_rows(vintages.replace(change, releases=rewritten), SAID, 3, 1)["before"][0]
    assert told == "Not open: access unknown; license NOASSERTION; license tier open; 1 more"


def test_only_the_largest_are_shown_and_a_command_prints_the_rest(change):
    assert release_rows(change, SAID, 3, 2).height == 2
    command = f"openness compare epoch@{OLD} epoch@{NEW} --by developer_group --definition open_weights --every year"
    assert not_shown(change, Question(), SAID, 3, 2) == (
        f"2 more releases moved a share less. All of them: {command} --releases"
    )
    asked = Question(since=2020, modality="language")
    assert not_shown(change, asked, SAID, 3, 3) == (
        f"1 more release moved a share less. All of them: {command} --since 2020 --modality language --releases"
    )
    assert not_shown(change, Question(), SAID, 3, 4) == f"All of them: {command} --releases"


def test_a_date_in_a_heading_does_not_break(change):
    assert columns(change).headings["before"] == f"In {OLD}".replace("-", "\N{NON-BREAKING HYPHEN}")


def test_types_given_by_hand_move_releases_out_of_unknown(real):
    found = label_rows(vintages.label_repair(Question("epoch", "2026-03-30", since=2018), is_pooled=True))
    unknown = found.filter(group="unknown").row(0, named=True)
    others = found.filter(pl.col("group") != "unknown")
    assert unknown["n_before"] - unknown["n_after"] == (others["n_after"] - others["n_before"]).sum()
    # One, of a developer of whom nobody says who governs it, moves into unknown.
    assert unknown["release_count"] - 2 * 1 == unknown["n_before"] - unknown["n_after"]
