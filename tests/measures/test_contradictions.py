"""Where sources contradict each other: sizes, names, whole families, and days."""

import polars as pl
import pytest
from tests.studies.declared import differences

from openness.measures import results
from openness.measures.contradictions import contradictions

OPEN, CLOSED = "can be downloaded", "cannot be downloaded"
COLUMNS = [*results.STATEMENTS.names, "_days"]


def statement(source, name, said, size=None, fact="weights", family="lab/model", days=None):
    return (family, fact, source, "2026-01-01", f"{source}:{name}", name, size, said, None, days)


def found(*statements):
    schema = {**results.STATEMENTS.schema, "_days": pl.Int64}
    return contradictions(pl.DataFrame(list(statements), schema=schema, orient="row"))


def told(*statements):
    return found(*statements).select("source", "release_name", "said", "is_same_size").rows()


def test_two_sources_that_differ_on_one_size_contradict_each_other_however_they_count_parameters():
    assert told(statement("epoch", "Model 7B", CLOSED, 7e9), statement("hub", "lab/m-7b", OPEN, 7.24e9)) == [
        ("epoch", "Model 7B", CLOSED, True),
        ("hub", "lab/m-7b", OPEN, True),
    ]


def test_an_open_and_a_closed_size_of_one_family_are_no_contradiction():
    assert told(statement("epoch", "Model 70B", CLOSED, 7e10), statement("hub", "lab/m-7b", OPEN, 7e9)) == [
        ("epoch", "Model 70B", CLOSED, False),
        ("hub", "lab/m-7b", OPEN, False),
    ]
    same = statement("epoch", "Model 7B", OPEN, 7e9), statement("epoch", "Model 70B", CLOSED, 7e10)
    assert told(*same, statement("hub", "lab/m-7b", OPEN, 7e9)) == []
    assert told(*same, statement("osai", "Model", OPEN)) == []


@pytest.mark.parametrize("name", ["Grok-2", "grok 2", "GROK2"])
def test_one_name_in_two_spellings_is_one_size(name):
    assert [row[3] for row in told(statement("epoch", "Grok 2", CLOSED), statement("osai", name, OPEN))] == [True, True]


def test_sources_that_agree_and_statements_of_one_source_contradict_nothing():
    assert told(statement("epoch", "A", OPEN), statement("osai", "A", OPEN)) == []
    assert told(statement("epoch", "A", OPEN), statement("epoch", "A", CLOSED)) == []


def test_days_contradict_each_other_on_one_size_and_more_than_a_quarter_apart():
    def day(source, name, days, size=None):
        return statement(source, name, str(days), size, "release_date", days=days)

    assert told(day("epoch", "A", 100), day("mteb", "A", 192)) == []
    assert len(told(day("epoch", "A", 100), day("mteb", "A", 193))) == 2
    assert told(day("epoch", "A 7B", 100), day("mteb", "A 70B", 900)) == []


def test_one_size_stands_before_whole_families():
    other = statement("epoch", "B", CLOSED, family="lab/a"), statement("osai", "C", OPEN, family="lab/a")
    rows = found(*other, statement("epoch", "A", CLOSED), statement("osai", "A", OPEN))
    assert rows["release_family_id"].to_list() == ["lab/model"] * 2 + ["lab/a"] * 2
    assert differences(rows, results.CONTRADICTIONS) == []
