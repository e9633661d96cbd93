"""How far frameworks rank releases alike, and sources judge the same parts alike."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import polars as pl

from openness.measures.concepts import AREA_OF
from openness.sources import short_names
from openness.statistics import alpha, ranks
from openness.statistics.resampling import DRAWS, SEED
from openness.statistics.shares import CONFIDENCE
from openness.studies.metric_lab import results
from openness.studies.metric_lab.judgments import READINGS, family_judgments, with_family

FRAMEWORK = ["metric", "metric_version", "source"]
"""A framework as one source applies it."""

ALL = "all"
"""In the columns ``concept`` and ``sources``: every concept, every source."""


def family_scores(scores: pl.DataFrame, families: pl.DataFrame | None = None, *, stubs: bool = False) -> pl.DataFrame:
    """Return one score per framework and family: the mean of the family's releases."""
    scored = scores.filter(pl.col("score").is_not_null())
    if not stubs:
        scored = scored.filter(~pl.col("is_stub"))
    return (
        with_family(scored, families)
        .group_by(*FRAMEWORK, "release_family_id", maintain_order=True)
        .agg(pl.col("score", "score_max").mean(), pl.len().cast(pl.Int64).alias("release_count"))
        .sort(*FRAMEWORK, "release_family_id")
        .select(
            pl.format("{} {} ({})", *FRAMEWORK).alias("framework"),
            *FRAMEWORK,
            "release_family_id",
            "score",
            "score_max",
            "release_count",
        )
    )


def rank_correlation(
    scores: pl.DataFrame,
    families: pl.DataFrame | None = None,
    *,
    stubs: bool = False,
    confidence: float = CONFIDENCE,
    min_pairs: int = ranks.MIN_PAIRS,
) -> pl.DataFrame:
    """Return :data:`results.CORRELATIONS` of every two frameworks, on the families that both score."""
    found = family_scores(scores, families, stubs=stubs)
    parts = {key[0]: part for key, part in found.partition_by("framework", as_dict=True, maintain_order=True).items()}
    rows = []
    for one, other in combinations(parts, 2):
        both = parts[one].join(parts[other], on="release_family_id", maintain_order="left")
        fit = ranks.correlate(
            both["score"].to_numpy(), both["score_right"].to_numpy(), confidence=confidence, min_pairs=min_pairs
        )
        is_same = parts[one]["source"][0] == parts[other]["source"][0]
        pair = {"one": one, "other": other, "is_same_source": is_same}
        rows.append(
            pair | {"n": fit.n, "tau": fit.tau, "lower": fit.tau_lower, "upper": fit.tau_upper, "reason": fit.reason}
        )
    return pl.DataFrame(rows, schema=results.CORRELATIONS.schema)


def source_agreement(
    components: pl.DataFrame,
    families: pl.DataFrame | None,
    *,
    reading: str = "verdict",
    each_concept: bool = True,
    level: str = "ordinal",
    draws: int = DRAWS,
    seed: int = SEED,
    confidence: float = CONFIDENCE,
    min_units: int = alpha.MIN_UNITS,
) -> pl.DataFrame:
    """Return :data:`results.AGREEMENT` of sources that judge the same part of the same release family."""
    judged = family_judgments(components, families, reading)
    places = [name for name in AREA_OF if name in set(judged["concept"])]
    rows = []
    for concept in (*(places if each_concept else ()), ALL):
        own = judged if concept == ALL else judged.filter(concept=concept)
        present = sorted(set(own["source"]))
        for sources in (*combinations(present, 2), *([tuple(present)] if len(present) > 2 else [])):
            part = _paired(own.filter(pl.col("source").is_in(sources)))
            fit = alpha.estimate(
                _places(part, _UNIT),
                part["level"].to_list(),
                clusters=_places(part, _UNIT[:1]),
                level=level,
                draws=draws,
                seed=seed,
                confidence=confidence,
                min_units=min_units,
            )
            rows.append(
                {
                    "concept": concept,
                    "area": AREA_OF.get(concept, ALL),
                    "sources": " and ".join(sources) if len(sources) == 2 else ALL,
                    "family_count": part["release_family_id"].n_unique(),
                    "n": fit.n,
                    "agreed_share": _agreed_share(part),
                    "alpha": fit.alpha,
                    "lower": fit.lower,
                    "upper": fit.upper,
                    "reason": fit.reason,
                }
            )
    return pl.DataFrame(rows, schema=results.AGREEMENT.schema)


_UNIT = ["release_family_id", "concept"]


def _paired(judged: pl.DataFrame) -> pl.DataFrame:
    """Return the judgments of parts that at least two sources judge; those of a part stand together."""
    return judged.filter(pl.len().over(_UNIT) >= 2)


def _places(judged: pl.DataFrame, columns: list[str]) -> np.ndarray:
    """Return a number from 0 for each run of rows alike in some columns."""
    return judged.select(pl.struct(columns).rle_id().cast(pl.Int64)).to_series().to_numpy()


def _agreed_share(judged: pl.DataFrame) -> float | None:
    alike = judged.group_by(_UNIT).agg(pl.col("level").n_unique() == 1)
    return alike["level"].mean()


POOLED_DRAWS = 1000
"""Resamples; bounds of an interval move by about 0.01 from seed to seed."""


_ONE, _OTHER = (
    pl.col("sources").str.split_exact(" and ", 1).struct.field(f"field_{i}").replace(short_names()) for i in (0, 1)
)
_NAMED = pl.format("{} and {}", _ONE, _OTHER)


def pooled(
    components: pl.DataFrame, families: pl.DataFrame | None, *, draws: int = POOLED_DRAWS, seed: int = SEED
) -> pl.DataFrame:
    """Return Krippendorff's alpha over all parts, for every two sources and every reading."""
    return pl.concat(
        source_agreement(components, families, reading=name, each_concept=False, draws=draws, seed=seed)
        .filter(pl.col("sources") != ALL)
        .with_columns(pl.lit(name).alias("reading"), _NAMED.alias("sources"))
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
