"""Decompositions side by side, on releases of which every number can be counted by hand."""

from datetime import datetime

import polars as pl
import pytest

from openness.statistics.decomposition.split import kitagawa, main_effects, shapley
from openness.studies.vintages_and_composition.composition.views import (
    CHANGE,
    WITHIN,
    factor_rows,
    method_rows,
    one_by_one,
)

SPLIT = {"before": 2028, "after": 2029, "min_group": 5, "draws": 200}


def releases(counts):
    """Rows from (year, size, open, closed); each developer has two releases a year, so that it is in both."""
    rows = [
        (datetime(year, 5, 1), size, place < opened, f"{size}{place // 2}")
        for year, size, opened, closed in counts
        for place in range(opened + closed)
    ]
    return pl.DataFrame(
        rows, schema=["release_date", "size_class", "is_open", "developer_id"], orient="row"
    ).with_columns(country=pl.lit("France"))


# Small ones are always open, large ones never: all of the change is composition.
MIXED = releases([(2028, "small", 20, 0), (2028, "large", 0, 60), (2029, "small", 60, 0), (2029, "large", 0, 20)])


def test_each_factor_stands_by_itself_and_turnover_is_added():
    totals = one_by_one(MIXED, ["size_class", "country"], **SPLIT)
    assert totals["factor"].unique(maintain_order=True).to_list() == ["size_class", "country", "developer_turnover"]
    rows = factor_rows(totals)
    assert rows["factor"].to_list() == ["Size class", "Country", "Developer turnover"]
    assert rows["composition"][0].startswith("+50.0 (")
    assert rows["within"][0] == "0.0"
    # All are of one country, so that nothing can be told apart.
    assert rows.row(1)[1:] == (None, None, None, None, None)
    # Developers in both periods cannot differ in whether they are.
    assert rows.select("stable_composition", "stable_within").row(2) == (None, None)


def test_turnover_that_is_asked_for_stands_once():
    totals = one_by_one(MIXED, ["developer_turnover"], **SPLIT)
    assert factor_rows(totals)["factor"].to_list() == ["Developer turnover"]


def test_both_ways_stand_side_by_side_with_the_numbers_of_each():
    cells, effects = (split(MIXED, factors=["size_class"], **SPLIT) for split in (shapley, main_effects))
    rows = method_rows(cells, effects)
    assert rows["what"].to_list() == [CHANGE, "Size class", WITHIN]
    # With one factor the two are the same.
    assert rows["cells"].to_list()[:2] == rows["effects"].to_list()[:2]
    expected = kitagawa(MIXED, factor="size_class", **SPLIT).filter(panel="all", category="all", part="change")
    change = expected.row(0, named=True)
    assert rows["cells"][0].replace("\N{NO-BREAK SPACE}", " ") == (
        f"{change['contribution']:+.1f} ({change['lower']:+.1f} to {change['upper']:+.1f})"
    )


def test_what_cannot_be_estimated_is_no_number():
    cells, effects = (
        split(MIXED, factors=["size_class"], **{**SPLIT, "before": 2020}) for split in (shapley, main_effects)
    )
    rows = method_rows(cells, effects)
    assert rows["what"].to_list() == [CHANGE, "Size class", WITHIN]
    assert rows.drop("what").null_count().sum_horizontal().item() == 12


def test_few_developers_have_a_number_and_no_interval():
    few = MIXED.with_columns(developer_id=pl.lit("a"))
    rows = method_rows(*(split(few, factors=["size_class"], **SPLIT) for split in (shapley, main_effects)))
    assert rows["cells"][0] == pytest.approx("+50.0")
