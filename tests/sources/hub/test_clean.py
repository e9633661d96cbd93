"""What cleaning makes of the metadata of the Hugging Face Hub."""

from datetime import datetime

import polars as pl
import pytest
from tests.sources.cleaned import cleaned, releases

from openness.sources.hub import clean as hub
from openness.tables import store as tables

NEWEST = "2026-10-05"


def test_the_hubs_first_date_is_no_release_date_and_is_logged(real):
    assert releases("hub", "release_name", "release_date", "date_precision") == [
        ("example-labs/Heron-7B", datetime(2029, 3, 1), "day"),
        ("someone/Heron-7B-GGUF", datetime(2029, 3, 4), "day"),
        ("mlx-community/Heron-7B", None, "none"),
        ("example-labs/egret_tts", None, "none"),
        ("someone/old", None, "none"),
    ]
    assert [(e["row"], e["field"], e["value"], e["kind"]) for e in cleaned("hub").log] == [
        (5, "release_date", "2022-03-02", "out_of_range"),
        (4, "release_date", "2029-13-04", "unrecognized"),
        (6, "pipeline_tag", "telepathy", "unrecognized"),
        (4, "parameters_raw", "0", "out_of_range"),
        (6, "hf_downloads", "0", "out_of_range"),
    ]
    log = tables.read("cleaning_log").filter(source="hub", vintage=NEWEST, kind="out_of_range", field="release_date")
    assert (log.height, log["value"].unique().to_list()) == (198, [hub.FLOOR])
    dates = tables.read("releases").filter(source="hub", vintage=NEWEST)["release_date"]
    assert dates.min() > datetime(2022, 3, 2)
    assert dates.null_count() == 6112


def test_the_hubs_license_tag_grades_access():
    assert releases("hub", "release_id", "license_ids", "access", "modality", "parameter_count") == [
        ("hub:example-labs-heron-7b", ["Apache-2.0"], "open_unrestricted", "language", 7_000_000_000),
        ("hub:someone-heron-7b-gguf", ["Apache-2.0"], "open_unrestricted", "language", 7_000_000_000),
        ("hub:mlx-community-heron-7b", ["NOASSERTION"], "unknown", "multimodal", None),
        ("hub:example-labs-egret-tts", ["CC-BY-NC-4.0"], "open_noncommercial", "audio", 12),
        ("hub:someone-old", ["NOASSERTION"], "unknown", "unknown", 12),
    ]


def test_downloads_and_likes_are_carried_and_zeros_of_what_was_not_looked_up_are_unknown(real):
    assert releases("hub", "release_name", "downloads", "likes") == [
        ("example-labs/Heron-7B", 10, 1),
        ("someone/Heron-7B-GGUF", 0, 0),
        ("mlx-community/Heron-7B", 9, 2),
        ("example-labs/egret_tts", 0, 2),
        ("someone/old", None, None),
    ]
    newest = tables.read("releases").filter(source="hub", vintage=NEWEST)
    assert newest.select(pl.col("downloads", "likes").null_count()).row(0) == (3453, 3453)
    assert newest.select(pl.col("downloads", "likes").sum()).row(0) == (890_438_475, 856_617)
    known = tables.read("releases").filter(pl.col("downloads").is_not_null() | pl.col("likes").is_not_null())
    assert known["source"].unique().to_list() == ["hub"]


def test_repackaged_weights_whose_tag_is_a_copy_can_be_left_out(real):
    lists = cleaned("hub").lists.group_by("list", maintain_order=True).agg("release_id")
    assert dict(lists.iter_rows())["not_repackaged"] == [
        "hub:example-labs-heron-7b",
        "hub:example-labs-egret-tts",
        "hub:someone-old",
    ]
    assert dict(lists.iter_rows())["curated"] == ["hub:example-labs-heron-7b"]
    sizes = tables.read("release_lists").filter(source="hub", vintage=NEWEST).group_by("list").len().sort("list").rows()
    assert sizes == [("all", 16849), ("curated", 223), ("not_repackaged", 12239)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a/Llama-3-8B-GGUF", True),
        ("a/Llama-3-8B-Instruct-4bit", True),
        ("a/Llama-3-8B-AWQ-INT4", True),
        ("a/Llama-3-70B-FP8-dynamic", True),
        ("a/Llama-3-70B-EXL3-4.25bpw", True),
        ("a/Llama-3-70B-NVFP4A16", True),
        ("gguf/Llama-3-8B", False),
        ("a/Llama-3-8B-Instruct", False),
        ("a/bitnet-b1.58-2B-4T", False),
        ("a/Q4-report-writer", False),
        ("a/gpt2-bits", False),
    ],
)
def test_a_repackaged_repository_is_known_by_a_word_of_its_name(name, expected):
    assert pl.Series([name]).str.contains(hub.REPACKAGED).item() is expected


def test_an_account_is_the_developer_whatever_name_it_has_elsewhere(real):
    named = tables.read("release_developers").filter(source="hub", vintage=NEWEST)
    assert dict(named.filter(published_name="facebook").group_by("developer_id").len().iter_rows()) == {"meta-ai": 1083}
    assert set(named.filter(developer_id="meta-ai")["published_name"]) == {"codellama", "facebook", "meta-llama"}


def test_accounts_that_cannot_be_typed_stay_unknown_and_visible(real):
    named = tables.read("release_developers").filter(source="hub", vintage=NEWEST)
    most = named.group_by("published_name", "developer_type").len().filter(pl.col("len") >= 23)
    assert (most.height, most.filter(pl.col("developer_type") != "unknown").height) == (59, 36)
    assert named.filter(developer_type="unknown").height == 11088


def test_license_tags_begin_in_july_2026_and_are_kept_from_then_on(real):
    hub_releases = tables.read("releases").filter(source="hub").sort("vintage")
    tagged = hub_releases.group_by("vintage", maintain_order=True).agg(pl.col("license_raw").count())
    assert tagged.rows() == [
        ("2026-04-05", 0),
        ("2026-05-10", 0),
        ("2026-06-09", 7),
        ("2026-07-02", 1116),
        ("2026-07-21", 1666),
        ("2026-08-17", 8024),
        ("2026-09-01", 8968),
        ("2026-09-19", 11338),
        ("2026-10-05", 13184),
    ]
    untagged = hub_releases.filter(pl.col("vintage") < "2026-06-09")
    assert untagged["access"].unique().to_list() == ["unknown"]


def test_tags_that_changed_between_editions_can_be_seen(real):
    tagged = tables.read("releases").filter(pl.col("license_raw").is_not_null(), source="hub").sort("vintage")
    moved = (
        tagged.group_by("release_name", maintain_order=True)
        .agg(pl.col("license_raw").unique(maintain_order=True).alias("tags"))
        .filter(pl.col("tags").list.len() > 1)
    )
    found = dict(moved.with_columns(pl.col("tags").list.join(" > ")).iter_rows())
    assert found["nvidia/Kimi-K2-Thinking-NVFP4"] == "modified-mit > nvidia-open-model-license"
    assert found["RedHatAI/Kimi-K3-NVFP4"] == "mit > kimi-k3"
    assert found["danish-foundation-models/DFM-Mimir"] == "mimir-license-v1.0-research-model-license > apache-2.0"
    assert len(found) == 13


def test_downloads_of_nearly_half_of_the_repositories_are_those_of_an_earlier_edition(real):
    downloads = tables.read("releases").filter(pl.col("downloads").is_not_null(), source="hub")
    older, newer = (downloads.filter(vintage=one) for one in ("2026-09-19", NEWEST))
    both = newer.join(older, on="release_id", suffix="_before")
    assert both.filter(pl.col("downloads") > 0, pl.col("downloads") == pl.col("downloads_before")).height == 5326
    assert both.height == 11372
