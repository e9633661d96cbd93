import pytest
from tests.studies.metric_lab.small_tables import components, families, scores

from openness.project.errors import BadValueError
from openness.studies.metric_lab.disagreements import NO_CONFLICT, NO_SHARED, disagreements, rank_gaps

COMPONENTS = components(
    [
        # a: two sources differ on the data and on the weights, and agree on the paper.
        ("osai:a", "datasources_endmodel", "open", "https://example.org/a-data"),
        ("mot:a", "Datasets", "unlicensed"),
        ("osai:a", "weights_endmodel", "open", "https://example.org/a-weights"),
        ("epoch:a", "weights", "partial", "https://example.org/a-paper"),
        ("osai:a", "paper", "closed"),
        ("mot:a", "Research paper", "closed"),
        # b: one source, nothing to compare.
        ("osai:b", "weights_endmodel", "open"),
        # c: compared and alike.
        ("osai:c", "weights_endmodel", "closed"),
        ("epoch:c", "weights", "closed"),
        # d: releases of one source differ among themselves.
        ("osai:d", "trainingcode", "open"),
        ("epoch:d-7b", "training_code", "open"),
        ("epoch:d-70b", "training_code", "closed"),
        # e: left blank, so no judgment.
        ("osai:e", "weights_endmodel", "open"),
        ("epoch:e", "weights", "missing"),
    ]
)
NAMES = ["osai:a", "mot:a", "epoch:a", "osai:b", "mot:b", "osai:c", "mot:c", "epoch:c", "osai:d", "osai:e", "epoch:e"]
FAMILIES = families(
    {name: name.split(":")[1] for name in NAMES} | {"epoch:d-7b": "d", "epoch:d-70b": "d"},
)
SCORES = scores(
    [
        *[("osai", "osai:a", 4.0), ("osai", "osai:b", 3.0), ("osai", "osai:c", 1.0)],
        *[("mof", "mot:a", 0.0), ("mof", "mot:b", 2.0), ("mof", "mot:c", 0.0)],
    ]
)


def test_conflicts_name_both_sides_with_their_evidence():
    found = disagreements(SCORES, COMPONENTS, FAMILIES).drop_nulls("concept")
    columns = ["release_family_id", "compared_count", "conflict_count", "concept"]
    sides = ["source_open", "status_open", "evidence_url_open", "source_closed", "status_closed", "evidence_url_closed"]
    assert found.select(*columns, *sides, "level_gap", "is_mixed").rows() == [
        (
            *("a", 3, 2, "weights"),
            *("osai", "open", "https://example.org/a-weights"),
            *("epoch", "partial", "https://example.org/a-paper"),
            *(1, False),
        ),
        (
            *("a", 3, 2, "training_data"),
            *("osai", "open", "https://example.org/a-data"),
            *("mot", "unlicensed", None),
            *(2, False),
        ),
        ("d", 1, 1, "training_code", "osai", "open", None, "epoch", "closed", None, 2, True),
    ]


def test_whether_a_part_is_published_is_less_in_dispute():
    found = disagreements(SCORES, COMPONENTS, FAMILIES, reading="published").drop_nulls("concept")
    # Both judge the paper closed, but the tool lists only papers that are out.
    assert found.select("release_family_id", "concept", "source_open").rows() == [
        ("a", "paper", "mot"),
        ("d", "training_code", "osai"),
    ]


def test_rank_gaps_are_between_places_among_the_shared_families():
    found = rank_gaps(SCORES, FAMILIES, min_pairs=3)
    assert found["release_family_id"].to_list() == ["a", "b", "c"]
    # Ranks of osai 5/6, 3/6, 1/6; of mof 2/6, 5/6, 2/6.
    assert found["rank_gap"].to_list() == pytest.approx([1 / 2, 1 / 3, 1 / 6])


def test_too_few_shared_families_give_no_gap():
    assert rank_gaps(SCORES, FAMILIES).is_empty()
    assert rank_gaps(scores([]), FAMILIES).is_empty()


def test_the_table_puts_the_families_in_order_with_what_causes_it():
    found = disagreements(SCORES, COMPONENTS, FAMILIES, min_pairs=3)
    columns = ["place", "release_family_id", "rank_gap", "conflict_count", "compared_count", "concept", "reason"]
    assert [
        (*row[:2], None if row[2] is None else round(row[2], 3), *row[3:]) for row in found.select(columns).rows()
    ] == [
        (1, "a", 0.5, 2, 3, "weights", None),
        (1, "a", 0.5, 2, 3, "training_data", None),
        (2, "d", None, 1, 1, "training_code", None),
        (3, "b", 0.333, 0, 0, None, NO_SHARED),
        (4, "c", 0.167, 0, 1, None, NO_CONFLICT),
    ]


def test_nothing_in_common_gives_an_empty_table_with_its_columns():
    full, empty = (disagreements(SCORES, frame, FAMILIES) for frame in (COMPONENTS, COMPONENTS.head(1)))
    assert empty.is_empty()
    assert empty.schema == full.schema
    assert disagreements(scores([]), components([]), FAMILIES).is_empty()


def test_no_families_at_all_are_refused():
    with pytest.raises(BadValueError, match="top is 0"):
        disagreements(SCORES, COMPONENTS, FAMILIES, top=0)
