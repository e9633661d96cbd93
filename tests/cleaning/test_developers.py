import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.cleaning import developers
from openness.project import paths
from openness.sources.common.pieces import NAMED_DEVELOPER
from openness.sources.common.registry import read_registry
from openness.tables import schema

TYPES = {"s": {"Industry": "company", "Academia": "academic"}}


def named(*rows):
    frame = pl.DataFrame(rows, schema=NAMED_DEVELOPER, orient="row")
    return frame.with_columns(pl.lit("s").alias("source"), pl.lit("2030-01-31").alias("vintage"))


@pytest.fixture
def registry(small_raw):
    with paths.using(raw=small_raw):
        return read_registry()


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


def test_published_groups_are_the_sources_own_word_and_nothing_else(registry):
    together = developers.summarize(
        developers.resolve(
            named(
                # By hand Example Labs is a company, and A is one by its category in another row.
                ("typed by hand", 1, "ExampleLabs", "Academia", None),
                ("learned", 1, "A", None, None),
                ("company", 1, "A", "Industry", None),
                ("both", 1, "A", "Industry", None),
                ("both", 2, "B", "Academia", None),
                ("company and blank", 1, "A", "Industry", None),
                ("company and blank", 2, "C", None, None),
                ("no company, kind not said", 1, "D", "Lab", None),
                ("category not known", 1, "E", "Rumor", None),
                ("joint", 1, "Example Labs and University of Somewhere", "Industry", None),
            ),
            registry,
            {"s": {**TYPES["s"], "Lab": "unknown"}},
        )
    )
    columns = ("release_id", "published_developer_type", "published_developer_group")
    assert together.select(columns).rows() == [
        ("typed by hand", "academic", "community"),
        ("learned", None, "unknown"),
        ("company", "company", "corporate"),
        ("both", "company", "mixed"),
        ("company and blank", "company", "unknown"),
        ("no company, kind not said", "unknown", "community"),
        ("category not known", None, "unknown"),
        ("joint", "company", "corporate"),
    ]


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


@given(st.lists(st.sampled_from(schema.DEVELOPER_TYPES), min_size=1))
def test_the_group_of_types_is_that_of_a_column_of_them(types):
    type_ = pl.col("type")
    column = pl.DataFrame({"type": types}).select(developers._group(type_, type_ == developers.UNKNOWN)).item()
    assert developers.group_of(types) == column


def test_nobody_is_of_an_unknown_group():
    assert developers.group_of([]) == "unknown"
