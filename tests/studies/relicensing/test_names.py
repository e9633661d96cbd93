import pytest

from openness.studies.relicensing.names import (
    DEMANDS,
    EVIDENCE,
    GRADES,
    LANES,
    LISTS,
    WHOM,
    gate_text,
    licenses_text,
    tier_text,
    tiers_text,
)
from openness.tables.schema import CHANGE_EVIDENCE, CHANGE_KINDS, GATE_BUSINESSES, GATE_DEMANDS, KINDS_OF_CHANGE


@pytest.mark.parametrize(
    ("licenses", "words", "tier"),
    [
        (["Elastic-2.0", "SSPL-1.0"], "Elastic-2.0 or SSPL-1.0", "restricted commercial use"),
        (["MIT AND Elastic-2.0"], "MIT and Elastic-2.0", "restricted commercial use"),
        (["LicenseRef-rsal-1.0"], "rsal-1.0", "restricted commercial use or stricter"),
        (["BUSL-1.1"], "BUSL-1.1", "restricted commercial use to noncommercial"),
        (["LicenseRef-nobody-read-this"], "nobody-read-this", "not known"),
        (["MIT"], "MIT", "open"),
    ],
)
def test_licenses_and_tiers_in_words(licenses, words, tier):
    assert licenses_text(licenses) == words
    assert tier_text(licenses) == tier


def test_two_tiers_that_are_certain_and_the_same_are_one():
    assert tiers_text(["MIT"], ["AGPL-3.0-only"]) == "open"
    assert tiers_text(["MIT"], ["SSPL-1.0"]) == "open \u2192 restricted commercial use"
    unknown = "restricted commercial use or stricter"
    assert tiers_text(["LicenseRef-rsal-1.0"], ["LicenseRef-timescale"]) == f"{unknown} \u2192 {unknown}"


def test_every_grade_of_evidence_has_words():
    assert set(EVIDENCE) == set(GRADES) == set(CHANGE_EVIDENCE)


def test_every_list_gate_and_demand_has_words():
    assert set(LANES) == {(kind, work) for kind in CHANGE_KINDS for work in KINDS_OF_CHANGE}
    assert set(LANES.values()) == set(LISTS)
    assert (set(WHOM), set(DEMANDS)) == (set(GATE_BUSINESSES), set(GATE_DEMANDS))


@pytest.mark.parametrize(
    ("gate", "words"),
    [
        ((2_500_000, "EUR", "month", "product"), "more than 2,500,000 EUR in a month, of one product or service"),
        ((20_000_000, "USD", "month", "product"), "more than 20 million USD in a month, of one product or service"),
        (
            (10_000_000_000, "USD", "year", "licensee"),
            "more than 10 billion USD in any twelve months, of the licensee and its affiliates",
        ),
    ],
)
def test_a_gate_in_words(gate, words):
    assert gate_text(*gate) == words
