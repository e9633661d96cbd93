"""Clauses with parts: either form of a record comes to the same, and a wrong part is one line."""

import shutil
from pathlib import Path

import pytest
import yaml

from openness.licenses.clauses import catalog
from openness.licenses.clauses.declared import OF_TEXTS
from openness.licenses.clauses.limits import Business, Threshold
from openness.licenses.clauses.verdicts import of_license
from openness.project.errors import BadFileError

RULES = Path(__file__).parents[3] / "data" / "raw" / "licenses" / "rules.yml"
OLDER = dict.fromkeys(OF_TEXTS, "absent") | {
    "commercial_use": {"value": "yes", "section": "1"},
    "redistribution": {"value": True, "section": "1"},
    "derivatives": {"value": True, "section": "1"},
}
SIZES = ("user_threshold", "user_threshold_unit", "revenue_threshold", "revenue_currency", "threshold_effect")
USERS = {
    "measure": "users",
    "amount": 100_000_000,
    "period": "month",
    "counted": "product",
    "effect": "asks_for_display",
}
REVENUE = {
    "measure": "revenue",
    "amount": 20_000_000,
    "currency": "USD",
    "period": "year",
    "counted": "affiliates",
    "effect": "needs_license",
    "only_for": "hosting",
}


def record(folder, clauses, **more):
    document = {
        "id": "LicenseRef-heron-1.0",
        "name": "Heron License",
        "kind": "license",
        "family": "heron",
        "steward": "Example Labs",
        "url": "https://example.org/heron",
        "clauses": clauses,
    } | more
    (folder / "licenses").mkdir(parents=True, exist_ok=True)
    shutil.copy(RULES, folder / "licenses" / "rules.yml")
    (folder / "licenses" / "heron.yml").write_text(yaml.safe_dump(document), encoding="utf-8")
    return {name: one.value for name, one in catalog.get("LicenseRef-heron-1.0").clauses.items()}


def without(*names, **more):
    return {name: entry for name, entry in OLDER.items() if name not in names} | more


def stated(*entries):
    return {"value": list(entries), "section": "2"}


def test_the_older_fields_are_the_strictest_of_several_thresholds(own_raw):
    small = REVENUE | {"amount": 5_000_000, "effect": "asks_for_display", "period": "month", "only_for": None}
    found = record(own_raw, without(*SIZES, thresholds=stated(USERS, REVENUE, small)))
    assert {name: found[name] for name in SIZES} == {
        "user_threshold": 100_000_000,
        "user_threshold_unit": "monthly_active_users",
        "revenue_threshold": 5_000_000,
        "revenue_currency": "USD",
        "threshold_effect": "licence_required",
    }
    assert [str(one) for one in found["thresholds"]] == [
        "users > 100000000; month; product; asks_for_display",
        "revenue > 20000000 USD; year; affiliates; needs_license; only for hosting",
        "revenue > 5000000 USD; month; affiliates; asks_for_display",
    ]


def test_a_record_in_the_older_fields_says_of_what_they_leave_out_that_it_is_not_recorded(own_raw):
    said = {
        "user_threshold": {"value": 1_000_000, "section": "3"},
        "user_threshold_unit": {"value": "daily_active_users", "section": "3"},
        "threshold_effect": {"value": "licence_required", "section": "3"},
    }
    found = record(own_raw, OLDER | said)
    assert found["thresholds"] == (
        Threshold(measure="users", amount=1_000_000, period="day", counted="not_recorded", effect="needs_license"),
    )
    assert found["outputs"] == ()
    assert found["must_bind"] is False
    assert found["business_restriction"] is None
    assert found["copy_of_terms"] is None


def test_outputs_are_a_set_and_the_summary_is_its_strictest(own_raw):
    both = {"value": ["branding_only", "covers_work", "ban_competing"], "section": "4"}
    found = record(own_raw, without("output_training_restriction", outputs=both))
    assert found["output_training_restriction"] == "ban_competing"
    assert 6 in of_license("LicenseRef-heron-1.0").osd_violations


def test_who_must_bind_others_and_who_must_hand_on_a_copy_are_two_questions(own_raw):
    binds, copy = {"must_bind": "absent"}, {"value": True, "section": "5"}
    found = record(own_raw, without("use_restrictions_flow_down", **binds, copy_of_terms=copy))
    assert found["use_restrictions_flow_down"] is False
    assert found["copy_of_terms"] is True


@pytest.mark.parametrize("effect", ["forbidden", "needs_license", "needs_review"])
def test_a_barred_line_of_business_fails_criterion_6_at_any_size(own_raw, effect):
    barred = {"what": "hosting", "effect": effect, "above": "10 billion US dollars a year"}
    found = record(own_raw, OLDER | {"business_restriction": stated(barred)})
    assert found["business_restriction"] == (
        Business(what="hosting", effect=effect, above="10 billion US dollars a year"),
    )
    verdict = of_license("LicenseRef-heron-1.0")
    assert (verdict.osd_violations, verdict.tier) == ((6,), "restricted_commercial")


def test_a_display_asked_of_the_large_is_no_stricter_than_the_same_asked_of_all(own_raw):
    brand = {"branding_required": {"value": "Heron", "section": "2"}}
    record(own_raw, without(*SIZES, thresholds=stated(USERS)) | brand)
    assert of_license("LicenseRef-heron-1.0").tier == "open"


def test_a_license_known_by_name_only_says_so_in_every_clause(own_raw):
    record(own_raw, {}, unread="known by name only")
    clauses = catalog.get("LicenseRef-heron-1.0").clauses
    assert {one.reason for one in clauses.values()} == {"known by name only"}
    assert of_license("LicenseRef-heron-1.0").tier == "unspecified"


@pytest.mark.parametrize(
    ("clauses", "said"),
    [
        (OLDER | {"thresholds": stated(USERS)}, "gives both thresholds and user_threshold"),
        (OLDER | {"must_bind": "absent"}, "gives both must_bind and use_restrictions_flow_down"),
        (without("user_threshold"), "lacks the clauses user_threshold"),
        (
            without(*SIZES, thresholds=stated(USERS | {"period": "monthly"})),
            "thresholds 1: period is 'monthly'; did you mean 'month'?",
        ),
        (without(*SIZES, thresholds=stated(REVENUE | {"currency": None})), "expected a currency with revenue"),
        (without(*SIZES, thresholds=stated(USERS, {"measure": "users"})), "thresholds 2: lacks 'amount'"),
        (OLDER | {"business_restriction": stated({"what": "hosting"})}, "business_restriction 1: lacks 'effect'"),
        (
            OLDER | {"business_restriction": stated({"what": "sector", "effect": "forbidden"})},
            "expected the sector named",
        ),
        (
            without("output_training_restriction", outputs={"value": ["ban_rivals"], "section": "4"}),
            "outputs is 'ban_rivals'; expected one of ban_other_models, ban_competing",
        ),
    ],
)
def test_a_wrong_part_is_refused_in_one_line(own_raw, clauses, said):
    with pytest.raises(BadFileError) as caught:
        record(own_raw, clauses)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
