"""The head of a report on editions and composition, in sentences made from the numbers."""

from datetime import datetime

import numpy as np
import polars as pl
import pytest
from inline_snapshot import snapshot
from tests.studies.prose import wrapped

from openness.statistics.decomposition.split import kitagawa
from openness.statistics.results import CONTRIBUTIONS
from openness.studies.vintages_and_composition.composition.say import (
    category_words,
    change_words,
    edition_words,
    methods_words,
    stable_words,
)
from openness.studies.vintages_and_composition.composition.tallies import largest_category, two_ways


def table(within, *, lower=None, upper=None, change=10.0, unmatched=0.25, reason=None, developers=40):
    """A decomposition with a row for the change and one for the change within, of both panels."""
    rows = [
        {
            "panel": panel,
            "factor": "all",
            "category": "all",
            "part": part,
            "contribution": value,
            "lower": lower,
            "upper": upper,
            "share_a": 0.4,
            "share_b": 0.5,
            "n_a": 100,
            "n_b": 200,
            "developers": developers,
            "unmatched_share": unmatched,
            "reason": reason,
        }
        for panel in ("all", "stable")
        for part, value in (("change", change), ("within", within))
    ]
    return pl.DataFrame(rows, schema=CONTRIBUTIONS.schema)


def test_change_within_is_told_by_both_ways_with_intervals():
    assert change_words(
        table(7.0, lower=1, upper=13), table(9.0, lower=2, upper=16), "Open weights", (2028, 2028), (2029, 2030)
    ) == (
        "Open weights went from 40% of 100 releases in 2028 to 50% of 200 in 2029 to 2030, +10.0 points (+1.0 to +13.0)"
        ". Change within like releases made +9.0 points (+2.0 to +16.0) of it where each factor adds its own effect, "
        "and +7.0 points (+1.0 to +13.0) where only releases alike in all factors are compared; the rest is "
        "composition."
    )


def test_a_number_without_an_interval_comes_with_the_reason():
    few = table(7.0, reason="no interval: 12 developers, 30 or more are needed")
    said = change_words(few, few, "Open weights", (2028, 2028), (2029, 2029))
    assert "+10.0 points (no interval: 12 developers, 30 or more are needed). Change within" in said


def test_what_cannot_be_estimated_is_said_with_the_reason():
    none = table(None, change=None, reason="not estimable: no judged release is open, so nothing changes")
    assert wrapped([change_words(none, none, "Open weights", (2028, 2028), (2029, 2029))]) == snapshot(
        "- Open weights, 2028 against 2029: not estimable: no judged release is open, so nothing changes."
    )
    assert wrapped([methods_words(two_ways(none, none))]) == snapshot(
        "- Change within like releases is not estimable: no judged release is open, so nothing changes."
    )
    assert stable_words(none, "Open weights", (2028, 2028), (2029, 2029)).startswith(
        "Of the 40 developers with releases in both periods: not estimable"
    )
    assert wrapped(
        [stable_words(table(None, change=None, developers=0), "Open weights", (2028, 2028), (2029, 2029))]
    ) == snapshot("- No developer has releases in both periods.")


@pytest.mark.parametrize(
    ("effects", "cells", "verdict"),
    [
        ((5, 1, 9), (3, 1, 5), "2.0 points apart, both on the same side of zero with their intervals"),
        ((5, 1, 9), (3, -1, 7), "on the same side of zero, but only one interval excludes it"),
        ((5, -1, 11), (3, -1, 7), "on the same side of zero, but neither excludes it"),
        ((5, 1, 9), (-3, -7, 1), "8.0 points apart, so the direction hangs on how like releases are found"),
    ],
)
def test_two_ways_agree_if_they_are_on_one_side_of_zero(effects, cells, verdict):
    by_effects, by_cells = (table(float(v), lower=lo, upper=up) for v, lo, up in (effects, cells))
    said = methods_words(two_ways(by_cells, by_effects))
    assert verdict in said
    assert "25% of the releases have no counterpart" in said


def test_one_edition_is_no_change():
    assert wrapped([edition_words(None)]) == snapshot(
        "- No earlier edition of this source can be compared, so nothing is said of changes between editions."
    )


def one_factor(seed=5, developers=60):
    rng = np.random.default_rng(seed)
    years = rng.choice([2020, 2022], 300)
    frame = pl.DataFrame(
        {
            "release_date": [datetime(int(year), 3, 1) for year in years],
            "kind": rng.choice(["chat", "video", "speech"], 300),
            "developer_id": [f"d{number}" for number in rng.integers(0, developers, 300)],
            "is_open": rng.random(300) < 0.4,
        }
    )
    found = kitagawa(frame, factor="kind", before=2020, after=2022, draws=50)
    return found.filter(panel="all")


def said_of(rows, *more):
    return category_words(rows, largest_category(rows), *more)


def test_one_factor_is_told_with_its_largest_category():
    told = said_of(one_factor(), "Open weights", (2020, 2020), (2022, 2022))
    assert wrapped(told) == snapshot("""\
- Open weights went from 38% of 155 releases in 2020 to 43% of 145 in 2022 (58 developers): +4.7 points (−6.4
  to +15.8, so it may be none).
- Composition by kind +0.3 points (−0.8 to +1.4, so it may be none). Change within like releases: +4.4 points
  (−6.9 to +15.7, so it may be none).
- Largest of its categories: chat, within, +3.0 points (−3.8 to +9.7, so it may be none).\
""")
    few = said_of(one_factor(developers=3), "Open weights", (2020, 2020), (2022, 2022))
    assert "No interval: 3 developers, 30 or more are needed." in few
    none = one_factor().with_columns(contribution=None, reason=pl.lit("not estimable: no judged release is open"))
    assert wrapped(said_of(none, "Open weights", (2020, 2020), (2022, 2022))) == snapshot(
        "- Open weights, 2020 to 2022: not estimable: no judged release is open."
    )
