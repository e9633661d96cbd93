"""How long until something happens, where for some it has not happened yet: Kaplan-Meier and what is read off it.

Source of the formulas: Kaplan, E. L. and Meier, P. (1958), Journal of the American Statistical Association 53(282),
457-481, https://doi.org/10.1080/01621459.1958.10501452; the variance is Greenwood's, the band that of log(-log S).
"""

from statistics import NormalDist
from typing import Any

import narwhals as nw
import numpy as np
from narwhals.typing import IntoFrame

from openness.project.errors import BadValueError
from openness.statistics.door import TRUE, check_numbers, eager, made, text, with_outcome
from openness.statistics.results import CURVES, SURVIVAL
from openness.statistics.shares import CONFIDENCE
from openness.words.numbers import counted
from openness.words.values import is_missing

ALL = "all"
MIN_GROUP = 5
_STEP = ("years", "at_risk", "event_count", "censored_count", "survival")


def kaplan_meier(
    frame: IntoFrame,
    *,
    years: str = "years",
    is_observed: str = "is_observed",
    by: str | None = None,
    confidence: float = CONFIDENCE,
) -> Any:
    """Return the share of which nothing has happened yet, as a step curve.

    Parameters
    ----------
    frame
        One row a thing that waits. Any frame that narwhals knows; rows without a duration are left out.
    years
        Duration, 0 or more: until the event, or until nothing is known any more.
    is_observed
        Whether the event was seen; where false the duration is right-censored.
    by
        Column of groups, a curve each; none is one group, ``all``.
    confidence
        Level of the band, which holds at each time by itself.

    Returns
    -------
    frame of the caller's kind
        :data:`~openness.statistics.results.CURVES`. No bounds where survival is 0 or 1: the formula knows no error.
    """
    data, groups = _durations(frame, years, is_observed, by, confidence)
    rows = []
    for group, (times, seen) in groups.items():
        curve = _curve(times, seen)
        lower, upper = _band(curve, confidence)
        # What happens at once is a step at 0, and a curve has one value at a time.
        if curve["years"][0] > 0:
            rows.append({"group": group, **dict(zip(_STEP, (0.0, len(times), 0, 0, 1.0), strict=True))})
        rows += [
            {"group": group, **dict(zip(_STEP, values, strict=True)), "lower": _known(low), "upper": _known(high)}
            for *values, low, high in zip(*(curve[part].tolist() for part in _STEP), lower, upper, strict=True)
        ]
    return made(rows, CURVES, data)


def survival_summary(
    frame: IntoFrame,
    *,
    years: str = "years",
    is_observed: str = "is_observed",
    by: str | None = None,
    horizon: float | None = None,
    min_group: int = MIN_GROUP,
    confidence: float = CONFIDENCE,
) -> Any:
    """Return median and restricted mean of a duration, a row a group: :data:`~openness.statistics.results.SURVIVAL`.

    The restricted mean counts up to ``horizon``, by default the longest duration of the group, and never beyond it.
    Fewer rows than ``min_group`` allow no estimate. Other parameters are those of :func:`kaplan_meier`.

    Interval of the median: Brookmeyer, R. and Crowley, J. (1982), Biometrics 38(1), 29-41,
    https://doi.org/10.2307/2530286, with the log(-log) band. Restricted mean: Royston, P. and Parmar, M. K. B. (2013),
    BMC Medical Research Methodology 13:152, https://doi.org/10.1186/1471-2288-13-152. Both take durations for
    independent of each other, and censoring for unrelated to how long it would have taken.
    """
    if horizon is not None and not horizon > 0:
        raise BadValueError(f"horizon is {horizon}, expected a number of years above 0")
    data, groups = _durations(frame, years, is_observed, by, confidence)
    rows = []
    for group, (times, seen) in groups.items():
        row = {"group": group, "n": len(times), "event_count": int(seen.sum()), "censored_count": int((~seen).sum())}
        if len(times) < min_group:
            row["reason"] = f"not estimable: {counted(len(times), 'duration')}, {min_group} or more are needed"
        elif not seen.any():
            row["reason"] = f"not estimable: none of {len(times)} has had the event"
        else:
            row |= _summary(times, seen, horizon, confidence)
        rows.append(row)
    return made(rows, SURVIVAL, data)


def _durations(
    frame: IntoFrame, years: str, is_observed: str, by: str | None, confidence: float
) -> tuple[Any, dict[str, tuple[np.ndarray, np.ndarray]]]:
    if not 0 < confidence < 1:
        raise BadValueError(f"confidence is {confidence}, expected a number between 0 and 1")
    data = eager(frame, [years, is_observed, *([by] if by else [])])
    check_numbers(data, years)
    group = nw.lit(ALL) if by is None else text(by)
    kept = with_outcome(data, is_observed).select(
        _years=nw.col(years).cast(nw.Float64), _seen=nw.col(TRUE) == 1, _group=group
    )
    found: dict[str, tuple[list[float], list[bool]]] = {}
    for duration, seen, name in kept.iter_rows():
        if is_missing(duration):
            continue
        if duration < 0 or duration == float("inf"):
            raise BadValueError(f"column {years!r} holds {duration}, expected a number of years, 0 or more")
        times, events = found.setdefault(name, ([], []))
        times.append(duration)
        events.append(bool(seen))
    return data, {
        name: (np.array(times), np.array(events, dtype=bool)) for name, (times, events) in sorted(found.items())
    }


def _curve(times: np.ndarray, seen: np.ndarray) -> dict[str, np.ndarray]:
    distinct, place = np.unique(times, return_inverse=True)
    events = np.bincount(place, weights=seen).astype(int)
    left = np.bincount(place).astype(int)
    at_risk = left[::-1].cumsum()[::-1]
    return {
        "years": distinct,
        "at_risk": at_risk,
        "event_count": events,
        "censored_count": left - events,
        "survival": np.cumprod(1 - events / at_risk),
    }


def _greenwood(curve: dict[str, np.ndarray]) -> np.ndarray:
    """Return the summands of Greenwood's variance; 0 where everybody at risk has the event."""
    events, at_risk = curve["event_count"], curve["at_risk"]
    rest = at_risk * (at_risk - events)
    return np.divide(events, rest, out=np.zeros(len(events)), where=rest > 0)


def _band(curve: dict[str, np.ndarray], confidence: float) -> tuple[np.ndarray, np.ndarray]:
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    survival = curve["survival"]
    inside = (survival > 0) & (survival < 1)
    log = np.log(survival, out=np.full(len(survival), np.nan), where=inside)
    spread = np.exp(z * np.sqrt(np.cumsum(_greenwood(curve))) / np.abs(log))
    return np.exp(log * spread), np.exp(log / spread)


def _summary(times: np.ndarray, seen: np.ndarray, horizon: float | None, confidence: float) -> dict[str, Any]:
    curve = _curve(times, seen)
    lower, upper = _band(curve, confidence)
    # At 0 the band has no width to give; it then ends where the curve does.
    lower, upper = (np.where(curve["survival"] == 0, 0.0, np.where(np.isnan(b), 1.0, b)) for b in (lower, upper))
    row = {
        "median": _first(curve["years"], curve["survival"]),
        "median_lower": _first(curve["years"], lower),
        "median_upper": _first(curve["years"], upper),
    }
    limit = float(times.max()) if horizon is None else min(horizon, float(times.max()))
    row |= _restricted_mean(curve, limit, confidence)
    if row["median"] is None:
        row["reason"] = f"no median: fewer than half have had the event within {times.max():.1f} years"
    elif row["median_upper"] is None:
        row["reason"] = "no upper bound of the median: the data end before it"
    return row


def _first(years: np.ndarray, values: np.ndarray) -> float | None:
    # Products of fractions may miss one half by a hair.
    below = np.flatnonzero(values <= 0.5 + 1e-12)
    return float(years[below[0]]) if len(below) else None


def _restricted_mean(curve: dict[str, np.ndarray], limit: float, confidence: float) -> dict[str, float | None]:
    from scipy.special import stdtrit  # noqa: PLC0415

    steps = np.minimum(np.concatenate([[0.0], curve["years"], [limit]]), limit)
    heights = np.concatenate([[1.0], curve["survival"]])
    areas = np.diff(steps) * heights
    mean = float(areas.sum())
    after = areas[::-1].cumsum()[::-1][1:]
    inside = curve["years"] <= limit
    error = float(np.sqrt((after**2 * _greenwood(curve) * inside).sum()))
    found = {"restricted_mean": mean, "horizon": limit, "mean_lower": None, "mean_upper": None}
    events = int(curve["event_count"][inside].sum())
    if error > 0 and events > 1:
        # As for any mean of few: the normal interval covers 92% at 20 durations, this one 95%.
        half = float(stdtrit(events - 1, 0.5 + confidence / 2)) * error * (events / (events - 1)) ** 0.5
        found |= {"mean_lower": max(0.0, mean - half), "mean_upper": min(limit, mean + half)}
    return found


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
