"""What is known of one release."""

import pytest

from openness.project.errors import UnknownNameError
from openness.studies.metric_lab import data
from openness.studies.metric_lab.sheet import SAME_SIZE, plans_text, release_tables, sheet, size_of


@pytest.fixture(scope="module")
def lab(real):
    return data.load()


@pytest.fixture(scope="module")
def llama(lab, real):
    return sheet(lab, "osai:llama-3-instruct")


def test_its_own_scores_come_first_and_each_other_source_has_one_release(llama):
    rows = llama.scores.select("framework", "release_id").rows()
    assert rows[0] == ("OSAI index", "osai:llama-3-instruct")
    assert len(rows) == len(set(rows)) == llama.scores["framework"].n_unique()
    assert llama.scores["release_id"].n_unique() == 3


def test_a_known_score_with_its_first_failure_and_coverage(llama):
    row = llama.scores.filter(framework="OSAI index").row(0, named=True)
    assert (row["label"], row["coverage"], row["first_failure"]) == ("2 of 12", "12 of 12", "base training data")
    assert row["weakest"] == [{"text": "base training data", "url": None}]


def test_nothing_is_weakest_where_every_criterion_is_met(lab, real):
    olmo = sheet(lab, "osai:olmo")
    weakest = dict(olmo.scores.select("framework", "weakest").rows())
    assert weakest["OSAID (OSAI)"] is None
    assert weakest["OSAI index"] == [{"text": "paper", "url": "https://openreview.net/forum?id=2ezugTT9kU#discussion"}]


def test_every_part_of_its_own_record_is_there(llama, lab):
    own = lab.components.filter(release_id="osai:llama-3-instruct")
    assert llama.parts.filter(release_id="osai:llama-3-instruct").height == own.height == 12
    assert llama.parts["source"].unique(maintain_order=True).to_list() == ["OSAI", "Epoch AI", "MOT"]


def test_clauses_and_definitions_have_a_row_each(llama):
    own = llama.clauses.filter(release_id="osai:llama-3-instruct")
    assert own["verdict"].to_list() == ["fail", "fail", "fail"]
    assert llama.definitions.filter(release_id="osai:llama-3-instruct")["fits"].to_list() == ["yes", "no", "no", "no"]


def test_plans_are_of_the_metrics_that_its_source_supports(llama, lab, real):
    assert [plan.split(",")[0] for plan in llama.plans] == [
        "What if: half of the points of the index (6 of 12)",
        "What if: a pass under the Open Source AI Definition 1.0",
    ]
    assert plans_text(llama).count("```text") == 2
    (mof, osaid) = sheet(lab, "mot:t5").plans
    assert mof.startswith("What if: MOF Class III - Open Model, by 6 changes")
    # Nothing fails and nothing is known: that is not a pass.
    assert "reached" not in osaid
    assert "the source does not say: data_information, code, parameters" in osaid


def test_a_release_of_a_source_without_judgments_shows_what_others_say_or_nothing(lab, real):
    alone = lab.families.filter(source="hub", match_rule="single")["release_id"][0]
    found = sheet(lab, alone)
    assert (found.scores.height, found.parts.height, found.plans) == (0, 0, [])
    assert "No metric with a goal" in plans_text(found)
    assert release_tables(found) == []
    shared = lab.families.join(
        lab.families.filter(source="osai").select("release_family_id"), on="release_family_id", how="semi"
    ).filter(source="hub")["release_id"][0]
    assert "OSAI index" in sheet(lab, shared).scores["framework"].to_list()


@pytest.mark.parametrize(
    ("name", "count", "size"),
    [
        ("Qwen/Qwen2.5-72B-Instruct", None, 72e9),
        ("Qwen2.5-1.5B", 1_543_714_304, 1.5e9),
        ("Mixtral 8x7B v0.1", None, 56e9),
        ("Qwen3-235B-A22B", None, 235e9),
        ("bloom-7b1", None, 7e9),
        ("bloom-560m", None, 560e6),
        ("phi-3-mini-4k-instruct", 3_821_079_552, 3_821_079_552.0),
        ("GPT-4o", None, None),
        ("gemma-2-9b-it-4bit", None, 9e9),
    ],
)
def test_a_size_is_that_of_the_name_or_else_the_count(name, count, size):
    assert size_of(name, count) == size


@pytest.mark.parametrize("release_id", ["epoch:qwen2-5-72b", "epoch:qwen2-5-1-5b", "mot:qwen2-5-1-5b-instruct"])
def test_a_sheet_of_one_size_shows_no_row_of_another(lab, real, release_id):
    names = {row["release_id"]: row for row in lab.releases.iter_rows(named=True)}
    own = size_of(names[release_id]["release_name"], names[release_id]["parameter_count"])
    found = sheet(lab, release_id)
    shown = {one for part in (found.scores, found.parts, found.clauses) for one in part["release_id"]}
    assert release_id in shown
    for one in shown:
        size = size_of(names[one]["release_name"], names[one]["parameter_count"])
        assert size is None or 1 / SAME_SIZE <= size / own <= SAME_SIZE


def test_only_metrics_that_were_asked_for_are_shown(real):
    few = data.load(["mof"])
    assert set(sheet(few, "mot:t5").scores["framework"]) == {"MOF class"}


def test_a_release_that_is_not_there_is_refused(lab, real):
    with pytest.raises(UnknownNameError, match="did you mean 'osai:olmo'"):
        sheet(lab, "osai:olmoo")


def test_without_a_release_the_text_says_how_to_choose_one():
    assert "-p release=osai:olmo" in plans_text(None)


def test_the_tables_link_their_evidence(llama):
    tables = [table.as_raw_html() for table in release_tables(llama)]
    assert len(tables) == 4
    assert 'href="https://ai.meta.com' in tables[1]
    assert "None" not in "".join(tables)
    assert llama.title() == "Llama 3 (Meta AI), osai:llama-3-instruct in 2026-06-12, family meta-ai/llama-3"


def test_identifiers_are_shown_as_words(llama):
    html = release_tables(llama)[0].as_raw_html()
    assert "base training data" in html
    assert "datasources_basemodel" not in html
    assert llama.parts.filter(component="base training data", release_id="osai:llama-3-instruct").height == 1
