"""Single judgments of the same models: which moved, and what became of each kind."""

import polars as pl
import pytest
from tests.studies.declared import differences
from tests.studies.vintages_and_composition.panel.small_panel import EDITIONS, FIRST, SECOND

from openness.studies.vintages_and_composition.panel import judgments, results, views
from openness.studies.vintages_and_composition.panel.entries import index_panel, panel


@pytest.fixture
def both():
    return judgments.compared(panel(EDITIONS))


def test_judgments_of_the_same_models_alone_are_compared(both):
    # Neither a model that was replaced, nor one that came or went; package is in the first step alone.
    first = both.filter(before=FIRST)
    assert sorted(first["entry_id"].unique()) == ["osai:blank", "osai:file", "osai:kept", "osai:moved"]
    assert first.height == 16
    # In the second step the other model and the new entry stay what they are.
    assert both.filter(before=SECOND).height == 6 * 3


def test_moves_are_counted_by_criterion_and_what_was_blank_has_not_moved(both):
    found = judgments.criteria(both).select("criterion", "compared", "up", "down", "net", "entries")
    assert found.rows() == [
        ("code", 9, 1, 0, 1, 1),
        ("package", 4, 1, 0, 1, 1),
        ("licenses", 10, 1, 0, 1, 1),
        ("weights_endmodel", 10, 0, 0, 0, 0),
    ]


def test_what_became_of_each_kind_of_judgment(both):
    found = judgments.transitions(panel(EDITIONS), both)
    told = found.select("span", "status", "n", "open", "partial", "closed", "missing").rows()
    assert told == [
        ("steps", "open", 12, 12, 0, 0, 0),
        ("steps", "partial", 2, 0, 2, 0, 0),
        ("steps", "closed", 19, 2, 1, 16, 0),
        ("steps", "missing", 1, 1, 0, 0, 0),
        ("panel", "open", 3, 3, 0, 0, 0),
        ("panel", "partial", 1, 0, 1, 0, 0),
        ("panel", "closed", 7, 2, 0, 5, 0),
        ("panel", "missing", 1, 1, 0, 0, 0),
    ]


@pytest.fixture(scope="module")
def real():
    return index_panel()


@pytest.fixture(scope="module")
def moved(real):
    return judgments.moves_of(real, judgments.compared(real))


def test_results_are_as_declared(real, moved):
    pairs = judgments.compared(real)
    assert differences(moved, results.MOVES) == []
    assert differences(judgments.criteria(pairs), results.CRITERIA) == []
    assert differences(judgments.transitions(real, pairs), results.TRANSITIONS) == []
    for table in views.folds(moved).values():
        assert differences(table, results.MOVED) == []


def test_each_move_has_the_records_of_both_editions(moved):
    row = moved.filter(entry_id="osai:deepfloyd", before="2026-04-09", criterion="licenses")
    row = row if row.height else moved.filter(pl.col("release_name") == "DeepFloyd", before="2026-04-09").tail(1)
    assert row.select("status_before", "status_after").row(0) == ("closed", "partial")
    urls = row.select("url_before", "url_after").row(0)
    assert [url.rpartition("/blob/")[2] for url in urls] == [
        "c6ffe82b40af1a741b97a1b0a86e450bb5f65ae2/DeepFloyd.yaml",
        "5a388e8/DeepFloyd.yaml",
    ]
    assert moved.select("url_before", "url_after").null_count().row(0) == (0, 0)


def test_moves_of_the_last_step_are_what_the_two_files_say_differently(moved):
    last = moved.filter(after="2026-06-12")
    assert (last.filter(pl.col("points") > 0).height, last.filter(pl.col("points") < 0).height) == (9, 32)
    assert last["entry_id"].n_unique() == 33


def test_folds_have_every_move_once(moved):
    opened, closed = views.folds(moved).values()
    lines = sum(len(text.split("; ")) for table in (opened, closed) for text in table["criteria"])
    assert lines == moved.height
    first = opened.row(0, named=True)
    assert [link["text"] for link in first["records"]] == [
        one.replace("-", "\N{NON-BREAKING HYPHEN}") for one in ("2026-04-09", "2026-06-12")
    ]


def test_tables_hide_causes_of_no_step_and_round_points(real, moved):
    from openness.studies.vintages_and_composition.panel import split

    steps = split.step_table(real, moved)
    assert "blanked" not in views.cause_columns(steps).headings
    assert set(views.judgment_columns().headings) == {"before", "after", "same", "up", "down", "moved"}
    rounded = views.step_rows(steps)["reassessed"].to_list()
    assert rounded == [0.5, -0.1, 0.2, 0.2, 1.0, 0.1, 0.5, 0.0, 0.0, -0.7]
    assert all(str(one) != "-0.0" for one in rounded)
