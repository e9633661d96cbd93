import polars as pl
from tests.studies.declared import differences

from openness.licenses.rights.asker import Company
from openness.licenses.rights.table import ANSWERS, RELATIONS
from openness.measures.license_clauses import clause_states
from openness.measures.results import CLAUSES
from openness.studies.llama_case import measure, results
from openness.studies.llama_case.measure import PERMIT_LOOK

HERON, EGRET = "LicenseRef-heron-1.0", "LicenseRef-egret-2.0"


def test_criteria_name_the_clauses_that_fail_them(invented):
    found = measure.criterion_states([HERON])
    assert found.height == 10
    assert found.filter(status="violated")["criterion"].to_list() == ["5 persons or groups", "6 fields of endeavor"]
    assert "geo exclusion (2)" in found.filter(criterion="5 persons or groups")["because"].item()
    assert found.filter(criterion="1 free redistribution").select("status", "because").row(0) == (
        "no conflict found",
        "",
    )


def test_the_llama_licenses_fail_as_the_open_source_initiative_reads_them():
    found = measure.summary(["LicenseRef-llama-2", "LicenseRef-llama-3.1", "Apache-2.0"])
    assert found.select("license", "osi", "violated", "tier").rows() == [
        ("LicenseRef-llama-2", "no", "5, 6", "restricted_commercial"),
        ("LicenseRef-llama-3.1", "no", "5, 6", "restricted_commercial"),
        ("Apache-2.0", "yes", None, "open"),
    ]


def test_several_licenses_are_asked_for_one_company(invented):
    found = measure.permitted([HERON, EGRET], Company("Japan", 10))
    assert found["license"].to_list() == [HERON] * len(RELATIONS) + [EGRET] * len(RELATIONS)
    assert measure.permitted([], Company("Japan", 10)).height == 0


def test_every_answer_has_a_look():
    assert {measure.ON_CONDITIONS if one == "if" else one for one in ANSWERS} == set(PERMIT_LOOK)


def test_results_are_as_they_are_declared(invented):
    for frame, declared in (
        (measure.criterion_states([HERON]), results.CRITERIA),
        (measure.summary([HERON]), results.VERDICTS),
        (measure.permitted([HERON], Company("Japan", 10)), results.PERMITS),
        (measure.compatible([HERON, EGRET]), results.COMPATIBLE),
        (clause_states([HERON]), CLAUSES),
    ):
        assert differences(frame, declared) == []


def test_the_tally_counts_licenses_once_and_answers_by_release_and_definition():
    licenses = pl.DataFrame(
        [("a", "yes", None), ("b", "no", "10, 5"), ("c", "no", "5")],
        schema=["license", "osi", "violated"],
        orient="row",
    )
    answers = pl.DataFrame(
        [("A", "One", "yes"), ("B", "One", "yes"), ("A", "Two", "yes"), ("B", "Two", "unknown"), ("A", "Three", "no")],
        schema=["release", "definition", "answer"],
        orient="row",
    )
    assert measure.tally(licenses, answers) == {
        "licenses": 3,
        "approved": 1,
        "failing": 2,
        "criteria": [5, 10],
        "definitions": 3,
        "releases": 2,
        "answers": {"yes": 3, "no": 1, "unknown": 1},
        "always": ["One"],
    }
