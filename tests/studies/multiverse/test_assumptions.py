"""The assumptions log: what is refused, what an impact is, and whether the repository's own holds."""

import polars as pl
import pytest
from tests.studies.multiverse.small_multiverse import SPECS

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError
from openness.studies.multiverse import assumptions
from openness.studies.multiverse.choices import CHOICES

ENTRY = """
  - id: blank-left-out
    statement: Blanks stand in no share.
    where: [docs/decisions.md]
    alternatives: [closed, open]
    choice: blank
    quality: medium
    reports: [corporate-vs-community]
"""
UNTESTED = """
  - id: law
    statement: The law says so.
    where: ["https://example.org/"]
    alternatives: [another law]
    untested: There is
      but one.
    table: licenses.license_tier
    quality: high
    reports: [data-audit]
"""


@pytest.fixture
def read(own_raw):
    def read(*entries):
        (own_raw / assumptions.FILE).write_text("assumptions:" + "".join(entries), encoding="utf-8")
        return assumptions.read()

    return read


def test_an_entry_is_read_as_it_stands(read):
    tested, untested = read(ENTRY, UNTESTED)
    assert (tested.id, tested.choice, tested.levels, tested.untested) == ("blank-left-out", "blank", (), None)
    assert tested.alternatives == ("closed", "open")
    assert (untested.choice, untested.untested) == (None, "There is but one.")


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("choice: blank", "choice: blnk", "assumptions 1: unknown choice 'blnk'; did you mean 'blank'?"),
        ("quality: medium", "quality: mdium", "quality is 'mdium'; did you mean 'medium'?"),
        ("choice: blank", "chioce: blank", "unknown field 'chioce'; did you mean 'choice'?"),
        ("choice: blank", "levels: []", "expected either a choice that tests it or why it is untested"),
        ("choice: blank", "choice: blank\n    untested: it is", "expected either a choice"),
        ("statement: Blanks stand in no share.", "levels: [x]", "lacks 'statement'"),
        ("[corporate-vs-community]", "corporate-vs-community", "reports is 'corporate-vs-community'; expected a list"),
        ("[closed, open]", "[1, 2]", "alternatives 1 is 1; expected text"),
        (
            "choice: blank",
            "untested: so\n    table: licenses.license_tier\n    levels: [closed]",
            "levels without a choice",
        ),
        ("choice: blank", "untested: so", "expected a table that fixes it"),
        ("choice: blank", "choice: blank\n    table: licenses.license_tier", "expected a table that fixes it"),
        (
            "choice: blank",
            "untested: so\n    table: licences.license_tier",
            "unknown table 'licences'; did you mean 'licenses'?",
        ),
        ("choice: blank", "untested: so\n    table: licenses.licens_tier", "did you mean 'license_tier'?"),
    ],
)
def test_a_broken_entry_is_named_in_one_line(read, before, after, message):
    with pytest.raises(BadFileError) as caught:
        read(ENTRY.replace(before, after))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_every_failure_is_named_at_once(read):
    with pytest.raises(BadFileError) as caught:
        read(ENTRY.replace("quality: medium", "quality: fair"), ENTRY.replace("choice: blank", "choice: blnk"))
    assert "unknown choice 'blnk'" in str(caught.value)
    assert "quality is 'fair'" in str(caught.value)


def test_two_entries_of_one_name_and_a_list_of_none_are_refused(read):
    with pytest.raises(BadFileError, match="blank-left-out used twice"):
        read(ENTRY, ENTRY)
    with pytest.raises(BadFileError, match="names no assumption"):
        read(" []")


def test_a_missing_file_is_refused(own_raw):
    with pytest.raises(MissingFileError):
        assumptions.read()


def test_the_impact_is_that_of_the_switch_and_the_rest_says_why_there_is_none(read):
    log = read(ENTRY, UNTESTED)
    found = assumptions.impact(log, SPECS)
    told = found.select("id", "estimand", "level", "pair_count", "sign_flip_share", "reason").rows()
    assert told == [
        ("blank-left-out", "share_difference", "closed", 2, 0.5, None),
        ("law", None, None, None, None, "There is but one. It is fixed in the column `licenses.license_tier`."),
    ]
    assert found["median_shift"][0] == pytest.approx(0.35)


def test_only_the_levels_named_are_alternatives_and_without_pairs_the_reason_stands(read):
    named = ENTRY.replace("choice: blank", "choice: blank\n    levels: [open]")
    (row,) = assumptions.impact(read(named), SPECS).to_dicts()
    assert row["reason"] == "the data allow no pair of specifications that differ in it alone"
    assert assumptions.impact([], SPECS).is_empty()


def test_the_log_of_the_repository_is_complete_and_its_places_exist():
    log = assumptions.read()
    assert len(log) >= 20
    assert {one.choice for one in log if one.choice} == set(CHOICES)
    for one in log:
        for place in one.where:
            assert place.startswith("https://") or (paths.root() / place).is_file(), f"{one.id}: {place}"
        known = CHOICES[one.choice].levels if one.choice else {}
        assert not known or set(one.levels) <= set(known), one.id


def test_every_choice_of_the_repository_has_a_computed_impact(real):
    from openness.studies.multiverse.specifications import multiverse

    found = assumptions.impact(assumptions.read(), multiverse())
    tested = found.filter(pl.col("choice").is_not_null())
    assert tested["reason"].null_count() == tested.height
    assert tested["pair_count"].min() > 0
