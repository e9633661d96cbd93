import polars as pl
import pytest

from openness.cleaning import family_aliases
from openness.project.errors import BadFileError

PROOF = "reason: why\n    evidence: https://example.org\n    checked: 2030-01-01"
HOUSES = f"""houses:
  labs:
    members: [labs-research]
    {PROOF}
"""
RELEASES = pl.DataFrame(
    [("osai:heron", "osai", "2030-02-01"), ("osai:egret", "osai", "2030-02-01")],
    schema=["release_id", "source", "vintage"],
    orient="row",
)


def table(own_raw, *rows, houses=HOUSES):
    path = own_raw / family_aliases.FILE
    path.parent.mkdir(exist_ok=True)
    entries = "".join(f"  - {row}\n    {PROOF}\n" for row in rows) if rows else "  []\n"
    path.write_text(f"{houses}aliases:\n{entries}", encoding="utf-8")
    return path


def read(own_raw, *rows, **kwargs):
    table(own_raw, *rows, **kwargs)
    return family_aliases.read()


def message(own_raw, *rows, **kwargs):
    with pytest.raises(BadFileError) as error:
        read(own_raw, *rows, **kwargs)
    assert "\n" not in str(error.value)
    return str(error.value).partition("families.yml")[2]


def test_a_raw_folder_without_the_table_has_no_aliases(own_raw):
    aliases = family_aliases.read()
    assert aliases.rows == ()
    assert aliases.house("anyone") == "anyone"


def test_rows_are_read_with_their_line_house_and_key(own_raw):
    aliases = read(
        own_raw,
        "family: labs/heron-2\n    release: osai:heron\n    vintages: ['2030-02-01']",
        "family: labs/heron-2\n    developer: labs-research\n    name: Labs Heron 2 7B Instruct",
    )
    first, second = aliases.rows
    assert (first.release_id, first.vintages, first.key, first.line) == ("osai:heron", ("2030-02-01",), None, 8)
    # The name of a member is one of its house, and only its key counts.
    assert (second.house, second.key, second.line) == ("labs", "labsheron-2", 14)
    assert aliases.house("labs-research") == "labs"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            "family: labs/heron\n    relase: osai:heron",
            ", line 9, aliases 1: unknown field 'relase'; did you mean 'release'?",
        ),
        ("release: osai:heron", ", line 8, aliases 1: lacks 'family'"),
        (
            "family: labs/heron",
            ", line 8, aliases 1: expected 'release', with 'vintages' or not, or 'developer' and 'name'",
        ),
        (
            "family: labs/heron\n    release: osai:heron\n    name: Heron",
            ", line 8, aliases 1: expected 'release', with 'vintages' or not, or 'developer' and 'name'",
        ),
        (
            "family: labs/Heron 7B\n    release: osai:heron",
            ", line 8: 'labs/Heron 7B' is not a family (house/key); did you mean 'labs/heron'?",
        ),
        (
            "family: labs-research/heron\n    release: osai:heron",
            ", line 8: 'labs-research/heron' is not a family (house/key); did you mean 'labs/heron'?",
        ),
        ("family: labs/heron\n    release: heron", ", line 8, aliases 1: 'heron' is not a release id (source:name)"),
        (
            "family: labs/heron\n    developer: labs\n    name: Heron 7B",
            ", line 8: 'labs/heron' is led to itself; the name needs no alias",
        ),
        ("just words", ", line 8: aliases 1 is 'just words'"),
    ],
)
def test_a_broken_row_is_named_with_its_line(own_raw, row, expected):
    path = own_raw / family_aliases.FILE
    path.parent.mkdir()
    proof = "" if row == "just words" else f"    {PROOF}\n"
    path.write_text(f"{HOUSES}aliases:\n  - {row}\n{proof}", encoding="utf-8")
    with pytest.raises(BadFileError) as error:
        family_aliases.read()
    assert expected in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("https://example.org", "a book", "evidence 'a book' is not a link"),
        ("2030-01-01", "lately", "checked is 'lately'; expected YYYY-MM-DD"),
        ("reason: why\n    ", "", "lacks 'reason'"),
    ],
)
def test_a_row_without_proof_is_refused(own_raw, old, new, expected):
    row = f"  - family: labs/heron\n    release: osai:heron\n    {PROOF}\n".replace(old, new)
    path = own_raw / family_aliases.FILE
    path.parent.mkdir()
    path.write_text(f"{HOUSES}aliases:\n{row}", encoding="utf-8")
    with pytest.raises(BadFileError, match=r"line (8|12), aliases 1") as error:
        family_aliases.read()
    assert expected in str(error.value)


def test_two_rows_for_one_release_or_name_are_refused(own_raw):
    one = "family: labs/heron\n    release: osai:heron"
    assert message(own_raw, one, one) == ", line 13: 'osai:heron' stands in line 8 too"
    dated = one + "\n    vintages: ['2030-02-01']"
    assert message(own_raw, dated, one) == ", line 14: 'osai:heron' stands in line 8 too"
    assert message(own_raw, one, dated) == ", line 13: 'osai:heron' stands in line 8 too"
    name = "family: labs/heron\n    developer: labs\n    name: Labs Heron"
    other = "family: labs/heron\n    developer: labs-research\n    name: labs-heron 7B"
    assert message(own_raw, name, other) == ", line 14: 'labs/labsheron' stands in line 8 too"


def test_two_editions_of_one_release_may_be_of_two_families(own_raw):
    rows = [
        f"family: labs/heron-{number}\n    release: osai:heron\n    vintages: ['203{number}-01-01']"
        for number in (1, 2)
    ]
    assert len(read(own_raw, *rows).rows) == 2


def test_a_family_that_is_itself_led_elsewhere_is_refused(own_raw):
    found = message(
        own_raw,
        "family: labs/stork\n    developer: labs\n    name: Heron",
        "family: labs/heron\n    release: osai:heron",
    )
    assert found == ", line 14: 'labs/heron' is itself led to another family in line 8"


def test_a_developer_belongs_to_one_house(own_raw):
    second = HOUSES + HOUSES.replace("houses:\n", "").replace("labs:", "other:")
    assert message(own_raw, houses=second) == ", line 7: 'labs-research' is in two houses, or twice in one"


def test_a_table_without_its_sections_is_refused(own_raw):
    path = table(own_raw)
    path.write_text("houses: {}\n", encoding="utf-8")
    with pytest.raises(BadFileError, match="lacks 'aliases'"):
        family_aliases.read()


def unknown(own_raw, row):
    return family_aliases.unknown_releases(read(own_raw, row), RELEASES)


def test_a_release_that_its_source_does_not_have_is_named_with_the_nearest(own_raw):
    (line,) = unknown(own_raw, "family: labs/heron\n    release: osai:herron")
    assert line.endswith("line 8: no release 'osai:herron'; did you mean 'osai:heron'?")


def test_an_edition_without_the_release_is_named(own_raw):
    (line,) = unknown(own_raw, "family: labs/heron\n    release: osai:heron\n    vintages: ['2031-01-01']")
    assert line.endswith("'osai:heron' is not in edition 2031-01-01")


def test_releases_of_a_source_that_is_not_there_are_passed_over(own_raw):
    assert unknown(own_raw, "family: labs/heron\n    release: mot:heron") == []


def test_the_table_of_the_repository_has_a_reason_a_link_and_a_day_in_every_row():
    aliases = family_aliases.read()
    assert len(aliases.rows) > 150
    assert {row.release_id is None for row in aliases.rows} == {True, False}
    assert aliases.house("google-deepmind") == aliases.house("google-brain") == "google"
