from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import polars as pl
import pytest

from openness.measures import results
from openness.site.pages.provenance import Vintage
from openness.site.releases.exports import records

CREDIT = Vintage(
    source="tiny",
    vintage="2030-01-31",
    title="Tiny list",
    producer="The Tiny Institute",
    url="https://tiny.example/",
    license="CC-BY-4.0",
    license_url="https://creativecommons.org/licenses/by/4.0/",
    citation="Tiny (2030)",
    published="2030-01-31",
    accessed="2030-03-01",
    version="",
    rows=3,
    sha256="00",
    left_out=(),
)


@pytest.fixture
def found(tiny) -> dict[str, dict]:
    return {one["release_id"]: one for one in records.records(tiny, [CREDIT])}


def test_a_record_says_who_when_and_under_which_license(found) -> None:
    heron = found["tiny:heron"]
    assert heron["developer"] == {
        "id": "example-labs",
        "name": "Example & Labs",
        "type": "company",
        "group": "corporate",
        "country": "unknown",
    }
    assert (heron["release_name"], heron["release_date"]) == ("Heron <7B>", "2029-07")
    assert heron["license"]["ids"] == ["Apache-2.0", "CC-BY-4.0"]
    assert heron["license"]["tier"] == "open"
    assert heron["source"] == {
        "name": "tiny",
        "edition": "2030-01-31",
        "producer": "The Tiny Institute",
        "title": "Tiny list",
        "url": "https://tiny.example/",
        "license": "CC-BY-4.0",
        "license_url": "https://creativecommons.org/licenses/by/4.0/",
        "citation": "Tiny (2030)",
    }


def test_a_record_has_every_version_of_a_score_and_marks_those_of_ours(found) -> None:
    scores = found["tiny:heron"]["scores"]
    told = [(one["metric"], one["metric_version"], one["score"], one["state"], one["is_alternative"]) for one in scores]
    assert told == [
        ("sum", "1", 1.5, "scored", False),
        ("sum", "1-ours", 2.0, "scored", True),
        ("gate", "1.0", None, "unknown", False),
    ]
    assert scores[0] == {
        "metric": "sum",
        "title": "Sum of parts",
        "metric_version": "1",
        "score": 1.5,
        "score_max": 2.0,
        "label": "1.5 of 2",
        "state": "scored",
        "first_failure": "code",
        "weakest_component": "code",
        "judged_count": 2,
        "criterion_count": 2,
        "is_alternative": False,
    }


def test_missing_unknown_blank_and_not_judged_are_told_apart(found) -> None:
    assert found["tiny:π-egret"]["scores"][0]["state"] == "stub"
    assert found["tiny:stork"]["not_scored"] == [{"metric": "sum", "state": "not_scored", "reason": "no score"}]
    assert found["hub:a-crane"]["not_scored"] == [
        {"metric": "sum", "state": "not_judged", "reason": "it judges no parts"}
    ]
    assert found["tiny:heron"]["not_scored"] == []


def test_components_keep_status_license_and_evidence(found) -> None:
    assert found["tiny:heron"]["components"] == [
        {
            "component": "training_data",
            "status": "open",
            "license_raw": None,
            "license_ids": ["CC-BY-4.0"],
            "evidence_url": "https://tiny.example/heron?a=1&b=<2>",
        },
        {
            "component": "code",
            "status": "partial",
            "license_raw": None,
            "license_ids": ["NONE"],
            "evidence_url": None,
        },
    ]


def test_a_record_says_who_contradicts_it_and_others_say_nothing(tiny) -> None:
    said = [
        ("lab/heron", "weights", "tiny", "2030-01-31", "tiny:heron", "Heron", 7, "can be downloaded", None, True),
        (
            "lab/heron",
            "weights",
            "epoch",
            "2030-01-31",
            "epoch:heron",
            "Heron",
            7,
            "cannot be downloaded",
            "https://a.b",
            True,
        ),
    ]
    contradicted = pl.DataFrame(said, schema=results.CONTRADICTIONS.schema, orient="row")
    found = {
        one["release_id"]: one["contradictions"]
        for one in records.records(replace(tiny, contradictions=contradicted), [CREDIT])
    }
    other = {"source": "epoch", "release_id": "epoch:heron", "said": "cannot be downloaded", "link": "https://a.b"}
    assert found["tiny:heron"] == [
        {"fact": "weights", "said": "can be downloaded", "link": None, "is_same_size": True, "others": [other]}
    ]
    assert found["tiny:stork"] == []


def test_a_release_of_the_hub_names_its_page(found) -> None:
    assert found["hub:a-crane"]["page"] == "https://huggingface.co/a/Crane"
    assert found["tiny:heron"]["page"] is None


def test_a_document_is_json_with_a_line_a_score(found) -> None:
    written = records.text(found["tiny:π-egret"])
    assert json.loads(written) == found["tiny:π-egret"]
    assert written.endswith("}\n")
    assert '  "release_name": "π Egret",\n' in written
    assert written.count('\n    {"metric": "sum"') == 1


@pytest.mark.parametrize(
    ("precision", "expected"),
    [("day", "2029-07-23"), ("month", "2029-07"), ("year", "2029"), ("none", None)],
)
def test_a_date_is_as_exact_as_it_is_known(precision, expected) -> None:
    assert records.date_text(datetime(2029, 7, 23), precision) == expected


def test_no_date_is_none() -> None:
    assert records.date_text(None, "day") is None
