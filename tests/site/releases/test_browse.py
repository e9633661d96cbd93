from __future__ import annotations

import json
import re

import polars as pl
import pytest

from openness.site import results
from openness.site.releases import browse, catalog

PARTS = ("component", "status", "license", "evidence")


def assigned(script: str, place: str) -> dict:
    return json.loads(re.search(rf"^openness\.{re.escape(place)} = (.*);$", script, re.MULTILINE)[1])


@pytest.fixture
def table(tiny):
    return browse.table(tiny)


def test_a_row_says_of_every_metric_a_score_or_why_there_is_none(table) -> None:
    assert table.select("release_id", "sum", "sum_state", "sum_share", "gate", "gate_state", "gate_share").rows() == [
        ("hub:a-crane", "not judged", "not_judged", None, "pass", "scored", 1.0),
        ("tiny:heron", "1.5 of 2", "scored", 0.75, "unknown", "unknown", None),
        ("tiny:stork", "no score", "not_scored", None, "fail", "scored", 0.0),
        ("tiny:π-egret", "blank record", "stub", None, "no score", "not_scored", None),
    ]


def test_a_row_has_its_weakest_part_its_record_and_whether_it_is_blank(table) -> None:
    assert table.select("release_id", "release_date", "weakest", "is_stub", "record").rows() == [
        ("hub:a-crane", "2029-01-02", None, False, None),
        ("tiny:heron", "2029-07", "code", False, "releases/tiny/heron.json"),
        ("tiny:stork", None, "training_data", False, "releases/tiny/stork.json"),
        ("tiny:π-egret", None, None, True, "releases/tiny/egret.5ab7c8b9b7.json"),
    ]


def test_the_first_rows_are_the_highest_scores_of_judging_sources(table, tiny) -> None:
    assert browse.first_sort(tiny) == "sum"
    assert browse.first_rows(table, tiny)["release_id"].to_list() == ["tiny:heron", "tiny:π-egret", "tiny:stork"]


def test_the_script_says_the_same_as_the_table(table, tiny) -> None:
    data = assigned(browse.data_script(table, tiny, {"tiny": "Tiny list", "hub": "Hub"}), "releases")
    assert data["id"] == ["a-crane", "heron", "stork", "π-egret"]
    assert data["record"] == [0, 1, 1, "egret.5ab7c8b9b7"]
    assert data["stub"] == [3]
    assert data["judging"] == ["tiny"]
    assert data["reasons"] == {"hub": {"sum": "it judges no parts"}}
    assert data["coded"].pop("family")["values"] == []
    for name, column in data["coded"].items():
        read = [None if code == -1 else column["values"][code] for code in column["codes"]]
        assert read == table[name].to_list()
    for metric in data["metrics"]:
        assert [metric["text"][code] for code in metric["codes"]] == table[metric["name"]].to_list()


def test_places_sort_scores_above_all_that_have_none(table, tiny) -> None:
    data = assigned(browse.data_script(table, tiny, {}), "releases")
    places = {one["name"]: [one["place"][code] for code in one["codes"]] for one in data["metrics"]}
    assert places == {"sum": [-4, 0.75, -3, -2], "gate": [1, -1, 0, -3]}
    assert data["states"] == ["unknown", "stub", "not_scored", "not_judged"]


def test_grades_keep_their_own_order_and_names_that_of_letters_whatever_the_case(table, tiny) -> None:
    coded = assigned(browse.data_script(table, tiny, {}), "releases")["coded"]
    assert coded["license_tier"]["values"] == ["open", "unspecified"]
    assert coded["access"]["labels"] == ["Open weights, unrestricted", "Unknown"]
    assert coded["source"]["values"] == ["hub", "tiny"]


def test_the_details_of_a_source_hold_scores_and_parts_with_their_evidence(tiny) -> None:
    scripts = browse.detail_scripts(tiny)
    assert list(scripts) == ["tiny"]
    data = assigned(scripts["tiny"], 'details["tiny"]')
    heron = data["rows"]["heron"]
    read = [tuple(data["values"][name][code] for name, code in zip(PARTS, one, strict=True)) for one in heron["c"]]
    assert read == [
        ("Training data", "Open", "CC-BY-4.0", "https://tiny.example/heron?a=1&b=<2>"),
        ("Code", "Partial", "no license", None),
    ]
    assert heron["s"][0] == ["Sum", "1", "1.5 of 2", "scored", 2, 2, "Code", "Code"]
    assert [one[1] for one in heron["s"]] == ["1", "1-ours", "1.0"]


def test_no_license_and_an_unknown_one_are_different_words() -> None:
    assert browse.licenses("NONE") == "no license"
    assert browse.licenses("MIT, NOASSERTION") == "MIT, not known"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("pass (1 of 1)", "pass (1\u00a0of\u00a01)"), ("11.5 of 12", "11.5\u00a0of\u00a012"), ("kind of 2", "kind of 2")],
)
def test_points_stay_on_one_line(text, expected) -> None:
    assert browse.unbroken(text) == expected


def test_a_family_is_named_where_two_sources_have_it(table, tiny) -> None:
    heron, stork, egret = "heron-1", "stork-1", None
    named = table.with_columns(pl.Series("release_family_id", [heron, heron, stork, egret]))
    family = assigned(browse.data_script(named, tiny, {}), "releases")["coded"]["family"]
    assert family == {"values": ["heron-1"], "codes": [0, 0, -1, -1]}


def test_a_source_is_called_by_its_short_name_and_one_of_somebody_else_by_its_own() -> None:
    assert (catalog.short("epoch"), catalog.short("osai"), catalog.short("models_dev")) == (
        "Epoch AI",
        "OSAI",
        "models.dev",
    )
    assert catalog.short("tiny") == "Tiny"
    assert catalog.page("hub", "a/Crane") == "https://huggingface.co/a/Crane"
    assert catalog.page("tiny", "Heron") is catalog.page("osai", "OLMo") is None


def test_the_columns_of_the_table_are_declared(table) -> None:
    fixed = [column for column in results.RELEASES.columns if column.required]
    assert table.columns[: len(fixed)] == [column.name for column in fixed]
    assert [table.schema[column.name] for column in fixed] == [results.RELEASES.schema[one.name] for one in fixed]
    assert table.columns[len(fixed) :] == ["sum", "sum_state", "sum_share", "gate", "gate_state", "gate_share"]
