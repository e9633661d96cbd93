import polars as pl
import pytest
from tests.metrics.small_frames import records

from openness.metrics.release_gradient import LEVELS, METRIC, parts_of
from openness.sources import SOURCES
from openness.tables import store as tables


def scored(source, statuses=None, **columns):
    return METRIC.score(records(source, statuses, **columns)).row(0, named=True)


@pytest.mark.parametrize(
    ("access", "score", "label"),
    [
        ("unreleased", 0.0, "fully closed"),
        ("hosted", 2.0, "hosted"),
        ("api", 3.0, "cloud or API"),
        ("open_noncommercial", 4.0, "downloadable (fully open is not told apart)"),
        ("open_restricted", 4.0, "downloadable (fully open is not told apart)"),
        ("open_unrestricted", 4.0, "downloadable (fully open is not told apart)"),
        ("unknown", None, "unknown"),
    ],
)
def test_epochs_grades_are_levels_whatever_the_license(access, score, label):
    row = scored("epoch", access=access)
    assert (row["score"], row["score_max"], row["label"]) == (score, 5.0, label)
    assert (row["judged_count"], row["is_stub"]) == (0 if score is None else 1, score is None)


def test_the_first_failure_is_the_next_level():
    assert scored("epoch", access="unreleased")["first_failure"] == "gradual or staged"
    assert scored("epoch", access="api")["first_failure"] == "downloadable"
    assert scored("mteb", dict.fromkeys(parts_of(SOURCES["mteb"]), "open"))["first_failure"] is None
    assert scored("epoch", access="unknown")["first_failure"] is None


@pytest.mark.parametrize(
    ("weights", "data", "code", "access", "score", "label"),
    [
        ("open", "open", "open", "unknown", 5.0, "fully open"),
        ("open", "open", "closed", "unknown", 4.0, "downloadable"),
        ("open", "closed", "open", "open_unrestricted", 4.0, "downloadable"),
        ("open", "missing", "open", "unknown", 4.0, "downloadable (fully open is not told apart)"),
        ("closed", "open", "open", "api", 3.0, "cloud or API"),
        ("closed", "closed", "closed", "unreleased", None, "unknown"),
        ("missing", "missing", "missing", "unknown", None, "unknown"),
    ],
)
def test_mtebs_three_components_tell_fully_open(weights, data, code, access, score, label):
    row = scored("mteb", {"weights": weights, "training_data": data, "training_code": code}, access=access)
    assert (row["score"], row["label"]) == (score, label)
    assert row["is_stub"] == (weights == "missing")


OSAI = dict.fromkeys(parts_of(SOURCES["osai"]), "open")


@pytest.mark.parametrize(
    ("changed", "access", "score", "weakest"),
    [
        ({}, "unknown", 5.0, "weights_basemodel"),
        ({"datasources_basemodel": "partial"}, "unknown", 4.0, "datasources_basemodel"),
        ({"weights_endmodel": "partial", "trainingcode": "closed"}, "open_restricted", 4.0, "trainingcode"),
        ({"weights_basemodel": "closed"}, "open_unrestricted", 4.0, "weights_basemodel"),
        ({"weights_endmodel": "closed"}, "api", 3.0, "access"),
        # The index does not say whether closed weights are hosted, so they are not known to be fully closed.
        ({"weights_endmodel": "closed"}, "unreleased", None, None),
        ({"weights_endmodel": "missing"}, "unknown", None, None),
    ],
)
def test_the_indexs_components_tell_fully_open(changed, access, score, weakest):
    row = scored("osai", OSAI | changed, access=access)
    assert (row["score"], row["weakest_component"]) == (score, weakest)


@pytest.mark.parametrize(
    ("weights", "access", "score"), [("open", "unknown", 4.0), ("closed", "api", 3.0), ("missing", "unknown", None)]
)
def test_models_dev_knows_weights_and_apis(weights, access, score):
    assert scored("models_dev", {"weights": weights}, access=access)["score"] == score


def test_nothing_is_put_at_gradual_or_staged(real):
    scores = tables.read("scores").filter(metric="release_gradient")
    assert LEVELS.index("gradual or staged") not in scores["score"].drop_nulls().unique().to_list()
    counts = scores.filter(source="osai", vintage="2026-06-12").group_by("label").len().sort("label").rows()
    assert counts == [("downloadable", 165), ("fully open", 22), ("unknown", 6)]
    assert scores.filter(pl.col("source").is_in(["hub", "mot"])).is_empty()
