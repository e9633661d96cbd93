"""Fragments of a bill of materials."""

import json
from datetime import UTC, datetime

import pytest

from openness.cli import main
from openness.licenses.scan import bom
from openness.project.errors import BadValueError

TEXTS = {"LicenseRef-llama-3.1": "Words of the license."}
DAY = datetime(2031, 2, 3, tzinfo=UTC)


def _cyclonedx(expression, texts=TEXTS, bases=()):
    (component,) = bom.cyclonedx("heron", expression, texts, list(bases))["components"]
    return component.get("licenses")


def test_cyclonedx_has_an_id_a_named_license_with_its_text_or_an_expression():
    assert _cyclonedx("MIT") == [{"license": {"id": "MIT"}}]
    assert _cyclonedx("LicenseRef-llama-3.1") == [
        {
            "license": {
                "bom-ref": "LicenseRef-llama-3.1",
                "name": "Llama 3.1 Community License Agreement",
                "text": {"contentType": "text/plain", "content": "Words of the license."},
                "url": "https://www.llama.com/llama3_1/license/",
            }
        }
    ]
    assert _cyclonedx("MIT OR LicenseRef-llama-3.1") == [{"expression": "MIT OR LicenseRef-llama-3.1"}]
    assert _cyclonedx("NOASSERTION") is None


def test_a_base_is_an_ancestor():
    (component,) = bom.cyclonedx("heron", "MIT", {}, ["a/b", "a/b"])["components"]
    assert [one["name"] for one in component["pedigree"]["ancestors"]] == ["a/b"]


def test_spdx_maps_a_license_ref_to_its_text_and_ties_the_model_to_license_and_base():
    graph = bom.spdx3("heron", "MIT OR LicenseRef-llama-3.1", TEXTS, ["a/b"], DAY)["@graph"]
    by_type = {}
    for one in graph:
        by_type.setdefault(one["type"], []).append(one)
    (said,) = by_type["simplelicensing_LicenseExpression"]
    (text,) = by_type["simplelicensing_SimpleLicensingText"]
    assert said["simplelicensing_customIdToUri"] == [
        {"type": "DictionaryEntry", "key": "LicenseRef-llama-3.1", "value": text["spdxId"]}
    ]
    assert text["simplelicensing_licenseText"] == "Words of the license."
    ties = {one["relationshipType"]: one["to"] for one in by_type["Relationship"]}
    assert ties == {"hasDeclaredLicense": [said["spdxId"]], "descendantOf": [by_type["software_Package"][1]["spdxId"]]}
    assert by_type["CreationInfo"][0]["created"] == "2031-02-03T00:00:00Z"
    ids = [one["spdxId"] for one in graph if "spdxId" in one]
    assert len(ids) == len(set(ids))


def test_what_is_not_known_is_said_to_be():
    graph = bom.spdx3("heron", "NOASSERTION", {}, [], DAY)["@graph"]
    (tie,) = [one for one in graph if one["type"] == "Relationship"]
    assert tie["to"] == ["https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense"]


def test_a_checkout_becomes_a_fragment_and_several_are_refused(tmp_path, capsys):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "README.md").write_text("---\nlicense: mit\n---\n", encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["license", "bom", str(tmp_path / "one"), "--name", "heron"])
    (component,) = json.loads(capsys.readouterr().out)["components"]
    assert (left.value.code, component["name"], component["licenses"]) == (0, "heron", [{"license": {"id": "MIT"}}])
    with pytest.raises(BadValueError, match="expected one checkout or license file, found 2"):
        bom.of_path(tmp_path, "spdx")
    with pytest.raises(SystemExit) as left:
        main(["license", "bom", str(tmp_path / "one"), "--form", "spdy"])
    assert left.value.code == 2
    assert "unknown form 'spdy'; did you mean 'spdx'?" in capsys.readouterr().err
