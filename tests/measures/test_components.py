"""Shares of scores, and what is left out of their means."""

import polars as pl
import pytest

from openness.measures.components import score_shares, stub_words
from openness.measures.definitions import KEYS, Tables, judge
from openness.tables import schema
from openness.tables import store as tables


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


def test_a_stub_is_left_out_of_means_unless_it_is_asked_for():
    assert score_shares(TWO, "osai").select("release_id", "score_share").rows() == [("osai:heron", 0.5)]
    assert score_shares(TWO, "osai", stubs=True)["score_share"].to_list() == [0.5, 0.0]


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (TWO, "Of 2 scored entries, 1 is left out of means as stubs, with every criterion blank."),
        (TWO.head(1), "Of 1 scored entries, none is left out of means as stubs, with every criterion blank."),
    ],
)
def test_the_number_of_stubs_is_said(frame, said):
    assert stub_words(frame, "osai") == said


def test_whether_a_stub_has_half_of_the_points_is_unknown():
    releases = TWO.select(KEYS)
    found = judge(Tables(releases, pl.DataFrame(schema=tables.polars_schema(schema.COMPONENTS)), TWO), "osai_half")
    assert found["is_open"].to_list() == [True, None]
