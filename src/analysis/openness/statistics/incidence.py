"""How likely each of several things is to have happened by a time, when the first to happen rules out the others."""

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np
from narwhals.typing import IntoFrame

from openness.project.errors import BadValueError
from openness.statistics.door import check_numbers, eager, made, text
from openness.statistics.resampling import DRAWS, SEED, check_draws, percentile_interval, resampled_counts
from openness.statistics.results import INCIDENCE
from openness.statistics.shares import CONFIDENCE
from openness.words.numbers import counted

HORIZONS = (0.5, 1.0, 2.0)
MIN_GROUP = 5
MIN_CLUSTERS = 10
"""Clusters below which there is no interval."""

CENSORED = "censored"


def cumulative_incidence(
    frame: IntoFrame,
    *,
    horizons: Sequence[float] = HORIZONS,
    years: str = "years",
    outcome: str = "outcome",
    cluster: str = "line_id",
    min_group: int = MIN_GROUP,
    draws: int = DRAWS,
    seed: int = SEED,
    confidence: float = CONFIDENCE,
) -> Any:
    """Return the probability of each outcome by some horizons, others and censoring allowed for.

    Parameters
    ----------
    frame
        One row a thing that waits. Any frame that narwhals knows.
    horizons
        Years after the start.
    years, outcome
        Columns of durations, 0 or more, and of what ended them, or :data:`CENSORED`.
    cluster
        Column of what rows are not independent within; clusters are drawn together for the interval.
    min_group
        Rows that must still be waiting, or have ended, at a horizon: nothing is said of later ones.

    Returns
    -------
    frame of the caller's kind
        :data:`~openness.statistics.results.INCIDENCE`, a row an outcome and horizon.

    Notes
    -----
    Source of the formula: Aalen, O. O. and Johansen, S. (1978), Scandinavian Journal of Statistics 5(3), 141-150. One
    less Kaplan-Meier would be too high for each outcome, as if the others could not come first.
    """
    check_draws(draws, confidence)
    if any(not horizon > 0 for horizon in horizons):
        raise BadValueError(f"horizons are {list(horizons)}, expected years above 0")
    data = eager(frame, [years, outcome, cluster])
    check_numbers(data, years)
    kept = data.filter(~nw.col(years).is_null()).select(
        _years=nw.col(years).cast(nw.Float64), _outcome=text(outcome), _cluster=text(cluster)
    )
    times = np.array(kept["_years"].to_list(), dtype=float)
    if len(times) and times.min() < 0:
        raise BadValueError(f"column {years!r} holds {times.min()}, expected 0 or more")
    kinds = np.array(kept["_outcome"].to_list(), dtype=str)
    names, member = np.unique(np.array(kept["_cluster"].to_list(), dtype=str), return_inverse=True)
    called = sorted(set(kinds.tolist()) - {CENSORED})
    grid = np.array(sorted(horizons))
    if called:
        once = aalen_johansen(times, kinds, called, grid, np.ones((1, len(times))))[0]
        drawn = aalen_johansen(times, kinds, called, grid, resampled_counts(len(names), draws, seed)[:, member])
    rows = []
    for k, kind in enumerate(called):
        for h, horizon in enumerate(grid):
            events = int(((kinds == kind) & (times <= horizon)).sum())
            at_risk = int((times >= horizon).sum())
            row = {
                "outcome": kind,
                "horizon": float(horizon),
                "n": len(times),
                "event_count": events,
                "at_risk": at_risk,
                "clusters": len(names),
            }
            if at_risk < min_group:
                row["reason"] = f"not estimable: {at_risk} are followed so long, {min_group} or more are needed"
            else:
                row["probability"] = float(once[k, h])
                row |= _bounds(drawn[:, k, h], len(names), confidence)
            rows.append(row)
    return made(rows, INCIDENCE, data)


def aalen_johansen(
    times: np.ndarray, kinds: np.ndarray, called: Sequence[str], horizons: np.ndarray, weights: np.ndarray
) -> np.ndarray:
    """Return the incidence of each outcome called, draws x outcomes x horizons, rows drawn so often (draws x rows)."""
    order = np.argsort(times, kind="stable")
    times, kinds, weights = times[order], kinds[order], weights[:, order]
    starts = np.flatnonzero(np.diff(times, prepend=-1.0))
    at_risk = weights[:, ::-1].cumsum(1)[:, ::-1][:, starts]
    ended = np.stack([np.add.reduceat(weights * (kinds == kind), starts, axis=1) for kind in called], axis=1)
    hazard = np.divide(ended, at_risk[:, None], out=np.zeros_like(ended), where=at_risk[:, None] > 0)
    free = np.cumprod(1 - hazard.sum(1), axis=1)
    before = np.concatenate([np.ones((len(free), 1)), free[:, :-1]], axis=1)
    incidence = np.cumsum(before[:, None] * hazard, axis=2)
    place = np.searchsorted(times[starts], horizons, side="right")
    return np.concatenate([np.zeros((*incidence.shape[:2], 1)), incidence], axis=2)[:, :, place]


def _bounds(drawn: np.ndarray, clusters: int, confidence: float) -> dict[str, Any]:
    if clusters < MIN_CLUSTERS:
        return {"reason": f"no interval: {counted(clusters, 'cluster')}, {MIN_CLUSTERS} or more are needed"}
    lower, upper, reason = percentile_interval(drawn, confidence)
    return {"lower": lower, "upper": upper, "reason": reason}
