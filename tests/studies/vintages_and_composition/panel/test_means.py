"""Means and changes of the panel, and the sentences on them."""

import polars as pl
import pytest
from inline_snapshot import snapshot
from tests.studies.declared import differences
from tests.studies.vintages_and_composition.panel.small_panel import EDITIONS, FIRST, SECOND, THIRD, index

from openness.studies.vintages_and_composition.panel import judgments, means, results, say, split, tallies
from openness.studies.vintages_and_composition.panel.entries import index_panel, panel


def test_means_of_the_panel_of_all_and_of_the_new():
    found = means.series_means(panel(EDITIONS), ("all",))
    told = found.select("series", "edition", "criteria", "n", pl.col("mean", "kept_mean", "half_share").round(4))
    assert told.rows() == [
        # The panel is Kept, Moved, Blank and File.
        ("panel", FIRST, "4", 4, 0.2188, 0.2917, 0.0),
        ("panel", SECOND, "4", 4, 0.4375, 0.5417, 0.5),
        ("panel", THIRD, "3", 4, 0.5417, 0.5417, 0.75),
        ("all", FIRST, "4", 6, 0.3125, 0.3611, 0.1667),
        ("all", SECOND, "4", 6, 0.4583, 0.5278, 0.5),
        ("all", THIRD, "3", 6, 0.5278, 0.5278, 0.6667),
        ("new", SECOND, "4", 1, 1.0, 1.0, 1.0),
    ]


def test_the_change_of_the_panel_is_on_the_criteria_kept():
    row = means.panel_changes(panel(EDITIONS), ("all",)).row(0, named=True)
    assert (row["n"], row["developers"], row["up"], row["down"]) == (4, 4, 2, 0)
    assert round(row["points"], 4) == 25.0
    assert row["lower"] < row["points"] < row["upper"]


def test_of_one_developer_there_is_no_interval_and_of_no_one_no_row():
    found = panel([index(FIRST, {"A": "oooc"}), index(SECOND, {"A": "oooo"})])
    rows = means.panel_changes(found, ("all", "community")).to_dicts()
    assert [(row["group"], row["points"], row["lower"], row["upper"]) for row in rows] == [("all", 25.0, None, None)]
    assert means.panel_contrast(found).is_empty()


def test_releases_of_one_developer_are_one_in_the_interval():
    names = "ABCDEFGH"
    first, last = dict.fromkeys(names, "cccc"), {name: "oocc" if name in "ABCD" else "cccc" for name in names}
    many = panel([index(FIRST, first), index(SECOND, last)])
    one_lab = many.entries.with_columns(
        developer_id=pl.when(pl.col("entry_id").is_in([f"osai:{name.lower()}" for name in "ABCD"]))
        .then(pl.lit("lab"))
        .otherwise("developer_id")
    )
    few = type(many)(one_lab, many.judgments, many.first)
    widths = [
        row["upper"] - row["lower"] for found in (many, few) for row in means.panel_changes(found, ("all",)).to_dicts()
    ]
    assert widths[1] > 1.5 * widths[0]


@pytest.fixture(scope="module")
def real():
    return index_panel()


@pytest.fixture(scope="module")
def told(real):
    both = judgments.compared(real)
    moved = judgments.moves_of(real, both)
    series, changes = means.series_means(real), means.panel_changes(real)
    steps = split.step_table(real, moved)
    return {
        "panel": say.panel_words(tallies.ends(real, series, changes, means.panel_contrast(real))),
        "causes": say.cause_words(tallies.causes(steps, real.first)),
        "judgments": say.judgment_words(tallies.judgments(both, moved, judgments.criteria(both))),
    }


def test_results_are_as_declared(real):
    assert differences(means.series_means(real), results.MEANS) == []
    assert differences(means.panel_changes(real), results.CHANGES) == []
    assert differences(means.panel_contrast(real), results.CONTRAST) == []


def test_the_panel_in_words(told):
    assert told["panel"] == snapshot(
        [
            (
                "The balanced panel has the entries that stand for the same model in all 10 editions from 2025-03-31 "
                "to 2026-06-12. On the 12 criteria that all editions have:"
            ),
            (
                "All: 105 models of 65 developers went from 47.9% to 50.1% (+2.2 points, +0.8 to +3.6 by developer); "
                "35 have more points than at first, 18 fewer."
            ),
            (
                "Corporate developers: 64 models of 36 developers went from 43.3% to 44.9% (+1.6 points, −0.4 to "
                "+3.6 by developer); 19 have more points than at first, 13 fewer."
            ),
            (
                "Community developers: 36 models of 25 developers went from 55.4% to 58.4% (+3.0 points, +0.7 to "
                "+5.3 by developer); 14 have more points than at first, 5 fewer."
            ),
            "Change of corporate less that of community developers: −1.4 points (−4.4 to +1.5 by developer).",
            (
                "All entries of an edition went from 46.9% of 136 to 48.7% of 193 (+1.8 points) on the same criteria;"
                " among them are those that came, went, or became another model."
            ),
            (
                "The list is whole, so these means are known without error. The intervals are about other developers:"
                " how far the change could be off if the Index had listed others of the same kind."
            ),
        ]
    )


def test_the_cut_is_said_to_be_no_change_of_openness(told):
    assert told["causes"] == snapshot(
        [
            (
                "From 2025-03-31 on, the mean score of all entries, in percent of the points there were to get, moved"
                " by +4.2 points, step by step: new entries −0.6, dropped entries +0.4, entries that stand for "
                "another model now +0.1, the same models judged anew +1.1 and other criteria +3.2."
            ),
            (
                "Between 2026-03-12 and 2026-03-13 the criteria changed and nothing else did: +3.2 points, a change "
                "of the measure and not of openness."
            ),
        ]
    )


def test_judgments_in_words(told):
    assert told["judgments"] == snapshot(
        [
            (
                "Of 19,671 pairs of judgments of one criterion of the same model in successive editions, 189 moved: "
                "114 up and 75 down, on 100 entries. 12 criteria of an entry went both ways."
            ),
            "Most moved between 2025-08-29 and 2025-10-29: 38 up and 10 down, on 33 entries.",
            (
                "Moved most often: licenses (16 up, 33 down), paper (29 up, 4 down) and preprint (13 up, 0 down). "
                "These are counts of a whole list and not tests."
            ),
            (
                "That a judgment moved says that the Index judges otherwise: the model may have changed, or the Index "
                "found more, or corrected itself."
            ),
        ]
    )


def test_words_where_nothing_moved():
    found = panel([index(FIRST, {"A": "oooo"}), index(SECOND, {"A": "oooo"})])
    both = judgments.compared(found)
    moved = judgments.moves_of(found, both)
    assert moved.is_empty()
    assert say.judgment_words(tallies.judgments(both, moved, judgments.criteria(both))) == [
        "None of 4 judgments of the same models moved."
    ]
