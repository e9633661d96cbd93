"""Names of values: every value of the tables has a label, and only they."""

from openness.tables import schema
from openness.words.names import VALUES


def test_the_values_with_a_label_are_those_of_the_tables():
    assert {value for table in schema.TABLES for column in table.columns for value in column.values or ()} == VALUES
