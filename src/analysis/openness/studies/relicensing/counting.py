"""Which way licenses move, counted in other ways: a share that turns with how decisions are counted says little."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from openness.statistics.shares import CONFIDENCE
from openness.studies.relicensing.changes import HAS_DIRECTION, decisions, looser_shares
from openness.studies.relicensing.names import KIND_NAMES

MAIN = "Decisions"


@dataclass(frozen=True)
class Way:
    """A way of counting: its name, what it counts in words, and changes -> moves with ``kind`` and ``direction``."""

    name: str
    meaning: str
    moves: Callable[[pl.DataFrame], pl.DataFrame] = field(repr=False)


def _first_of_each(changes: pl.DataFrame) -> pl.DataFrame:
    moved = decisions(changes).filter(HAS_DIRECTION)
    return moved.unique(["kind", "developer_name"], keep="first", maintain_order=True)


def _unknown_is(direction: str) -> Callable[[pl.DataFrame], pl.DataFrame]:
    return lambda changes: decisions(changes).with_columns(pl.col("direction").replace("unknown", direction))


def _with_copyleft(changes: pl.DataFrame) -> pl.DataFrame:
    grown = {"stronger": "tighter", "weaker": "looser"}
    moved = pl.col("copyleft_change").replace_strict(grown, default="sideways", return_dtype=pl.String)
    sideways = pl.col("direction") == "sideways"
    return decisions(changes.with_columns(pl.when(sideways).then(moved).otherwise("direction").alias("direction")))


WAYS = (
    Way(MAIN, "what one developer did in one month toward the same licenses counts once", decisions),
    Way("Each project counts", "a decision on eight projects counts eight times", lambda changes: changes),
    Way("First decision of each developer", "nobody counts twice", _first_of_each),
    Way(
        "Without what CHAOSS lists",
        "its list holds projects that left open licenses",
        lambda changes: decisions(changes.filter(~pl.col("is_carried_over"))),
    ),
    Way(
        "Seen in the license file",
        "the commit that changed the file was found",
        lambda changes: decisions(changes.filter(evidence="commit")),
    ),
    Way(
        "Not from release to release",
        "the same software or model, not the next release of a family",
        lambda changes: decisions(changes.filter(pl.col("scope") != "family")),
    ),
    Way(
        "Unknown: all looser",
        "what the share would be if every unknown direction were looser",
        _unknown_is("looser"),
    ),
    Way("Unknown: all tighter", "the same with every unknown direction tighter", _unknown_is("tighter")),
    Way(
        "More copyleft is tighter",
        "a move between open licenses counts where it adds or drops a duty to share alike",
        _with_copyleft,
    ),
)


def direction_variants(changes: pl.DataFrame, confidence: float = CONFIDENCE) -> pl.DataFrame:
    """Return :data:`results.WAYS`: the part of looser moves under every way of counting."""
    parts = [
        looser_shares(way.moves(changes), confidence).select(pl.lit(way.name).alias("definition"), pl.all())
        for way in WAYS
    ]
    return (
        pl.concat(parts)
        .filter(pl.col("kind").is_in(changes["kind"].unique().to_list()))
        .with_columns(pl.col("kind").replace_strict(KIND_NAMES, return_dtype=pl.String).alias("group"))
        .select("definition", "group", "n", "looser_count", "share", "lower", "upper")
    )
