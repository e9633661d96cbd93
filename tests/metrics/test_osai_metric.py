import polars as pl
import pytest

from analysis import schema, tables
from analysis.metrics import osai
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
    row = osai.score(components(statuses)).row(0, named=True)
    assert (row["score"], row["score_max"], row["metric_version"]) == (score, 12.0, "12")
    assert row["first_failure"] == first_failure


def test_other_sources_get_no_score():
    assert osai.score(components({"code": "open"}).with_columns(source=pl.lit("epoch"))).height == 0


def test_known_scores_of_the_edition_of_2026(real):
    scores = tables.read("scores", real).filter(vintage="2026-06-12")
    known = ["osai:olmo", "osai:bloomz", "osai:llama-3-instruct"]
    found = scores.filter(pl.col("release_id").is_in(known)).sort("release_id").select("release_id", "label")
    assert found.rows() == [
        ("osai:bloomz", "11.5 of 12"),
        ("osai:llama-3-instruct", "2 of 12"),
        ("osai:olmo", "11.5 of 12"),
    ]
