"""Terms and tiers of licenses."""

import polars as pl
import pytest
from tests.studies.declared import differences
from tests.studies.license_landscape.small_releases import MIXED, releases_of

from openness.studies.license_landscape import results
from openness.studies.license_landscape.measure import (
    TERMS,
    family_of,
    family_shares,
    hidden,
    landscape,
    most_used,
    term_shares,
    terms_of,
    tier_counts,
    with_terms,
)


@pytest.mark.parametrize(
    ("identifier", "approved", "use_restricted", "threshold", "noncommercial"),
    [
        ("MIT", True, False, False, False),
        ("CC-BY-4.0", False, False, False, False),
        ("CC-BY-NC-4.0", False, None, None, True),
        ("NONE", False, None, None, True),
        ("NOASSERTION", None, None, None, None),
        ("LicenseRef-custom", False, None, None, None),
        ("LicenseRef-noncommercial", False, None, None, True),
        ("LicenseRef-Apache-unspecified", None, False, False, False),
    ],
)
def test_a_license_has_a_term_has_it_not_or_does_not_say(
    identifier, approved, use_restricted, threshold, noncommercial
):
    found = terms_of(identifier)
    assert (found["osi_approved"], found["noncommercial"]) == (approved, noncommercial)
    if identifier != "CC-BY-NC-4.0":  # Once its record is there, the text answers what the name does not.
        assert (found["use_restricted"], found["threshold"]) == (use_restricted, threshold)


def test_terms_of_invented_licenses_follow_their_clauses(invented):
    assert terms_of("LicenseRef-heron-1.0") == {
        "osi_approved": False,
        "use_restricted": True,
        "threshold": True,
        "noncommercial": False,
    }


def test_one_restricted_license_is_enough_and_approval_needs_all():
    frame = releases_of([(2024, "corporate", "noncommercial", ["MIT", "CC-BY-NC-4.0"])])
    found = with_terms(frame).row(0, named=True)
    assert (found["osi_approved"], found["noncommercial"]) == (False, True)


def test_of_alternatives_no_limit_counts_that_another_does_not_set():
    expressions = ["MIT OR CC-BY-NC-4.0", "CC-BY-NC-4.0 OR NOASSERTION", "MIT AND NOASSERTION"]
    frame = releases_of([(2024, "corporate", "open", [])] * 3).with_columns(license_expression=pl.Series(expressions))
    found = with_terms(frame).select("osi_approved", "noncommercial")
    assert found.rows() == [(True, False), (None, None), (None, None)]


def test_shares_leave_unknown_licenses_out_and_count_them():
    found = term_shares(MIXED).filter(term=TERMS["osi_approved"].title, period="2024", group="corporate")
    assert found.select("n", "open_count", "unknown_count").rows() == [(2, 1, 1)]


def test_unspecified_is_counted_as_a_tier():
    assert tier_counts(MIXED).rows() == [
        ("2024", "community", "open", 1),
        ("2024", "corporate", "noncommercial", 1),
        ("2024", "corporate", "open", 1),
        ("2024", "corporate", "unspecified", 1),
        ("2025", "corporate", "closed", 1),
    ]


@pytest.mark.parametrize("function", [term_shares, tier_counts, family_shares])
def test_no_releases_give_an_empty_table(function):
    assert function(MIXED.clear()).height == 0


def test_families_are_shares_of_the_releases_whose_license_is_known():
    found = family_shares(MIXED, most=2).filter(period="2024").sort("family")
    assert found.select("family", "n", "open_count", "unknown_count").rows() == [
        ("Creative Commons, noncommercial", 3, 1, 1),
        ("MIT", 3, 1, 1),
        ("other licenses", 3, 1, 1),
    ]


@pytest.mark.parametrize(
    ("ids", "family"),
    [
        (["Apache-2.0"], "Apache"),
        (["LicenseRef-Apache-unspecified"], "Apache"),
        (["CC-BY-NC-SA-4.0"], "Creative Commons, noncommercial"),
        (["LicenseRef-llama-3.1"], "llama"),
        (["MIT", "Apache-2.0"], "several families"),
        (["MIT", "NOASSERTION"], "not known"),
        (["NONE"], "no license"),
        (["LicenseRef-research-only"], "research only"),
        ([], "not known"),
    ],
)
def test_the_family_of_a_set_of_licenses(ids, family):
    assert family_of(ids) == family


def test_what_is_hidden_is_listed_with_the_rule_that_read_it():
    frame = MIXED.with_columns(license_raw=pl.Series(["MIT", "cc-by-nc-4.0", "see repo", "x", "none"]))
    assert hidden(frame, 5).select("license_raw", "release_count", "because", "rule").rows() == [
        ("see repo", 1, "NOASSERTION", "alias")
    ]


def test_the_most_used_licenses_have_tier_and_approval():
    assert most_used(MIXED, 1).rows() == [("MIT", 2, "open", "yes")]


def test_results_are_as_they_are_declared():
    frame = MIXED.with_columns(license_raw=pl.Series(["MIT", "cc-by-nc-4.0", "see repo", "x", "none"]))
    for found, declared in (
        (tier_counts(MIXED), results.TIERS),
        (most_used(MIXED, 3), results.MOST_USED),
        (hidden(frame, 5), results.HIDDEN),
    ):
        assert differences(found, declared) == []


def test_what_is_said_of_the_landscape_is_counted_once_and_unspecified_stands_in_no_share():
    tiers = pl.DataFrame({"tier": ["closed", "unspecified", "open"], "n": [1, 4, 3]})
    terms = pl.DataFrame(
        [("OSI-approved", 2, 1), ("OSI-approved", 3, 2), ("Noncommercial", 9, 9)],
        schema=["term", "n", "open_count"],
        orient="row",
    )
    assert landscape(tiers, terms) == {
        "n": 8,
        "dated": "8 dated releases",
        "known": 4,
        "unknown": 4,
        "tier_shares": {"open": 0.75, "closed": 0.25},
        "approval_known": 5,
        "approved": 3,
    }
    assert list(landscape(tiers, terms)["tier_shares"]) == ["open", "closed"]
    made = landscape(tiers, terms, releases=1047)
    assert made["dated"] == "8 dated units (1,047 releases, a mass series being one)"
