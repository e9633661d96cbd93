import csv
from pathlib import Path

import polars as pl
import pytest

from openness.metrics import registry
from openness.metrics.base import Records
from openness.metrics.osai import score as osai
from openness.sources.osai import CRITERIA
from openness.tables import schema
from openness.tables import store as tables


def components(statuses):
    return pl.DataFrame(
        [
            ["osai:x", "osai", "2030-01-01", name, status, None, ["NOASSERTION"], "NOASSERTION", None, None]
            for name, status in statuses.items()
        ],
        schema=tables.polars_schema(schema.COMPONENTS),
        orient="row",
    )


def scored(frame):
    return osai.score(Records(pl.DataFrame(), frame))


def test_a_class_that_we_corrected_counts_as_the_index_has_it():
    frame = components(dict.fromkeys(TWELVE, "partial")).with_columns(
        published_status=pl.when(pl.col("component") == "weights_endmodel").then(pl.lit("closed"))
    )
    assert scored(frame)["score"].item() == 5.5
    assert scored(frame.drop("published_status"))["score"].item() == 6.0


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
    assert registry.score_all(Records(releases, frame), ["osai"]).height == 0
    reasons = registry.support(["epoch"]).filter(metric="osai")
    assert reasons["is_supported"].to_list() == [False]
    assert "criteria" in reasons["reason"][0]


def test_known_scores_of_the_edition_of_2026(real):
    scores = tables.read("scores").filter(metric="osai", vintage="2026-06-12")
    known = ["osai:olmo", "osai:bloomz", "osai:llama-3-instruct"]
    found = scores.filter(pl.col("release_id").is_in(known)).sort("release_id").select("release_id", "label")
    assert found.rows() == [
        ("osai:bloomz", "11.5 of 12"),
        ("osai:llama-3-instruct", "2 of 12"),
        ("osai:olmo", "11.5 of 12"),
    ]


PUBLISHED = Path(__file__).with_name("osai_2026-04-09.csv")
LETTERS = {"o": "open", "p": "partial", "c": "closed"}


def test_the_order_that_the_index_published_is_the_order_of_the_scores():
    """The 33 entries that lead its page, last updated 2026-04-09, and their classes at commit c6ffe82 of that day.

    https://osai-index.eu/guides/llama-vs-bloom-openness
    """
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    scores = [
        scored(components({name: LETTERS[one] for name, one in zip(TWELVE, row["classes"], strict=True)}))["score"][0]
        for row in rows
    ]
    assert len(scores) == 33
    assert scores == sorted(scores, reverse=True)
    assert (scores[0], scores[1], scores[-1]) == (12.0, 11.5, 7.5)


def test_no_entry_of_the_real_editions_is_a_stub_and_total_closure_is_none(real):
    scores = tables.read("scores").filter(metric="osai")
    assert scores["is_stub"].sum() == 0
    lumo = scores.filter(release_id="osai:lumo", vintage="2026-06-12").row(0, named=True)
    assert (lumo["label"], lumo["judged_count"]) == ("0 of 12", 12)
