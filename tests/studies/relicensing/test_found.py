"""Events found where a list is compared with itself: changed tags, and licenses looser than that of the base."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot
from tests.studies.prose import wrapped

from openness.sources import SOURCES
from openness.sources.hub import clean as hub_clean
from openness.sources.hub import read as hub_read
from openness.studies.relicensing import found, results, say
from openness.tables import store as tables
from openness.tables.schema import CHANGE_DIRECTIONS

IDS = {"mit": "MIT", "apache-2.0": "Apache-2.0", "apache license 2.0": "Apache-2.0", "cc-by-nc-4.0": "CC-BY-NC-4.0"}
SCHEMA = {
    "source": pl.String,
    "vintage": pl.String,
    "release_name": pl.String,
    "license_raw": pl.String,
    "adapted_from": pl.String,
}


def listed(*rows):
    """Return releases: (source, edition, name, license or None, base or None)."""
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    ids = [[IDS.get(raw, "NOASSERTION")] for raw in frame["license_raw"]]
    return frame.with_columns(
        pl.col("release_name").str.to_lowercase().alias("release_id"),
        pl.Series("license_ids", ids, dtype=pl.List(pl.String)),
    )


HUB = listed(
    ("hub", "2026-01-01", "a/old", None, None),
    ("hub", "2026-01-01", "a/stray", "mit", None),
    ("hub", "2026-02-01", "a/same", "mit", None),
    ("hub", "2026-02-01", "a/spelled", "apache-2.0", None),
    ("hub", "2026-02-01", "a/looser", "cc-by-nc-4.0", None),
    ("hub", "2026-02-01", "a/sideways", "mit", None),
    ("hub", "2026-02-01", "a/other", "other", None),
    ("hub", "2026-02-01", "a/filled", None, None),
    ("hub", "2026-02-01", "a/gone", "mit", None),
    ("hub", "2026-03-01", "a/same", "mit", None),
    ("hub", "2026-03-01", "a/spelled", "apache license 2.0", None),
    ("hub", "2026-03-01", "a/looser", "apache-2.0", None),
    ("hub", "2026-03-01", "a/sideways", "apache-2.0", None),
    ("hub", "2026-03-01", "a/other", "house-rules", None),
    ("hub", "2026-03-01", "a/filled", "mit", None),
    ("hub", "2026-03-01", "a/new", "mit", None),
)


def test_only_repositories_on_both_lists_are_compared_and_editions_without_tags_are_none():
    assert found.tagged_editions(HUB) == ["2026-02-01", "2026-03-01"]
    steps = found.tag_steps(found.tag_pairs(HUB))
    assert steps.schema == results.TAG_STEPS.schema
    assert steps.rows() == [("2026-02-01", "2026-03-01", 6, 5, 2, 1, 0, 1, 1, 1, 0)]


def test_another_spelling_of_a_license_is_the_same_and_two_names_that_nobody_knows_are_not():
    changed = found.changed_tags(found.tag_pairs(HUB))
    assert changed.schema == results.CHANGED_TAGS.schema
    assert changed.select("before", "after", "direction").rows() == [
        ("cc-by-nc-4.0", "apache-2.0", "looser"),
        ("other", "house-rules", "unknown"),
        ("mit", "apache-2.0", "sideways"),
    ]
    assert changed["repository"][0].to_list() == [{"text": "a/looser", "url": "https://huggingface.co/a/looser"}]


MTEB = listed(
    ("mteb", "2025-01-01", "m/old", "mit", "b/base"),
    ("mteb", "2026-01-01", "b/base", "cc-by-nc-4.0", None),
    ("mteb", "2026-01-01", "m/looser", "mit", "b/base"),
    ("mteb", "2026-01-01", "m/same", "cc-by-nc-4.0", "b/base"),
    ("mteb", "2026-01-01", "m/bare", None, "b/base"),
    ("mteb", "2026-01-01", "m/itself", "mit", "m/itself"),
    ("mteb", "2026-01-01", "m/on-hub", "cc-by-nc-4.0", "a/same"),
    ("mteb", "2026-01-01", "m/nowhere", "mit", "z/unlisted"),
)


def test_a_base_is_looked_up_on_the_same_list_and_else_on_the_hubs():
    made = found.derivatives(pl.concat([HUB, MTEB]))
    assert made["release_name"].to_list() == ["m/looser", "m/same", "m/bare", "m/on-hub", "m/nowhere"]
    assert made["went"].to_list() == ["looser", "same", None, "tighter", None]
    counts = found.derivative_counts(made)
    assert counts.schema == results.DERIVATIVES.schema
    assert counts.rows() == [("MTEB", 3, 2, 1, 1, 0, 0, 0), ("Hub", 1, 1, 0, 0, 1, 0, 0)]
    looser = found.looser_than_base(made)
    assert looser.schema == results.LOOSER_THAN_BASE.schema
    assert looser.select("license", "base_license").rows() == [("mit", "cc-by-nc-4.0")]


def test_a_base_without_a_license_on_the_one_list_has_that_of_the_other():
    both = listed(
        ("mteb", "2026-01-01", "b/base", None, None),
        ("mteb", "2026-01-01", "m/made", "mit", "b/base"),
        ("hub", "2026-01-01", "b/base", "mit", None),
    )
    assert found.derivatives(both).select("base_list", "went").rows() == [("hub", "same")]


def test_the_editions_that_are_compared_are_named():
    assert found.editions(pl.concat([HUB, MTEB])) == [
        ("hub", "2026-02-01"),
        ("hub", "2026-03-01"),
        ("mteb", "2026-01-01"),
    ]
    assert found.editions(HUB.filter(vintage="2026-03-01")) == [("hub", "2026-03-01")]


def test_what_was_found_in_words():
    pairs, made = found.tag_pairs(HUB), found.derivatives(pl.concat([HUB, MTEB]))
    said = [
        say.tags(found.told_tags(found.tag_steps(pairs)), "models of a toy list"),
        say.derivatives(found.told_derivatives(made, found.derivative_counts(made))),
    ]
    assert wrapped(said) == snapshot("""\
- The list is of models of a toy list. 5 repositories bear a license tag in both of two successive editions (1
  comparison, from 2026-02-01 to 2026-03-01). The tag names another license in the later one in 3 cases: 1 to
  a looser one, 0 to a tighter one, 1 within a tier, and of 1 the direction is not known. A changed tag is no
  proof of relicensing, because cards are corrected and whoever uploads a copy tags it as he likes; an
  unchanged one proves nothing either, because an edition renews a part of its records only.
- Of 5 models on MTEB's list that say what they were made from, 3 can be held against the license of that, on
  the same list or on the Hub's: 1 has the same one; from the license of the base went 1 to a looser one, 1 to
  a tighter one, 0 within a tier, and of 0 the direction is not known. That a model is under a looser license
  than its base is what the lists say; whether the license of the base allows it was not looked into.\
""")


def test_of_one_edition_or_none_nothing_is_compared():
    for rows in (HUB.clear(), HUB.filter(vintage="2026-03-01")):
        pairs = found.tag_pairs(rows)
        steps, changed, made = found.tag_steps(pairs), found.changed_tags(pairs), found.derivatives(rows)
        assert (steps.height, changed.height, made.height) == (0, 0, 0)
        assert (steps.schema, changed.schema) == (results.TAG_STEPS.schema, results.CHANGED_TAGS.schema)
        assert say.tags(found.told_tags(steps), "a list") == "There are no two editions with license tags to compare."
        told = found.told_derivatives(made, found.derivative_counts(made))
        assert say.derivatives(told) == "No model on MTEB's list says what it was made from."


@given(st.lists(st.tuples(st.sampled_from([None, *IDS, "other"]), st.sampled_from([None, *IDS, "other"]))))
def test_each_repository_on_both_lists_is_counted_once(tags):
    before = [("hub", "2026-01-01", f"a/{i}", one, None) for i, (one, _) in enumerate(tags)]
    after = [("hub", "2026-02-01", f"a/{i}", other, None) for i, (_, other) in enumerate(tags)]
    marks = [("hub", "2026-01-01", "a/x", "mit", None), ("hub", "2026-02-01", "a/x", "mit", None)]
    (row,) = found.tag_steps(found.tag_pairs(listed(*before, *after, *marks))).to_dicts()
    assert row["both_count"] == len(tags) + 1
    assert row["tagged_count"] == row["same"] + sum(row[name] for name in CHANGE_DIRECTIONS)
    neither = sum(one is None and other is None for one, other in tags)
    assert row["both_count"] == row["tagged_count"] + row["tag_added"] + row["tag_dropped"] + neither


@pytest.fixture(scope="module")
def releases(real):
    return tables.read("releases")


def test_what_is_found_in_the_data_stands_on_lists_that_are_compared_with_themselves(releases):
    steps = found.tag_steps(found.tag_pairs(releases))
    sizes = dict(releases.filter(source="hub").group_by("vintage").len().iter_rows())
    for row in steps.iter_rows(named=True):
        assert row["both_count"] <= min(sizes[row["before_edition"]], sizes[row["after_edition"]])
    made = found.derivatives(releases)
    assert (
        made["went"].is_in([found.SAME, *CHANGE_DIRECTIONS]).sum()
        == found.derivative_counts(made)["tagged_count"].sum()
    )
    assert SOURCES["hub"].population


@pytest.mark.upstream
def test_between_the_package_s_own_files_thirteen_repositories_changed_their_tag(upstream):
    """Five moved to a looser license, three to a tighter one; the other five cannot be told."""
    packages = {"0.9.31": "06-09", "0.9.35": "07-02", "1.1.6": "07-21", "1.1.10": "08-17", "1.1.14": "09-01"}
    packages |= {"1.1.16": "09-19", "1.1.17": "10-05"}
    columns = ["release_id", "release_name", "license_raw", "license_ids"]
    editions = []
    for package, day in packages.items():
        facts = hub_read.read(upstream / "hub" / f"llmfit-{package}").frame.with_row_index("row", offset=2)
        cleaned = hub_clean.clean(facts).releases.select(columns)
        editions.append(cleaned.with_columns(source=pl.lit("hub"), vintage=pl.lit(f"2026-{day}")))
    pairs = found.tag_pairs(pl.concat(editions))
    steps = found.tag_steps(pairs)
    assert steps.select("after_edition", "tagged_count", "same").rows() == [
        ("2026-07-21", 1111, 1111),
        ("2026-08-17", 1666, 1665),
        ("2026-09-01", 8024, 8020),
        ("2026-09-19", 8968, 8963),
        ("2026-10-05", 11338, 11335),
    ]
    changed = found.changed_tags(pairs)
    assert dict(changed.group_by("direction").len().iter_rows()) == {"looser": 5, "tighter": 4, "unknown": 4}
    assert set(changed.filter(direction="looser").select("before", "after").rows()) == {
        ("gemma", "apache-2.0"),
        ("nvidia-open-model-license", "openmdw-1.1"),
    }
