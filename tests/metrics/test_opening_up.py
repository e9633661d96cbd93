import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.metrics.small_frames import components, records

from openness.metrics import opening_up
from openness.metrics.opening_up import CRITERIA, SUCCESSOR
from openness.project.errors import BadFileError, MissingFileError
from openness.sources.osai import read as osai
from openness.tables import store as tables

STATUS = {"o": "open", "p": "partial", "c": "closed", "-": "missing"}


def score(letters):
    frame = components("opening_up", {name: STATUS[one] for name, one in zip(CRITERIA, letters, strict=True)})
    return opening_up.score_components(frame).row(0, named=True)


# Classes of entries and their totals in the column "openness", as the index published them in its docs/df.csv.
@pytest.mark.parametrize(
    ("entry", "letters", "total"),
    [
        ("olmo-7b-instruct", "ooooooooocooop", 12.5),
        ("bloomz", "ooooppooooooco", 12.0),
        ("dolly", "oooocooopcccoc", 8.5),
        ("minChatGPT", "ooopcoopccccco", 7.0),
        ("llama-2-chat", "ccpcpccppcpccp", 3.0),
        ("chatgpt", "ccccccccpccccc", 0.5),
    ],
)
def test_published_totals_are_reproduced(entry, letters, total):
    assert (score(letters)["score"], score(letters)["score_max"]) == (total, 14.0)


def test_coverage_first_failure_and_weakest_component():
    row = score("oo-opooooocoop")
    assert (row["score"], row["judged_count"], row["criterion_count"]) == (11.0, 13, 14)
    assert (row["first_failure"], row["weakest_component"], row["is_stub"]) == ("llmweights", "modelcard", False)
    assert score("-" * 14)["is_stub"]


def test_every_criterion_was_renamed_once():
    assert sorted(SUCCESSOR.values()) == sorted(CRITERIA)
    assert sorted(SUCCESSOR) == sorted(osai.CRITERIA)


def test_the_successors_edition_of_14_criteria_is_scored_and_that_of_12_is_not():
    fourteen = dict.fromkeys(SUCCESSOR, "open") | {"trainingcode": "partial", "weights_basemodel": "closed"}
    row = opening_up.score(records("osai", fourteen)).row(0, named=True)
    assert (row["score"], row["first_failure"], row["weakest_component"]) == (12.5, "opencode", "llmweights")
    twelve = {name: status for name, status in fourteen.items() if name not in {"package", "api"}}
    assert opening_up.score(records("osai", twelve)).is_empty()


def test_in_the_real_data_only_editions_of_14_criteria_have_scores_and_they_are_its_own(real):
    scores = tables.read("scores")
    own, successor = scores.filter(metric="opening_up"), scores.filter(metric="osai", metric_version="14")
    assert sorted(own["vintage"].unique()) == sorted(successor["vintage"].unique())
    assert (own["vintage"].min(), own["vintage"].max()) == ("2024-12-31", "2026-03-12")
    both = own.join(successor, on=["release_id", "vintage"], suffix="_osai")
    assert both.height == own.height
    assert both.filter(vintage="2025-05-12").height == 138
    assert both.filter(pl.col("score") != pl.col("score_osai")).is_empty()


NATIVE = """
project:
    name: Heron
    notes: Prose that is not read.
opencode: {class: open, link: https://example.org/code, notes: x}
llmdata: {class: partial, link: ["https://example.org/a", "https://example.org/b"]}
license: {class: "closed "}
paper: {class: ?}
api:
"""


def test_native_entries_are_read_with_what_they_leave_blank_as_missing(tmp_path):
    (tmp_path / "Heron-7B.yaml").write_text(NATIVE.replace("?", "maybe"))
    (tmp_path / "A_sample.yaml").write_text("project:\n")
    frame = opening_up.read_native(tmp_path, "2024-01-01")
    assert frame.height == 14
    assert frame["release_id"].unique().to_list() == ["opening_up:heron-7b"]
    assert frame.filter(pl.col("status") != "missing").select("component", "status", "evidence_url").rows() == [
        ("opencode", "open", "https://example.org/code"),
        ("llmdata", "partial", "https://example.org/a"),
        ("license", "closed", None),
    ]
    assert opening_up.score_components(frame).select("score", "judged_count").row(0) == (1.5, 3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("just text", "x.yaml has no 'project' section"),
        ("project: {name: x}\n", "x.yaml judges no criterion"),
        ("project: [", r"x.yaml, line \d+: not valid YAML"),
        ("", "x.yaml has no 'project' section"),
    ],
)
def test_a_broken_entry_is_refused_in_one_line(tmp_path, text, message):
    (tmp_path / "x.yaml").write_text(text)
    with pytest.raises(BadFileError, match=message):
        opening_up.read_native(tmp_path / "x.yaml")


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(MissingFileError, match="nowhere"):
        opening_up.read_native(tmp_path / "nowhere")


@given(st.text(alphabet="opc-", min_size=14, max_size=14))
def test_the_score_is_the_plain_sum(letters):
    assert score(letters)["score"] == letters.count("o") + letters.count("p") / 2
