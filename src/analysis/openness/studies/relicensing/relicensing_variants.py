"""Which way licenses move, counted in other ways: a share that turns with how decisions are counted says little."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from openness.statistics.shares import CONFIDENCE
from openness.studies.relicensing.changes import decisions, looser_shares
from openness.studies.relicensing.spells import KIND_NAMES

MAIN = "Decisions"

_HAS_DIRECTION = pl.col("direction").is_in(["looser", "tighter"])


def _first_of_each(changes: pl.DataFrame) -> pl.DataFrame:
    moved = decisions(changes).filter(_HAS_DIRECTION)
    return moved.unique(["kind", "developer_name"], keep="first", maintain_order=True)


def _unknown_is(direction: str) -> Callable[[pl.DataFrame], pl.DataFrame]:
    def change(changes: pl.DataFrame) -> pl.DataFrame:
        return decisions(changes).with_columns(pl.col("direction").replace("unknown", direction))

    return change


def _with_copyleft(changes: pl.DataFrame) -> pl.DataFrame:
    grown = {"stronger": "tighter", "weaker": "looser"}
    moved = pl.col("copyleft_change").replace_strict(grown, default="sideways", return_dtype=pl.String)
    sideways = pl.col("direction") == "sideways"
    return decisions(changes.with_columns(pl.when(sideways).then(moved).otherwise("direction").alias("direction")))


VARIANTS: dict[str, Callable[[pl.DataFrame], pl.DataFrame]] = {
    MAIN: decisions,
    "Each project counts": lambda changes: changes,
    "First decision of each developer": _first_of_each,
    "Without what CHAOSS lists": lambda changes: decisions(changes.filter(~pl.col("is_carried_over"))),
    "Seen in the license file": lambda changes: decisions(changes.filter(evidence="commit")),
    "Not from release to release": lambda changes: decisions(changes.filter(pl.col("scope") != "family")),
    "Unknown: all looser": _unknown_is("looser"),
    "Unknown: all tighter": _unknown_is("tighter"),
    "More copyleft is tighter": _with_copyleft,
}
"""Name -> changes of license as moves to count, with ``kind`` and ``direction``."""

MEANINGS = {
    MAIN: "what one developer did in one month towards the same licenses counts once",
    "Each project counts": "a decision on eight projects counts eight times",
    "First decision of each developer": "nobody counts twice",
    "Without what CHAOSS lists": "its list holds projects that left open licenses",
    "Seen in the license file": "the commit that changed the file was found",
    "Not from release to release": "the same software or model, not the next release of a family",
    "Unknown: all looser": "what the share would be if every unknown direction were looser",
    "Unknown: all tighter": "the same with every unknown direction tighter",
    "More copyleft is tighter": "a move between open licenses counts where it adds or drops a duty to share alike",
}
"""What each variant counts, for readers."""


def direction_variants(changes: pl.DataFrame, confidence: float = CONFIDENCE) -> pl.DataFrame:
    """Return the part of looser moves under every way of counting."""
    kinds = changes["kind"].unique().to_list()
    parts = [
        looser_shares(count(changes), confidence).select(pl.lit(name).alias("definition"), pl.all())
        for name, count in VARIANTS.items()
    ]
    return (
        pl.concat(parts)
        .filter(pl.col("kind").is_in(kinds))
        .with_columns(pl.col("kind").replace_strict(KIND_NAMES, return_dtype=pl.String))
        .rename({"kind": "group", "looser_share": "share"})
    )
