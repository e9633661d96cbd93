import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.metrics import fmti, registry
from openness.metrics.base import Records
from openness.tables import schema
from openness.tables import store as tables

DOMAINS = ["Upstream"] * 32 + ["Model"] * 33 + ["Downstream"] * 35


def judged(points, release_id="fmti:x", domains=DOMAINS):
    rows = [
        {
            "vintage": "2023-10-18",
            "indicator_set": "2023",
            "release_id": release_id,
            "domain": domain,
            "indicator_id": f"indicator-{number}",
            "indicator": f"Indicator {number}",
            "indicator_position": number,
            "is_met": bool(point),
        }
        for number, (domain, point) in enumerate(zip(domains, points, strict=True), start=1)
    ]
    return pl.concat(
        [pl.DataFrame(schema=tables.polars_schema(schema.TRANSPARENCY)), pl.DataFrame(rows)], how="diagonal"
    )


def scored(transparency):
    return fmti.score(Records(pl.DataFrame(), pl.DataFrame(), transparency))


@pytest.mark.parametrize(
    ("points", "score", "first_failure", "weakest"),
    [
        ([1] * 100, 100.0, None, "Upstream"),
        ([0] * 100, 0.0, "Indicator 1", "Upstream"),
        ([1] * 32 + [0] * 33 + [1] * 35, 67.0, "Indicator 33", "Model"),
        ([1] * 99 + [0], 99.0, "Indicator 100", "Downstream"),
    ],
)
def test_the_score_is_the_number_of_indicators_met(points, score, first_failure, weakest):
    row = scored(judged(points)).row(0, named=True)
    assert (row["score"], row["score_max"], row["label"]) == (score, 100.0, f"{score:.0f} of 100")
    assert (row["first_failure"], row["weakest_component"]) == (first_failure, weakest)
    assert (row["metric_version"], row["judged_count"], row["criterion_count"], row["is_stub"]) == (
        "2023",
        100,
        100,
        False,
    )


def test_the_weakest_domain_has_the_smallest_share_and_not_the_fewest_points():
    domains = ["Upstream"] * 2 + ["Model"] * 6
    assert scored(judged([1, 0, 1, 1, 0, 0, 0, 0], domains=domains))["weakest_component"].item() == "Model"


@given(st.lists(st.booleans(), min_size=100, max_size=100))
def test_one_more_point_is_one_more_of_the_score(points):
    row = scored(judged(points)).row(0, named=True)
    assert row["score"] == sum(points)
    assert (row["first_failure"] is None) == all(points)


def test_rows_may_come_in_any_order():
    table = pl.concat([judged([1] * 50 + [0] * 50, "fmti:a"), judged([0] * 100, "fmti:b")])
    assert scored(table.sample(fraction=1, shuffle=True, seed=7)).equals(scored(table))


def test_without_the_table_there_are_no_scores_and_no_zeros():
    assert fmti.score(Records(pl.DataFrame(), pl.DataFrame())).height == 0


def test_other_sources_say_why_they_have_no_score():
    support = registry.support(["fmti", "osai"]).filter(metric="fmti")
    assert support["is_supported"].to_list() == [True, False]
    assert "does not judge the index's indicators" in support["reason"][1]


def test_known_totals_of_every_wave(real):
    scores = tables.read("scores").filter(metric="fmti")
    found = {
        vintage: dict(scores.filter(vintage=vintage).select("release_id", "score").iter_rows())
        for vintage in ("2023-10-18", "2024-05-21", "2025-12-09")
    }
    assert found["2023-10-18"]["fmti:meta-ai"] == 54
    assert found["2023-10-18"]["fmti:amazon"] == 12
    assert found["2024-05-21"]["fmti:bigcode"] == 85
    assert found["2024-05-21"]["fmti:adept"] == 33
    assert found["2025-12-09"]["fmti:ibm"] == 95
    assert found["2025-12-09"]["fmti:xai"] == found["2025-12-09"]["fmti:midjourney"] == 14
    assert sum(found["2025-12-09"].values()) == 529
    assert scores["metric_version"].unique().sort().to_list() == ["2023", "2025"]
