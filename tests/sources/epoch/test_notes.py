"""Notes here are of our own making, in the manner of the publisher's."""

import csv

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.project import paths
from openness.sources.epoch import read as epoch
from openness.sources.epoch.notes import Noted, license_links, noted_licenses

SCOPES = ("weights", "code", "data", "unclear")
PAGE, CODE = "https://huggingface.co/example-labs/heron", "https://github.com/example-labs/heron"


def noted(note):
    return [(license_.name, license_.scope) for license_ in noted_licenses(note)]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Apache 2.0 for weights", [("Apache 2.0", "weights")]),
        (f"MIT for code and weights: {CODE}", [("MIT", "weights")]),
        ("Apache 2.0 for code, CC by NC for weights", [("Apache 2.0", "code"), ("CC by NC", "weights")]),
        ("code and weights, MIT license", [("MIT license", "weights")]),
        ("models and training code (BSD-3-Clause license)", [("BSD-3-Clause license", "weights")]),
        ("This model is released under the Heron License", []),
        ("The model is released under the MIT license.", [("MIT license", "weights")]),
        ("MIT weights, CC BY 4.0 data", [("MIT", "weights"), ("CC BY 4.0", "data")]),
        ("Llama 3.1 Community License for weights", [("Llama 3.1 Community License", "weights")]),
    ],
)
def test_words_that_say_a_license_is_of_the_weights(note, expected):
    assert noted(note) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (f"MIT for code: {CODE}", [("MIT", "code")]),
        (f"code, Apache license: {CODE}", [("Apache license", "code")]),
        (f"training code (MIT) {CODE}", [("MIT", "code")]),
        ("Repo has MIT license", [("MIT license", "code")]),
        (f"MIT license repo. models are there too: {CODE}", [("MIT license", "code")]),
        ("weights and training, repo is MIT-licensed", [("MIT", "code")]),
        ("Llama license, non-commercial for weights. code is MIT", [("Llama license", "unclear"), ("MIT", "code")]),
    ],
)
def test_apache_or_mit_is_often_of_the_code_alone(note, expected):
    assert noted(note)[-1] == expected[-1]


@pytest.mark.parametrize(
    ("note", "scope"),
    [
        ("Apache 2.0", "unclear"),
        (f"Apache 2.0\n{CODE}", "unclear"),
        (f"Apache 2.0\n{PAGE}", "weights"),
        (f"{PAGE}\n\nApache 2.0", "weights"),
        (f"Apache 2.0\n{PAGE}\n{CODE}", "unclear"),
        ("Apache 2.0\nhttps://huggingface.co/datasets/example-labs/heron", "unclear"),
        (f"Apache 2.0\n{CODE}\n\nno license here\n{PAGE}", "unclear"),
        (f"Apache 2.0 (though probably subject to Llama terms too)\n{PAGE}", "unclear"),
        (f"Apache 2.0 + a license of their own\n{PAGE}", "unclear"),
        (f"cannot be released under Apache 2.0\n{PAGE}", "unclear"),
    ],
)
def test_without_words_only_a_page_of_the_model_says_of_what_a_license_is(note, scope):
    assert noted(note) == [("Apache 2.0", scope)]


def test_each_paragraph_has_its_own_link():
    note = f"Apache 2.0\n{CODE}\n\nMIT license\n{PAGE}"
    assert noted(note) == [("Apache 2.0", "unclear"), ("MIT license", "weights")]


def test_two_licenses_beside_one_link_or_one_word_are_unclear():
    assert noted(f"MIT and Qwen license\n{PAGE}") == [("MIT", "unclear"), ("Qwen license", "unclear")]
    assert noted("Apache 2.0 or MIT for weights") == [("Apache 2.0", "unclear"), ("MIT", "unclear")]


@pytest.mark.parametrize(
    "note",
    [
        None,
        "",
        "no clear license",
        "non-commercial license",
        f"MIT-like license: {CODE}",
        "made at MIT CSAIL",
        "they commit to open weights",
        "https://github.com/mit-han-lab/heron/blob/main/LICENSE",
    ],
)
def test_what_names_no_license_gives_none(note):
    assert noted(note) == []


@pytest.mark.parametrize(
    "name",
    [
        "Apache License, Version 2.0",
        "apache-2.0",
        "modified MIT",
        "BSD 3-Clause License",
        "AGPL-3.0",
        "GNU General Public License v3.0",
        "CC-BY-NC-SA 4.0",
        "Attribution-NonCommercial-ShareAlike 4.0 International",
        "LLAMA 3.2 COMMUNITY LICENSE AGREEMENT",
        "llama2 license",
        "Gemma Terms of Use",
        "NVIDIA Open Model License",
        "Stability AI Community License",
        "DeepSeek Model License",
        "Open RAIL-M license",
        "CreativeML OpenRAIL-M",
        "Health AI Developer Foundations Terms of Use",
    ],
)
def test_a_name_is_kept_as_it_is_spelled(name):
    assert noted(f"{name} for weights: {PAGE}") == [(name, "weights")]


def test_links_to_license_texts_are_kept_and_others_are_not():
    note = f"{CODE}/blob/main/LICENSE, {PAGE} and https://creativecommons.org/licenses/by-sa/4.0/."
    assert license_links(note) == [f"{CODE}/blob/main/LICENSE", "https://creativecommons.org/licenses/by-sa/4.0/"]


@given(st.text(alphabet=st.sampled_from("MIT Apache 2.0 license for weights code,.;\n|-/+(:)CC-BY"), max_size=80))
def test_any_note_gives_short_names_and_known_scopes(note):
    for found in noted_licenses(note):
        assert isinstance(found, Noted)
        assert found.scope in SCOPES
        assert "|" not in found.name
        assert len(found.name) <= len(note)


def test_of_a_note_only_names_scopes_and_links_reach_the_raw_table(tmp_path):
    rows = [
        ["Model", "Organization", "Publication date", "Model accessibility", "Accessibility notes"],
        [
            "Heron",
            "Example Labs",
            "2029-03-01",
            "Open weights (unrestricted)",
            f"MIT for weights, lovely birds\n{PAGE}",
        ],
        ["Stork", "Example Labs", "2029-03-01", "Unreleased", "they say soon"],
    ]
    with (tmp_path / "all_ai_models.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    made = epoch.read(tmp_path)
    assert made.frame.select("Model", *epoch.NOTED).rows() == [
        ("Heron", "MIT", "weights", None),
        ("Stork", None, None, None),
    ]
    assert "lovely" not in made.frame.write_csv()
    assert "Accessibility notes: all but names of licenses and links to their texts" in made.left_out


def test_the_real_tables_name_licenses_and_quote_no_note():
    frame = pl.read_csv(paths.raw() / "epoch" / "2026-03-30.csv", infer_schema_length=0)
    scopes = frame["license_noted_for"].drop_nulls().str.split("|")
    assert frame["license_noted"].drop_nulls().len() == scopes.len() == 1185
    assert scopes.explode().is_in(SCOPES).all()
    assert scopes.list.contains("weights").sum() == 495
    assert frame["license_noted"].str.split("|").explode().str.len_chars().max() <= 60
