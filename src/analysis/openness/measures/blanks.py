"""Releases that one edition of a list left blank and a later one filled in: what blanks turn out to be."""

from collections.abc import Sequence
from itertools import pairwise

import polars as pl

from openness.measures.ask import ALL
from openness.measures.definitions import Tables, judge
from openness.tables import store as tables


def whole_editions(source: str, until: str) -> list[str]:
    """Return the editions of a source that hold its whole list, up to one, the oldest first."""
    lists = tables.read("release_lists").filter(source=source, list=ALL)
    return [vintage for vintage in sorted(lists["vintage"].unique()) if vintage <= until]


def filled_in(source: str, definition: str, until: str) -> pl.DataFrame:
    """Return the releases that were blank in one whole edition and judged in the next, as the next has them.

    A release counts once for each pair of successive editions in which it was filled in; ``is_open`` is never null.
    """
    names = ("releases", "components", "scores")
    editions = whole_editions(source, until)
    judged = [
        judge(Tables(*(tables.read(name).filter(source=source, vintage=vintage) for name in names)), definition)
        for vintage in editions
    ]
    if len(judged) > 1:
        return filled_between(judged)
    return tables.read("releases").clear().with_columns(is_open=pl.lit(None, pl.Boolean))


def filled_between(judged: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return :func:`filled_in` of two or more editions, the oldest first, whose releases have ``is_open``."""
    is_blank = pl.col("is_open").is_null()
    return pl.concat(
        after.join(before.filter(is_blank).select("release_id"), on="release_id", how="semi").filter(~is_blank)
        for before, after in pairwise(judged)
    )
