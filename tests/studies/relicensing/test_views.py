"""Changes of license as tables."""

import polars as pl
import pytest
from tests.studies.relicensing.moves import SMALL

from openness.studies.relicensing import changes as relicensing
from openness.studies.relicensing import results, views
from openness.studies.relicensing import spells as license_spells
from openness.tables import store as tables
from openness.tables.schema import CHANGE_DIRECTIONS


@pytest.fixture(scope="module")
def changes(real):
    return tables.read("license_changes")


def test_all_changes_stand_in_a_table_with_a_link_and_no_more_than_asked_for(changes):
    whole = views.event_rows(changes, 500)
    assert list(whole) == ["Software: 71 changes", "Models: 67 changes"]
    assert sum(frame.height for frame in whole.values()) == changes.height
    for frame in whole.values():
        assert all(link["url"].startswith("https://") for links in frame["evidence"] for link in links)
    first = views.event_rows(changes, 3)
    assert next(iter(first)) == "Software: 71 changes, of which the 3 newest are shown"
    assert first["Software: 71 changes, of which the 3 newest are shown"].height == 3


def test_an_event_reads_as_it_should(changes):
    redis = changes.filter(change_id="software:redis:all:2024-03-20")
    rows = views.event_rows(redis, 5)["Software: 1 change"].rows()
    url = "https://github.com/redis/redis/commit/0b34396924eca4edc524469886dc5be6c77ec4ed"
    assert rows == [
        (
            "2024-03-20", "Redis", "BSD-3-Clause", "rsal-2.0 or SSPL-1.0", "open \u2192 restricted commercial use",
            "tighter", [{"text": "commit", "url": url}],
        )
    ]  # fmt: skip
    month = views.event_rows(changes.filter(project_name="n8n"), 5)["Software: 1 change"]
    assert month["date"].to_list() == ["2022-03"]


def test_a_fork_of_a_move_within_a_tier_is_in_the_table_and_not_in_the_count(real, changes):
    forks = tables.read("license_forks")
    rows = views.fork_rows(changes, forks)
    assert rows.height == 9
    assert rows.filter(direction="sideways")["project_name"].to_list() == ["TinyMCE"]
    assert relicensing.forks_after(changes, forks, 3650)["is_forked"].sum() == 8
    assert views.fork_rows(changes.filter(kind="model"), forks).is_empty()


def test_decisions_by_year_add_up_to_all_decisions(changes):
    rows = views.year_rows(relicensing.counts_by_year(changes))
    counted = relicensing.counts(changes)
    for direction in CHANGE_DIRECTIONS:
        assert rows[direction].sum() == counted.filter(direction=direction)["decision_count"].sum()


def test_first_licenses_are_told_with_both_denominators():
    spans = license_spells.time_to_first_change(SMALL)
    rows = views.first_spans(spans, license_spells.first_changes(SMALL))
    assert rows.rows() == [
        ("Software", 2, 1, 2.0, 2.0, 2.0, 2.0, 2.0),
        ("Models", 1, 1, 0.0, 0.0, 0.0, 0.0, 0.0),
    ]
    undated = SMALL.with_columns(first_license_date=pl.lit(None, pl.Datetime("us")))
    none = views.first_spans(license_spells.time_to_first_change(undated), license_spells.first_changes(undated))
    assert none.select("project_count", "n", "median").rows() == [(2, 0, None), (1, 0, None)]


def test_evidence_is_counted_once_a_change(changes):
    rows = views.evidence_counts(changes)
    assert (rows["software"].sum(), rows["models"].sum()) == (71, 67)


def test_tables_are_as_they_are_declared(changes):
    forks = views.fork_rows(changes, tables.read("license_forks"))
    (events,) = views.event_rows(changes.filter(kind="model"), 3).values()
    for made, declared in (
        (events, results.EVENT_ROWS),
        (views.return_rows(relicensing.return_moves(changes)), results.RETURN_ROWS),
        (forks, results.FORKS),
        (views.year_rows(relicensing.counts_by_year(changes)), results.YEARS),
        (views.evidence_counts(changes), results.EVIDENCE),
    ):
        assert made.schema == declared.schema, declared.name
