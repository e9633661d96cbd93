import csv

import polars as pl
import pytest
from tests.studies.openwashing.washing import DATA, TWELVE, VINTAGE, components, empty, releases, scores, statuses

from openness.measures.records import record_links
from openness.project import paths
from openness.project.errors import BadValueError, UnknownNameError
from openness.studies.openwashing import results, rule
from openness.studies.openwashing.rule import Rule, judge
from openness.tables import schema
from openness.tables import store as tables

BASE, END = DATA
LLAMA = ["LicenseRef-llama-3.1"]

PARTS = {
    "washed": statuses(open_=2, closed=8, **{BASE: "closed", END: "closed"}),
    "licensed": statuses(open_=9, **{BASE: "open", END: "open"}),
    "unread": statuses(open_=9, **{BASE: "open", END: "closed"}),
    "open": statuses(open_=10, **{BASE: "open", END: "open"}),
    "stub": dict.fromkeys(statuses(), "missing"),
}
IDS = {"washed": LLAMA, "licensed": LLAMA, "unread": ["NOASSERTION"], "open": ["MIT"], "stub": LLAMA}


@pytest.fixture
def frames():
    parts = components(PARTS, links={("washed", END): "https://example.org/data", ("washed", BASE): None})
    return releases(*((name, ids, {}) for name, ids in IDS.items())), parts, scores(parts)


def test_two_of_three_failures_make_a_verdict_and_what_is_unknown_leaves_it_open(frames):
    judged = judge(Rule(), *frames)
    assert results.JUDGED.checked(judged) is judged
    columns = ["release_id", "is_claim", "data_closed", "license_not_open", "below_half", "is_openwashing", "is_stub"]
    assert judged.select(columns).rows() == [
        ("washed", True, True, True, True, True, False),
        ("licensed", True, False, True, False, False, False),
        ("unread", True, True, None, False, None, False),
        ("open", True, False, False, False, False, False),
        ("stub", True, None, True, None, None, True),
    ]
    assert judged["failed_tests"].to_list()[:2] == [
        ["data_closed", "license_not_open", "below_half"],
        ["license_not_open"],
    ]


def test_a_stub_has_no_verdict_even_by_a_test_that_its_license_fails(frames):
    judged = judge(Rule(practice=("license_not_open",), least=1), *frames)
    assert judged.filter(release_id="stub").select("license_not_open", "is_openwashing").row(0) == (True, None)


def test_the_gap_is_what_the_judged_criteria_lack(frames):
    # 2 open and 8 closed of ten, and closed data; 9 open and one partial beside open data; a stub has no gap.
    gaps = dict(judge(Rule(), *frames).select("release_id", "gap").iter_rows())
    assert gaps == {
        "washed": pytest.approx(10 / 12),
        "licensed": pytest.approx(0.5 / 12),
        "unread": pytest.approx(1.5 / 12),
        "open": 0.0,
        "stub": None,
    }


def test_a_blank_is_in_no_gap_and_in_no_evidence():
    parts = components({"x": statuses(open_=2, closed=8, **dict.fromkeys(DATA, "missing"))})
    row = judge(Rule(), releases(("x", ["MIT"], {})), parts, scores(parts)).row(0, named=True)
    assert row["gap"] == pytest.approx(8 / 10)
    assert not set(DATA) & set(row["failed"])
    assert (row["data_closed"], row["below_half"], row["is_openwashing"]) == (None, True, None)


def test_evidence_names_the_criteria_and_links_the_record_the_criteria_and_the_license(frames):
    links = pl.DataFrame(
        [("washed", "osai", VINTAGE, "https://example.org/record")],
        schema=["release_id", "source", "vintage", "record_url"],
        orient="row",
    )
    judged = judge(Rule(), *frames, links=links)
    row = judged.row(0, named=True)
    assert row["failed"][:2] == [BASE, END]
    assert len(row["failed"]) == 10
    assert row["evidence_urls"] == [
        "https://example.org/record",
        "https://example.org/data",
        "https://www.llama.com/llama3_1/license/",
    ]
    assert judged.filter(release_id="open").select("failed", "evidence_urls").row(0) == ([], [])


def test_of_several_licenses_the_one_that_fails_is_linked():
    frames = (
        releases(("x", ["Apache-2.0", "LicenseRef-bigscience-bloom-rail-1.0"], {})),
        *map(empty, schema.TABLES[1:3]),
    )
    rule = Rule(claim="license_name", practice=("license_not_open",), least=1)
    row = judge(rule, *frames).row(0, named=True)
    assert row["evidence_urls"] == ["https://huggingface.co/spaces/bigscience/license"]


def test_nothing_is_washed_where_nothing_is_claimed_and_nothing_is_known_where_the_source_cannot_say():
    own = releases(("a", ["Apache-2.0"], {}), ("b", LLAMA, {}), source="hub")
    none = empty(schema.COMPONENTS), empty(schema.SCORES)
    named = judge(Rule(claim="license_name", practice=("license_not_open",), least=1), own, *none)
    assert named.select("is_claim", "is_openwashing").rows() == [(False, False), (True, True)]
    listed = judge(Rule(), own, *none)
    assert listed.select("is_claim", "is_openwashing").rows() == [(None, None)] * 2


def test_without_scores_the_tests_that_need_them_are_unknown(frames):
    own, parts, _ = frames
    judged = judge(Rule(practice=("below_half", "fails_osaid"), least=1), own, parts, empty(schema.SCORES))
    assert judged["below_half"].null_count() == judged["fails_osaid"].null_count() == judged.height
    assert judged["is_openwashing"].null_count() == judged.height


def test_the_osaid_is_taken_from_the_scores(frames):
    own, parts, _ = frames
    rule = Rule(practice=("fails_osaid",), least=1)
    judged = judge(rule, own, parts, scores(parts, {"washed": "fail", "open": "pass", "unread": "unknown"}))
    assert judged["is_openwashing"].to_list() == [True, None, None, False, None]


@pytest.mark.parametrize(
    ("bad", "error", "message"),
    [
        ({"claim": "license-name"}, UnknownNameError, r"unknown claim 'license-name'; did you mean 'license_name'\?"),
        ({"practice": ("data_close",)}, UnknownNameError, r"did you mean 'data_closed'\?"),
        ({"practice": ()}, BadValueError, "practice is empty"),
        ({"practice": ("below_half", "below_half")}, BadValueError, "each once"),
        ({"least": 4}, BadValueError, "least is 4, expected 1 to 3"),
        ({"least": 0}, BadValueError, "least is 0"),
        ({"data": "endmodel"}, UnknownNameError, r"did you mean 'end_model'\?"),
        ({"license": "OSI"}, UnknownNameError, r"did you mean 'osi'\?"),
        ({"below": 0.0}, BadValueError, "below is 0.0"),
        ({"below": 50}, BadValueError, "below is 50"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(bad, error, message):
    with pytest.raises(error, match=message):
        Rule(**bad)


def test_a_rule_says_itself_in_words():
    text = Rule(practice=("license_not_open", "below_half"), least=2, license="osi", below=0.25).text()
    assert text.endswith(
        "It is open-washed when it claims to be open and all 2 of these hold: its license is not open (the Open Source "
        "Initiative has not approved it); it has less than 25% of the points of OSAI."
    )


def asked(practice, least=None, **rest):
    given = {"claim": "listed", "data": "end_model", "license": "tier", "below": 0.5} | rest
    return rule.asked(practice=practice, least=least, **given)


def test_the_parameters_without_a_change_ask_for_the_default_rule():
    assert asked(list(Rule.practice)) == Rule()
    assert asked(["data_closed", "below_half"], data="both", below=0.25) == Rule(
        practice=("data_closed", "below_half"), least=2, data="both", below=0.25
    )


@pytest.mark.parametrize(("tests", "least"), [(1, 1), (2, 2), (3, 2), (4, 3)])
def test_more_than_half_of_the_tests_must_fail_where_no_number_is_given(tests, least):
    names = ["data_closed", "license_not_open", "below_half", "fails_osaid"][:tests]
    assert asked(names).least == least
    assert asked(names, 1).least == 1


@pytest.fixture(scope="module")
def index(real):
    read = {name: tables.read(name) for name in ("releases", "components", "scores")}
    own = read["releases"].filter(source="osai", vintage="2026-06-12")
    return judge(Rule(), own, read["components"], read["scores"], links=record_links(own))


def test_the_index_by_test(index):
    counted = {
        name: (index[name].sum(), index[name].null_count())
        for name in ("data_closed", "license_not_open", "below_half")
    }
    assert counted["data_closed"] == (101, 0)
    assert counted["below_half"] == (100, 0)
    # Every license of a tier that is not open fails, and one whose tier is unspecified only by what was read of it.
    assert index.filter(~pl.col("license_tier").is_in(["open", "unspecified"]))["license_not_open"].all()
    assert not index.filter(license_tier="open")["license_not_open"].any()
    assert index.height == 193
    assert index["is_stub"].sum() == 0


def test_the_counts_are_those_of_the_raw_table(index):
    with (paths.raw() / "osai" / "2026-06-12.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    points = {"open": 1.0, "partial": 0.5}
    below = [sum(points.get(row[f"{name}.class"], 0) for name in TWELVE) < 6 for row in rows]
    assert sum(row["datasources_endmodel.class"] == "closed" for row in rows) == index["data_closed"].sum()
    assert sum(below) == index["below_half"].sum()


def test_known_cases_of_the_index(index):
    columns = ["data_closed", "license_not_open", "below_half", "is_openwashing"]
    found = {name: index.filter(release_name=name).select(columns).row(0) for name in ("Llama 3", "OLMo", "BLOOMZ")}
    # BLOOMZ opens its data and fails by its license alone, which bars harmful uses: one test is no verdict.
    assert found == {
        "Llama 3": (True, True, True, True),
        "OLMo": (False, False, False, False),
        "BLOOMZ": (False, True, False, False),
    }
    llama = index.filter(release_name="Llama 3").row(0, named=True)
    assert llama["gap"] == pytest.approx(10 / 12)
    assert "https://www.llama.com/llama3/license/" in llama["evidence_urls"]


def test_every_verdict_on_the_index_has_its_record_as_evidence(index):
    washed = index.filter("is_openwashing")
    assert (
        washed["evidence_urls"].list.first().str.starts_with("https://github.com/Language-Technology-Assessment").all()
    )
    assert (
        index.filter(release_name="Llama 3")["evidence_urls"]
        .list.first()
        .item()
        .endswith("main-database/blob/5a388e8/llama-3-instruct.yaml")
    )


def test_a_repository_of_the_hub_is_its_own_record():
    own = pl.concat([releases(("a/b", ["MIT"], {}), source="hub"), releases(("c", ["MIT"], {}), source="epoch")])
    assert record_links(own)["record_url"].to_list() == ["https://huggingface.co/a/b", None]
