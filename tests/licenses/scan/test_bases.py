"""Licenses of base models by name."""

import polars as pl

from openness.licenses.scan import bases
from openness.tables import store as tables


def test_the_list_of_bases_agrees_with_the_tags_of_the_hub(real):
    releases = tables.read("releases").filter((pl.col("source") == "hub") & pl.col("license_raw").is_not_null())
    newest = releases.filter(pl.col("vintage") == pl.col("vintage").max())
    found = [
        (name, list(ids), bases.find(name)) for name, ids in newest.select("release_name", "license_ids").iter_rows()
    ]
    named = [(name, ids, base.license) for name, ids, base in found if base.known_by == "publisher"]
    assert len(named) == 189
    assert [one for one in named if one[1] != [one[2]]] == []
