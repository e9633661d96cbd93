"""Licenses as tables show them."""

import polars as pl
from tests.studies.declared import differences
from tests.studies.license_landscape.small_releases import MIXED

from openness.studies.license_landscape import results
from openness.studies.license_landscape.terms import tier_counts
from openness.studies.license_landscape.views import hidden, most_used


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
