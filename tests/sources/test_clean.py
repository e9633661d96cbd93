"""What every source's cleaning hands over."""

import pytest
from tests.sources.cleaned import EDITIONS, cleaned

from openness.sources.common.pieces import OF_SOME
from openness.tables import schema


@pytest.mark.parametrize("source", EDITIONS)
def test_what_cleaning_hands_over_has_the_columns_of_the_schema(source):
    piece = cleaned(source)
    columns = set(schema.COMPONENTS.column_names) - {"source", "vintage", *OF_SOME["components"]}
    assert set(piece.components.columns) >= columns
    assert piece.developers["position"].unique().to_list() == [1]
