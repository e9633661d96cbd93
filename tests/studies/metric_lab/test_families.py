from pathlib import Path

import polars as pl
import pytest
from statsmodels.stats.proportion import proportion_confint

from openness.cleaning.families import across_sources
from openness.project.errors import CheckError
from openness.studies.metric_lab import families as family_audit
from openness.tables import store as tables

SAMPLE = Path(__file__).parents[2] / "cleaning" / "labelled_families.csv"
FAMILIES = pl.DataFrame(
    [
        ("a:1", "a", "1", "x/heron", "exact"),
        ("b:1", "b", "1", "x/heron", "exact"),
        ("b:2", "b", "1", "x/heron", "alias"),
        ("b:3", "b", "1", "x/stork", "single"),
        ("c:1", "c", "1", None, "ambiguous"),
        ("c:2", "c", "1", "x/stork", "exact"),
    ],
    schema=["release_id", "source", "vintage", "release_family_id", "match_rule"],
    orient="row",
)


def pairs(*rows):
    columns = ["stratum", "release_a", "vintage_a", "release_b", "vintage_b", "label"]
    return pl.DataFrame([(s, a, "1", b, "1", label) for s, a, b, label in rows], schema=columns, orient="row")


@pytest.fixture(scope="module")
def labelled():
    return pl.read_csv(SAMPLE, infer_schema=False)


@pytest.fixture(scope="module")
def judged(labelled, real):
    return family_audit.with_joined(labelled, tables.read("release_families"))


def test_matches_are_counted_by_edition_and_rule():
    assert family_audit.match_counts(FAMILIES).rows() == [
        ("a", "1", 1, 1, 0, 0, 0, 1.0),
        ("b", "1", 3, 1, 1, 1, 0, 2 / 3),
        ("c", "1", 2, 1, 0, 0, 1, 0.5),
    ]
    assert list(family_audit.COUNT_LABELS) == family_audit.match_counts(FAMILIES).columns


def test_families_are_counted_by_the_sources_that_have_them():
    across = across_sources(FAMILIES)
    assert family_audit.families_by_source_count(across).rows() == [(2, 2)]
    assert family_audit.families_by_source_pair(across).rows() == [("a", "b", 1), ("b", "c", 1), ("a", "c", 0)]


def test_precision_is_of_what_is_joined_and_recall_of_what_is_one_family():
    judged = family_audit.with_joined(
        pairs(
            ("s", "a:1", "b:1", "same"),
            ("s", "a:1", "b:2", "different"),
            ("t", "a:1", "c:1", "same"),
            ("t", "a:1", "b:3", "different"),
        ),
        FAMILIES,
    )
    assert judged["is_joined"].to_list() == [True, True, False, False]
    whole = family_audit.quality(judged).row(0, named=True)
    assert (whole["joined_count"], whole["right_count"], whole["precision"]) == (2, 1, 0.5)
    assert (whole["same_count"], whole["found_count"], whole["recall"]) == (2, 1, 0.5)
    lower, upper = proportion_confint(1, 2, method="wilson")
    assert (whole["precision_lower"], whole["precision_upper"]) == pytest.approx((lower, upper))
    parts = family_audit.quality(judged, by="stratum")
    assert parts.select("stratum", "precision", "recall").rows() == [("s", 0.5, 1.0), ("t", None, 0.0)]


def test_a_wrong_label_or_a_release_that_is_not_there_is_refused():
    with pytest.raises(CheckError, match=r"pair 1: label 'maybe'.*pair 2: c:9 is not in edition 1"):
        family_audit.with_joined(pairs(("s", "a:1", "b:1", "maybe"), ("s", "a:1", "c:9", "same")), FAMILIES)


# The sample labelled by hand


def test_the_sample_is_large_mixed_and_says_why(labelled):
    assert labelled.height >= 150
    assert not labelled.select("release_a", "release_b").is_duplicated().any()
    assert (labelled["release_a"].str.extract("^([^:]+)") != labelled["release_b"].str.extract("^([^:]+)")).all()
    assert labelled["note"].str.len_chars().min() > 5
    drawn = labelled["stratum"].str.starts_with("near").mean()
    assert 0.45 < drawn < 0.6
    assert labelled.group_by("label").len()["len"].min() >= 75


def test_at_least_19_of_20_pairs_that_are_joined_are_one_family(judged):
    whole = family_audit.quality(judged).row(0, named=True)
    assert whole["joined_count"] >= 95
    assert whole["precision"] >= 0.95
    assert whole["precision_lower"] >= 0.9


def test_no_near_miss_is_joined(judged):
    near = judged.filter(pl.col("stratum").str.starts_with("near"), pl.col("label") == "different")
    assert near.height >= 75
    assert near.filter("is_joined").select("name_a", "name_b").rows() == []


def test_most_near_pairs_of_one_family_are_found(judged):
    near = judged.filter(pl.col("stratum").str.starts_with("near"))
    assert family_audit.quality(near).row(0, named=True)["recall"] >= 0.75


def test_the_names_in_the_sample_are_those_of_the_data(labelled, real):
    releases = tables.read("releases")
    for side in ("a", "b"):
        names = labelled.select(
            pl.col(f"release_{side}").alias("release_id"),
            pl.col(f"vintage_{side}").alias("vintage"),
            pl.col(f"name_{side}").alias("_name"),
        ).join(releases, on=["release_id", "vintage"])
        assert names.height == labelled.height
        assert names["_name"].equals(names["release_name"])
