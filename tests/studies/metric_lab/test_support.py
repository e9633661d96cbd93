"""Which source supports which metric, and why not."""

import polars as pl
from tests.studies.metric_lab.small_tables import scores

from openness.metrics.registry import METRICS
from openness.studies.metric_lab import data, results, support
from openness.studies.metric_lab.support import counts, grid, reasons


def test_scores_unknowns_and_stubs_are_counted_apart():
    found = counts(scores([("osai", "osai:a", 1.0), ("osai", "osai:b", None), ("osai", "osai:c", 0.0, True)]))
    (row,) = found.rows(named=True)
    assert (row["framework"], row["release_count"]) == ("OSAI index 1", 3)
    assert (row["scored"], row["unknown"], row["stub"], row["judged_share"]) == (1, 1, 1, 1.0)


def test_a_source_that_supports_a_metric_and_one_that_does_not():
    found = grid(scores([("mof", "mot:a", 1.0)]), ["mof"])
    states = dict(found.select("source", "support").rows())
    assert states["MOT"] == "scored"
    assert {state for source, state in states.items() if source != "MOT"} == {"not_supported"}
    assert found.filter(source="MOT")["scored"].to_list() == ["1"]
    assert found.filter(source="Epoch AI")["scored"].to_list() == [None]


def test_what_is_not_supported_has_a_reason_and_never_a_number():
    found = grid(scores([]), METRICS)
    silent = found.filter(pl.col("support") != "scored")
    assert silent["reason"].null_count() == 0
    assert silent["scored"].null_count() == silent.height


def test_thousands_are_separated():
    found = grid(scores([("mof", f"mot:{i}", 1.0) for i in range(1200)]), ["mof"])
    assert "1,200" in found["scored"]


def test_a_metric_of_own_files_alone_is_told_apart():
    found = grid(scores([]), ["aa_openness"])
    assert set(found["support"]) == {"own_files_only"}


def test_reasons_are_folded_and_escaped():
    text = reasons(["mof", "osaid"])
    assert text.startswith("<details><summary>")
    assert text.count("<li>") == 2
    assert "MTEB" in text
    assert reasons([]) == ""


def test_every_source_that_the_registry_supports_scores_something(real):
    lab = data.load()
    found = grid(lab.widest, METRICS)
    assert "0" not in found.filter(support="scored")["scored"]
    known = counts(lab.widest).filter(metric="osaid", source="MOT").row(0, named=True)
    assert (known["release_count"], known["scored"], known["unknown"]) == (273, 103, 170)


FAMILIES = pl.DataFrame(
    [
        ("a:1", "a", "1", "x/heron", "exact"),
        ("b:1", "b", "1", "x/heron", "exact"),
        ("b:2", "b", "1", "x/heron", "alias"),
        ("b:3", "b", "1", "x/stork", "single"),
        ("c:1", "c", "1", None, "ambiguous"),
        ("c:2", "c", "1", "x/stork", "exact"),
    ],
    schema=["release_id", "source", "vintage", "release_family_id", "match_rule"],
    orient="row",
)


def test_matches_are_counted_by_edition_and_rule():
    found = support.match_counts(FAMILIES)
    assert found.rows() == [
        ("a", "1", 1, 1, 0, 0, 0, 1.0),
        ("b", "1", 3, 1, 1, 1, 0, 2 / 3),
        ("c", "1", 2, 1, 0, 0, 1, 0.5),
    ]
    assert found.columns == results.MATCHES.names


def test_each_pair_of_sources_stands_once_in_the_matrix():
    found = support.shared_matrix(FAMILIES)
    assert found.to_dicts() == [{"Source": "a", "b": 1, "c": 0}, {"Source": "b", "b": None, "c": 1}]
