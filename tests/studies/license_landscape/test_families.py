"""Families of licenses."""

import pytest
from tests.studies.license_landscape.small_releases import MIXED

from openness.studies.license_landscape.families import family_of, family_shares


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
