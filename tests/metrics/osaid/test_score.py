"""The gate of the Open Source AI Definition, by cases worked from its rules, and against OSI's own validation."""

import csv
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.metrics.small_frames import components, records

from openness.metrics import registry
from openness.metrics.base import Records
from openness.metrics.changes import COSTS
from openness.metrics.osaid import score as osaid
from openness.studies.metric_lab import osi_validation
from openness.tables import schema
from openness.tables import store as tables

APACHE, LLAMA, CC_BY, NONE, UNSTATED = (
    ["Apache-2.0"],
    ["LicenseRef-llama-2"],
    ["CC-BY-4.0"],
    ["NONE"],
    ["NOASSERTION"],
)
OSAI = {
    "datasources_basemodel": "open",
    "datasources_endmodel": "open",
    "datasheet": "closed",
    "trainingcode": "open",
    "licenses": "partial",
    "weights_endmodel": "open",
}
OSAI_IDS = {"trainingcode": APACHE, "weights_endmodel": APACHE}
MOT = {
    "Datasets": "open",
    "Data card": "missing",
    "Training code": "open",
    "Inference code": "open",
    "Model parameters (Final)": "open",
}
MOT_IDS = dict.fromkeys(MOT, APACHE)


def verdicts(source, statuses, ids):
    found = osaid.clauses(records(source, statuses, ids))
    assert found["clause"].to_list() == ["data_information", "code", "parameters"]
    return dict(found.select("clause", "verdict").iter_rows())


def scored(source, statuses, ids):
    return osaid.score(records(source, statuses, ids)).row(0, named=True)


@pytest.mark.parametrize(
    ("base", "end", "sheet", "expected"),
    [
        ("open", "open", "closed", "pass"),
        ("open", "open", "missing", "pass"),
        ("closed", "open", "closed", "fail"),
        ("closed", "closed", "closed", "fail"),
        ("closed", "missing", "closed", "fail"),
        ("closed", "open", "open", "unknown"),
        ("closed", "closed", "partial", "unknown"),
        ("closed", "closed", "missing", "unknown"),
        ("partial", "open", "closed", "unknown"),
        ("partial", "partial", "open", "unknown"),
        ("missing", "open", "open", "unknown"),
        ("missing", "missing", "closed", "unknown"),
    ],
)
def test_the_index_on_data_information(base, end, sheet, expected):
    changed = {"datasources_basemodel": base, "datasources_endmodel": end, "datasheet": sheet}
    assert verdicts("osai", OSAI | changed, OSAI_IDS)["data_information"] == expected


@pytest.mark.parametrize(
    ("code", "ids", "licenses", "expected"),
    [
        ("open", APACHE, "closed", "pass"),
        ("open", UNSTATED, "open", "pass"),
        ("open", UNSTATED, "partial", "unknown"),
        ("open", UNSTATED, "missing", "unknown"),
        ("open", CC_BY, "open", "fail"),
        ("open", ["CC-BY-NC-4.0"], "open", "fail"),
        ("open", NONE, "open", "fail"),
        ("partial", APACHE, "open", "unknown"),
        ("partial", ["LicenseRef-baai-aquila"], "open", "fail"),
        ("closed", APACHE, "open", "fail"),
        ("missing", UNSTATED, "open", "unknown"),
    ],
)
def test_the_index_on_code(code, ids, licenses, expected):
    changed = {"trainingcode": code, "licenses": licenses}
    assert verdicts("osai", OSAI | changed, OSAI_IDS | {"trainingcode": ids})["code"] == expected


def test_documentation_of_the_code_is_not_the_code():
    documented = OSAI | {"trainingcode": "closed", "code": "open"}
    assert verdicts("osai", documented, OSAI_IDS)["code"] == "fail"


@pytest.mark.parametrize(
    ("weights", "ids", "expected"),
    [
        ("open", APACHE, "pass"),
        ("open", LLAMA, "fail"),
        ("open", NONE, "fail"),
        ("open", UNSTATED, "unknown"),
        ("open", CC_BY, "unknown"),
        ("partial", APACHE, "unknown"),
        ("partial", LLAMA, "fail"),
        ("closed", APACHE, "fail"),
        ("missing", APACHE, "unknown"),
        ("missing", LLAMA, "fail"),
    ],
)
def test_the_index_on_parameters(weights, ids, expected):
    found = verdicts("osai", OSAI | {"weights_endmodel": weights}, OSAI_IDS | {"weights_endmodel": ids})
    assert found["parameters"] == expected


@pytest.mark.parametrize(
    ("changed", "ids", "clause", "expected"),
    [
        ({}, {}, "data_information", "pass"),
        ({"Datasets": "unlicensed"}, {}, "data_information", "unknown"),
        ({"Datasets": "closed", "Data card": "open"}, {}, "data_information", "unknown"),
        ({"Datasets": "missing", "Data card": "open"}, {}, "data_information", "unknown"),
        ({"Datasets": "missing"}, {}, "data_information", "unknown"),
        ({}, {}, "code", "pass"),
        ({"Inference code": "missing"}, {}, "code", "unknown"),
        ({"Training code": "unlicensed"}, {}, "code", "fail"),
        ({"Training code": "closed", "Inference code": "missing"}, {"Training code": LLAMA}, "code", "fail"),
        ({}, {"Inference code": CC_BY}, "code", "fail"),
        ({"Training code": "closed"}, {"Training code": UNSTATED}, "code", "unknown"),
        ({}, {}, "parameters", "pass"),
        ({}, {"Model parameters (Final)": CC_BY}, "parameters", "unknown"),
        ({"Model parameters (Final)": "closed"}, {"Model parameters (Final)": LLAMA}, "parameters", "fail"),
        ({"Model parameters (Final)": "unlicensed"}, {"Model parameters (Final)": UNSTATED}, "parameters", "fail"),
        ({"Model parameters (Final)": "missing"}, {}, "parameters", "unknown"),
    ],
)
def test_the_tools_records(changed, ids, clause, expected):
    assert verdicts("mot", MOT | changed, MOT_IDS | ids)[clause] == expected


def test_a_pass_a_fail_and_an_unknown_in_full():
    keys = ("score", "score_max", "label", "first_failure", "judged_count", "criterion_count", "weakest_component")
    found = scored("osai", OSAI, OSAI_IDS)
    assert [found[key] for key in keys] == [1.0, 1.0, "pass", None, 3, 3, "data_information"]
    found = scored("osai", OSAI | {"trainingcode": "closed", "weights_endmodel": "closed"}, OSAI_IDS)
    assert [found[key] for key in keys] == [0.0, 1.0, "fail: code", "code", 3, 3, "code"]
    found = scored("osai", OSAI | {"datasources_endmodel": "partial", "trainingcode": "partial"}, OSAI_IDS)
    assert [found[key] for key in keys] == [None, 1.0, "unknown: data information", None, 1, 3, "parameters"]


def test_a_failure_is_named_before_what_is_undecided():
    found = scored("osai", OSAI | {"datasources_endmodel": "partial"}, OSAI_IDS | {"weights_endmodel": LLAMA})
    assert (found["score"], found["label"], found["judged_count"]) == (0.0, "fail: parameters", 2)


@pytest.mark.parametrize(("source", "statuses"), [("osai", OSAI), ("mot", MOT)])
def test_a_blank_record_is_a_stub_without_a_score(source, statuses):
    found = scored(source, dict.fromkeys(statuses, "missing"), {})
    assert (found["score"], found["is_stub"], found["judged_count"]) == (None, True, 0)
    assert found["label"] == "unknown: data information"


def test_a_component_that_has_no_row_is_unknown():
    assert verdicts("osai", {"weights_endmodel": "open"}, {"weights_endmodel": APACHE}) == {
        "data_information": "unknown",
        "code": "unknown",
        "parameters": "pass",
    }


def test_every_verdict_says_why_and_links_to_what_decided():
    links = {"trainingcode": "https://example.org/code", "weights_endmodel": "https://example.org/weights"}
    found = osaid.clauses(records("osai", OSAI, OSAI_IDS, links))
    assert found.select("because", "evidence_url").rows() == [
        ("the data of base and end model are open", None),
        ("the training code is open under Apache-2.0", "https://example.org/code"),
        ("the weights are open under Apache-2.0", "https://example.org/weights"),
    ]


_STATUS = st.sampled_from(["open", "partial", "closed", "unlicensed", "missing", "not_applicable"])
_IDS = st.sampled_from([APACHE, LLAMA, CC_BY, NONE, UNSTATED, ["MIT", "LicenseRef-llama-2"]])


@given(
    st.sampled_from([("osai", OSAI), ("mot", MOT)]).flatmap(
        lambda one: st.tuples(
            st.just(one[0]),
            st.fixed_dictionaries({}, optional=dict.fromkeys(one[1], _STATUS)),
            st.fixed_dictionaries(dict.fromkeys(one[1], _IDS)),
        )
    )
)
def test_a_pass_needs_every_clause_and_no_score_is_not_a_zero(case):
    source, statuses, ids = case
    if not statuses:
        return
    found, row = verdicts(source, statuses, ids), scored(source, statuses, ids)
    assert (row["score"] == 1) == (set(found.values()) == {"pass"})
    assert (row["score"] == 0) == ("fail" in found.values())
    assert (row["score"] is None) == ("fail" not in found.values() and "unknown" in found.values())
    assert row["is_stub"] == all(status in {"missing", "not_applicable"} for status in statuses.values())


@given(
    st.fixed_dictionaries(dict.fromkeys(OSAI, st.sampled_from(["open", "partial", "closed", "missing"]))),
    st.fixed_dictionaries(dict.fromkeys(OSAI, _IDS)),
)
def test_a_plan_leaves_no_clause_that_fails_and_changes_only_those_that_do(statuses, ids):
    plan = osaid.what_if(components("osai", statuses, ids))
    if plan is None:
        assert set(statuses.values()) == {"missing"}
        return
    failing = [clause for clause, verdict in verdicts("osai", statuses, ids).items() if verdict == "fail"]
    assert len(plan.changes) == len(failing)
    assert plan.cost == sum(COSTS[change.kind] for change in plan.changes)
    after = statuses | {change.component: change.then for change in plan.changes}
    licensed = ids | {change.component: APACHE for change in plan.changes if change.kind != "document"}
    found = verdicts("osai", after, licensed)
    assert "fail" not in found.values()
    assert plan.unknown == tuple(clause for clause, verdict in found.items() if verdict == "unknown")


def test_the_plan_for_closed_data_and_code_and_a_restricted_license():
    statuses = OSAI | {"datasources_endmodel": "closed", "trainingcode": "closed"}
    plan = osaid.what_if(components("osai", statuses, OSAI_IDS | {"weights_endmodel": LLAMA}))
    assert [(one.component, one.now, one.then, one.kind) for one in plan.changes] == [
        ("datasheet", "closed", "open", "document"),
        ("trainingcode", "closed", "open", "code"),
        ("weights_endmodel", "open", "open", "license"),
    ]
    assert (plan.goal, plan.cost, plan.unknown) == (osaid.GOAL, 6.0, ("data_information",))


def test_a_release_that_passes_needs_nothing_and_own_costs_count():
    assert osaid.what_if(components("osai", OSAI, OSAI_IDS)).changes == ()
    bad = components("mot", MOT | {"Training code": "unlicensed", "Inference code": "unlicensed"}, MOT_IDS)
    plan = osaid.what_if(bad, dict(COSTS) | {"license": 0.5})
    assert [one.component for one in plan.changes] == ["Training code", "Inference code"]
    assert plan.cost == 1.0


def test_there_is_no_plan_where_nothing_is_known():
    assert osaid.what_if(components("epoch", {"weights": "open"})) is None
    assert osaid.what_if(components("mot", dict.fromkeys(MOT, "missing"))) is None
    assert osaid.what_if(components("mot", {})) is None


EXPECTED = Path(__file__).with_name("osi_validation.csv")


def validated():
    """What we judge of each record, whether that agrees and why not, beside what the Initiative says."""
    theirs = {row["release_id"]: row for row in osi_validation.read_validation().rows(named=True)}
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        return [row | theirs.pop(row["release_id"]) for row in csv.DictReader(file)] + list(theirs.values())


@pytest.mark.parametrize("row", validated(), ids=lambda row: row["release_id"])
def test_what_osi_validated_is_judged_as_written_down(real, row):
    """Each row says whether we agree and why not, or of which other model the record is: Grok 2, Phi-4."""
    named = {"release_id": row["release_id"]}
    newest = tables.read("scores").filter(metric="osaid", **named).sort("vintage").row(-1, named=True)
    assert newest["label"] == row["label_here"]
    if row["relation"] == "not comparable":
        family = tables.read("release_families").filter(**named).sort("vintage")["release_family_id"][-1]
        assert family != row["family"]
        return
    records_ = Records(*(tables.read(name).filter(**named) for name in ("releases", "components")))
    found = osaid.clauses(records_).filter(vintage=newest["vintage"], verdict="fail")
    over_terms = not found["because"].str.contains("closed").any()
    agrees = {
        "pass": newest["score"] == 1,
        "fail": newest["score"] == 0,
        "pass with other terms": newest["score"] == 0 and over_terms,
    }[row["verdict"]]
    assert row["relation"] == ("agree" if agrees else "undecided" if newest["score"] is None else "differ")
    assert bool(row["why"]) != agrees


def test_agreement_with_osi_is_told_honestly():
    counts = pl.DataFrame(validated()).group_by("relation").len().sort("relation").rows()
    assert counts == [("agree", 12), ("differ", 2), ("not comparable", 6), ("undecided", 6)]
    assert not [row for row in validated() if row["verdict"] != "pass" and row["label_here"] == "pass"]


def test_known_counts_of_the_real_data(real):
    scores = tables.read("scores").filter(metric="osaid")
    counts = scores.group_by("source", "vintage").agg(
        (pl.col("score") == 1).sum(),
        (pl.col("score") == 0).sum().alias("fail"),
        pl.col("score").null_count().alias("?"),
    )
    assert counts.filter(pl.col("vintage").is_in(["2026-05-11", "2025-05-12", "2026-06-12"])).sort(
        "source", "vintage"
    ).rows() == [
        ("mot", "2026-05-11", 18, 85, 170),
        ("osai", "2025-05-12", 7, 106, 25),
        ("osai", "2026-06-12", 12, 157, 24),
    ]


def test_other_sources_get_no_row():
    frames = [components(source, {"weights": "open"}) for source in ("epoch", "mteb", "models_dev")]
    empty = pl.DataFrame(schema=tables.polars_schema(schema.RELEASES))
    assert osaid.clauses(Records(empty, pl.concat(frames))).is_empty()
    assert osaid.score(Records(empty, pl.concat(frames))).is_empty()
    assert "nothing could pass" in registry.metric("osaid").why_not("mteb")
