import polars as pl

from openness.studies.metric_lab import results, support

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


def test_matches_are_counted_by_edition_and_rule():
    found = support.match_counts(FAMILIES)
    assert found.rows() == [
        ("a", "1", 1, 1, 0, 0, 0, 1.0),
        ("b", "1", 3, 1, 1, 1, 0, 2 / 3),
        ("c", "1", 2, 1, 0, 0, 1, 0.5),
    ]
    assert found.columns == results.MATCHES.names


def test_each_pair_of_sources_stands_once_in_the_matrix():
    found = support.shared_matrix(FAMILIES)
    assert found.to_dicts() == [{"Source": "a", "b": 1, "c": 0}, {"Source": "b", "b": None, "c": 1}]
