"""What cleaning makes of models.dev's files."""

import polars as pl
import pytest
from tests.sources.cleaned import cleaned, components, releases

from openness.measures.ask import resolve_vintage
from openness.sources.models_dev import clean as models_dev
from openness.tables import store as tables


def test_models_dev_says_open_weights_or_api():
    columns = ("release_id", "access", "date_precision", "modality", "license_ids")
    assert releases("models_dev", *columns) == [
        ("models_dev:example-labs-heron", "open_unrestricted", "day", "language", ["MIT"]),
        ("models_dev:example-labs-stork", "api", "month", "audio", ["NOASSERTION"]),
    ]
    assert components("models_dev", "models_dev:example-labs-heron", "component", "status", "evidence_url") == [
        ("weights", "open", "https://example.org/heron")
    ]
    assert [(entry["row"], entry["field"]) for entry in cleaned("models_dev").log] == [(3, "modalities.input")]


@pytest.mark.parametrize(
    ("taken", "made", "expected"),
    [
        (["text", "pdf"], ["text"], "language"),
        (["text", "image"], ["text"], "multimodal"),
        (["text"], ["image"], "image_generation"),
        (["text", "image"], ["image"], "image_generation"),
        (["text", "image"], ["text", "image"], "multimodal"),
        (["text"], ["audio"], "audio"),
        (["audio"], ["text"], "audio"),
        ([], [], "unknown"),
    ],
)
def test_a_model_is_of_the_modality_it_makes_or_hears(taken, made, expected):
    assert models_dev.modality_of(taken, made) == expected


def test_open_weights_of_models_dev_are_those_of_the_files(real):
    rows = tables.read("components").filter(source="models_dev", vintage="2026-07-02")
    assert dict(rows.group_by("status").len().iter_rows()) == {"open": 108, "closed": 123}


def test_an_edition_made_from_the_api_is_a_list_of_its_own_and_not_the_latest(real):
    lists = tables.read("release_lists").filter(source="models_dev").group_by("vintage", "list").len()
    assert lists.sort("vintage").rows() == [("2026-07-02", "all", 231), ("2026-09-30", "api", 412)]
    assert resolve_vintage("models_dev", "latest") == "2026-07-02"


def test_names_that_end_in_latest_move_their_date(real):
    both = tables.read("releases").filter(
        pl.col("release_id").str.contains("latest"), source="models_dev", date_precision="day"
    )
    moved = both.group_by("release_id").agg(pl.col("release_date").n_unique().alias("dates"))
    assert sorted(moved.filter(pl.col("dates") > 1)["release_id"]) == [
        "models_dev:google-gemini-flash-latest",
        "models_dev:google-gemini-flash-lite-latest",
        "models_dev:mistral-mistral-medium-latest",
    ]
