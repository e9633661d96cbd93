"""How far frameworks rank releases alike, and sources judge the same parts alike."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import polars as pl

from analysis.trends import alpha, ranks
from analysis.trends.concepts import AREA_OF
from analysis.trends.judgements import family_judgements, with_family
from analysis.trends.resampling import DRAWS, SEED
from analysis.trends.shares import CONFIDENCE

FRAMEWORK = ["metric", "metric_version", "source"]
"""A framework as one source applies it."""

ALL = "all"
"""In the columns ``concept`` and ``sources``: every concept, every source."""


def family_scores(scores: pl.DataFrame, families: pl.DataFrame | None = None, *, stubs: bool = False) -> pl.DataFrame:
    """Return one score per framework and family: the mean of the family's releases.

    Parameters
    ----------
    scores
        Table ``scores``, of one edition of each source. Rows without a score are left out.
    families
        Table ``release_families``; None: every release is a family of its own.
    stubs
        Whether releases of which nothing is judged take part.

    Returns
    -------
    polars.DataFrame
        ``framework`` (its name for charts), ``metric``, ``metric_version``, ``source``, ``release_family_id``,
        ``score``, ``score_max``, ``release_count``.
    """
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
    """Return Kendall's tau-b and Spearman's rho between every two frameworks, on the families that both score.

    Parameters
    ----------
    scores, families, stubs
        As in :func:`family_scores`.
    confidence, min_pairs
        As in :func:`analysis.trends.ranks.correlate`.

    Returns
    -------
    polars.DataFrame
        One row a pair: ``framework_a``, ``framework_b``, ``is_same_source`` (both rest on the same judgements, so
        agreement is no confirmation), ``n``, ``tau``, ``tau_lower``, ``tau_upper``, ``rho``, ``rho_lower``,
        ``rho_upper``, ``reason`` (why numbers are null).
    """
    found = family_scores(scores, families, stubs=stubs)
    parts = {key[0]: part for key, part in found.partition_by("framework", as_dict=True, maintain_order=True).items()}
    rows = []
    for one, other in combinations(parts, 2):
        both = parts[one].join(parts[other], on="release_family_id", maintain_order="left")
        fit = ranks.correlate(
            both["score"].to_numpy(), both["score_right"].to_numpy(), confidence=confidence, min_pairs=min_pairs
        )
        is_same = parts[one]["source"][0] == parts[other]["source"][0]
        rows.append({"framework_a": one, "framework_b": other, "is_same_source": is_same, **vars(fit)})
    numbers = ("tau", "tau_lower", "tau_upper", "rho", "rho_lower", "rho_upper")
    return pl.DataFrame(
        rows,
        schema={
            "framework_a": pl.String,
            "framework_b": pl.String,
            "is_same_source": pl.Boolean,
            "n": pl.Int64,
            **dict.fromkeys(numbers, pl.Float64),
            "reason": pl.String,
        },
    )


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
    """Return Krippendorff's alpha between sources that judge the same part of the same release family.

    Parameters
    ----------
    components, families
        As in :func:`analysis.trends.judgements.family_judgements`.
    reading
        How statuses are put on one scale; key of :data:`analysis.trends.judgements.READINGS`.
    each_concept
        Whether concepts have rows of their own beside the pooled ones.
    level, draws, seed, confidence, min_units
        As in :func:`analysis.trends.alpha.krippendorff_alpha`. Families are resampled, with all their parts.

    Returns
    -------
    polars.DataFrame
        One row per concept and pair of sources that both judge it somewhere, and per concept over all sources:
        ``concept``, ``area``, ``sources`` (two names, or ``all``), ``family_count``, ``n`` (parts judged by at least
        two), ``agreed_share`` (of these, judged alike by all), ``alpha``, ``lower``, ``upper``, ``reason``. The
        concept ``all`` pools the parts: it also rewards knowing that some parts are open more often than others.
    """
    judged = family_judgements(components, families, reading)
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
    return pl.DataFrame(rows, schema=_AGREEMENT)


_UNIT = ["release_family_id", "concept"]
_AGREEMENT = {
    "concept": pl.String,
    "area": pl.String,
    "sources": pl.String,
    "family_count": pl.Int64,
    "n": pl.Int64,
    "agreed_share": pl.Float64,
    "alpha": pl.Float64,
    "lower": pl.Float64,
    "upper": pl.Float64,
    "reason": pl.String,
}


def _paired(judged: pl.DataFrame) -> pl.DataFrame:
    """Return the judgements of parts that at least two sources judge; those of a part stand together."""
    return judged.filter(pl.len().over(_UNIT) >= 2)


def _places(judged: pl.DataFrame, columns: list[str]) -> np.ndarray:
    """Return a number from 0 for each run of rows alike in some columns."""
    return judged.select(pl.struct(columns).rle_id().cast(pl.Int64)).to_series().to_numpy()


def _agreed_share(judged: pl.DataFrame) -> float | None:
    alike = judged.group_by(_UNIT).agg(pl.col("level").n_unique() == 1)
    return alike["level"].mean()
