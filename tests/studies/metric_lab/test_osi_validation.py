"""Our verdicts against those of the Open Source Initiative."""

import polars as pl
import pytest
from inline_snapshot import snapshot
from tests.studies.prose import wrapped

from openness.metrics.base import Records
from openness.project.errors import BadFileError, MissingFileError
from openness.studies.metric_lab import data
from openness.studies.metric_lab.osi_validation import against_osi, read_validation, table
from openness.studies.metric_lab.say import validation_words
from openness.studies.metric_lab.tallies import validated

HEADER = "system,family,verdict,url,release_id\n"


def write(folder, text):
    (folder / "osi").mkdir()
    (folder / "osi" / "validation.csv").write_text(text, encoding="utf-8")


def test_the_table_is_read_as_text(own_raw):
    write(own_raw, HEADER + "T5,google/t5,pass,https://example.org,mot:t5\n")
    found = read_validation()
    assert found.rows() == [("T5", "google/t5", "pass", "https://example.org", "mot:t5")]


def test_a_verdict_that_is_none_of_the_three_is_refused(own_raw):
    write(own_raw, HEADER + "T5,google/t5,maybe,https://example.org,mot:t5\n")
    with pytest.raises(BadFileError, match="verdict 'maybe'"):
        read_validation()


def test_other_columns_are_refused(own_raw):
    write(own_raw, "a,b\n1,2\n")
    with pytest.raises(BadFileError, match="expected system, family, verdict, url, release_id"):
        read_validation()


def test_a_table_that_is_not_there_is_named(own_raw):
    with pytest.raises(MissingFileError, match=r"validation\.csv"):
        read_validation()


@pytest.fixture(scope="module")
def compared(real):
    lab = data.load()
    return against_osi(lab.records(), read_validation(), lab.families)


def test_the_two_agree_where_the_rules_say_so(compared):
    relation = dict(compared.select("release_id", "relation").rows())
    assert relation["osai:amber"] == "agree"
    assert relation["mot:t5-11b"] == "differ"
    assert relation["mot:t5"] == "undecided"
    assert relation["mot:falcon-180b"] == "agree"


def test_a_record_of_another_model_is_not_compared_and_says_of_which(compared):
    other = compared.filter(relation="not comparable")
    assert dict(other.select("release_id", "because").rows()) == {
        "osai:pythia": "in the edition of 2026-06-12 it is together-ai/pythia, not eleutherai/pythia",
        "osai:olmo": "in the edition of 2026-06-12 it is allen-institute-for-ai/olmo-3.1-think, not "
        "allen-institute-for-ai/olmo",
        "osai:grok": "in the edition of 2026-06-12 it is xai/grok-2, not xai/grok-1",
        "osai:phi": "in the edition of 2026-06-12 it is microsoft/phi-4-reasoning, not microsoft/phi-2",
        "osai:bloomz": "in the edition of 2026-06-12 it is bigscience/bloomz, not bigscience/bloom",
        "osai:falcon": "in the edition of 2026-06-12 it is technology-innovation-institute/falcon-h1r, not "
        "technology-innovation-institute/falcon",
    }
    assert table(compared).filter(relation="not comparable")["label"].unique().to_list() == ["–"]


def test_an_edition_in_which_the_entry_is_the_model_that_was_judged_is_compared(real):
    lab, grok = data.load(), read_validation().filter(release_id="osai:grok")
    as_judged = lab.families.with_columns(
        pl.when(pl.col("release_id") == "osai:grok")
        .then(pl.lit("xai/grok-1"))
        .otherwise("release_family_id")
        .alias("release_family_id")
    )
    assert against_osi(lab.records(), grok, lab.families)["relation"].to_list() == ["not comparable"]
    assert against_osi(lab.records(), grok, as_judged)["relation"].to_list() == ["agree"]


def test_a_pass_needs_no_reason_and_everything_else_has_one(compared):
    is_pass = (pl.col("label") == "pass") & (pl.col("relation") != "not comparable")
    assert compared.filter(is_pass)["because"].null_count() == compared.filter(is_pass).height
    assert compared.filter(~is_pass)["because"].null_count() == 0


def test_the_counts_in_words(compared):
    assert wrapped([validation_words(validated(compared))]) == snapshot("""\
- Of 20 records of 12 systems that the Open Source Initiative validated, 12 are judged alike here, 2 otherwise
  and 6 not at all; none passes here that it would not pass. 6 further records of these systems are of another
  model today and are not compared.\
""")


def test_a_record_that_is_not_there_is_left_out(real):
    lab = data.load()
    missing = read_validation().with_columns(pl.lit("mot:nothing").alias("release_id"))
    assert against_osi(Records(lab.releases, lab.components), missing, lab.families).is_empty()


def test_a_table_links_the_verdict_and_the_reason(compared):
    row = table(compared).filter(pl.col("release_id") == "osai:llama-2-chat").row(0, named=True)
    assert row["verdict"] == [{"text": "fail", "url": "https://opensource.org/ai"}]
    assert row["because"][0]["url"].startswith("https://")
    assert row["label"] == "fail"
