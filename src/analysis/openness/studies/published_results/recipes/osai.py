"""Recipes for the leaderboard of the European Open Source AI Index, from its own judgments and its own types.

It sorts entries by points, 1 for open and 0.5 for partial, and prints places without points; equals stand in an order
that it does not explain.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from openness.metrics.osai.score import POINTS
from openness.sources.common.published import release_ids
from openness.sources.osai import SOURCE
from openness.studies.published_results.recipe import Inputs, NotComputableError, Result, recipe
from openness.studies.published_results.recipes.releases import releases_of


@recipe("place of an entry among those of a type, in the middle of its equals")
def osai_place(inputs: Inputs, vintage: str, release_id: str, kind: str) -> Result:
    """Return a place; every place of those with as many points agrees."""
    found = _points(inputs, vintage, kind)
    first, last = places(found, release_id)
    points = found.filter(release_id=release_id).item(0, "score")
    tied = f"; {last - first} more with as many, places {first} to {last}" if last > first else ""
    return Result((first + last) / 2, f"1 + {first - 1} above {points:g} points{tied}", (last - first) / 2)


@recipe("entries of the leaderboard, in the order printed, whose points allow their place")
def osai_order(inputs: Inputs, vintage: str, kind: str, releases: Sequence[str]) -> Result:
    """Return how many of the first entries of a leaderboard stand where their points put them."""
    wrong = misplaced(_points(inputs, vintage, kind), releases)
    right = len(releases) - len(wrong)
    return Result(float(right), f"{right} of {len(releases)}" + (f"; not {', '.join(wrong)}" if wrong else ""))


def places(found: pl.DataFrame, release_id: str) -> tuple[int, int]:
    """Return the first and last place that an entry can have among entries with a ``score``: equals share theirs."""
    own = found.filter(release_id=release_id)
    if own.is_empty():
        raise NotComputableError(f"the edition has no points for {release_id} among entries of that type")
    points = own.item(0, "score")
    above, equal = (found.filter(test).height for test in (pl.col("score") > points, pl.col("score") == points))
    return above + 1, above + equal


def misplaced(found: pl.DataFrame, releases: Sequence[str]) -> list[str]:
    """Return the entries of a printed order, the first of which is place 1, that their points put elsewhere."""
    ranked = ((printed, name, *places(found, name)) for printed, name in enumerate(releases, start=1))
    return [name for printed, name, first, last in ranked if not first <= printed <= last]


def _points(inputs: Inputs, vintage: str, kind: str) -> pl.DataFrame:
    """Return the points of entries by the index's own judgments, before any correction of ours."""
    releases_of(inputs, SOURCE.name, vintage)
    rows = inputs.raw(SOURCE.name, vintage)
    judgments = pl.col("^.*[.]class$").str.strip_chars().replace_strict(POINTS, default=0.0, return_dtype=pl.Float64)
    entries = rows.select(
        pl.Series("release_id", release_ids(SOURCE.name, (Path(name).stem for name in rows["file"])), pl.String),
        pl.col("system.type").fill_null("").str.split(",").list.eval(pl.element().str.strip_chars()).alias("kinds"),
        pl.sum_horizontal(judgments).alias("score"),
    )
    return entries.filter(pl.col("kinds").list.contains(kind))
