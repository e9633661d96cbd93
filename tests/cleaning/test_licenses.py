from datetime import datetime

import polars as pl
import pytest

from openness.build import build
from openness.cleaning.licenses import as_text, frames
from openness.project.errors import BadFileError, MissingFileError
from openness.tables import schema
from openness.tables import store as tables


@pytest.fixture
def licenses(invented):
    return frames()["licenses"]


@pytest.fixture
def clauses(invented):
    return frames()["license_clauses"]


def test_both_tables_are_what_the_schema_says(licenses, clauses):
    assert tables.failures(licenses, schema.LICENSES) == []
    assert tables.failures(clauses, schema.LICENSE_CLAUSES) == []
    assert (licenses.height, clauses.height) == (6, 6 * 29)


def test_a_license_is_one_row_with_its_verdict_and_its_clauses_as_they_hold(licenses):
    row = licenses.row(by_predicate=pl.col("license_id") == "LicenseRef-heron-1.0", named=True)
    assert row == {
        "license_id": "LicenseRef-heron-1.0",
        "license_name": "Heron Community License",
        "license_kind": "license",
        "license_family": "heron",
        "version": "1.0",
        "steward_name": "Example Labs",
        "effective_date": datetime(2029, 5, 5),
        "url": "https://example.org/licenseref-heron-1.0",
        "hugging_face_tag": "heron1",
        "osi_status": "not_approved",
        "is_osi_approved": False,
        "predecessor_id": None,
        "use_policy_id": "LicenseRef-heron-1.0-use-policy",
        "record_id": "LicenseRef-heron-1.0",
        "license_tier": "restricted_commercial",
        "osd_violations": ["5", "6"],
        "osd_arguable": ["7", "9"],
        "undecided": [],
        "commercial_use": "threshold",
        "user_threshold": 700_000_000,
        "user_threshold_unit": "monthly_active_users",
        "revenue_threshold": None,
        "revenue_currency": None,
        "threshold_effect": "licence_required",
        "registration_required": False,
        "behavioural_use_restrictions": True,
        "use_policy_form": "external",
        "military_ban": True,
        "geo_exclusion": ["EU"],
        "redistribution": True,
        "derivatives": True,
        "attribution_notice": False,
        "branding_required": None,
        "model_name_prefix": None,
        "output_training_restriction": "ban_other_models",
        "share_alike": False,
        "use_restrictions_flow_down": False,
        "patent": "ip_grant",
        "litigation_termination": "none",
        "revocable": False,
        "licensor_may_amend": True,
        "terminates_on_breach": True,
        "thresholds": ["users > 700000000; month; not_recorded; needs_license"],
        "business_restriction": None,
        "outputs": ["ban_other_models"],
        "must_bind": False,
        "copy_of_terms": None,
    }


def test_a_version_that_another_record_covers_has_its_clauses_and_not_its_version(licenses):
    columns = ["record_id", "version", "predecessor_id", "license_tier", "user_threshold"]
    assert licenses.filter(license_id="LicenseRef-egret-2.0").select(columns).row(0) == (
        "LicenseRef-egret-2.0", "2.0", "LicenseRef-egret-1.0", "open", 100_000_000,
    )  # fmt: skip
    assert licenses.filter(license_id="LicenseRef-egret-2.1").select(columns).row(0) == (
        "LicenseRef-egret-2.0", None, None, "open", 100_000_000,
    )  # fmt: skip


def test_a_clause_nobody_could_read_is_null_in_one_table_and_has_a_reason_in_the_other(licenses, clauses):
    row = (
        licenses.filter(license_id="LicenseRef-plover-0.1").select("license_tier", "geo_exclusion", "undecided").row(0)
    )
    assert row == (
        "unspecified",
        None,
        ["commercial_use", "geo_exclusion", "redistribution", "derivatives", "revocable", "business_restriction"],
    )
    assert licenses.filter(license_id="LicenseRef-egret-1.0")["geo_exclusion"].to_list() == [[]]
    assert clauses.filter(license_id="LicenseRef-plover-0.1", clause="geo_exclusion").row(0) == (
        "LicenseRef-plover-0.1", "geo_exclusion", None, "unverified", None, "the text was seen in part",
        "LicenseRef-plover-0.1",
    )  # fmt: skip


def test_each_clause_names_the_document_and_the_section_that_say_so(clauses):
    heron = clauses.filter(license_id="LicenseRef-heron-1.0").select(
        "clause", "value", "state", "section", "document_id"
    )
    assert heron.filter(clause="user_threshold").row(0)[1:] == ("700000000", "stated", "2", "LicenseRef-heron-1.0")
    assert heron.filter(clause="geo_exclusion").row(0)[1:] == ("EU", "stated", "2", "LicenseRef-heron-1.0-use-policy")
    assert heron.filter(clause="military_ban").row(0)[1:] == (
        "true", "stated", "1.d", "LicenseRef-heron-1.0-use-policy",
    )  # fmt: skip
    assert heron.filter(clause="share_alike").row(0)[1:] == ("false", "absent", None, "LicenseRef-heron-1.0")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None), ((), None), (("EU", "UK"), "EU, UK"), (True, "true"), (700_000_000, "700000000"),
        (1_000_000.0, "1000000"), (0.5, "0.5"), ("Built with Llama", "Built with Llama"),
    ],
)  # fmt: skip
def test_values_are_text_in_one_way(value, text):
    assert as_text(value) == text


def test_building_writes_both_tables(small):
    assert tables.read("licenses").height == 6
    assert tables.read("license_clauses").height == 6 * 29


def test_a_raw_folder_without_rules_fails_in_one_line_and_writes_nothing(raw, tmp_path):
    (raw / "licenses" / "rules.yml").unlink()
    with pytest.raises(MissingFileError, match=r"licenses/rules.yml is not there$"):
        build(raw=raw, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_raw_folder_with_a_broken_record_fails_in_one_line_and_writes_nothing(raw, tmp_path):
    path = raw / "licenses" / "egret-1.0.yml"
    path.write_text(path.read_text().replace('value: "no"', "value: never"))
    with pytest.raises(BadFileError, match=r"egret-1.0.yml: commercial_use is 'never'; expected one of yes, no"):
        build(raw=raw, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_raw_folder_without_records_has_empty_tables(raw, tmp_path):
    for path in (raw / "licenses").glob("*.yml"):
        if path.name not in ("aliases.yml", "listings.yml", "rules.yml"):
            path.unlink()
    rows = build(raw=raw, out=tmp_path / "out")
    assert (rows["licenses"], rows["license_clauses"]) == (0, 0)
    assert rows["releases"] == 10
