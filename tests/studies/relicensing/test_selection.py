"""Which changes of license the report looks at."""

import pytest
from tests.studies.relicensing.moves import SMALL

from openness.studies.relicensing import changes as relicensing
from openness.studies.relicensing import selection
from openness.studies.relicensing import spells as license_spells
from openness.tables import store as tables


@pytest.fixture(scope="module")
def changes(real):
    return tables.read("license_changes")


def test_a_selection_keeps_to_its_kind_years_and_lists(changes):
    asked = selection.select(changes, "software", 2018, 2019, carried=False)
    assert set(asked["kind"]) == {"software"}
    assert set(asked["change_date"].dt.year()) == {2018, 2019}
    assert not asked["is_carried_over"].any()
    assert selection.select(changes).height == changes.height == 138


def test_a_later_change_never_becomes_the_first_of_its_project():
    late = selection.select(SMALL, since=2022)
    assert late["project_name"].to_list() == ["Heron"]
    assert selection.begun(license_spells.time_to_first_change(SMALL), late).is_empty()


def test_a_return_counts_where_its_tightening_is_asked_for_though_the_loosening_is_later():
    early, moves = selection.select(SMALL, until=2020), relicensing.return_moves(SMALL)
    assert selection.begun(moves, early, "tightened_date")["project_name"].to_list() == ["Heron"]
    assert selection.begun(moves, selection.select(SMALL, since=2022), "tightened_date").is_empty()


def test_the_credit_names_chaoss_only_where_its_rows_are_shown(changes):
    editions = selection.newest_editions()
    assert list(editions) == ["github_licenses", "relicensing"]
    models, software = (selection.select(changes, kind) for kind in ("model", "software"))
    assert "CHAOSS" not in selection.credit(models, editions)
    assert "; 16 of 71 from CHAOSS, Data Science Working Group" in selection.credit(software, editions)
    carried = software.filter("is_carried_over")
    assert "; all from CHAOSS" in selection.credit(carried, editions)
