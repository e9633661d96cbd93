"""Scores and ranks under random weights of the criteria and a random value of "partial"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from openness.project.errors import BadValueError, UnknownNameError
from openness.statistics.resampling import SEED, generator

DRAWS = 4000
PARTIAL = (0.0, 1.0)
LEAST_CONCENTRATION = 0.1
MISSING = ("framework", "renormalize")
"""What a criterion that is left blank does: it counts as closed, or the other weights take its place."""

KEYS = ("release_id", "source", "vintage")

_CODES = {"closed": 0, "unlicensed": 0, "partial": 1, "open": 2, "missing": 3, "not_applicable": 4}
_CLOSED, _PARTIAL, _OPEN, _BLANK, _NOT_APPLICABLE = range(5)
TIE = 1e-9
"""Scores nearer than this are tied: they differ by rounding alone."""


@dataclass(frozen=True)
class Patterns:
    """Rows by what their source judges, each distinct set of statuses once."""

    releases: pl.DataFrame
    """Keys, ``pattern`` (row of ``codes``; null where nothing is judged), ``judged_count``."""
    criteria: list[str]
    """Names, in the order of the columns of ``codes``."""
    codes: np.ndarray
    """Patterns x criteria, whole numbers for the statuses."""
    sizes: np.ndarray
    """Rows of each pattern."""


@dataclass(frozen=True)
class Draws:
    """Random weights, draws x criteria of which each row sums to 1, and values of "partial", one a draw."""

    weights: np.ndarray
    partial: np.ndarray


def weight_draws(criteria_count: int, draws: int = DRAWS, seed: int = SEED, concentration: float = 1.0) -> np.ndarray:
    """Return random weights of criteria, draws x criteria, each row summing to 1.

    ``concentration`` is the parameter of the symmetric Dirichlet distribution: 1 makes all weights equally likely, more
    keeps them nearer to equal, less favors a few criteria.
    """
    for name, value, least in (("criteria_count", criteria_count, 1), ("draws", draws, 1)):
        if value < least:
            raise BadValueError(f"{name} is {value}, expected {least} or more")
    # Below, single weights become 0 by rounding, and what only they judge would have no score.
    if not LEAST_CONCENTRATION <= concentration < float("inf"):
        raise BadValueError(f"concentration is {concentration}, expected {LEAST_CONCENTRATION} or more")
    return generator(seed).dirichlet([concentration] * criteria_count, size=draws)


def partial_draws(partial: float | tuple[float, float], draws: int, seed: int) -> np.ndarray:
    """Return the value of "partial" in each draw: uniform between two bounds in 0..1, or one fixed number."""
    low, high = _bounds(partial)
    return generator(seed).spawn(1)[0].uniform(low, high, size=draws)


def draw(
    criteria_count: int,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    concentration: float = 1.0,
    partial: float | tuple[float, float] = PARTIAL,
) -> Draws:
    """Return weights and values of "partial", independent of each other."""
    return Draws(weight_draws(criteria_count, draws, seed, concentration), partial_draws(partial, draws, seed))


def draw_for(
    criteria: Sequence[str],
    fixed: Mapping[str, float] | None = None,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    concentration: float = 1.0,
    partial: float | tuple[float, float] = PARTIAL,
) -> Draws:
    """Return draws for named criteria, in the order of their weights.

    ``fixed`` is a weight of every criterion, 0 or more and the same in every draw; without it weights are drawn. Other
    parameters are those of :func:`weight_draws` and :func:`partial_draws`.
    """
    if fixed is None:
        return draw(len(criteria), draws=draws, seed=seed, concentration=concentration, partial=partial)
    for name in fixed:
        if name not in criteria:
            raise UnknownNameError("criterion", name, criteria)
    if missing := [name for name in criteria if name not in fixed]:
        raise BadValueError(f"the criterion {missing[0]!r} has no weight")
    given = np.array([fixed[name] for name in criteria], dtype=float)
    if not (given >= 0).all() or not 0 < given.sum() < float("inf"):
        raise BadValueError(f"weights are {dict(fixed)}, expected 0 or more, and one above 0")
    return Draws(np.tile(given / given.sum(), (draws, 1)), partial_draws(partial, draws, seed))


def equal(criteria_count: int, partial: float | tuple[float, float] = PARTIAL) -> Draws:
    """Return one draw with equal weights and the middle of the values of "partial"."""
    return Draws(np.full((1, criteria_count), 1 / criteria_count), np.array([sum(_bounds(partial)) / 2]))


def patterns(components: pl.DataFrame, criteria: Sequence[str] | None = None) -> Patterns:
    """Return what one edition of one source judges, by its statuses; no pattern where nothing is judged.

    There is a row a thing and criterion: ``KEYS``, ``component``, ``status``. What has no row for a criterion is as one
    that has it blank. ``criteria`` are the components to weigh, by default all.
    """
    editions = components.select(KEYS[1:]).unique().sort(KEYS[1:]).rows()
    if len(editions) > 1:
        named = ", ".join(" ".join(edition) for edition in editions)
        raise BadValueError(f"criteria are weighed within one edition of one source, found {named}")
    if components.is_empty():
        releases = components.select(KEYS).with_columns(
            pl.lit(None, pl.Int64).alias("judged_count"), pl.lit(None, pl.Int64).alias("pattern")
        )
        return Patterns(releases, list(criteria or ()), np.empty((0, len(criteria or ())), np.int8), np.empty(0, int))
    present = components["component"].unique(maintain_order=True).to_list()
    names = list(present if criteria is None else criteria)
    for name in names:
        if name not in present:
            raise UnknownNameError("component", name, present)
    if not names:
        raise BadValueError("there is no criterion to weigh")
    wide = (
        components.select(*KEYS, "component", pl.col("status").replace_strict(_CODES, return_dtype=pl.Int8))
        .pivot("component", index=KEYS, values="status", maintain_order=True)
        .select(*KEYS, pl.col(names).fill_null(_BLANK))
        .sort(KEYS)
    )
    table = wide.select(names).to_numpy()
    judged = (table < _BLANK).sum(axis=1)
    codes, place = np.unique(table[judged > 0], axis=0, return_inverse=True)
    releases = wide.select(KEYS).with_columns(pl.Series("judged_count", judged, pl.Int64))
    known = releases.filter(pl.col("judged_count") > 0).with_columns(pl.Series("pattern", place.ravel(), pl.Int64))
    return Patterns(
        releases.join(known.select(*KEYS, "pattern"), on=list(KEYS), how="left", maintain_order="left"),
        names,
        codes,
        np.bincount(place.ravel(), minlength=len(codes)),
    )


def scores(codes: np.ndarray, drawn: Draws, missing: str = "framework") -> np.ndarray:
    """Return the weighted share of points of each pattern in each draw.

    Open counts 1, partial what the draw says, closed and unlicensed 0. What does not apply to a row is left out
    of its weights; so is what is blank, if ``missing``, one of :data:`MISSING`, says so. From codes, patterns x
    criteria, to shares, draws x patterns.
    """
    if missing not in MISSING:
        raise UnknownNameError("treatment of missing", missing, MISSING)
    is_out = codes >= (_BLANK if missing == "renormalize" else _NOT_APPLICABLE)
    blocks = np.concatenate([codes == _OPEN, codes == _PARTIAL, *([~is_out] if is_out.any() else [])])
    sums = drawn.weights @ blocks.T.astype(float)
    size = len(codes)
    points = sums[:, :size] + drawn.partial[:, None] * sums[:, size : 2 * size]
    shares = points / sums[:, 2 * size :] if is_out.any() else points
    # Weights sum to 1 but for rounding.
    return np.clip(shares, 0.0, 1.0)


def ranks(values: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return the place of each pattern in each draw, from 1 for the highest score; ties share the best place.

    Values and places are draws x patterns. All rows of a pattern, ``sizes``, stand before the next.
    """
    order = np.argsort(-values, axis=1)
    sorted_values = np.take_along_axis(values, order, axis=1)
    before = np.cumsum(sizes[order], axis=1) - sizes[order]
    is_tied = np.zeros(values.shape, dtype=bool)
    is_tied[:, 1:] = sorted_values[:, :-1] - sorted_values[:, 1:] < TIE
    # Places only grow, so the largest untied one so far is that of the first of the tied.
    places = np.maximum.accumulate(np.where(is_tied, 0, before), axis=1) + 1
    found = np.empty(values.shape, dtype=np.int32)
    np.put_along_axis(found, order, places.astype(np.int32), axis=1)
    return found


def _bounds(partial: float | tuple[float, float]) -> tuple[float, float]:
    low, high = (partial, partial) if isinstance(partial, int | float) else partial
    if not 0 <= low <= high <= 1:
        raise BadValueError(f"partial is {partial}, expected a number from 0 to 1, or two of them in order")
    return float(low), float(high)
