"""How far frameworks rank releases alike, and sources judge the same parts alike.

A source may know several releases of a family. It then has one judgment of a part: the lower median of theirs, which
is a status that one of them has, and that one's evidence.
"""

from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import polars as pl

from openness.measures.concepts import AREA_OF, with_concepts
from openness.project.errors import BadValueError, UnknownNameError
from openness.sources import SOURCES, short_names
from openness.sources.source import LICENSE
from openness.statistics import alpha, ranks
from openness.statistics.resampling import DRAWS, SEED
from openness.studies.metric_lab import results
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
    if reading_name not in READINGS:
        raise UnknownNameError("reading", reading_name, READINGS)
    judged = (
        with_concepts(with_family(components, families))
        .with_columns(READINGS[reading_name].level().alias("level"))
        .filter(pl.col("level").is_not_null())
        .sort("level", "release_id")
    )
    middle = (pl.len() - 1) // 2
    taken = ("level", "status", "component", "release_id", "evidence_url")
    return (
        judged.group_by("release_family_id", "concept", "area", "source", maintain_order=True)
        .agg(*(pl.col(name).get(middle) for name in taken), (pl.col("level").n_unique() > 1).alias("is_mixed"))
        .sort("release_family_id", pl.col("concept").cast(pl.Enum(list(AREA_OF))), "source")
    )


FRAMEWORK = ["metric", "metric_version", "source"]
"""A framework as one source applies it."""

ALL = "all"
"""In the columns ``concept`` and ``sources``: every concept, every source."""


def family_scores(scores: pl.DataFrame, families: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return one score per framework and family: the mean of the family's releases, stubs left out."""
    scored = scores.filter(pl.col("score").is_not_null(), ~pl.col("is_stub"))
    return (
        with_family(scored, families)
        .group_by(*FRAMEWORK, "release_family_id", maintain_order=True)
        .agg(pl.col("score").mean())
        .sort(*FRAMEWORK, "release_family_id")
        .select(pl.format("{} {} ({})", *FRAMEWORK).alias("framework"), "source", "release_family_id", "score")
    )


def rank_correlation(scores: pl.DataFrame, families: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return :data:`results.CORRELATIONS` of every two frameworks, on the families that both score."""
    rows = []
    parts = family_scores(scores, families).partition_by("framework", maintain_order=True)
    for one, other in combinations(parts, 2):
        both = one.join(other, on="release_family_id", maintain_order="left")
        fit = ranks.correlate(both["score"].to_numpy(), both["score_right"].to_numpy())
        names, is_same = (one["framework"][0], other["framework"][0]), one["source"][0] == other["source"][0]
        rows.append((*names, is_same, fit.n, fit.tau, fit.tau_lower, fit.tau_upper, fit.reason))
    return pl.DataFrame(rows, schema=results.CORRELATIONS.schema, orient="row")


def source_agreement(
    components: pl.DataFrame,
    families: pl.DataFrame | None,
    *,
    reading: str = "verdict",
    each_concept: bool = True,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pl.DataFrame:
    """Return :data:`results.AGREEMENT` of sources that judge the same part of the same release family."""
    judged = family_judgments(components, families, reading)
    places = [name for name in AREA_OF if name in set(judged["concept"])]
    rows = []
    for concept in (*(places if each_concept else ()), ALL):
        own = judged if concept == ALL else judged.filter(concept=concept)
        present = sorted(set(own["source"]))
        for sources in (*combinations(present, 2), *([tuple(present)] if len(present) > 2 else [])):
            # Parts that at least two sources judge; the judgments of a part stand together.
            part = own.filter(pl.col("source").is_in(sources)).filter(pl.len().over(_UNIT) >= 2)
            units, clusters = _places(part, _UNIT), _places(part, _UNIT[:1])
            fit = alpha.estimate(units, part["level"].to_list(), clusters=clusters, draws=draws, seed=seed)
            alike = part.group_by(_UNIT).agg(pl.col("level").n_unique() == 1)["level"].mean()
            named = (concept, AREA_OF.get(concept, ALL), " and ".join(sources) if len(sources) == 2 else ALL)
            sizes = (part["release_family_id"].n_unique(), fit.n, alike)
            rows.append((*named, *sizes, fit.alpha, fit.lower, fit.upper, fit.reason))
    return pl.DataFrame(rows, schema=results.AGREEMENT.schema, orient="row")


_UNIT = ["release_family_id", "concept"]


def _places(judged: pl.DataFrame, columns: list[str]) -> np.ndarray:
    """Return a number from 0 for each run of rows alike in some columns."""
    return judged.select(pl.struct(columns).rle_id().cast(pl.Int64)).to_series().to_numpy()


POOLED_DRAWS = 1000
"""Resamples; bounds of an interval move by about 0.01 from seed to seed."""


def pooled(
    components: pl.DataFrame, families: pl.DataFrame | None, *, draws: int = POOLED_DRAWS, seed: int = SEED
) -> pl.DataFrame:
    """Return Krippendorff's alpha over all parts, for every two sources and every reading."""
    named = pl.col("sources").str.split(" and ").list.eval(pl.element().replace(short_names())).list.join(" and ")
    return pl.concat(
        source_agreement(components, families, reading=name, each_concept=False, draws=draws, seed=seed)
        .filter(pl.col("sources") != ALL)
        .with_columns(pl.lit(name).alias("reading"), named)
        for name in READINGS
    )


def reading_rows(found: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.READINGS` from :func:`pooled`, the pair with most judgments first."""
    most = pl.col("n").max().over("sources")
    ordered = found.sort(most, "sources", descending=[True, False], maintain_order=True)
    return ordered.rename({"sources": "pair"}).select(results.READINGS.names)


def readings_explained() -> str:
    """Return what each reading asks, as a Markdown list."""
    return "\n".join(f"- **{one.name}**: {one.text}." for one in READINGS.values())
