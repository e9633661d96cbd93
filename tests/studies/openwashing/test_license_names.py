import polars as pl
import pytest
from tests.studies.openwashing.washing import releases

from openness.studies.openwashing import license_claims, license_names, license_words
from openness.tables import store as tables


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
    assert license_words.word_in(name) == word


def test_a_makers_name_is_no_claim_of_a_license():
    own = license_words.own_words
    assert license_words.word_in(own("Creative Commons Attribution-NonCommercial 4.0 International")) is None
    assert license_words.word_in(own("Open Data Commons Attribution License v1.0")) is None
    assert license_words.word_in(own("Open Data Commons Open Database License v1.0")) == "open"


def test_a_family_calls_itself_open_where_all_its_versions_do():
    says = license_words.calls_itself_open
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
    assert (row["word"], row["finding"], row["is_contradicted"]) == ("community", "violates", True)
    assert (row["osd_violations"], row["osd_arguable"]) == (["5", "6"], ["4", "9"])
    assert row["clauses"][:4] == [
        "5 violated: commercial_use = threshold (2)",
        "5 violated: threshold_effect = licence_required (2)",
        "6 violated: behavioural_use_restrictions = true (1.b.iv)",
        "6 violated: military_ban = true (Prohibited Uses, 2 of LicenseRef-llama-3.1-use-policy)",
    ]
    assert row["url"].startswith("https://")


def test_releases_are_counted_once_a_source_and_under_the_record_of_their_version(names):
    counted = dict(names.filter(pl.col("release_count") > 0).select("license_id", "used_in").iter_rows())
    assert counted == {
        "LicenseRef-llama-3.1": "hub 1, osai 2",
        "Apache-2.0": "osai 1",
        "LicenseRef-openrail-unspecified": "osai 1",
        "GPL-3.0-only": "osai 1",
    }


def test_a_family_has_what_all_its_versions_have(names):
    row = names.filter(license_id="LicenseRef-openrail-unspecified").row(0, named=True)
    assert (row["is_family"], row["word"], row["osd_violations"], row["url"]) == (True, "open", ["6"], None)
    assert "6 violated: behavioural_use_restrictions = true (5 of LicenseRef-openrail-pp-m)" in row["clauses"]


def test_arguable_and_unread_are_told_apart_from_violations(names):
    found = dict(names.select("license_id", "finding").iter_rows())
    assert found["LicenseRef-jamba-open-model"] == "undecided"
    assert found["LicenseRef-baai-aquila"] == "arguable"
    # No criterion is plainly violated, and the tier is not open.
    assert found["LicenseRef-kimi-k2-modified-mit"] == "not_open"
    assert found["CDLA-Permissive-2.0"] == "none"
    wrong = license_names.called_open(names)["license_id"].to_list()
    assert "LicenseRef-jamba-open-model" not in wrong
    assert "LicenseRef-jamba-open-model" in license_names.called_open_arguable(names)["license_id"].to_list()


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
    assert not unused["is_family"].any()


def test_clauses_are_cited_with_section_document_and_reason():
    found = license_names.clauses_behind(["LicenseRef-llama-3.1", "MIT"])
    assert set(found["license_id"]) == {"LicenseRef-llama-3.1"}
    ban = found.filter(clause="military_ban").row(0, named=True)
    assert (ban["criterion"], ban["verdict"], ban["document_id"]) == (6, "violated", "LicenseRef-llama-3.1-use-policy")
    assert ban["source_url"].startswith("https://opensource.org/")
    assert license_names.clauses_behind([]).is_empty()


def test_strings_that_say_open_are_counted_by_source():
    own = releases(
        (
            "a",
            ["LicenseRef-nvidia-open-model"],
            {"license_raw": "nvidia-open-model-license", "license_tier": "unspecified"},
        ),
        (
            "b",
            ["LicenseRef-nvidia-open-model"],
            {"license_raw": "nvidia-open-model-license", "license_tier": "unspecified"},
        ),
        ("c", ["CC-BY-NC-4.0"], {"license_raw": "Creative Commons BY-NC 4.0", "license_tier": "noncommercial"}),
        ("d", ["MIT"], {"license_raw": "mit", "license_tier": "open"}),
        ("e", ["NOASSERTION"], {"license_tier": "unspecified"}),
        source="hub",
    )
    assert license_claims.string_claims(own).rows() == [("hub", "nvidia-open-model-license", "open", "unspecified", 2)]


def test_a_grade_is_contradicted_by_the_license_of_the_weights_alone():
    noted = {
        "a": "CC BY-NC 4.0 [weights]",
        "b": "CC BY-NC 4.0 [code]; Apache 2.0 [weights]",
        "c": "Apache 2.0 [code]; CC BY-NC 4.0 [weights]",
        "d": "nobody's license [weights]",
        "e": None,
    }
    own = releases(
        *(
            (name, ["NOASSERTION"], {"license_noted": text, "access": "open_unrestricted"})
            for name, text in noted.items()
        ),
        ("f", ["NOASSERTION"], {"license_noted": noted["a"], "access": "open_noncommercial"}),
        source="epoch",
    )
    found = license_claims.grade_contradictions(own)
    assert found.select("release_id", "license", "license_tier").rows() == [
        ("a", "CC BY-NC 4.0", "noncommercial"),
        ("c", "CC BY-NC 4.0", "noncommercial"),
    ]
    assert license_claims.grade_contradictions(own.clear()).is_empty()


def test_in_the_data_the_grade_unrestricted_is_hardly_ever_contradicted(real):
    epoch = tables.read("releases").filter(source="epoch", vintage="2026-03-30")
    found = license_claims.grade_contradictions(epoch)
    assert found.select("release_name", "license_tier").rows() == [("Falcon3-7B", "open_behavioral")]
