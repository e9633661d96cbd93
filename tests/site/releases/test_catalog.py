from __future__ import annotations

from datetime import datetime

import polars as pl
import pytest

from openness.site.releases.catalog import catalog, load, one_version

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
        ("tiny:stork", "gate", "1.0", "scored", 0.0, "fail", "fail"),
        ("tiny:π-egret", "sum", "1", "stub", None, "blank record", "blank record"),
        ("hub:a-crane", "gate", "1.0", "scored", 1.0, "pass", "pass"),
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


def test_an_index_of_developers_judges_too(frames, metrics) -> None:
    transparency = pl.DataFrame({"release_id": ["hub:a-crane"]})
    latest = {"tiny": NEW, "hub": NEW}
    found = catalog(frames["releases"], frames["scores"], frames["components"], latest, transparency=transparency)
    assert found.judging == ("hub", "tiny")


def test_the_catalog_of_the_data_has_a_row_for_every_score_and_no_edition_twice(real) -> None:
    found = load()
    assert set(found.scores["release_id"]) <= set(found.releases["release_id"])
    assert found.releases["release_id"].is_unique().all()
    assert {"osai", "mot", "epoch", "mteb", "models_dev"} <= set(found.judging)
    assert found.releases.filter(source="epoch")["vintage"].unique().to_list() == ["2026-03-30"]


@pytest.mark.usefixtures("real")
def test_dates_of_the_catalog_are_those_of_the_releases(real) -> None:
    olmo = load().of("osai:olmo")
    assert olmo.releases["release_date"].to_list() == [datetime(2025, 12, 1)]
    assert olmo.components.height == 12


def test_a_grade_is_shown_with_its_points(frames, metrics) -> None:
    graded = frames["scores"].tail(1).with_columns(label=pl.lit("Class III"), score_max=3.0)
    found = catalog(frames["releases"], graded, frames["components"], {"tiny": NEW, "hub": NEW})
    assert found.scores.select("value", "text", "share").rows() == [("Class III", "Class III (1 of 3)", 1 / 3)]
