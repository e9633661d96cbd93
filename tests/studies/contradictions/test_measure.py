"""How often sources contradict each other, by fact and by pair; the tables of the page and its sentences."""

import polars as pl
import pytest
from inline_snapshot import snapshot
from tests.measures.test_contradictions import CLOSED, OPEN, statement
from tests.studies.declared import differences
from tests.studies.prose import wrapped

from openness.measures import results as measured
from openness.measures.contradictions import contradictions
from openness.project import paths
from openness.studies.contradictions import measure, results, say, views

SAID = pl.DataFrame(
    [
        statement("epoch", "A", CLOSED),
        statement("osai", "A", OPEN),
        statement("epoch", "B 7B", CLOSED, family="lab/b"),
        statement("mteb", "B", OPEN, family="lab/b"),
        statement("epoch", "C", OPEN, family="lab/c"),
        statement("osai", "C", OPEN, family="lab/c"),
        statement("hub", "D", OPEN, family="lab/d"),
    ],
    schema={**measured.STATEMENTS.schema, "_days": pl.Int64},
    orient="row",
)
FOUND = contradictions(SAID)


def test_families_of_two_sources_are_counted_and_those_contradicted():
    assert measure.by_fact(SAID, FOUND).rows() == [("Whether weights can be downloaded", 3, 2, 1, 1, 2 / 3)]
    assert measure.by_pair(SAID, FOUND).rows() == [
        ("Epoch AI and OSAI", 2, 1, 0.5),
        ("Epoch AI and MTEB", 1, 1, 1.0),
    ]


def test_what_is_said_without_a_link_is_counted_by_source():
    assert measure.without_link(SAID).rows()[0] == ("Epoch AI", "Whether weights can be downloaded", 3, 3, 1.0)


def test_the_lists_hold_the_families_asked_for_and_who_says_what():
    (heading, rows), *_ = views.lists(FOUND, 1).items()
    assert heading == "Whether weights can be downloaded: 2 families"
    assert rows.select("family", "size", "source", "said").rows() == [
        ("lab/model", "one size", "Epoch AI", CLOSED),
        ("lab/model", "one size", "OSAI", OPEN),
    ]
    assert views.lists(FOUND.clear(), 5) == {}


def test_the_page_says_it_in_a_sentence():
    counts, unlinked = measure.by_fact(SAID, FOUND), measure.without_link(SAID)
    said = [say.finding(counts), say.finding(counts.clear()), say.links(unlinked), say.links(unlinked.clear())]
    assert wrapped(said) == snapshot("""\
- Of the model families that two or more sources describe, they contradict each other on whether weights can
  be downloaded for 2 of 3.
- No two sources speak of the same family.
- Without a link to evidence or to a record of their own: Epoch AI 3 of 3 on whether weights can be
  downloaded, Hub 1 of 1 on whether weights can be downloaded, MTEB 1 of 1 on whether weights can be
  downloaded and OSAI 2 of 2 on whether weights can be downloaded.
- All that sources say here has a link.\
""")


@pytest.mark.parametrize("facts", [[], ["weights"]])
def test_the_tables_of_the_real_data_are_as_declared(real, facts):
    with paths.using(processed=real):
        said, found = measure.load(facts)
    assert set(said["fact"]) == set(facts or measure.FACTS)
    assert "xai/grok-2" in found.filter(fact="weights")["release_family_id"].to_list()
    tables = {
        results.FACTS: measure.by_fact(said, found),
        results.PAIRS: measure.by_pair(said, found),
        results.LINKS: measure.without_link(said),
    }
    for declared, frame in tables.items():
        assert differences(frame, declared) == []
