"""Strings made to mislead, 201 of 205 labeled before the matcher saw them: what binds whoever uses the weights."""

import csv
from pathlib import Path

import pytest

from openness.licenses.strings.match import match

ROWS = list(csv.DictReader((Path(__file__).parent / "hostile_strings.csv").read_text().splitlines()))


@pytest.mark.parametrize(("string", "expected"), [(row["string"], row["weights_expression"]) for row in ROWS])
def test_a_string_is_read_in_full_or_not_at_all(string, expected):
    assert match(string).weights_expression == expected
