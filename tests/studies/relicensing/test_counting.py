"""Which way licenses move, counted in other ways."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.studies.relicensing.moves import SMALL, table

from openness.studies.relicensing import changes as relicensing
from openness.studies.relicensing import results
from openness.studies.relicensing.counting import direction_variants
from openness.tables import store as tables
from openness.tables.schema import CHANGE_DIRECTIONS


@pytest.fixture(scope="module")
def changes(real):
    return tables.read("license_changes")


def test_every_way_of_counting_on_a_small_table():
    rows = direction_variants(SMALL).filter(group="software").select("definition", "n", "looser_count").rows()
    assert rows == [
        ("Decisions", 2, 1),
        ("Each project counts", 3, 1),
        ("First decision of each developer", 1, 0),
        ("Without what CHAOSS lists", 2, 1),
        ("Seen in the license file", 0, 0),
        ("Not from release to release", 0, 0),
        ("Unknown: all looser", 2, 1),
        ("Unknown: all tighter", 2, 1),
        ("More copyleft is tighter", 2, 1),
    ]
    assert direction_variants(SMALL).schema == results.WAYS.schema
    models = direction_variants(SMALL).filter(group="models")
    shares = dict(models.filter(pl.col("definition").str.starts_with("Unknown")).select("definition", "share").rows())
    assert shares == {"Unknown: all looser": 1.0, "Unknown: all tighter": 0.5}


def test_copyleft_counts_where_it_is_asked_to(changes):
    software = changes.filter(kind="software")
    rows = {row[0]: row[1:] for row in direction_variants(software).select("definition", "n", "looser_count").rows()}
    stronger = relicensing.decisions(software.filter(direction="sideways", copyleft_change="stronger")).height
    weaker = relicensing.decisions(software.filter(direction="sideways", copyleft_change="weaker")).height
    n, looser = rows["Decisions"]
    assert rows["More copyleft is tighter"] == (n + stronger + weaker, looser + weaker)


def test_a_kind_that_is_not_asked_for_has_no_row():
    assert set(direction_variants(SMALL.filter(kind="model"))["group"]) == {"models"}


@given(st.lists(st.sampled_from(CHANGE_DIRECTIONS), min_size=1, max_size=12))
def test_whatever_the_unknown_directions_are_the_share_lies_between_the_two_bounds(directions):
    rows = table(*(("model", f"p{i}", f"d{i}", "2024-01-01", "X", one, None) for i, one in enumerate(directions)))
    share = dict(direction_variants(rows).select("definition", "share").rows())
    low, high, main = (share[name] for name in ("Unknown: all tighter", "Unknown: all looser", "Decisions"))
    if main is not None:
        assert low <= main <= high
    assert (low is None) == (high is None) == (set(directions) == {"sideways"})
