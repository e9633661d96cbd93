"""Traps of the Model Openness Tool, the Hub, MTEB and models.dev, on fixtures of our own and on the real data."""

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from openness.cleaning import harmonize
from openness.sources import READERS
from openness.sources.hub import clean as hub
from openness.sources.models_dev import clean as models_dev
from openness.sources.mot import clean as mot
from openness.sources.mteb import clean as mteb
from openness.tables import schema
from openness.tables import store as tables

FIXTURES = Path(__file__).parents[1] / "fixtures"


def cleaned(source, vintage, raw):
    frame = READERS[source].read(FIXTURES / source / vintage).frame
    return harmonize.CLEANERS[source](frame.with_row_index("row", offset=2))


@pytest.fixture(scope="module")
def pieces(small_raw):
    editions = {"mot": "2030-02-02", "hub": "2030-02-03", "mteb": "2030-02-04", "models_dev": "2030-02-05"}
    return {source: cleaned(source, vintage, small_raw) for source, vintage in editions.items()}


def releases(pieces, source, *columns):
    return pieces[source].releases.select(columns).rows()


def components(pieces, source, release_id, *columns):
    return pieces[source].components.filter(release_id=release_id).select(columns).rows()


# Model Openness Tool


def test_the_day_a_record_was_edited_is_never_a_release_date(pieces, real):
    assert releases(pieces, "mot", "release_id", "release_date", "date_precision") == [
        ("mot:heron-7b", None, "none"),
        ("mot:stork", None, "none"),
    ]
    assert tables.read("releases").filter(source="mot")["date_precision"].unique().to_list() == ["none"]


def test_a_component_has_its_own_license_else_that_of_its_type_else_that_of_all(pieces):
    found = {
        name: rest for name, *rest in components(pieces, "mot", "mot:heron-7b", "component", "license_raw", "status")
    }
    assert len(found) == 17
    assert found["Supporting libraries and tools"] == ["Apache 2.0", "open"]
    assert found["Model parameters (Final)"] == ["CC-BY-NC-4.0", "closed"]
    assert found["Training code"] == ["MIT", "open"]
    # A license field that is there and blank says that there is none, whatever the release says.
    assert found["Model card"] == [" ", "unlicensed"]
    places = dict(components(pieces, "mot", "mot:heron-7b", "component", "license_from"))
    assert places["Supporting libraries and tools"] == "own"
    assert places["Model parameters (Final)"] == "data"
    assert places["Training code"] == "distribution"
    assert places["Technical report"] is None
    assert components(pieces, "mot", "mot:stork", "license_from")[6] == ("none",)


def test_what_a_record_says_of_a_component_that_is_not_included_is_kept(pieces):
    found = {
        name: rest for name, *rest in components(pieces, "mot", "mot:heron-7b", "component", "status", "license_raw")
    }
    assert found["Research paper"] == ["missing", "Component not include."]
    assert found["Technical report"] == ["missing", None]


def test_missing_unlicensed_and_not_open_are_three_statuses(pieces):
    found = dict(components(pieces, "mot", "mot:heron-7b", "component", "status"))
    assert found["Datasets"] == "unlicensed"
    assert found["Research paper"] == "missing"
    assert found["Technical report"] == "missing"
    other = {name: rest for name, *rest in components(pieces, "mot", "mot:stork", "component", "status", "license_ids")}
    assert other["Model parameters (Final)"] == ["unlicensed", ["NOASSERTION"]]
    # A license nobody discloses is not an open one; it is not "no license" either.
    assert other["Model card"] == ["closed", ["NOASSERTION"]]


def test_unlicensed_is_no_license_and_not_the_unlicense(pieces, real):
    (ids,) = components(pieces, "mot", "mot:heron-7b", "component", "license_ids")[8][1:]
    assert ids == ["NONE"]
    rows = tables.read("components").filter(source="mot", license_raw="unlicensed")
    assert (rows.height, rows["status"].unique().to_list()) == (844, ["unlicensed"])
    assert rows["license_ids"].list.join("+").unique().to_list() == ["NONE"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Component not include", True),
        ("Component Not Include", True),
        ("Component Component not included", True),
        ("Component not included but listed sources", True),
        ("not included", False),
        ("Component license not included in MIT", False),
        ("MIT", False),
    ],
)
def test_a_component_said_not_to_be_included_is_missing(text, expected):
    assert pl.Series([text]).str.contains(mot.NOT_INCLUDED).item() is expected


def test_a_name_where_a_link_belongs_is_no_evidence(pieces):
    links = dict(components(pieces, "mot", "mot:heron-7b", "component", "evidence_url"))
    assert links["Supporting libraries and tools"] == "pkg:pypi/heron"
    assert links["Datasets"] == "https://example.org/data"
    other = dict(components(pieces, "mot", "mot:stork", "component", "evidence_url"))
    assert other["Model parameters (Final)"] is None


def test_every_real_record_of_the_tool_has_all_17_components(real):
    rows = tables.read("components").filter(source="mot")
    assert rows.group_by("release_id").len()["len"].unique().to_list() == [17]
    listed = rows.filter(pl.col("status") != "missing").height
    said_missing = tables.read("cleaning_log").filter(source="mot", kind="unrecognized").height
    assert (listed, said_missing) == (1812, 22)


# Hugging Face Hub


def test_the_hubs_first_date_is_no_release_date_and_is_logged(pieces, real):
    assert releases(pieces, "hub", "release_name", "release_date", "date_precision") == [
        ("example-labs/Heron-7B", datetime(2029, 3, 1), "day"),
        ("someone/Heron-7B-GGUF", datetime(2029, 3, 4), "day"),
        ("mlx-community/Heron-7B", None, "none"),
        ("example-labs/egret_tts", None, "none"),
        ("someone/old", None, "none"),
    ]
    assert [(e["row"], e["field"], e["value"], e["kind"]) for e in pieces["hub"].log] == [
        (5, "release_date", "2022-03-02", "out_of_range"),
        (4, "release_date", "2029-13-04", "unrecognized"),
        (6, "pipeline_tag", "telepathy", "unrecognized"),
        (4, "parameters_raw", "0", "out_of_range"),
    ]
    log = tables.read("cleaning_log").filter(source="hub", kind="out_of_range", field="release_date")
    assert (log.height, log["value"].unique().to_list()) == (198, [hub.FLOOR])
    dates = tables.read("releases").filter(source="hub")["release_date"]
    assert dates.min() > datetime(2022, 3, 2)
    assert dates.null_count() == 6112


def test_the_hubs_license_tag_grades_access(pieces):
    assert releases(pieces, "hub", "release_id", "license_ids", "access", "modality", "parameter_count") == [
        ("hub:example-labs-heron-7b", ["Apache-2.0"], "open_unrestricted", "language", 7_000_000_000),
        ("hub:someone-heron-7b-gguf", ["Apache-2.0"], "open_unrestricted", "language", 7_000_000_000),
        ("hub:mlx-community-heron-7b", ["NOASSERTION"], "unknown", "multimodal", None),
        ("hub:example-labs-egret-tts", ["CC-BY-NC-4.0"], "open_noncommercial", "audio", 12),
        ("hub:someone-old", ["NOASSERTION"], "unknown", "unknown", 12),
    ]


def test_repackaged_weights_whose_tag_is_a_copy_can_be_left_out(pieces, real):
    lists = pieces["hub"].lists.group_by("list", maintain_order=True).agg("release_id")
    assert dict(lists.iter_rows())["not_repackaged"] == [
        "hub:example-labs-heron-7b",
        "hub:example-labs-egret-tts",
        "hub:someone-old",
    ]
    assert dict(lists.iter_rows())["curated"] == ["hub:example-labs-heron-7b"]
    sizes = tables.read("release_lists").filter(source="hub").group_by("list").len().sort("list").rows()
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
    named = tables.read("release_developers").filter(source="hub")
    assert dict(named.filter(published_name="facebook").group_by("developer_id").len().iter_rows()) == {"meta-ai": 1083}
    assert set(named.filter(developer_id="meta-ai")["published_name"]) == {"codellama", "facebook", "meta-llama"}


def test_accounts_that_cannot_be_typed_stay_unknown_and_visible(real):
    named = tables.read("release_developers").filter(source="hub")
    most = named.group_by("published_name", "developer_type").len().filter(pl.col("len") >= 23)
    assert (most.height, most.filter(pl.col("developer_type") != "unknown").height) == (59, 36)
    assert named.filter(developer_type="unknown").height == 11087


# MTEB


def test_baselines_settings_and_twins_are_no_releases(pieces, real):
    assert releases(pieces, "mteb", "row", "release_name") == [
        (2, "example-labs/heron-embed"),
        (5, "example-labs/stork-api"),
        (6, "example-labs/crane"),
        (7, "example-labs/ibis"),
    ]
    dropped = [(entry["row"], entry["reason"]) for entry in pieces["mteb"].log if entry["kind"] == "dropped"]
    assert dropped == [
        (8, "a baseline of the benchmark, not a release"),
        (9, "a baseline of the benchmark, not a release"),
        (4, "a setting of a model that has a record of its own"),
        (3, "another record has the name and says as much"),
    ]
    assert tables.read("cleaning_log").filter(source="mteb", kind="dropped").height == 21


def test_a_blank_of_mteb_is_closed_but_a_stub_says_nothing(pieces):
    found = pieces["mteb"].components.sort("release_id", "component").select("release_id", "component", "status").rows()
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


def test_mtebs_access_follows_weights_license_and_framework(pieces):
    columns = ("release_id", "access", "date_precision", "parameter_count")
    assert releases(pieces, "mteb", *columns) == [
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


def test_placeholders_of_mteb_are_logged(pieces, real):
    assert [(e["field"], e["value"]) for e in pieces["mteb"].log if e["kind"] == "unrecognized"] == [
        ("release_date", "<STORK_DATE>"),
        ("public_training_code", "<training_code>"),
        ("n_parameters", "<os.getcwd()>"),
    ]
    log = tables.read("cleaning_log").filter(source="mteb", kind="unrecognized")
    assert log.group_by("field").len().sort("field").rows() == [("public_training_code", 4), ("release_date", 10)]


# models.dev


def test_models_dev_says_open_weights_or_api(pieces):
    columns = ("release_id", "access", "date_precision", "modality", "license_ids")
    assert releases(pieces, "models_dev", *columns) == [
        ("models_dev:example-labs-heron", "open_unrestricted", "day", "language", ["MIT"]),
        ("models_dev:example-labs-stork", "api", "month", "audio", ["NOASSERTION"]),
    ]
    assert components(pieces, "models_dev", "models_dev:example-labs-heron", "component", "status", "evidence_url") == [
        ("weights", "open", "https://example.org/heron")
    ]
    assert [(entry["row"], entry["field"]) for entry in pieces["models_dev"].log] == [(3, "modalities.input")]


@pytest.mark.parametrize(
    ("taken", "made", "expected"),
    [
        (["text", "pdf"], ["text"], "language"),
        (["text", "image"], ["text"], "multimodal"),
        (["text"], ["image"], "image_generation"),
        (["text", "image"], ["image"], "image_generation"),
        (["text", "image"], ["text", "image"], "multimodal"),
        (["text"], ["audio"], "audio"),
        (["audio"], ["text"], "audio"),
        ([], [], "unknown"),
    ],
)
def test_a_model_is_of_the_modality_it_makes_or_hears(taken, made, expected):
    assert models_dev.modality_of(taken, made) == expected


def test_open_weights_of_models_dev_are_those_of_the_files(real):
    rows = tables.read("components").filter(source="models_dev")
    assert dict(rows.group_by("status").len().iter_rows()) == {"open": 108, "closed": 123}


# All of them


def test_what_cleaning_hands_over_has_the_columns_of_the_schema(pieces):
    for piece in pieces.values():
        assert set(piece.components.columns) >= set(schema.COMPONENTS.column_names) - {"source", "vintage"}
        assert piece.developers["position"].unique().to_list() == [1]
