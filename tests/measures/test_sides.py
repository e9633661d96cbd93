"""The two sides of the main contrast share no developer, so their shares are independent of each other."""

import polars as pl
import pytest

from openness import sources
from openness.measures.selection import with_typing
from openness.tables import store as tables

SIDES = ["corporate", "community"]


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("typing", ["curated", "published"])
@pytest.mark.parametrize("source", sources.of_releases())
def test_no_developer_of_an_edition_stands_on_both_sides(source, typing):
    releases = with_typing(tables.read("releases").filter(source=source), typing)
    first = pl.col("developer_id").str.split("+").list.first()
    sided = releases.filter(pl.col("developer_group").is_in(SIDES)).drop_nulls("developer_id")
    sides = sided.group_by("vintage", first.alias("developer")).agg(pl.col("developer_group").n_unique().alias("sides"))
    assert sides.filter(pl.col("sides") > 1).is_empty()
