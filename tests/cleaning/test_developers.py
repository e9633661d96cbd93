import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.cleaning import developers
from openness.project.errors import CheckError
from openness.sources.common.pieces import NAMED_DEVELOPER
from openness.sources.epoch import clean as epoch

TYPES = {"s": {"Industry": "company", "Academia": "academic"}}


def named(*rows):
    frame = pl.DataFrame(rows, schema=NAMED_DEVELOPER, orient="row")
    return frame.with_columns(pl.lit("s").alias("source"), pl.lit("2030-01-31").alias("vintage"))


@pytest.fixture
def registry(small_raw):
    return developers.read_registry(small_raw)


def groups(registry, *rows):
    together = developers.summarize(developers.resolve(named(*rows), registry, TYPES))
    return {row["release_id"]: (row["developer_type"], row["developer_group"]) for row in together.to_dicts()}


def test_groups_follow_the_rule(registry):
    assert groups(
        registry,
        ("company", 1, "A", "Industry", None),
        ("companies", 1, "A", "Industry", None),
        ("companies", 2, "Example Labs", "Academia", None),
        ("none", 1, "B", "Academia", None),
        ("both", 1, "B", "Academia", None),
        ("both", 2, "A", "Industry", None),
        ("company and stranger", 1, "A", "Industry", None),
        ("company and stranger", 2, "C", None, None),
        ("both and stranger", 1, "C", None, None),
        ("both and stranger", 2, "A", "Industry", None),
        ("both and stranger", 3, "B", "Academia", None),
        ("stranger", 1, "C", "Rumor", None),
    ) == {
        "company": ("company", "corporate"),
        "companies": ("company", "corporate"),
        "none": ("academic", "community"),
        "both": ("academic", "mixed"),
        "company and stranger": ("company", "unknown"),
        "both and stranger": ("unknown", "mixed"),
        "stranger": ("unknown", "unknown"),
    }


def test_by_hand_comes_before_the_sources_category_and_the_basis_is_kept(registry):
    rows = developers.resolve(
        named(
            ("r", 1, "ExampleLabs", "Academia", "Spain"),
            ("r", 2, "B", "Academia", "Peru"),
            ("r", 3, "C", None, None),
        ),
        registry,
        TYPES,
    )
    assert rows.select("developer_id", "developer_name", "developer_type", "type_basis", "country").rows() == [
        ("example-labs", "Example Labs", "company", "hand", "France"),
        ("b", "B", "academic", "source", "Peru"),
        ("c", "C", "unknown", "none", "unknown"),
    ]


def test_a_category_learned_from_one_row_serves_another_that_does_not_pair(registry):
    assert groups(registry, ("r1", 1, "A", "Industry", None), ("r2", 1, "A", None, None))["r2"] == (
        "company",
        "corporate",
    )


def test_a_joint_name_becomes_its_members_and_its_tag_none_of_theirs(registry):
    rows = developers.resolve(
        named(("r", 1, "Example Labs and University of Somewhere", "Academia", "Peru")), registry, TYPES
    )
    assert rows.select("position", "developer_id", "developer_type", "country").rows() == [
        (1, "example-labs", "company", "France"),
        (2, "university-of-somewhere", "academic", "Germany"),
    ]


def test_one_developer_under_two_spellings_is_named_once(registry):
    rows = developers.resolve(
        named(("r", 1, "Example Labs", None, None), ("r", 2, "ExampleLabs", None, None)), registry, TYPES
    )
    assert rows["developer_id"].to_list() == ["example-labs"]


def test_countries_that_differ_are_multinational_and_unknown_ones_do_not_count(registry):
    rows = developers.resolve(
        named(
            ("one", 1, "A", None, "People's Republic of China"),
            ("one", 2, "B", None, None),
            ("two", 1, "D", None, "France"),
            ("two", 2, "E", None, "Germany"),
        ),
        registry,
        TYPES,
    )
    assert dict(developers.summarize(rows).select("release_id", "country").iter_rows()) == {
        "one": "China",
        "two": "Multinational",
    }


def test_a_broken_registry_names_every_fault(raw):
    (raw / "developers.yml").write_text(
        """
developers:
  a: {name: A, type: firm, country: France}
  b: {name: B, type: company, country: Atlantis, aliases: [A]}
  c: {type: company}
  d: {name: D, type: company, country: France, reason: because}
joint:
  A and Z: [a, z]
"""
    )
    with pytest.raises(CheckError) as caught:
        developers.read_registry(raw)
    assert caught.value.failures == [
        "a has the type 'firm'",
        "b has the country 'Atlantis', which is not in countries.yml",
        "'A' is used twice",
        "c has no name",
        "d has a reason or evidence without the other",
        "joint 'A and Z' names 'z', which is no developer",
    ]


@pytest.mark.parametrize(
    ("published", "names"),
    [
        ("Sber,MIT", ["Sber", "MIT"]),
        ("Xinhua Zhiyun Technology Co., Ltd.", ["Xinhua Zhiyun Technology Co., Ltd."]),
        ("Thunder Software Technology Co.,Ltd.", ["Thunder Software Technology Co.,Ltd."]),
        ("NERSC, Lawrence Berkeley National Laboratory,UCSF", ["NERSC, Lawrence Berkeley National Laboratory", "UCSF"]),
        (" A ,,B,", ["A", "B"]),
        (None, []),
    ],
)
def test_epochs_comma_lists_keep_names_that_hold_a_comma(published, names):
    assert epoch._split(published) == names


@given(st.lists(st.text(st.characters(exclude_characters=",", exclude_categories=["Z", "C"]), min_size=1), max_size=6))
def test_names_without_commas_come_back_from_a_list(names):
    from hypothesis import assume

    assume(not any(name.startswith(("Ltd", "Inc", "LLC")) for name in names))
    assert epoch._split(",".join(names)) == names


@given(st.text(max_size=80))
def test_any_developer_string_is_split_without_loss_of_letters(text):
    kept = "".join("".join(epoch._split(text)).split())
    assert kept.replace(",", "") == "".join(text.split()).replace(",", "")
