"""What the waves of the Foundation Model Transparency Index become."""

import polars as pl
import pytest

from openness.project import paths
from openness.project.errors import BadFileError, UnknownNameError
from openness.sources.fmti import clean as fmti
from openness.sources.fmti.read import WAVES
from openness.tables import schema
from openness.tables import store as tables

FACTS = pl.DataFrame(
    {
        "row": [2, 3],
        "Wave": ["2024-05"] * 2,
        "Domain": ["Upstream", "Downstream"],
        "Subdomain": ["Data", "Accountability "],
        "Indicator": ["Data creators ", "License"],
        "ExampleLabs": ["0", "1"],
        "Bird Works": ["1", "1"],
    }
)
MODELS = """
models:
  2024-05:
    - {developer: ExampleLabs, model: Heron 7B, evidence: "https://example.org/report"}
    - {developer: Bird Works, model: null, note: It names none., evidence: "https://example.org/bird"}
"""


@pytest.fixture
def known(raw):
    (raw / "fmti").mkdir()
    (raw / "fmti" / "models.yml").write_text(MODELS, encoding="utf-8")
    with paths.using(raw=raw):
        yield raw


def test_a_developer_is_a_release_named_after_its_flagship_model(known):
    pieces = fmti.clean(FACTS)
    columns = ("release_id", "release_name", "date_precision", "access", "license_ids", "license_tier")
    assert pieces.releases.select(columns).rows() == [
        ("fmti:example-labs", "Heron 7B", "none", "unknown", ["NOASSERTION"], "unspecified"),
        ("fmti:bird-works", "Bird Works", "none", "unknown", ["NOASSERTION"], "unspecified"),
    ]
    assert pieces.developers["published_name"].to_list() == ["ExampleLabs", "Bird Works"]
    assert pieces.components.height == 0


def test_labels_lose_stray_white_space_and_a_renamed_indicator_keeps_its_id(known):
    columns = ("release_id", "model_name", "subdomain", "indicator_id", "indicator", "indicator_position", "is_met")
    assert fmti.clean(FACTS).transparency.select(columns).rows() == [
        ("fmti:example-labs", "Heron 7B", "Data", "data-creators", "Data creators", 1, False),
        ("fmti:example-labs", "Heron 7B", "Accountability", "model-asset-license", "License", 2, True),
        ("fmti:bird-works", None, "Data", "data-creators", "Data creators", 1, True),
        ("fmti:bird-works", None, "Accountability", "model-asset-license", "License", 2, True),
    ]


def test_without_the_hand_kept_file_no_model_is_named(raw):
    with paths.using(raw=raw):
        pieces = fmti.clean(FACTS)
    assert pieces.releases["release_name"].to_list() == ["ExampleLabs", "Bird Works"]
    assert pieces.transparency["evidence_url"].null_count() == 4


def test_a_point_that_is_neither_0_nor_1_is_null_and_never_a_no(known):
    strange = FACTS.with_columns(pl.lit("2").alias("Bird Works"))
    assert fmti.clean(strange).transparency["is_met"].to_list() == [False, True, None, None]


@pytest.mark.parametrize(
    ("entry", "error", "message"),
    [
        ("{developer: Example Labs, model: x, evidence: y}", UnknownNameError, "did you mean 'ExampleLabs'"),
        ("{developer: ExampleLabs, model: x}", BadFileError, "lacks 'evidence'"),
        ("{developer: ExampleLabs, model: null, evidence: y}", BadFileError, "neither a model nor a note"),
        ("{developer: ExampleLabs, model: x, evidence: y}", BadFileError, "of ExampleLabs, who has an entry already"),
    ],
)
def test_a_broken_entry_of_the_hand_kept_file_is_refused(known, entry, error, message):
    (known / "fmti" / "models.yml").write_text(f"{MODELS}    - {entry}\n", encoding="utf-8")
    with pytest.raises(error, match=message):
        fmti.clean(FACTS)


def test_a_wave_that_nobody_knows_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match="unknown wave of fmti '2024-06'; did you mean '2024-05'"):
        fmti.clean(FACTS.with_columns(pl.lit("2024-06").alias("Wave")))


def test_every_judged_developer_has_the_publishers_document_and_all_but_one_a_model(real):
    judged = tables.read("transparency").unique(["vintage", "release_id"])
    assert judged.height == 37
    assert judged["evidence_url"].null_count() == 0
    assert judged.filter(pl.col("model_name").is_null()).select("vintage", "developer_name").rows() == [
        ("2025-12-09", "IBM")
    ]


def test_two_spellings_of_a_developer_are_one_release_and_two_teams_are_two(real):
    releases = tables.read("release_developers").filter(source="fmti")
    spelled = releases.group_by("release_id").agg(pl.col("published_name").unique().sort())
    assert dict(spelled.filter(pl.col("published_name").list.len() > 1).iter_rows()) == {
        "fmti:stability-ai": ["Stability", "Stability AI"]
    }
    assert {"fmti:hugging-face", "fmti:bigcode"} <= set(spelled["release_id"])


def test_every_developer_of_the_index_has_a_type_by_hand(real):
    typed = tables.read("developers").join(
        tables.read("transparency").select("developer_id").unique(), on="developer_id"
    )
    assert typed.height == 21
    assert typed["type_basis"].unique().to_list() == ["hand"]


def test_each_wave_has_its_100_indicators_for_each_developer(real):
    table = tables.read("transparency")
    assert tables.failures(table, schema.TRANSPARENCY) == []
    counts = table.group_by("vintage", "indicator_set", "published_name").len()
    assert counts["len"].unique().to_list() == [100]
    assert counts.group_by("vintage", "indicator_set").len().sort("vintage").rows() == [
        ("2023-10-18", "2023", 10),
        ("2024-05-21", "2023", 14),
        ("2025-12-09", "2025", 13),
    ]
    assert table["vintage"].unique().sort().to_list() == [wave.published for wave in WAVES.values()]


def test_indicators_of_one_set_have_the_same_ids_in_every_wave(real):
    first, second = (
        tables.read("transparency")
        .filter(vintage=vintage)
        .unique("indicator_id")
        .sort("indicator_position")
        .select("indicator_id", "domain")
        for vintage in ("2023-10-18", "2024-05-21")
    )
    assert first.equals(second)


def test_a_build_without_the_index_has_an_empty_table(small):
    assert tables.read("transparency").height == 0
