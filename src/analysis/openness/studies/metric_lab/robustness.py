"""What of a ranking, and of a difference between groups, survives other weights of the criteria.

A published sum gives all criteria the same weight and "partial" half a point. Neither is more than a convention, so
both are drawn at random here; what holds in nearly all draws does not hang on them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from openness.measures.concepts import AREA_OF, concept_of
from openness.metrics.base import as_judged
from openness.project.errors import BadValueError
from openness.statistics import weights
from openness.statistics.resampling import SEED, check_draws, generator
from openness.statistics.shares import CONFIDENCE
from openness.statistics.weights import DRAWS, PARTIAL
from openness.tables.schema import KEYS

TOP = 10
MIN_GROUP = 5
GROUPS = ("corporate", "community")
"""Asked to be the lower, and the higher."""

NOTHING_JUDGED = "the source judges no criterion"
ALONE = "it is the only release judged, so there is no order"
ALL_ALIKE = "all releases are judged alike, so none comes before another"


@dataclass(frozen=True)
class Drawing:
    """How weights and values of "partial" are drawn; ``fixed`` has the weight of every criterion, None: all drawn."""

    partial: float | tuple[float, float] = PARTIAL
    fixed: Mapping[str, float] | None = None
    concentration: float = 1.0
    draws: int = DRAWS
    seed: int = SEED


def rank_intervals(
    components: pl.DataFrame,
    drawing: Drawing = Drawing(),
    *,
    criteria: Sequence[str] | None = None,
    missing: str = "framework",
    top: int = TOP,
) -> pl.DataFrame:
    """Return how far the score and the place of each release move under random weights."""
    check_draws(drawing.draws, CONFIDENCE)
    if top < 1:
        raise BadValueError(f"top is {top}, expected 1 or more")
    found = weights.patterns(as_judged(components), criteria)
    ranked = int(found.sizes.sum())
    numbers = pl.DataFrame(schema=_NUMBERS)
    if ranked:
        numbers = _summary(*_scores(found, drawing, missing), found.sizes, top)
    alone = ALONE if ranked == 1 else ALL_ALIKE
    no_order = pl.lit(alone if len(found.sizes) == 1 else None, pl.String)
    return (
        found.releases.join(numbers, on="pattern", how="left", maintain_order="left")
        .with_columns(
            pl.lit(ranked, pl.Int64).alias("n"),
            pl.lit(drawing.draws, pl.Int64).alias("draws"),
            pl.when(pl.col("pattern").is_null()).then(pl.lit(NOTHING_JUDGED)).otherwise(no_order).alias("reason"),
        )
        .sort("base_rank", *KEYS, nulls_last=True)
        .select(*KEYS, "judged_count", *list(_NUMBERS)[1:], "n", "draws", "reason")
    )


def probability_group_lower(
    components: pl.DataFrame,
    releases: pl.DataFrame,
    drawing: Drawing = Drawing(),
    *,
    min_group: int = MIN_GROUP,
    resample: bool = False,
    criteria: Sequence[str] | None = None,
    missing: str = "framework",
) -> pl.DataFrame:
    """Return the difference of the groups' mean scores under random weights, and whether the first is the lower."""
    check_draws(drawing.draws, CONFIDENCE)
    found = weights.patterns(as_judged(components), criteria)
    known = found.releases.join(releases.select(*KEYS, "developer_group"), on=KEYS).drop_nulls("pattern")
    patterns = [known.filter(developer_group=group)["pattern"].to_numpy() for group in GROUPS]
    counts = [len(own) for own in patterns]
    reason = _too_few(counts, max(min_group, 1))
    row: dict[str, Any] = {"n_lower": counts[0], "n_higher": counts[1], "draws": drawing.draws, "reason": reason}
    if reason is None:
        sizes = [np.bincount(own, minlength=len(found.sizes)) for own in patterns]
        values, base = _scores(found, drawing, missing)
        drawn = _means(values, _resampled(sizes, drawing.draws, drawing.seed) if resample else sizes)
        is_tie = np.abs(drawn) < weights.TIE
        row |= dict(zip(("difference", "lower", "upper"), np.quantile(drawn, _TAILS), strict=True))
        row["base_difference"] = _means(base, sizes)[0]
        row["probability"] = ((drawn < 0) & ~is_tie).mean() + is_tie.mean() / 2
    return pl.DataFrame([dict.fromkeys(_DIFFERENCE) | row], schema=_DIFFERENCE)


def _scores(found: weights.Patterns, drawing: Drawing, missing: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the scores of every pattern in each draw, and under equal weights."""
    drawn = weights.draw_for(found.criteria, **vars(drawing))
    base = weights.equal(len(found.criteria), drawing.partial)
    return weights.scores(found.codes, drawn, missing), weights.scores(found.codes, base, missing)


_NUMBERS = {
    "pattern": pl.Int64,
    **dict.fromkeys(("base_score", "score_median", "score_lower", "score_upper"), pl.Float64),
    "base_rank": pl.Int64,
    **dict.fromkeys(("rank_median", "rank_lower", "rank_upper"), pl.Int64),
    "top_share": pl.Float64,
}
_DIFFERENCE = {
    **dict.fromkeys(("n_lower", "n_higher", "draws"), pl.Int64),
    "reason": pl.String,
    **dict.fromkeys(("base_difference", "difference", "lower", "upper", "probability"), pl.Float64),
}
_TAILS = [0.5, (1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2]


def _summary(values: np.ndarray, base: np.ndarray, sizes: np.ndarray, top: int) -> pl.DataFrame:
    """Return a row of numbers per pattern from its scores, draws x patterns."""
    quantiles = np.quantile(values, _TAILS, axis=0)
    columns = {"pattern": np.arange(len(sizes)), "base_score": base[0]}
    columns |= dict(zip(("score_median", "score_lower", "score_upper"), quantiles, strict=True))
    if len(sizes) > 1:
        places = weights.ranks(values, sizes)
        # A place of a draw, not one between two: there is no place 3.5.
        found = np.quantile(places, _TAILS, axis=0, method="inverted_cdf")
        columns["base_rank"] = weights.ranks(base, sizes)[0]
        columns |= dict(zip(("rank_median", "rank_lower", "rank_upper"), found, strict=True))
        columns["top_share"] = (places <= top).mean(axis=0)
    nothing = [None] * len(sizes)
    return pl.DataFrame({name: columns.get(name, nothing) for name in _NUMBERS}).cast(_NUMBERS)


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


def _too_few(counts: list[int], least: int) -> str | None:
    small = [f"{group} has {count}" for group, count in zip(GROUPS, counts, strict=True) if count < least]
    return f"{' and '.join(small)} judged releases, {least} or more are needed" if small else None


AREAS = {
    "weights": "Weights alone",
    "data": "Data alone",
    "code": "Training code alone",
    "documents": "Documents alone",
    "license": "License alone",
}


def variants(
    components: pl.DataFrame, releases: pl.DataFrame, drawing: Drawing = Drawing(), *, min_group: int = MIN_GROUP
) -> pl.DataFrame:
    """Return :data:`results.VARIANTS`: two groups' means as asked, and with one choice changed at a time."""
    changes: dict[str, tuple[Drawing, dict[str, Any]] | None] = {
        "As asked": (drawing, {}),
        "Releases resampled too": (drawing, {"resample": True}),
        "Blanks left out": (drawing, {"missing": "renormalize"}),
        "Partial counts nothing": (replace(drawing, partial=0.0), {}),
        "Partial counts in full": (replace(drawing, partial=1.0), {}),
        "A few criteria decide": (replace(drawing, concentration=0.2, fixed=None), {}),
        **{name: _only(components, area, drawing) for area, name in AREAS.items()},
    }
    found = [
        probability_group_lower(components, releases, change[0], min_group=min_group, **change[1]).select(
            pl.lit(name).alias("item"),
            *("difference", "lower", "upper"),
            pl.min_horizontal("n_lower", "n_higher").alias("n"),
            "probability",
            "reason",
        )
        for name, change in changes.items()
        if change is not None
    ]
    return pl.concat(found)


def _only(components: pl.DataFrame, area: str, drawing: Drawing) -> tuple[Drawing, dict[str, Any]] | None:
    """Return the criteria of an area with their weights; None where there is none, or none that weighs anything."""
    source, concepts = components["source"][0], concept_of()
    present = components["component"].unique(maintain_order=True).to_list()
    names = [name for name in present if AREA_OF.get(concepts.get((source, name), "")) == area]
    fixed = drawing.fixed and {name: drawing.fixed[name] for name in names}
    if not names or (fixed is not None and not any(fixed.values())):
        return None
    return replace(drawing, fixed=fixed), {"criteria": names}
