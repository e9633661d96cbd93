import polars as pl
import pytest

from analysis import schema, tables
from analysis.metrics import osai, registry
from analysis.metrics.base import Records
from analysis.sources.osai import CRITERIA


def components(statuses):
    return pl.DataFrame(
        [
            ["osai:x", "osai", "2030-01-01", name, status, None, ["NOASSERTION"], None]
            for name, status in statuses.items()
        ],
        schema=tables.polars_schema(schema.COMPONENTS),
        orient="row",
    )


def scored(frame):
    return osai.score(Records(pl.DataFrame(), frame))


TWELVE = [name for name in CRITERIA if name not in {"package", "api"}]


@pytest.mark.parametrize(
    ("statuses", "score", "first_failure"),
    [
        (dict.fromkeys(TWELVE, "open"), 12.0, None),
        (dict.fromkeys(TWELVE, "closed"), 0.0, "datasources_basemodel"),
        (dict.fromkeys(TWELVE, "partial"), 6.0, "datasources_basemodel"),
        (dict.fromkeys(TWELVE, "open") | {"paper": "missing", "modelcard": "partial"}, 10.5, "paper"),
    ],
)
def test_open_is_one_partial_a_half_and_closed_or_blank_nothing(statuses, score, first_failure):
    row = scored(components(statuses)).row(0, named=True)
    assert (row["score"], row["score_max"], row["metric_version"]) == (score, 12.0, "12")
    assert row["first_failure"] == first_failure


def test_the_weakest_component_is_the_first_judged_one_with_fewest_points():
    row = scored(components(dict.fromkeys(TWELVE, "open") | {"code": "missing", "paper": "partial"})).row(0, named=True)
    assert row["weakest_component"] == "paper"
    assert (row["judged_count"], row["criterion_count"], row["is_stub"]) == (11, 12, False)


def test_an_entry_with_all_fields_blank_is_a_stub():
    row = scored(components(dict.fromkeys(TWELVE, "missing"))).row(0, named=True)
    assert (row["score"], row["judged_count"], row["weakest_component"], row["is_stub"]) == (0.0, 0, None, True)


def test_a_source_without_a_rule_gets_no_score():
    frame = components({"code": "open"}).with_columns(source=pl.lit("epoch"))
    releases = pl.DataFrame({"release_id": ["osai:x"], "source": ["epoch"], "vintage": ["2030-01-01"]})
    assert registry.score_all(Records(releases, frame)).height == 0
    reasons = registry.support(["epoch"]).filter(metric="osai")
    assert reasons["is_supported"].to_list() == [False]
    assert "criteria" in reasons["reason"][0]


def test_known_scores_of_the_edition_of_2026(real):
    scores = tables.read("scores", real).filter(vintage="2026-06-12")
    known = ["osai:olmo", "osai:bloomz", "osai:llama-3-instruct"]
    found = scores.filter(pl.col("release_id").is_in(known)).sort("release_id").select("release_id", "label")
    assert found.rows() == [
        ("osai:bloomz", "11.5 of 12"),
        ("osai:llama-3-instruct", "2 of 12"),
        ("osai:olmo", "11.5 of 12"),
    ]
