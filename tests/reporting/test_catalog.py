from __future__ import annotations

from datetime import datetime

import polars as pl
import pytest

from analysis import schema, tables
from analysis.reporting.catalog import catalog, load, one_version

NEW = "2030-01-31"


def test_only_the_newest_edition_is_listed_sorted_by_name(tiny) -> None:
    assert tiny.releases.select("release_id", "vintage").rows() == [
        ("hub:a-crane", NEW),
        ("tiny:heron", NEW),
        ("tiny:stork", NEW),
        ("tiny:π-egret", NEW),
    ]


def test_a_source_that_only_passes_on_licenses_judges_nothing(tiny) -> None:
    assert tiny.judging == ("tiny",)
    assert tiny.judged.releases["release_id"].to_list() == ["tiny:heron", "tiny:stork", "tiny:π-egret"]


def test_scores_have_words_for_every_state(tiny) -> None:
    assert tiny.scores.select("release_id", "metric", "metric_version", "state", "share", "value", "text").rows() == [
        ("tiny:heron", "sum", "1", "scored", 0.75, "1.5 of 2", "1.5 of 2"),
        ("tiny:heron", "sum", "1-ours", "scored", 1.0, "2 of 2", "2 of 2"),
        ("tiny:heron", "gate", "1.0", "unknown", None, "unknown", "unknown"),
        ("tiny:stork", "gate", "1.0", "scored", 0.0, "fail", "fail (0 of 1)"),
        ("tiny:π-egret", "sum", "1", "stub", None, "blank record", "blank record"),
        ("hub:a-crane", "gate", "1.0", "scored", 1.0, "pass", "pass (1 of 1)"),
    ]


def test_an_alternative_of_ours_is_no_published_version(tiny) -> None:
    assert one_version(tiny.scores).filter(release_id="tiny:heron", metric="sum")["metric_version"].to_list() == ["1"]


def test_families_are_joined_where_there_are_such(frames, metrics) -> None:
    rows = [{"release_id": "tiny:heron", "source": "tiny", "vintage": NEW, "release_family_id": "heron-1"}]
    families = pl.DataFrame(rows).with_columns(match_rule=pl.lit("exact"))
    found = catalog(
        frames["releases"], frames["scores"], frames["components"], {"tiny": NEW, "hub": NEW}, families=families
    )
    assert dict(found.releases.select("release_id", "release_family_id").iter_rows()) == {
        "hub:a-crane": None,
        "tiny:heron": "heron-1",
        "tiny:stork": None,
        "tiny:π-egret": None,
    }


def test_what_is_scored_without_being_listed_is_named_after_its_developer(frames, metrics) -> None:
    scored = (
        frames["scores"]
        .head(1)
        .with_columns(release_id=pl.lit("index:example-labs"), source=pl.lit("index"), vintage=pl.lit("2030-02-01"))
    )
    older = scored.with_columns(vintage=pl.lit("2029-02-01"))
    nameless = scored.with_columns(release_id=pl.lit("index:who"))
    told = {
        "release_id": "index:example-labs",
        "vintage": "2030-02-01",
        "developer_id": "example-labs",
        "developer_name": "Example Labs",
        "model_name": "Heron",
    }
    transparency = pl.DataFrame([told])
    developers = pl.DataFrame([{"developer_id": "example-labs", "developer_type": "company", "country": "France"}])
    found = catalog(
        frames["releases"],
        pl.concat([frames["scores"], older, scored, nameless]),
        frames["components"],
        {"tiny": NEW, "hub": NEW},
        transparency=transparency,
        developers=developers,
    )
    rows = found.releases.filter(source="index")
    assert rows.select("release_name", "vintage", "developer_type", "developer_group", "country", "access").rows() == [
        ("Example Labs (Heron)", "2030-02-01", "company", "corporate", "France", "unknown"),
        ("who", "2030-02-01", "unknown", "unknown", "unknown", "unknown"),
    ]
    assert "index" in found.judging
    assert tables.failures(rows.select(schema.RELEASES.column_names), schema.RELEASES) == []


def test_the_catalog_of_the_data_has_a_row_for_every_score_and_no_edition_twice(real) -> None:
    found = load(real)
    assert set(found.scores["release_id"]) <= set(found.releases["release_id"])
    assert found.releases["release_id"].is_unique().all()
    assert {"osai", "mot", "epoch", "mteb", "models_dev"} <= set(found.judging)
    assert found.releases.filter(source="epoch")["vintage"].unique().to_list() == ["2026-03-30"]


@pytest.mark.usefixtures("real")
def test_dates_of_the_catalog_are_those_of_the_releases(real) -> None:
    olmo = load(real).of("osai:olmo")
    assert olmo.releases["release_date"].to_list() == [datetime(2025, 12, 1)]
    assert olmo.components.height == 12
