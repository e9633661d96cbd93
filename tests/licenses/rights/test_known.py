"""What the licenses that everybody asks about allow, literally."""

import pytest

from openness.licenses import may
from openness.licenses.rights.asker import Company
from openness.project.errors import BadValueError, UnknownNameError

BONN = Company("Germany", 5e6, 1e6, "USD")
RELATIONS = ("use", "host", "fine-tune", "merge", "quantize", "distill", "train-on-outputs", "embed", "redistribute")
YES, IF, NO, UNKNOWN = "yes", "if", "no", "unknown"


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("Apache-2.0", [YES, YES, IF, IF, IF, YES, YES, IF, IF]),
        ("CC-BY-NC-4.0", [NO] * 9),
        ("llama-2", [IF, IF, IF, IF, IF, NO, NO, IF, IF]),
        ("llama-3", [IF, IF, IF, IF, IF, NO, NO, IF, IF]),
        ("llama-3.1", [IF] * 9),
        ("llama-4", [IF] * 9),
        ("gemma", [IF] * 9),
        ("BUSL-1.1", [UNKNOWN] * 9),
        ("NONE", [NO] * 9),
        ("NOASSERTION", [UNKNOWN] * 9),
    ],
)
def test_a_company_in_germany_with_five_million_users_may(name, answers):
    assert [may(one, name, BONN).answer for one in RELATIONS] == answers


def _conditions(relation, name, company=BONN):
    return [(one.words, one.section) for one in may(relation, name, company).points]


def test_llama_3_in_a_product_has_to_show_its_name():
    found = _conditions("use", "llama-3")
    assert ("“Built with Meta Llama 3” must be displayed with the product, service or model", "1.b.i") in found
    assert ("not for the purposes that the license forbids", "1.b.iv") in found


def test_above_seven_hundred_million_users_llama_needs_another_license():
    found = may("use", "llama-3.1", Company("Japan", 700_000_001))
    assert (found.answer, found.because) == (NO, "above 700,000,000 users a month another license is required")
    assert found.section == "llama-3.1 2"


def test_llama_4_excludes_the_union_from_its_multimodal_models_by_the_policy():
    said = [one for one in may("use", "llama-4", BONN).points if one.clause == "geo_exclusion"]
    assert [(one.answer, one.words, one.document) for one in said] == [
        (IF, "EU is excluded from the multimodal models", "LicenseRef-llama-4-use-policy")
    ]
    assert not [one for one in may("use", "llama-4", Company("Japan", 1)).points if one.clause == "geo_exclusion"]


def test_a_service_with_sspl_has_to_publish_what_it_is_run_with_and_is_not_forbidden():
    found = may("host", "SSPL-1.0", BONN)
    assert found.answer == IF
    words = "all programs that the service is run with must be published under the same license"
    assert (words, "13") in _conditions("host", "SSPL-1.0")


@pytest.mark.parametrize("name", ["FSL-1.1-ALv2", "FSL-1.1-MIT", "polyform-shield-1.0.0"])
def test_a_service_that_substitutes_for_the_work_is_forbidden_and_other_use_is_not(name):
    assert may("host", name, BONN).answer == NO
    assert may("use", name, BONN).answer == IF


def test_a_threshold_of_one_line_of_business_is_for_that_alone():
    rich = Company("Japan", 1000, 1e9)
    found = may("host", "kimi-k3", rich)
    assert (found.answer, found.because) == (
        NO,
        "above 20,000,000 USD of revenue a year another license is required",
    )
    used = may("use", "kimi-k3", rich)
    assert used.answer == IF
    assert "for who offers models as a service another license is required" in used.because
    assert may("use", "glm-5.3", rich).answer == YES
    assert may("use", "glm-5.3", Company("Japan", 1000, 2e10)).answer == IF


def test_a_barred_line_of_business_is_barred_at_any_size():
    assert may("host", "qwen-community-1.0", Company("Japan", 1, 0)).answer == NO


def test_internal_use_is_neither_a_service_nor_a_product():
    name = "polyform-internal-use-1.0.0"
    assert [may(one, name, BONN).answer for one in ("use", "host", "embed", "redistribute")] == [IF, NO, NO, NO]


def test_elastic_forbids_the_managed_service():
    assert may("host", "Elastic-2.0", BONN).answer == NO
    assert may("use", "Elastic-2.0", BONN).answer in (YES, IF)


def test_affero_asks_hosts_for_the_source():
    assert _conditions("host", "AGPL-3.0-only") == [
        ("users of a changed version over the network must be offered its source", "13")
    ]
    assert may("use", "AGPL-3.0-only", BONN).answer == YES


def test_kimi_asks_for_its_name_above_a_revenue_of_a_month_and_says_so():
    shown = "“Kimi K2” must be displayed"
    small = may("use", "kimi-k2-modified-mit", BONN)
    assert not [one for one in small.points if shown in one.words]
    large = may("use", "kimi-k2-modified-mit", Company("Japan", 2e8))
    assert [one.section for one in large.points if one.words.startswith("above 100,000,000")] == ["paragraph 4"]
    # A year's 60 million are at least one month of five, which is under twenty.
    between = may("use", "kimi-k2-modified-mit", Company("Japan", 1, 6e7, "USD"))
    assert [one.answer for one in between.points if "20,000,000" in one.words] == [IF]
    # Another currency is not converted.
    euros = may("use", "kimi-k2-modified-mit", Company("Japan", 1, 6e5, "EUR"))
    assert [one.answer for one in euros.points if "20,000,000" in one.words] == [IF]


def test_whoever_is_not_commercial_may_use_creative_commons_noncommercial():
    found = may("use", "CC-BY-NC-4.0", Company("Japan", 1, is_commercial=False))
    assert found.answer == IF
    assert found.points[0].section == "2.a.1"


def test_nothing_known_of_who_asks_makes_conditions_of_it():
    found = [one.words for one in may("use", "llama-3.1").points]
    assert any(one.startswith("above 700,000,000 users") for one in found)
    assert any("not in EU" in one.words for one in may("use", "tencent-hunyuan-community").points)
    assert may("use", "tencent-hunyuan-community", BONN).answer == NO


def test_a_sector_that_the_license_forbids_by_name_is_no_and_one_that_it_may_name_unknown():
    assert may("use", "llama-3.1", Company(sector="military")).answer == NO
    assert may("use", "llama-3.1", Company(sector="health")).answer == UNKNOWN
    assert may("use", "llama-3.1", Company(sector="retail")).answer == IF
    assert may("use", "Apache-2.0", Company(sector="military")).answer == YES


def test_gemma_counts_a_distilled_model_as_its_own_and_llama_does_not():
    assert "whoever receives it must be bound to the use restrictions" in may("distill", "gemma", BONN).because
    assert "notices" not in may("distill", "llama-3.1", BONN).because


def test_a_quantized_copy_under_no_derivatives_is_not_settled():
    assert may("fine-tune", "CC-BY-ND-4.0", BONN).answer == NO
    assert may("quantize", "CC-BY-ND-4.0", BONN).answer == UNKNOWN


def test_changes_that_are_kept_need_no_notice():
    assert may("fine-tune", "Apache-2.0", Company(keeps_changes=True)).answer == YES
    assert may("fine-tune", "CC-BY-ND-4.0", Company(keeps_changes=True)).answer == UNKNOWN


def test_a_family_answers_where_its_versions_agree():
    assert may("redistribute", "LicenseRef-llama-unspecified", BONN).answer == UNKNOWN
    assert "do not agree" in may("train-on-outputs", "LicenseRef-llama-unspecified", Company("Japan", 5)).because
    assert may("redistribute", "LicenseRef-CC-unspecified", Company(is_commercial=True)).answer == UNKNOWN


def test_of_alternatives_the_mildest_is_taken_and_of_what_holds_together_the_strictest():
    either = may("fine-tune", "MIT OR GPL-3.0-only", BONN, to_be_under="MIT")
    assert (either.answer, either.licenses) == (IF, ("MIT",))
    assert may("fine-tune", "MIT AND GPL-3.0-only", BONN, to_be_under="MIT").answer == NO
    assert may("use", "(MIT OR Apache-2.0) AND CC-BY-NC-4.0", BONN).answer == NO
    assert may("use", ["MIT", "CC-BY-NC-4.0"], BONN).answer == NO


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("MIT OR", "it ends before a license"),
        ("MIT OR lama-3", "unknown license 'lama-3'; did you mean 'llama-3'"),
        (" AND ".join(f"(MIT OR X{number})" for number in range(7)), "choices"),
    ],
)
def test_an_expression_that_is_none_or_leaves_too_much_is_refused(given, message):
    with pytest.raises((BadValueError, UnknownNameError), match=message):
        may("use", given)


def test_a_name_of_several_words_is_understood():
    assert may("use", "Llama 3.1 Community License", BONN).licenses == ("LicenseRef-llama-3.1",)
    with pytest.raises(UnknownNameError, match="unknown license 'Some License of Mine'"):
        may("use", "Some License of Mine", BONN)


def test_polyform_noncommercial_is_never_a_yes_for_business():
    for relation in RELATIONS:
        assert may(relation, "PolyForm-Noncommercial-1.0.0", BONN).answer in (NO, UNKNOWN)
