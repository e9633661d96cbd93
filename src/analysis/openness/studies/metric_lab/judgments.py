"""What each source says of each part of each release family, on one scale.

A source may know several releases of a family. It then has one judgment of a part: the lower median of theirs, which
is a status that one of them has, and that one's evidence.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from openness.measures.concepts import AREA_OF, with_concepts
from openness.project.errors import BadValueError, UnknownNameError
from openness.sources import SOURCES
from openness.sources.source import LICENSE
from openness.tables.schema import KEYS

_LEVEL_NAMES = {"open": 2, "partial": 1, "closed": 0}


@dataclass(frozen=True)
class Reading:
    """A way to put the statuses of all sources on one scale; ``text`` follows "whether"."""

    name: str
    text: str
    levels: dict[str, int]
    """Status -> level, higher for more open; a status that is not among them is no judgment."""
    of_licenses: dict[str, int] = field(default_factory=dict)
    """The same for sources that judge licenses, where they mean something else by a status."""

    def level(self) -> pl.Expr:
        """Return the level of ``source`` and ``status``, null for no judgment."""
        judge_licenses = [name for name, source in SOURCES.items() if source.judges == LICENSE]
        usual, other = (
            pl.col("status").replace_strict(levels, default=None, return_dtype=pl.Int64)
            for levels in (self.levels, self.levels | self.of_licenses)
        )
        return pl.when(pl.col("source").is_in(judge_licenses)).then(other).otherwise(usual)


READINGS = {
    one.name: one
    for one in (
        Reading(
            "verdict",
            "each source's own rule is met, met in part or not met; what it leaves blank is not judged",
            _LEVEL_NAMES | {"unlicensed": 0},
        ),
        Reading(
            "counted",
            "the same, where what MOT does not list is not met, as its framework counts it",
            _LEVEL_NAMES | {"unlicensed": 0},
            {"missing": 0},
        ),
        Reading(
            "published",
            "the part can be had at all, under whatever license or none",
            {"open": 1, "partial": 1, "unlicensed": 1, "closed": 0},
            # The tool lists what is published, and calls it closed when its license is not open.
            {"closed": 1, "missing": 0},
        ),
    )
}
"""Ways to compare; ``verdict`` is the default, the others say how much of a disagreement is about licenses."""


def reading(name: str) -> Reading:
    """Return a reading, or raise ``UnknownNameError``."""
    if name not in READINGS:
        raise UnknownNameError("reading", name, READINGS)
    return READINGS[name]


def with_family(frame: pl.DataFrame, families: pl.DataFrame | None) -> pl.DataFrame:
    """Return a table with ``release_family_id``; a release without a family is one of its own, named by its id."""
    editions = frame.select("source", "vintage").unique().group_by("source").len().filter(pl.col("len") > 1)
    if editions.height:
        source, count = editions.sort("source").row(0)
        raise BadValueError(f"source {source!r} has {count} editions here, expected one; choose one of them first")
    if families is None:
        return frame.with_columns(pl.col("release_id").alias("release_family_id"))
    known = families.select(*KEYS, "release_family_id")
    return frame.join(known, on=KEYS, how="left", maintain_order="left").with_columns(
        pl.coalesce("release_family_id", "release_id")
    )


def family_judgments(
    components: pl.DataFrame, families: pl.DataFrame | None, reading_name: str = "verdict"
) -> pl.DataFrame:
    """Return one judgment per family, concept and source."""
    judged = (
        with_concepts(with_family(components, families))
        .with_columns(reading(reading_name).level().alias("level"))
        .filter(pl.col("level").is_not_null())
        .sort("level", "release_id")
    )
    middle = (pl.len() - 1) // 2
    taken = ("level", "status", "component", "release_id", "license_raw", "evidence_url")
    return (
        judged.group_by("release_family_id", "concept", "area", "source", maintain_order=True)
        .agg(
            *(pl.col(name).get(middle) for name in taken),
            pl.len().cast(pl.Int64).alias("release_count"),
            (pl.col("level").n_unique() > 1).alias("is_mixed"),
        )
        .sort("release_family_id", pl.col("concept").cast(pl.Enum(list(AREA_OF))), "source")
    )
