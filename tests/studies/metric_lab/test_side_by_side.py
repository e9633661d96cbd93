"""Families by frameworks: what a cell says, and what stands where there is no score."""

import polars as pl
import pytest
from tests.studies.metric_lab.small_tables import families, scores

from openness.project.errors import BadValueError
from openness.studies.metric_lab import data
from openness.studies.metric_lab.names import framework_labels, heading, in_words
from openness.studies.metric_lab.side_by_side import cells, side_by_side, with_state
from openness.tables import store as tables

SCORES = scores(
    [
        ("osai", "osai:heron", 3.0),
        ("osaid", "mot:heron-7b", None),
        ("osaid", "mot:stork", None, True),
        ("osaid", "osai:heron", 0.0),
        ("mof", "mot:heron-7b", 0.0),
    ]
).with_columns(
    pl.Series("label", ["3 of 4", "unknown: code", "unknown: code", "fail: code", "Unclassified"], pl.String)
)
FAMILIES = families({"osai:heron": "h", "mot:heron-7b": "h", "mot:stork": "s"})


def test_a_score_an_unknown_a_stub_and_a_missing_release_are_four_states():
    found = side_by_side(SCORES, FAMILIES)
    states = {(row["release"], row["metric"]): row["state"] for row in found.rows(named=True)}
    assert states == {
        ("h", "OSAI index /4"): "scored",
        ("h", "MOF class"): "scored",
        ("h", "OSAID (MOT)"): "unknown",
        ("h", "OSAID (OSAI)"): "scored",
        ("s", "OSAI index /4"): "missing",
        ("s", "MOF class"): "missing",
        ("s", "OSAID (MOT)"): "stub",
        ("s", "OSAID (OSAI)"): "missing",
    }


def test_only_what_is_scored_has_a_share_and_a_score_of_zero_is_one():
    found = side_by_side(SCORES, FAMILIES)
    assert found.filter(pl.col("share").is_not_null())["state"].unique().to_list() == ["scored"]
    (zero,) = found.filter(metric="OSAID (OSAI)", release="h").rows(named=True)
    assert (zero["share"], zero["label"]) == (0.0, "fail")


def test_a_cell_holds_points_a_verdict_or_a_class():
    found = cells(SCORES, FAMILIES).filter(state="scored")
    assert dict(found.select("framework", "label").rows()) == {
        "OSAI index": "3",
        "OSAID (OSAI)": "fail",
        "MOF class": "no",
    }


def test_of_several_releases_the_lower_median_stands_and_is_one_of_them():
    several = scores(
        [("osai", f"osai:{name}", value) for name, value in zip("abcd", (4.0, 1.0, 2.5, 3.0), strict=True)]
    )
    (row,) = cells(several, families({f"osai:{name}": "f" for name in "abcd"})).rows(named=True)
    assert (row["share"], row["release_id"], row["release_count"]) == (2.5 / 4, "osai:c", 4)


def test_a_score_counts_before_an_unknown_and_an_unknown_before_a_stub():
    mixed = scores(
        [("osai", "osai:a", None), ("osai", "osai:b", 2.0), ("mof", "mot:a", None, True), ("mof", "mot:b", None)]
    )
    found = cells(mixed, families(dict.fromkeys(("osai:a", "osai:b", "mot:a", "mot:b"), "f")))
    assert dict(found.select("metric", "state").rows()) == {"osai": "scored", "mof": "unknown"}


def test_a_stub_with_a_score_is_still_a_stub():
    assert with_state(scores([("osai", "osai:a", 0.0, True)]))["state"].to_list() == ["stub"]


def test_families_with_most_scores_come_first_unless_one_is_asked_for():
    found = side_by_side(SCORES, FAMILIES)
    assert found["release"].unique(maintain_order=True).to_list() == ["h", "s"]
    asked = side_by_side(SCORES, FAMILIES, first="s")
    assert asked["release"].unique(maintain_order=True).to_list() == ["s", "h"]
    assert side_by_side(SCORES, FAMILIES, most=1, first="s")["release"].unique().to_list() == ["s"]


def test_a_release_without_a_family_is_one_of_its_own():
    found = side_by_side(scores([("osai", "osai:a", 1.0)]), families({"osai:a": None}))
    assert found["release"].to_list() == ["osai:a"]


def test_no_families_is_refused_and_no_scores_is_an_empty_table():
    with pytest.raises(BadValueError, match="most is 0"):
        side_by_side(SCORES, FAMILIES, most=0)
    assert side_by_side(SCORES.clear(), FAMILIES).is_empty()


def test_headings_name_the_source_only_where_several_support_the_metric():
    assert (heading("mof", "mot"), heading("osaid", "mot")) == ("MOF class", "OSAID (MOT)")
    assert framework_labels(SCORES)["osaid 1 (mot)"] == "OSAID (MOT)"
    assert in_words("datasources_basemodel") == "base training data"
    assert (in_words("code"), in_words("code", "osaid")) == ("code documentation", "code")


def test_no_two_frameworks_of_the_real_data_share_a_heading(real):
    lab = data.load()
    names = framework_labels(lab.scores)
    assert len(set(names.values())) == len(names)


def test_every_cell_of_the_real_data_that_is_scored_has_a_label(real):
    lab = data.load()
    found = cells(lab.widest, lab.every_family)
    assert found.filter(state="scored")["label"].null_count() == 0
    assert found["label"].str.len_chars().max() <= 4


def test_known_cells_of_the_real_data(real):
    lab = data.load()
    found = side_by_side(lab.widest, lab.every_family, most=60)
    known = dict(found.filter(release="meta-ai/llama-3").select("metric", "label").rows())
    assert (known["OSAI index /12"], known["MOF class"], known["OSAID (OSAI)"]) == ("2", "no", "fail")
    assert known["Opening up /14"] == "3"


def test_a_metric_that_cannot_score_the_newest_edition_keeps_its_newest(real):
    lab = data.load()
    assert "opening_up" not in set(lab.scores["metric"])
    assert lab.widest.filter(metric="opening_up")["vintage"].unique().to_list() == ["2026-03-12"]
    assert lab.widest.filter(metric="osai")["metric_version"].unique().to_list() == ["12"]


def test_editions_are_named_once_and_credited(real):
    lab = data.load(["mof"])
    lines = lab.edition_lines().splitlines()
    assert len(lines) == len(set(lines))
    assert {"osai 2026-06-12", "mot 2026-05-11", "fmti 2023-10-18"} <= set(lines)
    assert lab.credit() == lab.credit("mot")
    assert set(lab.widest["metric"]) == {"mof"}
    assert tables.read("releases").height > lab.releases.height
