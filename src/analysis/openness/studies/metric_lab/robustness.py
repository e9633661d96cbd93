"""What of a ranking, and of a difference between groups, survives other weights of the criteria.

A published sum gives all criteria the same weight and "partial" half a point. Neither is more than a convention, so
both are drawn at random here; what holds in nearly all draws does not hang on them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from openness.measures.concepts import AREA_OF, concept_of
from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics import weights
from openness.statistics.resampling import SEED, check_draws, generator
from openness.statistics.shares import CONFIDENCE
from openness.statistics.weights import DRAWS, PARTIAL
from openness.studies.metric_lab import results
from openness.tables.schema import KEYS

TOP = 10
MIN_GROUP = 5

NOTHING_JUDGED = "the source judges no criterion"
ALONE = "it is the only release judged, so there is no order"
ALL_ALIKE = "all releases are judged alike, so none comes before another"


def rank_intervals(
    components: pl.DataFrame,
    *,
    criteria: Sequence[str] | None = None,
    missing: str = "framework",
    partial: float | tuple[float, float] = PARTIAL,
    fixed: Mapping[str, float] | None = None,
    concentration: float = 1.0,
    draws: int = DRAWS,
    seed: int = SEED,
    confidence: float = CONFIDENCE,
    top: int = TOP,
) -> pl.DataFrame:
    """Return how far the score and the place of each release move under random weights."""
    check_draws(draws, confidence)
    if top < 1:
        raise BadValueError(f"top is {top}, expected 1 or more")
    found = weights.patterns(components, criteria)
    count = len(found.criteria)
    ranked = int(found.sizes.sum())
    numbers = pl.DataFrame(schema=_NUMBERS)
    if ranked:
        options = {"partial": partial, "concentration": concentration, "draws": draws, "seed": seed, "fixed": fixed}
        values = weights.scores(found.codes, weights.draw_for(found.criteria, **options), missing)
        base = weights.scores(found.codes, weights.equal(count, partial), missing)
        numbers = _summary(values, base, found.sizes, confidence, top)
    alone = ALONE if ranked == 1 else ALL_ALIKE
    no_order = pl.lit(alone if len(found.sizes) == 1 else None, pl.String)
    return (
        found.releases.join(numbers, on="pattern", how="left", maintain_order="left")
        .with_columns(
            pl.lit(count, pl.Int64).alias("criterion_count"),
            pl.lit(ranked, pl.Int64).alias("n"),
            pl.lit(draws, pl.Int64).alias("draws"),
            pl.when(pl.col("pattern").is_null()).then(pl.lit(NOTHING_JUDGED)).otherwise(no_order).alias("reason"),
        )
        .sort("base_rank", *KEYS, nulls_last=True)
        .select(*KEYS, "judged_count", "criterion_count", *list(_NUMBERS)[1:], "n", "draws", "reason")
    )


def probability_group_lower(
    components: pl.DataFrame,
    releases: pl.DataFrame,
    *,
    by: str = "developer_group",
    lower: str = "corporate",
    higher: str = "community",
    min_group: int = MIN_GROUP,
    resample: bool = False,
    criteria: Sequence[str] | None = None,
    missing: str = "framework",
    partial: float | tuple[float, float] = PARTIAL,
    fixed: Mapping[str, float] | None = None,
    concentration: float = 1.0,
    draws: int = DRAWS,
    seed: int = SEED,
    confidence: float = CONFIDENCE,
) -> pl.DataFrame:
    """Return :data:`results.GROUP_DIFFERENCE`: whether one group's mean is below another's under random weights."""
    check_draws(draws, confidence)
    if by not in releases.columns:
        raise UnknownNameError("column", by, releases.columns)
    found = weights.patterns(components, criteria)
    grouped = found.releases.join(releases.select(*KEYS, pl.col(by).alias("_group")), on=KEYS).drop_nulls("pattern")
    sizes = [_sizes(grouped, name, len(found.sizes)) for name in (lower, higher)]
    counts = [int(size.sum()) for size in sizes]
    row = dict.fromkeys(results.GROUP_DIFFERENCE.names) | {
        "group_lower": lower,
        "group_higher": higher,
        "n_lower": counts[0],
        "n_higher": counts[1],
        "draws": draws,
        "seed": seed,
        "is_resampled": resample,
        "confidence": confidence,
        "reason": _too_few(dict(zip((lower, higher), counts, strict=True)), min_group),
    }
    if row["reason"] is None:
        count = len(found.criteria)
        options = {"partial": partial, "concentration": concentration, "draws": draws, "seed": seed, "fixed": fixed}
        values = weights.scores(found.codes, weights.draw_for(found.criteria, **options), missing)
        base = weights.scores(found.codes, weights.equal(count, partial), missing)
        taken = _resampled(sizes, draws, seed) if resample else sizes
        row |= _difference(_means(values, taken), _means(base, sizes), confidence)
    return pl.DataFrame([row], schema=results.GROUP_DIFFERENCE.schema)


_NUMBERS = {
    "pattern": pl.Int64,
    **dict.fromkeys(("base_score", "score_median", "score_lower", "score_upper"), pl.Float64),
    "base_rank": pl.Int64,
    **dict.fromkeys(("rank_median", "rank_lower", "rank_upper"), pl.Int64),
    "top_share": pl.Float64,
}
_DIFFERENCES = ("base", "median", "lower", "upper", "q25", "q75")


def _summary(values: np.ndarray, base: np.ndarray, sizes: np.ndarray, confidence: float, top: int) -> pl.DataFrame:
    """Return a row of numbers per pattern from its scores, draws x patterns."""
    tails = [0.5, (1 - confidence) / 2, (1 + confidence) / 2]
    quantiles = np.quantile(values, tails, axis=0)
    columns = {"pattern": np.arange(len(sizes)), "base_score": base[0]}
    columns |= dict(zip(("score_median", "score_lower", "score_upper"), quantiles, strict=True))
    if len(sizes) > 1:
        places = weights.ranks(values, sizes)
        # A place of a draw, not one between two: there is no place 3.5.
        found = np.quantile(places, tails, axis=0, method="inverted_cdf")
        columns["base_rank"] = weights.ranks(base, sizes)[0]
        columns |= dict(zip(("rank_median", "rank_lower", "rank_upper"), found, strict=True))
        columns["top_share"] = (places <= top).mean(axis=0)
    nothing = [None] * len(sizes)
    return pl.DataFrame({name: columns.get(name, nothing) for name in _NUMBERS}).cast(_NUMBERS)


def _sizes(grouped: pl.DataFrame, group: str, count: int) -> np.ndarray:
    """Return how many releases of a group have each pattern."""
    return np.bincount(grouped.filter(pl.col("_group") == group)["pattern"].to_numpy(), minlength=count)


def _resampled(sizes: list[np.ndarray], draws: int, seed: int) -> list[np.ndarray]:
    """Return the sizes of groups whose releases are drawn with replacement, draws x patterns each."""
    # The first child of the seed draws the values of "partial".
    streams = generator(seed).spawn(1 + len(sizes))[1:]
    return [
        stream.multinomial(size.sum(), size / size.sum(), size=draws)
        for stream, size in zip(streams, sizes, strict=True)
    ]


def _means(values: np.ndarray, sizes: list[np.ndarray]) -> np.ndarray:
    """Return the first group's mean less the second's in each draw."""
    one, other = ((values * size).sum(axis=1) / size.sum(axis=-1) for size in sizes)
    return one - other


def _difference(drawn: np.ndarray, base: np.ndarray, confidence: float) -> dict[str, float]:
    tails = [0.5, (1 - confidence) / 2, (1 + confidence) / 2, 0.25, 0.75]
    found = dict(zip(_DIFFERENCES[1:], np.quantile(drawn, tails), strict=True))
    is_tie = np.abs(drawn) < weights.TIE
    probability = ((drawn < 0) & ~is_tie).mean() + is_tie.mean() / 2
    return {
        "base_difference": float(base[0]),
        **{f"difference_{name}": float(value) for name, value in found.items()},
        "probability": float(probability),
    }


def _too_few(counts: dict[str, int], min_group: int) -> str | None:
    small = [f"{group} has {count}" for group, count in counts.items() if count < max(min_group, 1)]
    return f"{' and '.join(small)} judged releases, {max(min_group, 1)} or more are needed" if small else None


AREAS = {
    "weights": "Weights alone",
    "data": "Data alone",
    "code": "Training code alone",
    "documents": "Documents alone",
    "license": "License alone",
}


def variants(
    components: pl.DataFrame,
    releases: pl.DataFrame,
    *,
    lower: str = "corporate",
    higher: str = "community",
    min_group: int = 5,
    partial: float | tuple[float, float] = PARTIAL,
    fixed: Mapping[str, float] | None = None,
    concentration: float = 1.0,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pl.DataFrame:
    """Return :data:`results.VARIANTS`: two groups' means as asked, and with one choice changed at a time."""
    asked: dict[str, Any] = {
        "lower": lower,
        "higher": higher,
        "min_group": min_group,
        "partial": partial,
        "fixed": fixed,
        "concentration": concentration,
        "draws": draws,
        "seed": seed,
    }
    changes: dict[str, dict[str, Any]] = {
        "As asked": {},
        "Releases resampled too": {"resample": True},
        "Blanks left out": {"missing": "renormalize"},
        "Partial counts nothing": {"partial": 0.0},
        "Partial counts in full": {"partial": 1.0},
        "A few criteria decide": {"concentration": 0.2, "fixed": None},
        **{name: _only(components, area, fixed) for area, name in AREAS.items()},
    }
    rows = [
        {"item": name, **_row(probability_group_lower(components, releases, **(asked | changed)))}
        for name, changed in changes.items()
        if changed is not None
    ]
    return pl.DataFrame(rows, schema=results.VARIANTS.schema)


def _only(components: pl.DataFrame, area: str, fixed: Mapping[str, float] | None) -> dict[str, Any] | None:
    """Return the criteria of an area with their weights; None where there is none, or none that weighs anything."""
    source, concepts = components["source"][0], concept_of()
    present = components["component"].unique(maintain_order=True).to_list()
    names = [name for name in present if AREA_OF.get(concepts.get((source, name), "")) == area]
    if not names or (fixed is not None and not any(fixed[name] for name in names)):
        return None
    return {"criteria": names, "fixed": None if fixed is None else {name: fixed[name] for name in names}}


def _row(found: pl.DataFrame) -> dict[str, Any]:
    row = found.row(0, named=True)
    return {
        "difference": row["difference_median"],
        "lower": row["difference_lower"],
        "upper": row["difference_upper"],
        "n": min(row["n_lower"], row["n_higher"]),
        "probability": row["probability"],
        "reason": row["reason"],
    }
