"""The data dictionary holds every table and every declared result, and lies in the repository as it is."""

from pathlib import Path

import pytest

from openness.site import dictionary
from openness.tables import schema
from openness.words.frames import Column, Frame

DICTIONARY = Path(__file__).parents[2] / "docs" / "data-dictionary.md"
RESULTS = dictionary.results()


def test_the_data_dictionary_in_the_repository_is_what_schema_and_results_say():
    assert DICTIONARY.read_text(encoding="utf-8") == dictionary.text(), "run 'make docs'"


def test_it_has_a_table_for_every_table_and_every_result():
    text = dictionary.text()
    assert all(f"## {table.name}\n" in text for table in schema.TABLES)
    assert all(f"### {frame.name}\n\n{frame.about} (`{place}`)" in text for place, frame in RESULTS.items())


def test_results_are_found_in_every_room_and_what_a_module_keeps_to_itself_is_not():
    assert "openness.studies.data_audit.results.COVERAGE" in RESULTS
    assert not any(place.rpartition(".")[2].startswith("_") for place in RESULTS)


@pytest.mark.parametrize("place", RESULTS)
def test_a_result_is_declared_in_full(place: str):
    frame: Frame = RESULTS[place]
    names = [column.name for column in frame.columns]
    assert len(set(names)) == len(names)
    assert set(frame.key) <= set(names)
    assert frame.about.endswith(".")
    assert all(_says_something(column) for column in frame.columns)


def _says_something(column: Column) -> bool:
    return bool(column.meaning) and not column.meaning.endswith(".") and "|" not in column.meaning
