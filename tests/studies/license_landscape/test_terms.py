"""Terms and tiers of licenses."""

import pytest
from tests.studies.license_landscape.small_releases import MIXED, releases_of

from openness.studies.license_landscape.families import family_shares
from openness.studies.license_landscape.terms import TERMS, term_shares, terms_of, tier_counts, with_terms


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
