"""Matching of names against pairs labeled by hand: how often a match is right, and how often one is found."""

from pathlib import Path

import polars as pl
import pytest
from statsmodels.stats.proportion import proportion_confint

from openness.tables import store as tables

SAMPLE = Path(__file__).parent / "labelled_families.csv"
IS_SAME = pl.col("label") == "same"


@pytest.fixture(scope="module")
def labeled():
    return pl.read_csv(SAMPLE, infer_schema=False)


@pytest.fixture(scope="module")
def judged(labeled, real):
    """Pairs with whether they were given one family; every release must be in the data."""
    families = tables.read("release_families").select("release_id", "vintage", "release_family_id")
    for side in ("a", "b"):
        own = families.rename({"release_family_id": f"family_{side}"})
        labeled = labeled.join(own, left_on=[f"release_{side}", f"vintage_{side}"], right_on=["release_id", "vintage"])
    is_joined = (pl.col("family_a") == pl.col("family_b")).fill_null(value=False)
    return labeled.with_columns(is_joined.alias("is_joined"))


def test_every_pair_has_a_label_and_releases_of_the_data(labeled, judged):
    assert set(labeled["label"]) == {"same", "different"}
    assert judged.height == labeled.height


def test_the_sample_is_large_mixed_and_says_why(labeled):
    assert labeled.height >= 150
    assert not labeled.select("release_a", "release_b").is_duplicated().any()
    assert (labeled["release_a"].str.extract("^([^:]+)") != labeled["release_b"].str.extract("^([^:]+)")).all()
    assert labeled["note"].str.len_chars().min() > 5
    drawn = labeled["stratum"].str.starts_with("near").mean()
    assert 0.45 < drawn < 0.6
    assert labeled.group_by("label").len()["len"].min() >= 75


def test_at_least_19_of_20_pairs_that_are_joined_are_one_family(judged):
    joined = judged.filter("is_joined")
    right = joined.filter(IS_SAME).height
    assert joined.height >= 95
    assert right / joined.height >= 0.95
    assert proportion_confint(right, joined.height, method="wilson")[0] >= 0.9


def test_no_near_miss_is_joined(judged):
    near = judged.filter(pl.col("stratum").str.starts_with("near"), pl.col("label") == "different")
    assert near.height >= 75
    assert near.filter("is_joined").select("name_a", "name_b").rows() == []


def test_most_near_pairs_of_one_family_are_found(judged):
    near = judged.filter(pl.col("stratum").str.starts_with("near"))
    assert near.filter(IS_SAME)["is_joined"].mean() >= 0.75


def test_the_names_in_the_sample_are_those_of_the_data(labeled, real):
    releases = tables.read("releases")
    for side in ("a", "b"):
        names = labeled.select(
            pl.col(f"release_{side}").alias("release_id"),
            pl.col(f"vintage_{side}").alias("vintage"),
            pl.col(f"name_{side}").alias("_name"),
        ).join(releases, on=["release_id", "vintage"])
        assert names.height == labeled.height
        assert names["_name"].equals(names["release_name"])
