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

HEADER = "system,verdict,url,release_id\n"


def write(folder, text):
    (folder / "osi").mkdir()
    (folder / "osi" / "validation.csv").write_text(text, encoding="utf-8")


def test_the_table_is_read_as_text(own_raw):
    write(own_raw, HEADER + "T5,pass,https://example.org,mot:t5\n")
    found = read_validation()
    assert found.rows() == [("T5", "pass", "https://example.org", "mot:t5")]


def test_a_verdict_that_is_none_of_the_three_is_refused(own_raw):
    write(own_raw, HEADER + "T5,maybe,https://example.org,mot:t5\n")
    with pytest.raises(BadFileError, match="verdict 'maybe'"):
        read_validation()


def test_other_columns_are_refused(own_raw):
    write(own_raw, "a,b\n1,2\n")
    with pytest.raises(BadFileError, match="expected system, verdict, url, release_id"):
        read_validation()


def test_a_table_that_is_not_there_is_named(own_raw):
    with pytest.raises(MissingFileError, match=r"validation\.csv"):
        read_validation()


@pytest.fixture(scope="module")
def compared(real):
    return against_osi(data.load().records(), read_validation())


def test_the_two_agree_where_the_rules_say_so(compared):
    relation = dict(compared.select("release_id", "relation").rows())
    assert relation["osai:olmo"] == "agree"
    assert relation["mot:t5-11b"] == "differ"
    assert relation["mot:t5"] == "undecided"
    # The index calls parts of Falcon closed, so other terms would not do.
    assert (relation["osai:falcon"], relation["mot:falcon-180b"]) == ("differ", "agree")


def test_a_pass_needs_no_reason_and_everything_else_has_one(compared):
    is_pass = pl.col("label") == "pass"
    assert compared.filter(is_pass)["because"].null_count() == compared.filter(is_pass).height
    assert compared.filter(~is_pass)["because"].null_count() == 0


def test_the_counts_in_words(compared):
    assert wrapped([validation_words(validated(compared))]) == snapshot("""\
- Of 26 records of 12 systems that the Open Source Initiative validated, 17 are judged alike here, 3 otherwise
  and 6 not at all; none passes here that it would not pass.\
""")


def test_a_record_that_is_not_there_is_left_out(real):
    lab = data.load()
    missing = read_validation().with_columns(pl.lit("mot:nothing").alias("release_id"))
    assert against_osi(Records(lab.releases, lab.components), missing).is_empty()


def test_a_table_links_the_verdict_and_the_reason(compared):
    row = table(compared).filter(pl.col("release_id") == "osai:llama-2-chat").row(0, named=True)
    assert row["verdict"] == [{"text": "fail", "url": "https://opensource.org/ai"}]
    assert row["because"][0]["url"].startswith("https://")
    assert row["label"] == "fail"
