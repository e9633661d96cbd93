"""How long licenses last, by hand."""

from datetime import datetime

import polars as pl
from tests.studies.relicensing.moves import SMALL, table

from openness.studies.relicensing import results
from openness.studies.relicensing import spells as license_spells


def test_time_to_first_change_needs_a_dated_first_license():
    rows = license_spells.time_to_first_change(SMALL).select("project_name", "years").rows()
    assert rows == [("Finch", 0.0), ("Heron", 730 / 365.25)]


def test_a_license_that_was_kept_is_followed_to_where_the_search_ends():
    rows = license_spells.spells_after_first_change(SMALL).select("project_name", "years", "followed_years").rows()
    assert {name: (years and round(years, 2), round(followed, 2)) for name, years, followed in rows} == {
        "Finch": (None, 4.67),
        "Heron": (2.0, 6.0),
        "Stork": (None, 5.95),
    }


def test_parts_that_were_relicensed_on_one_day_are_one_change():
    assert license_spells.spells_after_first_change(SMALL).filter(project_name="Finch").height == 1


def test_a_license_of_the_same_work_does_not_end_with_that_of_the_next_generation():
    both = table(
        ("model", "Finch", "Nest", "2021-05-01", "X", "tighter", None),
        ("next", "Finch", "Nest", "2022-05-01", "MIT", "looser", None),
    )
    spells = license_spells.spells_after_first_change(both)
    assert spells.select("kind_of_change", "years").rows() == [("same_work", None), ("next_generation", None)]


def test_changed_again_counts_those_alone_that_could_be_followed_so_long():
    """Four licenses: one changed after a year, one after three, one kept for four years, one followed for one alone."""
    spells = pl.DataFrame(
        {
            "kind": ["model"] * 4,
            "kind_of_change": ["same_work"] * 4,
            "years": [1.0, 3.0, None, None],
            "followed_years": [5.0, 4.0, 4.0, 1.0],
        }
    )
    counted = license_spells.changed_again(spells, [1.0, 2.0, 3.0, 4.5])
    assert counted.schema == results.KEPT.schema
    assert counted.rows() == [
        ("Models, same work", 1.0, 4, 1, 3),
        ("Models, same work", 2.0, 3, 1, 2),
        ("Models, same work", 3.0, 3, 2, 1),
        ("Models, same work", 4.5, 1, 1, 0),
    ]


def test_every_license_is_followed_to_one_day():
    """Why counting tells as much as a survival curve: none is lost on the way."""
    assert SMALL["known_until_date"].unique().to_list() == [datetime(2026, 1, 1)]


def test_of_no_license_nothing_is_counted():
    nothing = license_spells.changed_again(license_spells.spells_after_first_change(SMALL.clear()))
    assert nothing.is_empty()
    assert nothing.schema == results.KEPT.schema
