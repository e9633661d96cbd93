"""Which release somebody means by an id or a name."""

from __future__ import annotations

from difflib import get_close_matches

import polars as pl

from openness.measures.judgements import latest_editions
from openness.project.errors import BadValueError, UnknownNameError

_TOLD = 5
"""Ids that a message about an ambiguous name lists."""


def find_release(name: str, releases: pl.DataFrame, release_lists: pl.DataFrame) -> str:
    """Return the id of the release of the newest editions that somebody means."""
    known = latest_editions(releases, release_lists).select(
        "release_id",
        pl.col("release_id").str.to_lowercase().alias("_id"),
        pl.col("release_id").str.split_exact(":", 1).struct.field("field_1").str.to_lowercase().alias("_short"),
        pl.col("release_name").str.to_lowercase().alias("_name"),
    )
    asked = name.strip().lower()
    exact = known.filter(pl.col("_id") == asked)["release_id"].to_list()
    named = known.filter(pl.any_horizontal(pl.col("_short", "_name") == asked))["release_id"].sort().to_list()
    found = exact or named
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(found[:_TOLD]) + (f" and {len(found) - _TOLD} more" if len(found) > _TOLD else "")
        raise BadValueError(f"release {name!r} is the name of {len(found)} releases: {listed}; give one of these ids")
    words = dict.fromkeys([*known["_id"], *known["_short"], *known["_name"]])
    near = get_close_matches(asked, words, n=1)
    if not near:
        raise BadValueError(f"unknown release {name!r}, and none of the {known.height:,} has a name like it")
    is_near = pl.any_horizontal(pl.col("_id", "_short", "_name") == near[0])
    raise UnknownNameError("release", name, [known.filter(is_near)["release_id"].min(), near[0]])
