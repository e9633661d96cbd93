"""Shares of scores, and what is left out of their means."""

import polars as pl

from openness.measures.definitions import Tables, judge
from openness.studies.corporate_vs_community.measure import score_shares, stubs
from openness.tables import schema
from openness.tables import store as tables
from openness.tables.schema import KEYS


def scores(*rows):
    """Rows of (release, version, score, whether it is a stub), of the index and its 12 points."""
    return pl.DataFrame(
        [
            (f"osai:{name}", "osai", "2030-01-01", "osai", version, score, 12.0, None, None, 12, 12, None, is_stub)
            for name, version, score, is_stub in rows
        ],
        schema=tables.polars_schema(schema.SCORES),
        orient="row",
    )


TWO = scores(("heron", "12", 6.0, False), ("stork", "12", 0.0, True))


def test_a_stub_is_left_out_of_means():
    assert score_shares(TWO, "osai").select("release_id", "score_share").rows() == [("osai:heron", 0.5)]


def test_stubs_are_counted():
    assert (stubs(TWO, "osai"), stubs(TWO.head(1), "osai")) == ((2, 1), (1, 0))


def test_whether_a_stub_has_half_of_the_points_is_unknown():
    releases = TWO.select(KEYS)
    found = judge(Tables(releases, pl.DataFrame(schema=tables.polars_schema(schema.COMPONENTS)), TWO), "osai_half")
    assert found["is_open"].to_list() == [True, None]
