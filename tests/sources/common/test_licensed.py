import polars as pl
import pytest

from openness.project import paths
from openness.sources.common.licensed import with_license, with_noted_license
from openness.tables import store as tables

COLUMNS = ("license_raw", "license_ids", "license_tier", "license_certainty", "license_noted")


def noted(names, scopes, access):
    frame = pl.DataFrame(
        {"license_noted": [names], "license_noted_for": [scopes], "access": [access]},
        schema_overrides={"license_noted": pl.String, "license_noted_for": pl.String},
    )
    return with_noted_license(frame).select(COLUMNS).row(0)


def test_a_stated_license_is_certain_and_a_blank_is_none():
    frame = with_license(pl.DataFrame({"x": ["MIT", None, "MIT"]}), "x")
    assert frame.select(COLUMNS).rows() == [
        ("MIT", ["MIT"], "open", "stated", None),
        (None, ["NOASSERTION"], "unspecified", "none", None),
        ("MIT", ["MIT"], "open", "stated", None),
    ]


def test_a_license_noted_for_the_weights_is_the_releases():
    assert noted("MIT|Apache 2.0", "weights|code", "open_unrestricted") == (
        "MIT",
        ["MIT"],
        "open",
        "noted_weights",
        "MIT [weights]; Apache 2.0 [code]",
    )


@pytest.mark.parametrize(
    ("names", "scopes", "access", "certainty"),
    [
        ("MIT", "unclear", "open_unrestricted", "noted_unclear"),
        ("MIT", "code", "open_unrestricted", "noted_code"),
        ("CC0 license", "data", "open_unrestricted", "none"),
        (None, None, "open_unrestricted", "none"),
        # Two licenses that may both be of the weights.
        ("MIT|Apache 2.0", "weights|weights", "open_unrestricted", "noted_unclear"),
        ("MIT|Apache 2.0", "weights|unclear", "open_unrestricted", "noted_unclear"),
        # The source's own grade contradicts its note.
        ("MIT", "weights", "open_noncommercial", "noted_unclear"),
        ("CC-BY-NC-4.0", "weights", "open_unrestricted", "noted_unclear"),
        ("MIT", "weights", "unreleased", "noted_unclear"),
    ],
)
def test_any_other_noted_license_is_a_fact_and_not_the_releases(names, scopes, access, certainty):
    row = noted(names, scopes, access)
    assert row[:4] == (None, ["NOASSERTION"], "unspecified", certainty)


def test_a_license_that_is_neither_open_nor_noncommercial_contradicts_no_grade(small_raw):
    with paths.using(raw=small_raw):
        row = noted("Heron 1.0", "weights", "open_restricted")
    assert row[:4] == ("Heron 1.0", ["LicenseRef-heron-1.0"], "restricted_commercial", "noted_weights")


def test_only_epochs_licenses_are_noted_and_they_change_no_grade_of_access(real):
    releases = tables.read("releases")
    is_noted = pl.col("license_certainty").str.starts_with("noted_")
    assert releases.filter(is_noted)["source"].unique().to_list() == ["epoch"]
    assert releases.filter(source="epoch", license_certainty="stated").height == 0
    has_license = pl.col("license_raw").is_not_null()
    assert releases.filter(has_license != pl.col("license_certainty").is_in(["stated", "noted_weights"])).height == 0
    whole = releases.filter(source="epoch", vintage="2026-03-30")
    # Few more or fewer as more licenses are recognized, and contradict the grade of access or do not.
    assert 430 <= whole.filter(license_certainty="noted_weights").height <= 470
    assert whole.filter(license_certainty="noted_code").height == 116


@pytest.mark.parametrize(
    ("work", "raw", "expected"),
    [
        ("moonshotai/Kimi-K2-Instruct", "modified-mit", "LicenseRef-kimi-k2-modified-mit"),
        ("one-llm/Kimi-K2.5", "modified-mit", "LicenseRef-kimi-k2.5-modified-mit"),
        ("Minimax-M2.5", "Modified MIT", "LicenseRef-minimax-m2.5-modified-mit"),
        ("MiniMaxAI/MiniMax-M2", "modified-mit", "LicenseRef-minimax-m2-modified-mit"),
        ("Devstral 2", "Modified MIT License", "LicenseRef-mistral-modified-mit"),
        ("tiiuae/Falcon3-10B-Base-1.58bit", "falcon-llm-license", "LicenseRef-falcon-llm-2.0"),
        ("LGAI-EXAONE/EXAONE-4.5-33B", "exaone", "LicenseRef-exaone-1.2-nc"),
        ("haanjack/K-EXAONE-236B-A23B-MXFP4", "exaone", "LicenseRef-k-exaone"),
        # Its license was changed three days after it came out, and copies bear either name.
        ("mlx-community/MiniMax-M2.7-4bit", "modified-mit", "LicenseRef-modified-mit"),
        ("unsloth/Kimi-K2.6", "modified-mit", "LicenseRef-modified-mit"),
        ("somebody/falcon-40b", "falcon-llm-license", "LicenseRef-falcon-llm"),
        ("somebody/Kimi-K2-Instruct", "mit", "MIT"),
    ],
)
def test_a_name_that_versions_share_is_told_by_the_name_of_the_work(work, raw, expected):
    frame = pl.DataFrame({"release_name": [work], "license": [raw]})
    found = with_license(frame, "license")
    assert found["license_ids"].to_list() == [[expected]]
    assert found["license_expression"].to_list() == [expected]
