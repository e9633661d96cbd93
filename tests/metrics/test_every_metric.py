"""What holds for every metric of the registry."""

import polars as pl
import pytest

from openness.metrics import registry
from openness.metrics.base import Records
from openness.project.errors import UnknownNameError
from openness.sources import of_releases
from openness.tables import schema
from openness.tables import store as tables

SOURCES = list(of_releases())


@pytest.fixture(scope="module")
def whole(real):
    return Records(tables.read("releases"), tables.read("components"))


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("name", registry.METRICS)
def test_a_source_has_a_rule_or_a_reason_and_never_both(name, source):
    one = registry.metric(name)
    assert (source in one.sources) != bool(one.why_not(source))
    if reason := one.why_not(source):
        assert len(reason) > 20
        assert not reason.endswith(".")


@pytest.mark.parametrize("name", registry.METRICS)
def test_a_metric_says_where_it_comes_from(name):
    one = registry.metric(name)
    assert one.name == name
    assert one.url.startswith("https://")
    assert one.text.endswith(".")


def test_a_source_without_a_rule_gets_no_row(whole):
    scores = registry.score_all(whole)
    for name, one in registry.METRICS.items():
        assert set(scores.filter(metric=name)["source"]) <= set(one.sources), name


def test_all_scores_are_a_valid_table_of_releases_that_are_there(whole):
    scores = registry.score_all(whole)
    assert tables.failures(scores, schema.SCORES) == []
    assert scores.join(whole.releases, on=["release_id", "source", "vintage"], how="anti").is_empty()


def test_coverage_and_scores_stay_within_their_bounds(whole):
    scores = registry.score_all(whole)
    assert scores.filter(pl.col("score") > pl.col("score_max")).is_empty()
    assert scores.filter(pl.col("judged_count") > pl.col("criterion_count")).is_empty()
    assert scores.filter(pl.col("label").is_null()).is_empty()
    stubs = scores.filter("is_stub")
    assert stubs["judged_count"].unique().to_list() in ([0], [])


def test_an_unknown_metric_names_the_nearest():
    with pytest.raises(UnknownNameError, match=r"did you mean 'osaid'\?|did you mean 'osai'\?"):
        registry.metric("osaidd")
