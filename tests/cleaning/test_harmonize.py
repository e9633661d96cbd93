"""The small project of tests/fixtures, from native files to processed tables."""

from datetime import datetime

import polars as pl
import pytest

from openness.build import build
from openness.cleaning import harmonize
from openness.project import paths
from openness.project.errors import BadFileError, CheckError
from openness.sources import SOURCES
from openness.tables import schema
from openness.tables import store as tables


def releases(small, *columns, **where):
    return tables.read("releases").filter(**where).select(columns).rows()


def test_epoch_releases_are_cleaned(small):
    columns = ("release_id", "developer_id", "developer_group", "country", "release_date", "date_precision")
    assert releases(small, *columns, source="epoch", vintage="2030-01-31") == [
        ("epoch:heron-7b", "example-labs", "corporate", "France", datetime(2029, 3, 1), "day"),
        ("epoch:egret", "example-labs+university-of-somewhere", "mixed", "Multinational", datetime(2029, 4, 2), "day"),
        ("epoch:stork", "university-of-somewhere", "community", "Germany", datetime(2029, 5, 3), "day"),
        # Two names and one category do not pair, so Bird Works has no type here; its country does pair.
        ("epoch:ibis", "bird-works-co-ltd+example-labs", "unknown", "Multinational", datetime(2029, 1, 1), "year"),
        ("epoch:crane", None, "unknown", "unknown", None, "none"),
        ("epoch:albatross", "university-of-somewhere", "community", "Germany", datetime(1998, 7, 4), "day"),
    ]


def test_epoch_access_modality_and_parameters_are_harmonized(small):
    columns = ("release_name", "modality", "parameter_count", "access", "license_ids", "license_tier")
    nothing = (["NOASSERTION"], "unspecified")
    assert releases(small, *columns, source="epoch", vintage="2030-01-31") == [
        ("Heron 7B", "language", 7_000_000_000, "open_unrestricted", *nothing),
        ("Egret", "multimodal", None, "open_restricted", *nothing),
        ("Stork", "biology", 12, "unknown", *nothing),
        ("Ibis", "language", 3_000_000_000, "hosted", *nothing),
        ("Crane", "games", None, "unknown", *nothing),
        ("Albatross", "vision", None, "unreleased", *nothing),
    ]


def test_the_vocabulary_of_2024_means_the_same_as_todays(small):
    assert releases(small, "release_id", "access", vintage="2029-05-05") == [
        ("epoch:heron-7b", "open_noncommercial"),
        ("epoch:albatross", "unknown"),
    ]


def test_osai_releases_are_cleaned(small):
    columns = ("release_id", "developer_group", "date_precision", "modality", "license_raw", "license_ids", "access")
    assert releases(small, *columns, source="osai") == [
        ("osai:egret", "mixed", "none", "image_generation", "CC-BY-NC-4.0", ["CC-BY-NC-4.0"], "open_noncommercial"),
        ("osai:heron", "corporate", "month", "language", "Apache 2.0", ["Apache-2.0"], "open_unrestricted"),
    ]


def test_components_keep_closed_and_missing_apart(small):
    rows = tables.read("components").filter(release_id="osai:egret")
    assert rows.select("component", "status", "license_ids", "evidence_url").rows() == [
        ("datasources_basemodel", "partial", ["NOASSERTION"], None),
        ("weights_endmodel", "partial", ["CC-BY-NC-4.0"], "https://example.org/form"),
        ("trainingcode", "missing", ["NOASSERTION"], None),
        ("licenses", "closed", ["CC-BY-NC-4.0"], None),
    ]
    epoch_rows = tables.read("components").filter(release_id="epoch:egret", vintage="2030-01-31")
    assert epoch_rows.select("component", "status").rows() == [
        ("weights", "partial"),
        ("training_code", "closed"),
        ("inference_code", "partial"),
    ]


def test_the_index_states_licenses_of_parts(small):
    rows = tables.read("components").filter(release_id="osai:heron")
    assert rows.select("component", "license_raw", "license_ids").rows() == [
        ("datasources_basemodel", None, ["NOASSERTION"]),
        ("weights_endmodel", "Apache 2.0", ["Apache-2.0"]),
        ("trainingcode", "not released", ["NONE"]),
        ("licenses", "Apache 2.0", ["Apache-2.0"]),
    ]


def test_lists_of_a_dropped_twin_are_not_lost(small):
    rows = tables.read("release_lists").filter(vintage="2030-01-31", source="epoch")
    assert rows.group_by("list").len().sort("list").rows() == [("all", 5), ("large_scale", 1), ("notable", 2)]


def test_what_was_dropped_or_not_understood_is_logged(small):
    log = tables.read("cleaning_log").filter(source="epoch", vintage="2030-01-31")
    assert log.select("row", "release_name", "field", "value", "kind").rows() == [
        (5, "Stork", "Model", "Stork", "dropped"),
        (6, "Ibis", "Domain", "Language,Quantum", "unrecognized"),
        (7, "Crane", "Model accessibility", "Leaked", "unrecognized"),
    ]


def test_scores_are_the_plain_sum_with_the_first_failure(small):
    scores = tables.read("scores").filter(metric="osai").drop("source", "vintage", "metric")
    assert scores.rows() == [
        ("osai:egret", "4", 1.0, 4.0, "1 of 4", "datasources_basemodel", 3, 4, "licenses", False),
        ("osai:heron", "4", 3.0, 4.0, "3 of 4", "trainingcode", 4, 4, "trainingcode", False),
    ]


def test_every_table_of_the_schema_is_written_and_valid(small):
    for table in schema.TABLES:
        assert tables.failures(tables.read(table.name), table) == []


def test_a_rerun_gives_byte_identical_files(small, small_raw, tmp_path):
    build(raw=small_raw, out=tmp_path)
    names = sorted(path.name for path in small.iterdir())
    assert names == sorted(path.name for path in tmp_path.iterdir())
    assert [name for name in names if (small / name).read_bytes() != (tmp_path / name).read_bytes()] == []


def test_one_source_can_be_built_alone(small_raw, tmp_path):
    build(["osai"], raw=small_raw, out=tmp_path)
    with paths.using(processed=tmp_path):
        assert tables.read("releases")["source"].unique().to_list() == ["osai"]


def test_a_column_that_is_blank_throughout_is_refused(small_raw):
    frame = pl.DataFrame({column: ["x"] for column in SOURCES["epoch"].required}).with_columns(Domain=None)
    with pytest.raises(BadFileError, match="epoch 2030-01-31 has nothing in the column 'Domain'"):
        harmonize._check_facts(frame, "epoch", "2030-01-31")


def test_values_that_cannot_be_right_are_all_named(small):
    frames = {table.name: tables.read(table.name) for table in schema.TABLES}
    late = pl.when(pl.col("release_name") == "Heron 7B").then(datetime(2999, 1, 1)).otherwise("release_date")
    frames["releases"] = frames["releases"].with_columns(
        late.alias("release_date"), pl.lit(10**17).alias("parameter_count")
    )
    with pytest.raises(CheckError) as caught:
        harmonize.check(frames)
    assert caught.value.failures[:3] == [
        "epoch:heron-7b in 2029-05-05 was released a year or more after its vintage",
        "epoch:heron-7b in 2030-01-31 was released a year or more after its vintage",
        "epoch:heron-7b in 2029-05-05 has more than 10^16 parameters",
    ]


def test_the_real_data_keeps_its_size(real):
    counts = tables.read("releases").group_by("source", "vintage").len().sort("source", "vintage").rows()
    assert counts == [
        ("epoch", "2024-10-18", 867),
        ("epoch", "2025-04-23", 2223),
        ("epoch", "2025-11-01", 3232),
        ("epoch", "2026-01-20", 1309),
        ("epoch", "2026-03-30", 3305),
        ("epoch", "2026-07-15", 1036),
        ("fmti", "2023-10-18", 10),
        ("fmti", "2024-05-21", 14),
        ("fmti", "2025-12-09", 13),
        ("hub", "2026-04-05", 963),
        ("hub", "2026-05-10", 1852),
        ("hub", "2026-06-09", 5348),
        ("hub", "2026-07-02", 5473),
        ("hub", "2026-07-21", 5744),
        ("hub", "2026-08-17", 11980),
        ("hub", "2026-09-01", 12937),
        ("hub", "2026-09-19", 15049),
        ("hub", "2026-10-05", 16849),
        ("models_dev", "2026-07-02", 231),
        ("models_dev", "2026-09-30", 412),
        ("mot", "2024-09-30", 219),
        ("mot", "2024-11-30", 232),
        ("mot", "2025-03-20", 248),
        ("mot", "2025-07-29", 248),
        ("mot", "2025-10-30", 248),
        ("mot", "2025-12-30", 271),
        ("mot", "2026-03-25", 271),
        ("mot", "2026-05-11", 273),
        ("mteb", "2024-12-14", 182),
        ("mteb", "2026-07-05", 735),
        ("mteb", "2026-10-01", 913),
        ("mteb", "2026-10-26", 948),
        ("osai", "2024-12-31", 53),
        ("osai", "2025-03-31", 136),
        ("osai", "2025-05-12", 138),
        ("osai", "2025-06-17", 141),
        ("osai", "2025-08-29", 162),
        ("osai", "2025-10-29", 177),
        ("osai", "2025-12-26", 189),
        ("osai", "2026-03-12", 192),
        ("osai", "2026-03-13", 192),
        ("osai", "2026-04-09", 193),
        ("osai", "2026-06-12", 193),
    ]


def test_every_developer_with_three_or_more_releases_has_a_type_by_hand(real):
    """Of the sources kept by hand; accounts on the Hub, thousands of them, are typed where they are well known."""
    named = tables.read("release_developers").filter(pl.col("source").is_in(["epoch", "osai"]))
    often = named.group_by("developer_id", "source", "vintage").len().filter(pl.col("len") >= 3)
    rows = tables.read("developers").join(often, on="developer_id", how="semi")
    assert rows.filter(pl.col("type_basis") != "hand")["developer_name"].to_list() == []
    assert rows.height > 300


def test_few_groups_differ_from_what_epochs_own_categories_say(real):
    """A hand-kept type must not move the main comparison unnoticed: 64 of 3,305 when this was written."""
    named = tables.read("release_developers").filter(source="epoch", vintage="2026-03-30")
    whole = named.group_by("release_id").agg(
        (pl.col("published_type") == "Industry").any().alias("company"),
        (pl.col("published_type") != "Industry").any().alias("other"),
        pl.col("published_type").null_count().alias("blank"),
    )
    paired = whole.filter(blank=0).with_columns(
        pl.when(pl.col("company") & pl.col("other"))
        .then(pl.lit("mixed"))
        .when("company")
        .then(pl.lit("corporate"))
        .otherwise(pl.lit("community"))
        .alias("by_source")
    )
    both = tables.read("releases").filter(vintage="2026-03-30").join(paired, on="release_id")
    assert both.height > 2900
    assert both.filter(pl.col("by_source") != pl.col("developer_group")).height < 20
