import polars as pl
import pytest
from tests.studies.openwashing.washing import releases

from openness.studies.openwashing import license_names, results


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Llama 3.1 Community License Agreement", "community"),
        ("FunASR Model Open Source License Agreement", "open source"),
        ("CreativeML Open RAIL++-M License", "open"),
        ("Clay OpenRAIL-M License", "open"),
        ("OpenMDW License Agreement 1.0", "open"),
        ("bigcode-openrail-m", "open"),
        ("lfm_open_license", "open"),
        ("GNU Free Documentation License", "free"),
        ("OpenAtom Model License, Version 1.0", None),
        ("OpenAI Terms", None),
        ("Freedom of Development License", None),
        ("Opening License", None),
        ("Reopen License", None),
        ("MIT License", None),
        ("", None),
    ],
)
def test_a_word_counts_where_it_stands_by_itself(name, word):
    assert license_names.word_in(name) == word


def test_a_makers_name_is_no_claim_of_a_license():
    own = license_names.own_words
    assert license_names.word_in(own("Creative Commons Attribution-NonCommercial 4.0 International")) is None
    assert license_names.word_in(own("Open Data Commons Attribution License v1.0")) is None
    assert license_names.word_in(own("Open Data Commons Open Database License v1.0")) == "open"


def test_a_family_calls_itself_open_where_all_its_versions_do():
    says = license_names.calls_itself_open
    assert says("LicenseRef-openrail-unspecified") is True
    # Llama 1 was under a license without such a word.
    assert says("LicenseRef-llama-unspecified") is None
    assert says("LicenseRef-GPL-unspecified") is False
    assert says("NOASSERTION") is says("LicenseRef-nobody-knows") is None


USED = [
    ("a", ["LicenseRef-llama-3.1"], {}),
    ("b", ["LicenseRef-llama-3.1", "Apache-2.0"], {}),
    ("c", ["LicenseRef-openrail-unspecified"], {}),
    ("d", ["GPL-3.0-or-later"], {}),
    ("e", ["NOASSERTION"], {}),
]


@pytest.fixture(scope="module")
def names():
    own = releases(*USED)
    later = own.with_columns(vintage=pl.lit("2031-01-01"))
    return license_names.license_names(pl.concat([own, later, releases(*USED[:1], source="hub")]))


def test_a_license_called_open_that_violates_the_definition_is_named_with_its_clauses(names):
    row = names.filter(license_id="LicenseRef-llama-3.1").row(0, named=True)
    assert (row["word"], row["finding"]) == ("community", "violates")
    assert (row["osd_violations"], row["osd_arguable"]) == (["5", "6"], ["4", "9", "10"])
    assert names.schema == results.LICENSE_NAMES.schema
    assert "LicenseRef-llama-3.1" in license_names.called_open(names)["license_id"].to_list()
    assert row["url"].startswith("https://")


def test_releases_are_counted_once_a_source_and_under_the_record_of_their_version(names):
    counted = dict(names.filter(pl.col("release_count") > 0).select("license_id", "used_in").iter_rows())
    assert counted == {
        "LicenseRef-llama-3.1": "Hub 1, OSAI 2",
        "Apache-2.0": "OSAI 1",
        "LicenseRef-openrail-unspecified": "OSAI 1",
        "GPL-3.0-only": "OSAI 1",
    }


def test_a_family_has_what_all_its_versions_have(names):
    row = names.filter(license_id="LicenseRef-openrail-unspecified").row(0, named=True)
    assert (row["word"], row["osd_violations"], row["url"]) == ("open", ["6"], None)


def test_arguable_and_unread_are_told_apart_from_violations(names):
    found = dict(names.select("license_id", "finding").iter_rows())
    assert found["LicenseRef-jamba-open-model"] == "undecided"
    # No criterion is plainly violated, and the tier is not open.
    assert found["LicenseRef-baai-aquila"] == "not_open"
    assert found["LicenseRef-kimi-k2-modified-mit"] == "arguable"
    assert found["CDLA-Permissive-2.0"] == "none"
    wrong = license_names.called_open(names)["license_id"].to_list()
    assert "LicenseRef-jamba-open-model" not in wrong


def test_a_name_that_tells_of_its_limit_is_marked(names):
    limits = dict(names.select("license_id", "limit_word").iter_rows())
    assert limits["LicenseRef-stability-nc-research"] == "non-commercial"
    assert limits["LicenseRef-stability-community"] is None


def test_the_same_backwards(names):
    without = license_names.open_without_the_word(names)
    assert {"Apache-2.0", "MIT", "CC-BY-4.0"} <= set(without["license_id"])
    assert set(without["license_tier"]) == {"open"}
    assert without["word"].null_count() == without.height


def test_use_policies_and_terms_are_left_out_and_no_release_is_needed(names):
    assert not names["license_id"].str.contains("use-policy").any()
    assert "LicenseRef-anthropic-terms" not in names["license_id"].to_list()
    unused = license_names.license_names(releases())
    assert unused["release_count"].sum() == 0
    assert not unused["license_name"].str.contains("no version named").any()


def test_clauses_are_named_by_criterion_with_their_sections():
    assert license_names.violations("LicenseRef-llama-3.1") == (
        "5: commercial use (2), threshold effect (2); "
        "6: behavioral use restrictions (1.b.iv), military ban (use policy, Prohibited Uses, 2)"
    )
    assert license_names.violations("MIT") == ""


def test_of_a_family_the_clauses_count_that_all_its_versions_have():
    assert license_names.violations("LicenseRef-openrail-unspecified") == "6: behavioral use restrictions"
