"""Directions between licenses, computed from the tiers of the catalog."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.licenses.clauses import moves
from openness.licenses.clauses.judge import ORDER
from openness.licenses.clauses.moves import style, style_of_choice

SOME = [
    "MIT", "AGPL-3.0-only", "BUSL-1.1", "SSPL-1.0", "CC-BY-NC-4.0", "LicenseRef-llama-3", "LicenseRef-rsal-1.0",
    "LicenseRef-nobody-read-this", "NONE",
]  # fmt: skip
CHOICES = st.lists(st.lists(st.sampled_from(SOME), min_size=1, max_size=3), min_size=1, max_size=3)
OPPOSITE = {"looser": "tighter", "tighter": "looser", "sideways": "sideways", "unknown": "unknown"}


def move(before, after):
    return moves.direction(moves.parse_choice(before), moves.parse_choice(after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["AGPL-3.0-only"], ["SSPL-1.0"], "tighter"),
        (["LicenseRef-rsal-2.0", "SSPL-1.0"], ["LicenseRef-rsal-2.0", "SSPL-1.0", "AGPL-3.0-only"], "looser"),
        (["Apache-2.0"], ["Elastic-2.0", "SSPL-1.0"], "tighter"),
        (["Apache-2.0"], ["MIT"], "sideways"),
        (["MIT"], ["LicenseRef-minimax-m2-modified-mit"], "sideways"),
        (["LicenseRef-yi-2.1"], ["Apache-2.0"], "looser"),
        (["LicenseRef-apple-ascl"], ["LicenseRef-apple-amlr"], "tighter"),
        (["Apache-2.0"], ["AGPL-3.0-only"], "sideways"),
        (["MPL-2.0"], ["BUSL-1.1"], "tighter"),
        (["BUSL-1.1"], ["FSL-1.1-ALv2"], "unknown"),
        (["Apache-2.0"], ["Apache-2.0 AND LicenseRef-commons-clause-1.0"], "tighter"),
        (["Apache-2.0 AND LicenseRef-commons-clause-1.0"], ["Apache-2.0"], "looser"),
        (["MIT"], ["LicenseRef-nobody-read-this"], "unknown"),
        (["CC-BY-NC-4.0"], ["LicenseRef-nobody-read-this"], "unknown"),
        (["NONE"], ["LicenseRef-nobody-read-this"], "unknown"),
        (["LicenseRef-nobody-read-this"], ["MIT"], "unknown"),
    ],
)
def test_a_direction_follows_from_the_tiers(before, after, expected):
    assert move(before, after) == expected
    assert move(after, before) == OPPOSITE[expected]


def test_of_a_choice_the_mildest_counts_and_of_licenses_that_hold_together_the_strictest():
    assert moves.tier_of_choice([["MIT"], ["CC-BY-NC-4.0"]]) == "open"
    assert moves.tier_of_choice([["MIT", "CC-BY-NC-4.0"]]) == "noncommercial"


def test_a_choice_with_an_open_license_is_open_whatever_the_other_says():
    assert moves.tier_of_choice([["LicenseRef-nobody-read-this"], ["MIT"]]) == "open"


def test_a_license_that_is_read_in_part_has_a_floor():
    assert moves.tier_range([["LicenseRef-rsal-1.0"]]) == ("restricted_commercial", "closed")
    assert moves.tier_of_choice([["LicenseRef-rsal-1.0"]]) == "unspecified"


def test_the_business_source_license_leaves_production_to_the_licensor():
    assert moves.tier_range([["BUSL-1.1"]]) == ("restricted_commercial", "noncommercial")


@given(CHOICES, CHOICES)
def test_the_way_back_has_the_opposite_direction(before, after):
    assert moves.direction(after, before) == OPPOSITE[moves.direction(before, after)]


@given(CHOICES, st.lists(st.sampled_from(SOME), min_size=1, max_size=2))
def test_another_alternative_never_tightens(choice, added):
    assert moves.direction(choice, [*choice, added]) != "tighter"


@given(CHOICES)
def test_a_range_is_in_order_and_an_addition_to_every_alternative_never_loosens(choice):
    low, high = moves.tier_range(choice)
    assert ORDER.index(low) <= ORDER.index(high)
    assert moves.direction(choice, [[*one, "CC-BY-NC-4.0"] for one in choice]) != "looser"


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("mit", "permissive"),
        ("GPL-3.0-or-later", "strong_copyleft"),
        ("AGPL-3.0-only", "network_copyleft"),
        ("LGPL-2.1", "weak_copyleft"),
        ("BSL-1.0", "permissive"),
        ("BUSL-1.1", "unknown"),
        ("NOASSERTION", "unknown"),
    ],
)
def test_styles(identifier, expected):
    assert style(identifier) == expected


def test_the_style_of_a_choice_is_unknown_where_one_is():
    assert style_of_choice([["MIT"], ["GPL-3.0"]]) == "permissive"
    assert style_of_choice([["MIT", "GPL-3.0"]]) == "strong_copyleft"
    assert style_of_choice([["MIT"], ["SSPL-1.0"]]) == "unknown"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Apache-2.0", "AGPL-3.0-only", "stronger"),
        ("LGPL-2.1-or-later", "Apache-2.0", "weaker"),
        ("MIT", "Apache-2.0", "same"),
        ("MIT", "BUSL-1.1", "unknown"),
    ],
)
def test_copyleft_grows_or_shrinks(before, after, expected):
    assert moves.copyleft_change([[before]], [[after]]) == expected


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(["SSPL-1.0", "Elastic-2.0", "FSL-1.1-MIT"], 2)))
def test_licenses_that_only_forbid_a_service_are_in_one_tier(one, other):
    assert move([one], [other]) == "sideways"
