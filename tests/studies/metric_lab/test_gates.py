import polars as pl
import pytest
from tests.studies.metric_lab.small_tables import components, scores

from openness.statistics.share_intervals import shares_by
from openness.studies.metric_lab.gates import closed_behind, gates
from openness.tables import store as tables

PARTS = {
    "weights_basemodel": "open",
    "weights_endmodel": "open",
    "datasources_basemodel": "open",
    "datasources_endmodel": "open",
    "trainingcode": "open",
    "licenses": "open",
}


def release(name, **changed):
    return [(name, component, status) for component, status in (PARTS | changed).items()]


COMPONENTS = components(
    release("osai:open")
    + release("osai:closed-data", datasources_basemodel="closed")
    + release("osai:partial", trainingcode="partial", licenses="partial")
    + release("osai:blank", trainingcode="missing")
    + [("mot:x", "Model parameters (Final)", "open"), ("mot:x", "Training code", "unlicensed")]
)
SCORES = scores(
    [
        ("osai", "osai:open", 4.0),
        ("osai", "osai:closed-data", 3.0),
        ("osai", "osai:partial", 2.0),
        ("osai", "osai:blank", 2.0),
        ("osai", "osai:stub", 0.0, "stub"),
        ("mof", "mot:x", 1.0),
    ]
).with_columns(
    pl.when(pl.col("release_id") == "osai:closed-data").then(pl.lit("datasources_basemodel")).alias("weakest_component")
)


RELEASES = SCORES.select("release_id", "source", "vintage", developer_id="release_id")


def test_each_gate_is_passed_failed_or_not_judged():
    found = gates(COMPONENTS, SCORES)
    columns = [f"is_past_{gate}" for gate in ("weights", "data", "code", "license", "all")]
    assert found.select("release_id", *columns, "failed_gates").rows() == [
        ("osai:open", True, True, True, True, True, []),
        ("osai:closed-data", True, False, True, True, False, ["data"]),
        ("osai:partial", True, True, True, True, True, []),
        ("osai:blank", True, True, None, True, None, []),
        ("osai:stub", None, None, None, None, None, []),
        # The tool has no component for the license, and blank data are not judged.
        ("mot:x", True, None, False, None, False, ["code"]),
    ]


def test_the_weakest_component_stands_beside_the_score_with_its_status():
    found = gates(COMPONENTS, SCORES).filter(release_id="osai:closed-data").row(0, named=True)
    assert (found["score_share"], found["weakest_component"], found["weakest_status"]) == (
        0.75,
        "datasources_basemodel",
        "closed",
    )


def test_what_a_sum_hides_is_counted_with_an_interval():
    found = closed_behind(gates(COMPONENTS, SCORES), RELEASES)
    columns = ["metric", "gate", "high_count", "n", "failed_count"]
    assert found.sort("metric", maintain_order=True).select(columns).rows() == [
        *(("mof", gate, 0, 0, 0) for gate in ("weights", "data", "code", "license", "any")),
        ("osai", "weights", 4, 4, 0),
        ("osai", "data", 4, 4, 1),
        ("osai", "code", 4, 3, 0),
        ("osai", "license", 4, 4, 0),
        ("osai", "any", 4, 3, 1),
    ]
    data = found.filter(metric="osai", gate="data").row(0, named=True)
    four = pl.DataFrame({"is_open": [True, *[False] * 3], "developer_id": [*"abcd"], "group": "one"})
    expected = shares_by(four, ["group"]).row(0, named=True)
    assert (data["lower"], data["upper"]) == pytest.approx((expected["lower"], expected["upper"]))


def test_a_gate_that_the_source_does_not_judge_has_no_share():
    low = (
        closed_behind(gates(COMPONENTS, SCORES), RELEASES, share=0.25)
        .filter(metric="mof", gate="license")
        .row(0, named=True)
    )
    assert (low["high_count"], low["n"]) == (1, 0)


def test_no_scores_give_empty_tables():
    assert gates(COMPONENTS, scores([])).is_empty()
    assert closed_behind(gates(components([]), scores([])), RELEASES).is_empty()
    assert gates(components([]), SCORES)["is_past_all"].null_count() == SCORES.height


def test_most_high_scores_of_the_index_hide_something_closed(real):
    edition = {"source": "osai", "vintage": "2026-06-12"}
    own = tables.read("components").filter(**edition)
    found = closed_behind(gates(own, tables.read("scores").filter(metric="osai", **edition)), tables.read("releases"))
    assert found.select("gate", "n", "failed_count").rows() == [
        ("weights", 93, 3),
        ("data", 93, 44),
        ("code", 93, 16),
        ("license", 93, 23),
        ("any", 93, 65),
    ]
    # The same by hand: half of the points, and one of six components closed.
    wide = own.pivot("component", index="release_id", values="status")
    points = own.group_by("release_id").agg(
        pl.col("status").replace_strict({"open": 1.0, "partial": 0.5}, default=0.0).sum().alias("points")
    )
    high = wide.join(points.filter(pl.col("points") >= 6), on="release_id")
    closed = pl.any_horizontal(pl.col(name) == "closed" for name in PARTS)
    assert (high.height, high.filter(closed).height) == (93, 65)
