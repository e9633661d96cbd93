"""Did a dated event change the share? An interrupted time series, and the same model at dates when nothing happened.

Shares by period are given a line before the event and another after it, on the log odds; the period of the event
itself belongs to neither side and is left out. That the second line differs says little by itself: a share that bends
for other reasons differs from its line at many dates. So the event is ranked among all other dates at which the same
model can be fitted, and an effect that is nothing special there is called so.

Sources of the method: Wagner, A. K. et al. (2002), Journal of Clinical Pharmacy and Therapeutics 27(4), 299-309,
https://doi.org/10.1046/j.1365-2710.2002.00430.x; McCullagh, P. and Nelder, J. A. (1989), Generalized Linear Models,
section 4.5 (overdispersion); Abadie, A., Diamond, A. and Hainmueller, J. (2010), Journal of the American Statistical
Association 105(490), 493-505, https://doi.org/10.1198/jasa.2009.ap08746 (placebo dates).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from narwhals.typing import IntoDataFrameT

from openness.project.errors import BadValueError
from openness.statistics.door import made
from openness.statistics.periods import label, per_year
from openness.statistics.resampling import check_draws
from openness.statistics.results import INTERRUPTIONS
from openness.statistics.shares import CONFIDENCE
from openness.statistics.trend import samples as sampling
from openness.statistics.trend.logit import fit_logit, logistic
from openness.statistics.trend.samples import MIN_GROUP, Series, by_period

MIN_SIDE = 4
"""Periods with rows that are needed before and after an event: two make a line, and two say how well it fits."""

WINDOW_YEARS = 3.0
"""Years before and after an event that the model looks at: further off, no line holds."""

LEAST_DISPERSION = 1e-6
"""Dispersion below which the two lines pass through every share, and nothing says how far off they may be."""

NO_MODEL = "the model has no maximum (a side is all open or all not), or fits every period exactly"

METHOD = (
    "binomial logit of the period's share on time, with a change of level and of slope after the event; dispersion "
    "from Pearson's residuals, Student's t"
)


@dataclass(frozen=True)
class Interruption:
    """The model at one period: estimates of level and slope with errors, and what was seen."""

    before: int
    """Periods with rows before it, and after it."""
    after: int
    coefficients: np.ndarray | None = None
    """Intercept (log odds just before), slope a year, change of level, change of slope; None without a model."""
    covariance: np.ndarray | None = None
    dispersion: float | None = None
    """Pearson's."""
    df: int = 0

    def t(self, place: int) -> float:
        """Return the t statistic of a coefficient."""
        return float(self.coefficients[place] / np.sqrt(self.covariance[place, place]))


def interrupted_series(
    frame: IntoDataFrameT,
    events: pl.DataFrame,
    *,
    every: str = "quarter",
    min_group: int = MIN_GROUP,
    min_side: int = MIN_SIDE,
    window_years: float = WINDOW_YEARS,
    confidence: float = CONFIDENCE,
    **columns: str | None,
) -> IntoDataFrameT:
    """Return how each group's share changed at each event, beside what the same model finds at other dates.

    ``events`` are a polars frame of ``event_id``, ``event_title``, ``event_date``. ``min_side`` periods with rows are
    needed on each side; the model looks at ``window_years`` of each. Returns
    :data:`~openness.statistics.results.INTERRUPTIONS`, a row a group and event, by name and date.
    """
    check_draws(1, confidence)
    if min_side < 3 or window_years <= 0:
        raise BadValueError(f"min_side is {min_side} and window_years {window_years}, expected 3 or more and above 0")
    known = sampling.releases(frame, **columns)
    rows = []
    for group, series in by_period(known, every).items():
        every_period = range(int(series.numbers[0]), int(series.numbers[-1]) + 1)
        fitted = {number: interruption(series, number, min_side, window_years) for number in every_period}
        for event in events.sort("event_date").iter_rows(named=True):
            head = {"group": group, **{name: event[name] for name in ("event_id", "event_title", "event_date")}}
            rows.append(head | series.counts() | _at(event, series, fitted, min_group, min_side, confidence))
    return made(rows, INTERRUPTIONS, frame)


def interruption(
    series: Series, number: int, min_side: int = MIN_SIDE, window_years: float = WINDOW_YEARS
) -> Interruption:
    """Fit the model at one period, numbered as in ``series.numbers``; it need not have rows."""
    years = (series.numbers - number) / per_year(series.every)
    inside = (np.abs(years) <= window_years) & (years != 0)
    after = (years > 0)[inside].astype(float)
    sides = int((1 - after).sum()), int(after.sum())
    if min(sides) < min_side:
        return Interruption(*sides)
    time = years[inside]
    design = np.column_stack([np.ones(len(time)), time, after, after * time])
    n, opened = series.n[inside], series.opened[inside]
    fit = fit_logit(design, opened, n)
    if not fit.converged[0]:
        return Interruption(*sides)
    means, df = fit.means[0], len(time) - design.shape[1]
    dispersion = float(((opened - n * means) ** 2 / (n * means * (1 - means))).sum() / df)
    if dispersion < LEAST_DISPERSION:
        return Interruption(*sides)
    return Interruption(*sides, fit.coefficients[0], dispersion * fit.bread[0], dispersion, df)


def _at(
    event: dict[str, Any],
    series: Series,
    fitted: dict[int, Interruption],
    min_group: int,
    min_side: int,
    confidence: float,
) -> dict[str, Any]:
    day, count = event["event_date"], per_year(series.every)
    number = day.year * count + (day.month - 1) // (12 // count)
    found = fitted.get(number, Interruption(*_sides_outside(series, number)))
    row = {
        "event_period": label(number, series.every),
        "periods_before": found.before,
        "periods_after": found.after,
        "method": METHOD,
    }
    if (reason := series.refusal(min_group)) is not None:
        return row | {"reason": reason}
    for side, seen in (("before", found.before), ("after", found.after)):
        if seen < min_side:
            return row | {"reason": f"too few periods {side}: {seen} with releases, {min_side} are needed"}
    if found.coefficients is None:
        return row | {"reason": NO_MODEL}
    others = [one for place, one in fitted.items() if place != number and one.coefficients is not None]
    return row | _numbers(found, confidence) | _placebos(found, others)


def _sides_outside(series: Series, number: int) -> tuple[int, int]:
    return (0, len(series.numbers)) if number < series.numbers[0] else (len(series.numbers), 0)


def _numbers(found: Interruption, confidence: float) -> dict[str, float]:
    from scipy.special import stdtr, stdtrit  # noqa: PLC0415

    quantile = stdtrit(found.df, 0.5 + confidence / 2)
    row: dict[str, float] = {"dispersion": found.dispersion}
    for name, place in (("level", 2), ("slope", 3)):
        value, error = found.coefficients[place], np.sqrt(found.covariance[place, place])
        odds = np.exp([value, value - quantile * error, value + quantile * error])
        row |= dict(
            zip((f"{name}_odds_ratio", f"{name}_odds_lower", f"{name}_odds_upper"), map(float, odds), strict=True)
        )
        row[f"{name}_p"] = float(2 * stdtr(found.df, -abs(found.t(place))))
    before, after = logistic(found.coefficients[0]), logistic(found.coefficients[0] + found.coefficients[2])
    gradient = np.array([after * (1 - after) - before * (1 - before), 0.0, after * (1 - after), 0.0])
    change = after - before
    # On Fisher's scale, which keeps the bounds within what a share can change by.
    half = quantile * np.sqrt(gradient @ found.covariance @ gradient) / (1 - change**2)
    points = (change, np.tanh(np.arctanh(change) - half), np.tanh(np.arctanh(change) + half))
    names = ("level_points", "level_points_lower", "level_points_upper")
    return row | {name: 100 * float(value) for name, value in zip(names, points, strict=True)}


def _placebos(found: Interruption, others: list[Interruption]) -> dict[str, Any]:
    row: dict[str, Any] = {"placebos": len(others)}
    for name, place in (("level", 2), ("slope", 3)):
        as_large = sum(abs(one.t(place)) >= abs(found.t(place)) for one in others)
        row[f"{name}_placebo_p"] = (1 + as_large) / (1 + len(others)) if others else None
    return row
