"""Sides dealt to developers at random: what is dealt, that all else is computed as before, and what is told of it."""

import numpy as np
import polars as pl
import pytest
from tests.studies.multiverse.small_multiverse import frames, release, two_sides

from openness.statistics import permutation
from openness.studies.multiverse import chance, results
from openness.studies.multiverse.cells import counted, of_tables
from openness.studies.multiverse.choices import CHOICES
from openness.studies.multiverse.specifications import specifications

KEYS = ["estimand", *CHOICES]


@pytest.fixture
def undealt(monkeypatch):
    """Dealings that leave every developer where it is."""
    monkeypatch.setattr(chance, "dealt", lambda labels, drawn: np.tile(labels, (len(drawn), 1)))


def estimates(counts, dealings=3, seed=1):
    specs = specifications(counts)
    found = chance.deal(counts, specs, dealings, seed)
    return found.rows.join(specs, on=KEYS, how="left", maintain_order="left"), found.estimates


def test_with_every_developer_on_its_own_side_the_estimates_are_those_of_the_specifications(undealt):
    rows, drawn = estimates(counted(two_sides()))
    assert rows.height > 100
    assert drawn == pytest.approx(np.tile(rows["estimate"].to_numpy(), (3, 1)), abs=1e-5)


def test_that_holds_for_every_specification_of_the_repository(undealt, real):
    rows, drawn = estimates(of_tables(), dealings=1)
    known = np.isfinite(drawn[0])
    assert known.all()
    assert drawn[0] == pytest.approx(rows["estimate"].to_numpy(), abs=1e-4)


def test_with_all_developers_on_the_other_side_a_difference_turns_around(monkeypatch):
    """As many companies as schools, and no team: then all that a dealing can do is to swap the two."""
    made = [
        release(f"{side}-{year}-{i}", [(f"{side}-{i}", side)], year, "o" if i < opened + year - 2027 else "c")
        for side, opened in (("corporate", 1), ("community", 3))
        for year in (2027, 2028, 2029, 2030)
        for i in range(7)
    ]
    monkeypatch.setattr(chance, "dealt", lambda labels, drawn: np.tile(~labels, (len(drawn), 1)))
    rows, drawn = estimates(counted(frames(made)))
    assert {"share_difference", "slope_difference"} == set(rows["estimand"])
    assert drawn[0] == pytest.approx(-rows["estimate"].to_numpy(), abs=1e-5)


def test_teams_and_unknown_developers_stay_what_they_are_and_a_developer_has_the_side_of_its_own_releases():
    sides = chance.sides_of(counted(two_sides()).cells).filter(typing="curated")
    by_name = dict(sides.select("developer", "side").rows())
    # firm-2 has a release of its own and is first in a team.
    assert by_name["firm-2"] == "corporate"
    assert "nobody-knows" not in by_name
    assert sum(side == "corporate" for side in by_name.values()) == 6


def test_the_same_seed_deals_alike_and_another_does_not():
    counts = counted(two_sides())
    first, again, other = (estimates(counts, 20, seed)[1] for seed in (1, 1, 2))
    assert np.array_equal(first, again, equal_nan=True)
    assert not np.array_equal(first, other, equal_nan=True)


def test_what_is_told_is_the_agreement_of_the_real_sides_beside_that_of_the_dealt_ones():
    counts = counted(two_sides())
    specs = specifications(counts)
    drawn = chance.deal(counts, specs, 50)
    found = chance.compared(specs, drawn, ["source", "definition"])
    assert found.schema == results.CHANCE.schema
    row = chance.of_all(found, "share_difference")
    own = drawn.rows.join(specs, on=KEYS, how="left", maintain_order="left")["estimate"].to_numpy()
    assert row["agreed"] == permutation.agreement(own)
    assert row["chance_lower"] <= row["chance_mean"] <= row["chance_upper"]
    assert row["p_value"] == (1 + row["as_many_count"]) / 51
    assert set(found["choice"]) == {"all", "source", "definition"}
    assert chance.of_all(found, "slope_corporate") is None


def test_specifications_that_are_not_asked_for_are_not_told_of_and_none_gives_no_row():
    counts = counted(two_sides())
    specs = specifications(counts)
    drawn = chance.deal(counts, specs, 5)
    asked = specs.filter(definition="open_weights")
    (row,) = chance.compared(asked, drawn, []).filter(estimand="share_difference").to_dicts()
    assert (
        row["n"]
        == asked.filter(pl.col("estimate").is_not_null(), ~pl.col("is_repeat"), estimand="share_difference").height
    )
    assert chance.compared(specs.clear(), chance.deal(counts, specs.clear(), 5)).is_empty()
