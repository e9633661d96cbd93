"""How the mean score of the Foundation Model Transparency Index differs between two waves, and why.

The same split as for shares, with a developer's share of the indicators for a value. Across a change of indicators the
judgments are followed on the indicators that both sets have by name, and all the rest of the difference is a change of
criteria. So the split says how much of the difference of two levels is no change of transparency; it does not make the
levels comparable, and six of the eleven shared names are defined in other words.
"""

import polars as pl

from openness.measures.transparency import BREAK, shared_indicators
from openness.project.errors import BadValueError, UnknownNameError
from openness.sources import fmti
from openness.studies.vintages_and_composition.editions.change import VintageChange
from openness.studies.vintages_and_composition.editions.editions import POOLED
from openness.studies.vintages_and_composition.editions.facts import PUBLISHER
from openness.studies.vintages_and_composition.editions.moves import (
    KIND_OF,
    moves,
    numbers,
    paired,
    parts,
    with_share_change,
)
from openness.studies.vintages_and_composition.results import MOVERS
from openness.tables import store as tables

SOURCE = fmti.SOURCE.name
GROUP = "all developers"
TITLE = "Indicators met"


def compare_waves(before: str, after: str) -> VintageChange:
    """Split the change of the mean score between two waves of the index."""
    transparency = tables.read("transparency")
    waves = transparency["vintage"].unique().sort().to_list()
    for one in (before, after):
        if one not in waves:
            raise UnknownNameError("vintage", one, waves, where=f"source {SOURCE}")
    if before == after:
        raise BadValueError(f"both editions of {SOURCE} are {before}; expected two")
    old, new = (transparency.filter(vintage=one) for one in (before, after))
    sets = [wave["indicator_set"][0] for wave in (old, new)]
    pairs = pair_waves(old, new)
    shares = numbers(pairs)
    moved = with_share_change(moves(pairs), shares)
    return VintageChange(
        SOURCE,
        before,
        after,
        TITLE,
        shares,
        parts(moved),
        _developers(moved, pairs, old, new),
        _changed(old, new),
        () if sets[0] == sets[1] else (_break_note(transparency, *sets),),
        unit="developers",
    )


def pair_waves(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Return what two waves say of every developer, with columns of ``moves.PAIR``."""
    shared = sorted(set(old["indicator_id"]) & set(new["indicator_id"]))
    met = pl.col("is_met")
    is_shared = pl.col("indicator_id").is_in(shared)
    sides = [
        wave.group_by("release_id", maintain_order=True).agg(
            pl.lit(value=True).alias(f"is_{side}"),
            pl.lit(value=True).alias(f"is_asked_{side}"),
            pl.lit(POOLED).alias(f"period_{side}"),
            pl.lit(GROUP).alias(f"group_{side}"),
            met.mean().alias(f"value_{side}"),
            met.filter(is_shared).mean().alias(f"value_{side}_shared"),
        )
        for wave, side in ((old, "before"), (new, "after"))
    ]
    return paired(sides[0].with_columns(developer_before="release_id"), sides[1])


def _developers(moved: pl.DataFrame, pairs: pl.DataFrame, old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    both = pl.concat([new, old])
    known = both.group_by("release_id", maintain_order=True).agg(
        pl.col("developer_name").first().alias("release_name"), pl.col("evidence_url").drop_nulls().first()
    )
    met = pl.format("{} of {} met", pl.col("is_met").sum(), pl.len())
    sides = [wave.group_by("release_id").agg(met.alias(side)) for wave, side in ((old, "before"), (new, "after"))]
    joined = moved.join(pairs.select("release_id", "value_before", "value_after"), on="release_id")
    for other in (known, *sides):
        joined = joined.join(other, on="release_id", how="left")
    kinds = joined.with_columns(kind=pl.col("cause").replace_strict(KIND_OF, return_dtype=pl.String))
    ranked = kinds.sort(pl.col("share_change").abs(), "release_id", "cause", descending=[True, False, False])
    return ranked.select(MOVERS.names)


def _changed(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    both = old.join(new, on=["release_id", "indicator_id"], suffix="_after").filter(
        pl.col("is_met") != pl.col("is_met_after")
    )
    word = {True: "met", False: "not met"}
    return both.sort("release_id", "indicator_position").select(
        "release_id",
        pl.col("indicator").alias("fact"),
        pl.col("is_met").replace_strict(word, return_dtype=pl.String).alias("before"),
        pl.col("is_met_after").replace_strict(word, return_dtype=pl.String).alias("after"),
        pl.lit(PUBLISHER).alias("basis"),
    )


def _break_note(transparency: pl.DataFrame, first_set: str, second_set: str) -> str:
    count = shared_indicators(transparency, first_set, second_set).height
    return (
        f"Of each wave's indicators {count} are in both by name: {BREAK}. Re-assessment is measured on those {count}, "
        "new and removed developers on each wave's own."
    )
