"""What every source's cleaning hands over."""

import pytest
from tests.sources.cleaned import EDITIONS, cleaned

from openness.tables import schema


@pytest.mark.parametrize("source", EDITIONS)
def test_what_cleaning_hands_over_has_the_columns_of_the_schema(source):
    piece = cleaned(source)
    assert set(piece.components.columns) >= set(schema.COMPONENTS.column_names) - {"source", "vintage"}
    assert piece.developers["position"].unique().to_list() == [1]
