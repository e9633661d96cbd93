import pytest

from openness.studies.relicensing.names import EVIDENCE, GRADES, licenses_text, tier_text, tiers_text
from openness.tables.schema import CHANGE_EVIDENCE


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
