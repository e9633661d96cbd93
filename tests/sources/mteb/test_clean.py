"""What cleaning makes of MTEB's records of models."""

from datetime import datetime

import polars as pl
import pytest
from tests.sources.cleaned import cleaned, releases

from openness.sources.mteb import clean as mteb
from openness.tables import store as tables


def test_baselines_settings_and_twins_are_no_releases(real):
    assert releases("mteb", "row", "release_name") == [
        (2, "example-labs/heron-embed"),
        (5, "example-labs/stork-api"),
        (6, "example-labs/crane"),
        (7, "example-labs/ibis"),
    ]
    dropped = [(entry["row"], entry["reason"]) for entry in cleaned("mteb").log if entry["kind"] == "dropped"]
    assert dropped == [
        (8, "a baseline of the benchmark, not a release"),
        (9, "a baseline of the benchmark, not a release"),
        (4, "a setting of a model that has a record of its own"),
        (3, "another record has the name and says as much"),
    ]
    assert tables.read("cleaning_log").filter(source="mteb", vintage="2026-10-26", kind="dropped").height == 21


def test_a_blank_of_mteb_is_closed_but_a_stub_says_nothing():
    found = (
        cleaned("mteb").components.sort("release_id", "component").select("release_id", "component", "status").rows()
    )
    assert found == [
        ("mteb:example-labs-crane", "training_code", "missing"),
        ("mteb:example-labs-crane", "training_data", "closed"),
        ("mteb:example-labs-crane", "weights", "closed"),
        ("mteb:example-labs-heron-embed", "training_code", "open"),
        ("mteb:example-labs-heron-embed", "training_data", "open"),
        ("mteb:example-labs-heron-embed", "weights", "open"),
        ("mteb:example-labs-ibis", "training_code", "missing"),
        ("mteb:example-labs-ibis", "training_data", "missing"),
        ("mteb:example-labs-ibis", "weights", "missing"),
        ("mteb:example-labs-stork-api", "training_code", "closed"),
        ("mteb:example-labs-stork-api", "training_data", "closed"),
        ("mteb:example-labs-stork-api", "weights", "closed"),
    ]


def test_mtebs_access_follows_weights_license_and_framework():
    columns = ("release_id", "access", "date_precision", "parameter_count")
    assert releases("mteb", *columns) == [
        ("mteb:example-labs-heron-embed", "open_unrestricted", "day", 33_360_000),
        ("mteb:example-labs-stork-api", "api", "none", None),
        ("mteb:example-labs-crane", "unreleased", "month", 326_000_000),
        ("mteb:example-labs-ibis", "unknown", "none", None),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("278000000", 278_000_000),
        ("<int(7.11 * 1000000000.0)>", 7_110_000_000),
        ("<149506561 + 4540904576>", 4_690_411_137),
        ("<276214 * 384>", 106_066_176),
        ("<5 * 100000.0>", 500_000),
        ("<2 * 3 + 4 * 5>", 26),
        ("0", None),
        ("<os.getcwd()>", None),
        ("<10 ** 9>", None),
        ("many", None),
        (None, None),
    ],
)
def test_numbers_written_as_sums_and_products_are_read_and_no_other_code_is(text, expected):
    assert mteb.parameters(text) == expected


def test_placeholders_of_mteb_are_logged(real):
    assert [(e["field"], e["value"]) for e in cleaned("mteb").log if e["kind"] == "unrecognized"] == [
        ("release_date", "<STORK_DATE>"),
        ("public_training_code", "<training_code>"),
        ("adapted_from", "/root/models/crane-base"),
        ("n_parameters", "<os.getcwd()>"),
    ]
    log = tables.read("cleaning_log").filter(source="mteb", vintage="2026-10-26", kind="unrecognized")
    assert log.group_by("field").len().sort("field").rows() == [
        ("adapted_from", 5),
        ("public_training_code", 4),
        ("release_date", 10),
    ]


def test_the_model_that_a_record_is_adapted_from_is_named_and_a_folder_of_a_machine_is_no_model(real):
    assert releases("mteb", "release_name", "adapted_from") == [
        ("example-labs/heron-embed", "example-labs/heron"),
        ("example-labs/stork-api", None),
        ("example-labs/crane", None),
        ("example-labs/ibis", None),
    ]
    named = tables.read("releases").filter(source="mteb", vintage="2026-10-26").drop_nulls("adapted_from")
    assert named.height == 372
    assert dict(named.select("release_name", "adapted_from").iter_rows())["cross-encoder/ettin-reranker-17m-v1"] == (
        "jhu-clsp/ettin-encoder-17m"
    )


def test_a_name_that_the_table_could_not_evaluate_is_no_release(real):
    dropped = tables.read("cleaning_log").filter(source="mteb", vintage="2024-12-14", kind="dropped")
    assert sorted(dropped["value"]) == ["<model_name>", "<name>"]
    assert not tables.read("releases").filter(pl.col("release_name").str.contains("<"), source="mteb").height


def test_a_date_that_is_a_placeholder_in_one_edition_stands_in_another(real):
    e5 = tables.read("releases").filter(release_id="mteb:intfloat-multilingual-e5-base").sort("vintage")
    dated = dict(e5.select("vintage", "release_date").iter_rows())
    assert dated["2026-10-26"] is None
    assert dated["2024-12-14"] == datetime(2024, 2, 8)
