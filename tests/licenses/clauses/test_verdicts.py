import re
import shutil
from types import SimpleNamespace

import pytest
from inline_snapshot import snapshot
from tests.studies.prose import wrapped

from openness.licenses.clauses import catalog, verdict_rules
from openness.licenses.clauses.limits import Business
from openness.licenses.clauses.verdicts import explain, is_osi_approved, judge, of_clauses, of_license, resolve, tier
from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError, UnknownNameError
from openness.tables import schema

PERMISSIVE = {
    "commercial_use": "yes",
    "user_threshold": None,
    "user_threshold_unit": None,
    "revenue_threshold": None,
    "revenue_currency": None,
    "threshold_effect": None,
    "registration_required": False,
    "behavioural_use_restrictions": False,
    "use_policy_form": None,
    "military_ban": False,
    "geo_exclusion": (),
    "redistribution": True,
    "derivatives": True,
    "attribution_notice": True,
    "branding_required": None,
    "model_name_prefix": None,
    "output_training_restriction": "none",
    "share_alike": False,
    "use_restrictions_flow_down": False,
    "patent": "grant",
    "litigation_termination": "patent",
    "revocable": False,
    "licensor_may_amend": False,
    "terminates_on_breach": True,
    "business_restriction": (),
}
LLAMA_2 = PERMISSIVE | {
    "commercial_use": "threshold",
    "user_threshold": 700_000_000,
    "user_threshold_unit": "monthly_active_users",
    "threshold_effect": "licence_required",
    "behavioural_use_restrictions": True,
    "use_policy_form": "external",
    "military_ban": True,
    "output_training_restriction": "ban_other_models",
    "litigation_termination": "any_ip",
}


def summary(verdict):
    return verdict.osd_violations, verdict.osd_arguable, verdict.tier


def test_a_license_with_no_such_clause_violates_nothing_and_is_open():
    verdict = judge(PERMISSIVE)
    assert summary(verdict) == ((), (), "open")
    assert verdict.findings == ()
    assert verdict.undecided == ()


@pytest.mark.parametrize(
    ("clause", "value", "violated", "arguable", "expected"),
    [
        ("commercial_use", "no", (1, 6), (), "noncommercial"),
        ("commercial_use", "threshold", (5,), (), "restricted_commercial"),
        ("commercial_use", "registration", (7,), (6,), "restricted_commercial"),
        ("registration_required", True, (), (7,), "restricted_commercial"),
        ("user_threshold", 100_000_000, (), (5,), "unspecified"),
        ("revenue_threshold", 1_000_000, (), (5,), "unspecified"),
        ("threshold_effect", "licence_required", (5,), (), "restricted_commercial"),
        ("threshold_effect", "branding_required", (), (5,), "open"),
        ("behavioural_use_restrictions", True, (6,), (), "open_behavioral"),
        ("military_ban", True, (6,), (), "open_behavioral"),
        ("geo_exclusion", ("EU",), (5,), (), "restricted_commercial"),
        ("redistribution", False, (1,), (), "restricted_commercial"),
        ("derivatives", False, (3,), (), "restricted_commercial"),
        ("model_name_prefix", "Llama", (), (4,), "open"),
        ("output_training_restriction", "ban_other_models", (), (6, 9), "restricted_commercial"),
        ("output_training_restriction", "ban_competing", (), (6, 9), "restricted_commercial"),
        ("output_training_restriction", "noncommercial_only", (), (6, 9), "restricted_commercial"),
        ("output_training_restriction", "branding_only", (), (9,), "open"),
        ("revocable", True, (), (7,), "open_behavioral"),
        ("licensor_may_amend", True, (), (7,), "open_behavioral"),
        ("user_threshold_unit", "visits", (), (), "open"),
        ("revenue_currency", "USD", (), (), "open"),
        ("use_policy_form", "inline", (), (), "open"),
        ("attribution_notice", False, (), (), "open"),
        ("branding_required", "Built with Llama", (), (10,), "open"),
        (
            "business_restriction",
            (Business(what="hosting", effect="needs_license"),),
            (6,),
            (),
            "restricted_commercial",
        ),
        ("business_restriction", (Business(what="competing", effect="forbidden"),), (6,), (), "restricted_commercial"),
        ("business_restriction", (Business(what="hosting", effect="needs_review"),), (6,), (), "restricted_commercial"),
        ("outputs", ("branding_only", "covers_work"), (6,), (), "restricted_commercial"),
        ("must_bind", True, (), (), "open"),
        ("copy_of_terms", True, (), (), "open"),
        ("share_alike", True, (), (), "open"),
        ("use_restrictions_flow_down", True, (), (), "open"),
        ("patent", "none", (), (), "open"),
        ("litigation_termination", "any_ip", (), (), "open"),
        ("terminates_on_breach", False, (), (), "open"),
    ],
)
def test_each_clause_alone_has_one_stated_effect(clause, value, violated, arguable, expected):
    assert summary(judge(PERMISSIVE | {clause: value})) == (violated, arguable, expected)


def test_llama_2_violates_exactly_the_criteria_that_the_osi_names():
    assert summary(judge(LLAMA_2)) == ((5, 6), (9,), "restricted_commercial")


def test_llama_3_1_adds_only_arguable_failures_by_its_names():
    clauses = LLAMA_2 | {"model_name_prefix": "Llama", "output_training_restriction": "branding_only"}
    assert summary(judge(clauses)) == ((5, 6), (4, 9), "restricted_commercial")


def test_a_criterion_that_is_violated_is_not_arguable_as_well():
    verdict = judge(
        PERMISSIVE | {"commercial_use": "registration", "registration_required": True, "military_ban": True}
    )
    assert summary(verdict) == ((6, 7), (), "restricted_commercial")


def test_the_strictest_clause_sets_the_tier():
    clauses = PERMISSIVE | {"behavioural_use_restrictions": True}
    assert judge(clauses).tier == "open_behavioral"
    assert judge(clauses | {"output_training_restriction": "ban_competing"}).tier == "restricted_commercial"
    assert judge(clauses | {"commercial_use": "no"}).tier == "noncommercial"


@pytest.mark.parametrize(
    "clause",
    ["commercial_use", "behavioural_use_restrictions", "output_training_restriction", "redistribution", "derivatives"],
)
def test_an_undecided_clause_that_could_restrict_leaves_the_tier_unspecified(clause):
    verdict = judge(PERMISSIVE | {clause: None, "outputs": ()})
    assert (verdict.tier, verdict.at_least, verdict.undecided) == ("unspecified", "open", (clause,))


def test_what_is_decided_sets_the_least_tier_and_an_undecided_clause_is_no_default():
    verdict = judge(LLAMA_2 | {"commercial_use": None})
    assert summary(verdict) == ((5, 6), (9,), "unspecified")
    assert verdict.at_least == "restricted_commercial"
    assert verdict.undecided == ("commercial_use",)


def test_nothing_undecided_can_change_a_noncommercial_tier():
    verdict = judge({"commercial_use": "no"})
    assert summary(verdict) == ((1, 6), (), "noncommercial")
    assert "derivatives" in verdict.undecided
    assert "military_ban" not in verdict.undecided


def test_an_unread_exclusion_of_regions_is_named_and_does_not_hide_the_tier():
    verdict = judge(PERMISSIVE | {"behavioural_use_restrictions": True, "military_ban": None, "geo_exclusion": None})
    assert summary(verdict) == ((6,), (), "open_behavioral")
    assert verdict.undecided == ("geo_exclusion",)


def test_nothing_read_is_nothing_said():
    verdict = judge({})
    assert summary(verdict) == ((), (), "unspecified")
    assert verdict.at_least is None
    assert not verdict.is_judged


def test_a_threshold_that_the_reader_could_not_decide_is_undecided_and_one_it_did_not_find_is_none():
    assert of_clauses(PERMISSIVE).undecided == ()
    assert of_clauses(PERMISSIVE, undecided=["user_threshold"]).undecided == ("user_threshold",)


def test_a_text_known_to_be_an_approved_license_is_open_whatever_was_not_decided(invented):
    half_read = {"redistribution": True}
    assert of_clauses(half_read, identifier="LicenseRef-egret-2.0").tier == "unspecified"
    verdict = of_clauses(half_read, identifier="MIT")
    assert (verdict.tier, verdict.because) == ("open", "Approved by the Open Source Initiative.")


def test_findings_of_a_text_carry_its_words():
    evidence = {
        "commercial_use": SimpleNamespace(quote="not for business", line=7),
        "derivatives": {"quote": "none", "line": 9},
    }
    findings = of_clauses(PERMISSIVE | {"commercial_use": "no", "derivatives": False}, evidence).findings
    assert [(one.clause, one.quote, one.line) for one in findings] == [
        ("commercial_use", "not for business", 7),
        ("commercial_use", "not for business", 7),
        ("derivatives", "none", 9),
    ]


def test_a_record_is_read_together_with_its_use_policy(invented):
    verdict = of_license("LicenseRef-heron-1.0")
    assert summary(verdict) == ((5, 6), (7, 9), "restricted_commercial")
    assert [(one.rule.id, one.where, one.section) for one in verdict.findings] == [
        ("commercial-threshold", "LicenseRef-heron-1.0", "2"),
        ("user-threshold", "LicenseRef-heron-1.0", "2"),
        ("threshold-ends-license", "LicenseRef-heron-1.0", "2"),
        ("use-restrictions", "LicenseRef-heron-1.0", "1.b"),
        ("military-ban", "LicenseRef-heron-1.0-use-policy", "1.d"),
        ("geographic-exclusion", "LicenseRef-heron-1.0-use-policy", "2"),
        ("outputs-other-models-field", "LicenseRef-heron-1.0", "1.c"),
        ("outputs-other-models-software", "LicenseRef-heron-1.0", "1.c"),
        ("amendable", "LicenseRef-heron-1.0-use-policy", "3"),
    ]


@pytest.mark.parametrize(
    ("identifier", "violated", "arguable", "expected"),
    [
        ("LicenseRef-heron-1.0-use-policy", (5, 6), (7,), "unspecified"),
        ("LicenseRef-egret-1.0", (1, 3, 6), (7,), "noncommercial"),
        ("LicenseRef-egret-2.0", (), (5, 10), "open"),
        ("LicenseRef-egret-2.1", (), (5, 10), "open"),
        ("licenseref-EGRET-2.0", (), (5, 10), "open"),
        ("LicenseRef-plover-0.1", (6,), (), "unspecified"),
        ("MIT", (), (), "open"),
        ("mit", (), (), "open"),
        ("GPL-2.0-only WITH Classpath-exception-2.0", (), (), "open"),
        ("GPL-2.0-only WITH Nothing-known", (), (), "unspecified"),
        ("CC0-1.0", (), (), "open"),
        ("ODbL-1.0", (), (), "open"),
        ("CC-BY-4.0", (), (), "open"),
        ("CC-BY-3.0-IGO", (), (), "open"),
        ("CC-BY-SA-2.5", (), (), "open"),
        ("LicenseRef-CC-BY-SA-3.0-ES", (), (), "open"),
        ("CC-BY-ND-4.0", (3,), (), "restricted_commercial"),
        ("CC-BY-NC-4.0", (1, 6), (), "noncommercial"),
        ("CC-BY-NC-SA-3.0-DE", (1, 6), (), "noncommercial"),
        ("CC-BY-NC-ND-4.0", (1, 3, 6), (), "noncommercial"),
        ("CC-BY-9.9", (), (), "unspecified"),
        ("PDDL-1.0", (), (), "open"),
        ("CDLA-Permissive-2.0", (), (), "open"),
        ("SSPL-1.0", (), (), "unspecified"),
        ("JSON", (), (), "unspecified"),
        ("NONE", (), (), "closed"),
        ("NOASSERTION", (), (), "unspecified"),
        ("LicenseRef-proprietary", (), (), "closed"),
        ("LicenseRef-noncommercial", (1, 6), (), "noncommercial"),
        ("LicenseRef-research-only", (1, 6), (), "noncommercial"),
        ("LicenseRef-custom", (), (), "unspecified"),
        ("LicenseRef-various", (), (), "unspecified"),
        ("LicenseRef-modified-mit", (), (), "unspecified"),
        ("LicenseRef-public-domain", (), (), "open"),
        ("LicenseRef-CC-BY-unspecified", (), (), "open"),
        ("LicenseRef-CC-BY-NC-unspecified", (1, 6), (), "noncommercial"),
        ("LicenseRef-CC-BY-NC-ND-unspecified", (1, 3, 6), (), "noncommercial"),
        ("LicenseRef-CC-unspecified", (), (), "unspecified"),
        ("LicenseRef-BSD-unspecified", (), (), "open"),
        ("LicenseRef-GPL-unspecified", (), (), "open"),
        ("LicenseRef-Apache-unspecified", (), (), "open"),
        ("LicenseRef-LGPL-unspecified", (), (), "open"),
        ("LicenseRef-AGPL-unspecified", (), (), "open"),
        ("LicenseRef-GFDL-unspecified", (), (), "open"),
        ("LicenseRef-MPL-unspecified", (), (), "open"),
        ("LicenseRef-OFL-unspecified", (), (), "open"),
        ("LicenseRef-AFL-unspecified", (), (), "open"),
        ("LicenseRef-OSL-unspecified", (), (), "open"),
        ("LicenseRef-CDLA-unspecified", (), (), "open"),
        ("LicenseRef-CDLA-Permissive-unspecified", (), (), "open"),
        ("LicenseRef-Elastic-unspecified", (), (), "unspecified"),
        ("LicenseRef-llama-unspecified", (), (), "unspecified"),
        ("LicenseRef-apple-unspecified", (), (), "unspecified"),
        ("LicenseRef-nobody-knows", (), (), "unspecified"),
    ],
)
def test_verdicts_by_identifier(invented, identifier, violated, arguable, expected):
    assert summary(of_license(identifier)) == (violated, arguable, expected)


@pytest.mark.parametrize(
    ("members", "expected", "because"),
    [
        (
            "[CC-BY-ND-4.0, LicenseRef-heron-1.0]",
            ((), (), "restricted_commercial"),
            "No version is named, and all agree: CC-BY-ND-4.0, LicenseRef-heron-1.0.",
        ),
        (
            "[LicenseRef-egret-1.0, CC-BY-NC-4.0]",
            ((1, 6), (), "noncommercial"),
            "No version is named, and all agree: LicenseRef-egret-1.0, CC-BY-NC-4.0.",
        ),
        (
            "[LicenseRef-egret-1.0, LicenseRef-egret-2.0]",
            ((), (), "unspecified"),
            "Its versions do not agree, or not all are read: "
            "LicenseRef-egret-1.0: Noncommercial; LicenseRef-egret-2.0: Open.",
        ),
        (
            "[LicenseRef-egret-1.0, LicenseRef-egret-9]",
            ((), (), "unspecified"),
            "Its versions do not agree, or not all are read: "
            "LicenseRef-egret-1.0: Noncommercial; LicenseRef-egret-9: Unspecified.",
        ),
    ],
)
def test_a_family_has_the_tier_on_which_all_its_versions_agree(invented, own_raw, members, expected, because):
    shutil.copytree(invented / "licenses", own_raw / "licenses")
    with (own_raw / "licenses" / "rules.yml").open("a") as file:
        file.write(f"  LicenseRef-egret-unspecified: {members}\n")
    verdict = of_license("LicenseRef-egret-unspecified")
    assert (summary(verdict), verdict.because) == (expected, because)


@pytest.mark.parametrize(
    ("identifiers", "expected"),
    [
        (["MIT"], "open"),
        (["MIT", "Apache-2.0"], "open"),
        (["MIT", "LicenseRef-heron-1.0"], "restricted_commercial"),
        (["LicenseRef-heron-1.0", "CC-BY-NC-4.0"], "noncommercial"),
        (["MIT", "NOASSERTION"], "unspecified"),
        (["LicenseRef-heron-1.0", "NOASSERTION"], "unspecified"),
        (["CC-BY-NC-4.0", "NOASSERTION"], "noncommercial"),
        (["LicenseRef-proprietary", "LicenseRef-custom"], "closed"),
        (["NOASSERTION"], "unspecified"),
        ([], "unspecified"),
    ],
)
def test_of_several_licenses_at_once_the_strictest_wins_and_an_unread_one_leaves_it_open(
    invented, identifiers, expected
):
    assert tier(identifiers) == expected
    assert tier(reversed(identifiers)) == expected


def test_osi_approval_is_a_fact_of_the_list_and_not_our_verdict(invented):
    assert is_osi_approved("MIT")
    assert is_osi_approved("apache-2.0")
    assert not is_osi_approved("CC0-1.0")
    assert not is_osi_approved("CC-BY-4.0")
    assert not is_osi_approved("LicenseRef-egret-2.0")
    assert not is_osi_approved("LicenseRef-nobody-knows")


def test_an_identifier_is_resolved_to_its_spelling_and_a_wrong_one_is_answered_with_the_nearest(invented):
    assert resolve("egret-2.0") == "LicenseRef-egret-2.0"
    assert resolve(" licenseref-EGRET-2.0") == "LicenseRef-egret-2.0"
    assert resolve("apache-2.0") == "Apache-2.0"
    assert resolve("none") == "NONE"
    assert resolve("cc-by-nc-unspecified") == "LicenseRef-CC-BY-NC-unspecified"
    assert resolve("LicenseRef-CC-BY-SA-3.0-ES") == "LicenseRef-CC-BY-SA-3.0-ES"
    with pytest.raises(UnknownNameError, match=r"'LicenseRef-egret-3'; did you mean 'LicenseRef-egret-[12].[01]'\?"):
        resolve("LicenseRef-egret-3")
    with pytest.raises(UnknownNameError, match=r"unknown license 'qqqqqq'$"):
        resolve("qqqqqq")


def test_an_explanation_leads_from_clause_and_section_to_criterion_and_tier(invented):
    steps = explain("LicenseRef-heron-1.0")
    assert steps[0].startswith(
        "commercial_use is threshold (section 2): violates criterion 5, no discrimination against persons or groups. "
    )
    assert any(
        step.startswith("geo_exclusion is EU (LicenseRef-heron-1.0-use-policy, section 2): violates criterion 5")
        for step in steps
    )
    assert wrapped(steps[-3:]) == snapshot("""\
- Open Source Definition: violates 5 and 6, arguably violates 7 and 9.
- Tier: Restricted commercial use.
- As a fact apart: LicenseRef-heron-1.0 is not on the list of licenses approved by the Open Source Initiative.\
""")


def test_an_explanation_of_a_half_read_license_says_what_is_not_known(invented):
    assert wrapped(explain("LicenseRef-plover-0.1")[1:]) == snapshot("""\
- Not decided, and able to change the verdict: commercial_use, geo_exclusion, redistribution, derivatives,
  revocable and business_restriction.
- Open Source Definition: violates 6.
- Tier: Unspecified, “Open, with use restrictions” at least; a clause not decided could make it stricter.
- As a fact apart: LicenseRef-plover-0.1 is not on the list of licenses approved by the Open Source
  Initiative.\
""")


def test_an_explanation_of_a_license_without_clauses_says_that_none_was_judged(invented):
    assert wrapped(explain("MIT")) == snapshot("""\
- Open Source Definition: not judged clause by clause.
- Tier: Open. Approved by the Open Source Initiative.
- As a fact apart: MIT is approved by the Open Source Initiative.\
""")


def test_every_clause_has_a_rule_or_a_reason_for_none_and_every_rule_a_reason_and_a_source():
    table = verdict_rules.read()
    judged = {rule.clause for rule in table.rules}
    assert judged | set(table.no_rule) == {column.name for column in schema.CLAUSES}
    assert judged & set(table.no_rule) == set()
    for rule in table.rules:
        assert re.fullmatch(r"https://\S+", rule.source), rule.id
        assert rule.because.endswith("."), rule.id
    assert {rule.verdict for rule in table.rules} == {"violated", "arguable"}


def test_every_rule_of_a_tier_above_open_names_a_criterion_that_is_at_least_arguable():
    assert all(1 <= rule.criterion <= 10 for rule in verdict_rules.read().rules if rule.tier)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "clause: military_ban",
            "clause: military_bann",
            "clause is 'military_bann'; did you mean 'military_ban'?",
        ),
        ("criterion: 6", "criterion: 11", "rules 1: criterion is 11; expected a number from 1 to 10"),
        ("criterion: 6", "criterion: true", "line 17, rules 1: criterion is True; expected a whole number"),
        ("verdict: violated", "verdict: violates", "verdict is 'violates'; did you mean 'violated'?"),
        ("tier: noncommercial", "tier: non-commercial", "tier is 'non-commercial'; did you mean 'noncommercial'?"),
        ("when: threshold", "when: threshhold", "commercial_use is 'threshhold'; expected one of yes, no"),
        ('when: "no"', "when: no", "commercial_use is False; expected one of yes, no"),
        ("source: https://opensource.org/faq", "source: the FAQ", "expected a link"),
        ("  patent: ", "  patents: ", "no_rule: unknown name 'patents'; did you mean 'patent'?"),
        ("  patent: ", "  derivatives: ", "either a rule or an entry of no_rule is needed for derivatives, patent"),
        ("id: revocable", "id: amendable", "more than one rule is called amendable"),
        ("ids: [NONE]", "ids: [NOASSERTION]", "NOASSERTION stands twice under known"),
        ("[EPL-1.0, EPL-2.0]", "EPL-2.0", "families 'LicenseRef-EPL-unspecified' is 'EPL-2.0'; expected a list"),
        ("rules:\n", "rule:\n", "unknown field 'rule'; did you mean 'rules'?"),
    ],
)
def test_a_broken_rule_is_one_clear_line(tmp_path, old, new, message):
    text = (paths.raw() / "licenses" / "rules.yml").read_text()
    assert old in text
    (tmp_path / "licenses").mkdir()
    (tmp_path / "licenses" / "rules.yml").write_text(text.replace(old, new, 1))
    with paths.using(raw=tmp_path), pytest.raises(BadFileError) as error:
        verdict_rules.read()
    assert message in str(error.value)


def test_missing_rules_are_named(own_raw):
    with pytest.raises(MissingFileError, match=r"licenses/rules.yml is not there"):
        of_license("MIT")


@pytest.mark.parametrize(
    ("identifier", "violated", "arguable"), [("SSPL-1.0", (6,), (9,)), ("Elastic-2.0", (3, 6), ())]
)
def test_a_limit_on_offering_the_software_as_a_service_fails_the_definition(identifier, violated, arguable):
    verdict = of_license(identifier)
    assert (verdict.osd_violations, verdict.osd_arguable, verdict.tier) == (violated, arguable, "restricted_commercial")
    assert "Limits offering the" in explain(identifier)[0]


def test_a_text_that_is_named_gets_the_limits_of_its_record():
    clauses = dict(catalog.get("SSPL-1.0").clauses)
    values = {name: clause.value for name, clause in clauses.items()}
    assert of_clauses(values, identifier="SSPL-1.0").osd_violations == (6,)
    assert of_clauses(values).osd_violations == ()


def test_a_license_without_changes_says_that_it_is_no_limit_on_business():
    steps = explain("CC-BY-ND-4.0")
    (tier,) = [one for one in steps if one.startswith("Tier:")]
    assert tier == (
        "Tier: Restricted commercial use. Business as such is not limited; what puts it there: "
        "modified versions may not be passed on."
    )
    assert of_license("CC-BY-ND-4.0").set_by == ("derivatives",)
    assert not any("Business as such" in one for one in explain("LicenseRef-llama-3.1"))


@pytest.mark.parametrize(
    ("identifier", "part", "violated", "arguable", "tier"),
    [
        ("CC0-1.0", None, (), (), "open"),
        ("CC0-1.0", "data", (), (), "open"),
        ("CC0-1.0", "weights", (), (), "open"),
        ("CC0-1.0", "code", (), (7,), "open"),
        ("GFDL-1.3-no-invariants-only", "documents", (), (), "open"),
        ("GFDL-1.3-no-invariants-only", "code", (), (4,), "open"),
        ("GFDL-1.3-only", "documents", (), (3,), "open"),
        ("GFDL-1.3-only", "code", (), (3, 4), "open"),
        ("GFDL-1.2-invariants-or-later", None, (3,), (), "restricted_commercial"),
        ("MIT", "code", (), (), "open"),
    ],
)
def test_a_license_may_amount_to_less_on_a_part_of_a_release(identifier, part, violated, arguable, tier):
    found = of_license(identifier, part)
    assert (found.osd_violations, found.osd_arguable, found.tier) == (violated, arguable, tier)


def test_what_holds_on_parts_alone_is_told_where_no_part_is_asked_about():
    assert any(one.startswith("On code: patents are kept (section 4.a)") for one in explain("CC0-1.0"))
    assert not any(one.startswith("On code") for one in explain("CC0-1.0", "data"))
