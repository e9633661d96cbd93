"""What the data can bear: coverage, blanks, what cleaning did, and how editions disagree."""

import polars as pl

from openness.studies.data_audit import measure as audit
from openness.tables import store as tables

RELEASES = pl.DataFrame(
    [
        ("a", "s", "2030-01-01", "A", "open_restricted"),
        ("b", "s", "2030-01-01", "B", "unknown"),
        ("c", "s", "2030-01-01", "C", "api"),
        ("d", "s", "2030-01-01", "D", "api"),
        ("e", "s", "2030-01-01", "E", "hosted"),
        ("a", "s", "2030-06-01", "A", "open_unrestricted"),
        ("b", "s", "2030-06-01", "B", "api"),
        ("c", "s", "2030-06-01", "C", "unknown"),
        ("d", "s", "2030-06-01", "D", "api"),
        ("e", "s", "2030-06-01", "E", "unreleased"),
        ("f", "s", "2030-06-01", "F", "api"),
    ],
    schema=["release_id", "source", "vintage", "release_name", "access"],
    orient="row",
).with_columns(developer_group=pl.lit("corporate"))


def test_changes_between_editions_tell_filling_in_from_moving():
    changes = audit.grade_changes(RELEASES, "s", "2030-01-01", "2030-06-01")
    assert dict(changes.select("release_id", "change").iter_rows()) == {
        "a": "more open",
        "b": "filled in",
        "c": "blanked",
        "d": "same",
        "e": "less open",
    }
    assert audit.count_changes(changes)["release_count"].to_list() == [1, 1, 1, 1, 1]
    assert audit.grade_flows(changes).rows() == [
        ("api", "unknown", 1),
        ("hosted", "unreleased", 1),
        ("open_restricted", "open_unrestricted", 1),
        ("unknown", "api", 1),
    ]


def test_editions_without_a_common_release_have_no_shares_of_change():
    changes = audit.grade_changes(RELEASES.filter(vintage="2030-01-01"), "s", "2030-01-01", "2030-06-01")
    assert audit.count_changes(changes)["release_share"].to_list() == [None] * 5


def test_an_edition_is_compared_with_its_neighbor_where_none_is_a_year_older():
    assert audit.editions_to_compare(RELEASES, "s", "2030-06-01") == ("2030-01-01", "2030-06-01")
    assert audit.editions_to_compare(RELEASES, "s", "2030-01-01") == ("2030-01-01", "2030-06-01")
    assert audit.editions_to_compare(RELEASES.filter(vintage="2030-01-01"), "s", "2030-01-01") == (
        "2030-01-01",
        "2030-01-01",
    )


def test_an_edition_is_compared_with_the_one_about_a_year_older(real):
    releases = tables.read("releases")
    assert audit.editions_to_compare(releases, "epoch", "2026-03-30") == ("2025-04-23", "2026-03-30")
    assert audit.editions_to_compare(releases, "osai", "2026-06-12") == ("2025-05-12", "2026-06-12")


def test_missing_values_of_the_small_project(small):
    missing = audit.missing_values(tables.read("releases")).filter(vintage="2030-01-31").row(0, named=True)
    assert {field: round(missing[field] * 6) for field in audit.FIELDS} == {
        "release_date": 1,
        "developer": 1,
        "developer_group": 2,
        "country": 1,
        "modality": 0,
        "parameter_count": 3,
        "license": 6,
        "access": 2,
    }


def test_coverage_of_the_small_project(small):
    assert audit.coverage(tables.read("releases")).rows() == [
        ("epoch", "2029-05-05", 2, 2, 1998, 2029, 0.5, 0.5, 0.0, 0.0),
        ("epoch", "2030-01-31", 6, 4, 1998, 2029, 1 / 6, 2 / 6, 1 / 6, 2 / 6),
        ("osai", "2030-02-01", 2, 2, 2029, 2029, 0.5, 0.0, 0.5, 0.0),
    ]


def test_every_developer_typed_by_hand_is_listed_under_its_source():
    rows = [
        # source, developer, category, type by the source, type here
        ("epoch", "A", "Industry", "company", "company"),
        ("epoch", "A", None, None, "company"),  # said in another record
        ("epoch", "B", "Industry", "company", "big_tech"),
        ("epoch", "B", None, None, "big_tech"),
        ("epoch", "C", "Research lab", "unknown", "nonprofit"),
        ("epoch", "D", None, None, "unknown"),  # nobody knows
        ("hub", "A", None, None, "company"),
    ]
    named = pl.DataFrame(
        [
            (f"{source}:{i}", source, name.lower(), name, category, said, here)
            for i, (source, name, category, said, here) in enumerate(rows)
        ],
        schema=[
            "release_id",
            "source",
            "developer_id",
            "published_name",
            "published_type",
            "published_developer_type",
            "developer_type",
        ],
        orient="row",
    )
    found = audit.typed_by_hand(named)
    assert list(found) == ["Epoch AI: 2 developers", "Hub: 1 developer"]
    assert found["Epoch AI: 2 developers"].rows() == [
        ("epoch", "B", None, "big_tech", 1),
        ("epoch", "B", "Industry", "big_tech", 1),
        ("epoch", "C", "Research lab", "nonprofit", 1),
    ]


def test_regraded_releases_are_more_open_or_less():
    rows = [("same", 5), ("filled in", 2), ("blanked", 1), ("more open", 3), ("less open", 4)]
    counts = pl.DataFrame(rows, schema=["change", "release_count"], orient="row")
    assert audit.regraded(counts) == {"both": 15, "moved": 7, "filled": 2, "blanked": 1}
