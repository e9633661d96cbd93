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
    assert list(whole) == [
        "Software: 71 changes",
        "Models, same work: 23 changes",
        "Models, next generation: 44 changes",
    ]
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
        ("Models, same work", 1, 1, 0.0, 0.0, 0.0, 0.0, 0.0),
    ]
    undated = SMALL.with_columns(first_license_date=pl.lit(None, pl.Datetime("us")))
    none = views.first_spans(license_spells.time_to_first_change(undated), license_spells.first_changes(undated))
    assert none.select("project_count", "n", "median").rows() == [(2, 0, None), (1, 0, None)]


def test_evidence_is_counted_once_a_change(changes):
    rows = views.evidence_counts(changes)
    assert (rows["software"].sum(), rows["same_models"].sum(), rows["next_models"].sum()) == (71, 23, 44)


def test_gates_are_told_in_words_with_their_section_and_links(changes):
    rows = views.gate_rows(tables.read("license_gates"), changes)
    told = dict(rows.filter(pl.col("asks") != "to show the name of the model").select("model", "gate").iter_rows())
    assert told == {
        "Qwen3.8-Max (Alibaba)": "more than 50 million USD in any twelve months, of the licensee and its affiliates",
        "GLM-5.3 (Zhipu AI)": "more than 10 billion USD in any twelve months, of the licensee and its affiliates",
        "Kimi K3 (Moonshot AI)": "more than 20 million USD in any twelve months, of the licensee and its affiliates",
        "MiniMax M3": "more than 20 million USD in any twelve months, of one product or service",
    }
    assert rows.filter(model="MiniMax M3")["section"].to_list() == ["not read; as reported"]
    assert rows.filter(model="GLM-5.3 (Zhipu AI)").select("date", "before", "section").rows() == [
        ("2026-08", "MIT", "section 2")
    ]
    for links in rows["links"]:
        assert len(links) >= 2
        assert all(link["url"].startswith("https://") for link in links)


def test_the_other_way_went_gemma_and_nemotron_with_the_day_of_their_announcement(changes):
    rows = views.other_move_rows(views.other_moves(tables.read("license_gates"), changes))
    told = rows.filter(pl.col("announced") != "").select("date", "project", "before", "after", "announced").rows()
    assert told == [
        ("2026-06-04", "Nemotron (NVIDIA)", "nvidia-nemotron-open-model", "openmdw-1.1", "2026-05-28"),
        ("2026-04-02", "Gemma (Google)", "gemma", "Apache-2.0", "2026-04-02"),
    ]
    assert not {"Kimi (Moonshot AI)", "GLM (Zhipu AI)"} & set(rows["project"])


def test_without_a_gated_change_among_those_asked_for_nothing_stands_beside_it(changes):
    early, gates = changes.filter(pl.col("change_date").dt.year() < 2026), tables.read("license_gates")
    assert views.gate_rows(gates, early).is_empty()
    assert views.other_moves(gates, early).is_empty()


def test_tables_are_as_they_are_declared(changes):
    forks = views.fork_rows(changes, tables.read("license_forks"))
    gates = tables.read("license_gates")
    events, _ = views.event_rows(changes.filter(kind="model"), 3).values()
    for made, declared in (
        (events, results.EVENT_ROWS),
        (views.return_rows(relicensing.return_moves(changes)), results.RETURN_ROWS),
        (forks, results.FORKS),
        (views.year_rows(relicensing.counts_by_year(changes)), results.YEARS),
        (views.evidence_counts(changes), results.EVIDENCE),
        (views.gate_rows(gates, changes), results.GATES),
        (views.other_move_rows(views.other_moves(gates, changes)), results.OTHER_MOVES),
    ):
        assert made.schema == declared.schema, declared.name
