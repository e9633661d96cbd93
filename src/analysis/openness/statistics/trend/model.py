"""Is a share rising? A binomial model of an outcome on time, with errors that allow for clusters, in tidy tables.

Rows of one cluster are alike, so the clusters and not the rows are what is sampled. Where the data cannot
bear a slope the row says why, and its numbers are null; nothing is extrapolated past a group's own first and last date.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
import polars as pl
from narwhals.typing import IntoDataFrameT

from openness.project.errors import BadValueError
from openness.statistics.door import like, made
from openness.statistics.multiplicity import with_adjusted_p
from openness.statistics.resampling import SEED, check_draws, percentile_interval
from openness.statistics.results import FITTED, SLOPE_DIFFERENCES, SLOPES
from openness.statistics.shares import CONFIDENCE
from openness.statistics.trend import samples as sampling
from openness.statistics.trend.logit import logistic
from openness.statistics.trend.samples import MIN_GROUP, Sample
from openness.statistics.trend.slopes import LOG_ODDS_ERRORS, Slopes, lines, resampled_points, slopes

MARGIN = 2.0
"""Percentage points a year within which a share is called flat."""

DRAWS = 999
MIN_DF = 4.0
"""Satterthwaite degrees of freedom below which Student's t no longer holds (Pustejovsky and Tipton 2018, section 4)."""

VERDICTS = ("rises", "falls", "flat", "cannot tell", "not estimable")

METHOD = (
    "binomial logit of openness on the date in years, one line a group; errors clustered by developer (CR2 for the "
    "odds ratio, CR3 and delta method for the points), Student's t with Satterthwaite degrees of freedom"
)


def trend_model(
    frame: IntoDataFrameT,
    *,
    min_group: int = MIN_GROUP,
    margin: float = MARGIN,
    confidence: float = CONFIDENCE,
    draws: int = DRAWS,
    seed: int = SEED,
    **columns: str | None,
) -> IntoDataFrameT:
    """Return how the share of an outcome, such as being open, changes a year in every group.

    A share that is shown to change by less than ``margin`` percentage points a year is flat: the interval of level
    ``2 * confidence - 1`` lies within the margin, which is the test of equivalence at ``1 - confidence``. ``draws`` and
    ``seed`` are of the bootstrap of clusters, the check on the model's errors; 0 draws leave it out. Returns
    :data:`~openness.statistics.results.SLOPES`, a row a group, by name.
    """
    check(min_group, margin, confidence)
    if draws:
        check_draws(draws, confidence)
    known = sampling.releases(frame, **columns)
    rows = []
    for sample in sampling.samples(known).values():
        row = {"group": sample.group, **sample.counts()} | _numbers([sample], (1.0,), min_group, margin, confidence)
        if draws and row["reason"] is None:
            row |= _bootstrapped(sample, row["df"], draws, seed, confidence)
        rows.append(row)
    return made(rows, SLOPES, frame)


def slope_differences(
    frame: IntoDataFrameT,
    pairs: Sequence[tuple[str, str]] = (("corporate", "community"),),
    *,
    min_group: int = MIN_GROUP,
    margin: float = MARGIN,
    confidence: float = CONFIDENCE,
    **columns: str | None,
) -> IntoDataFrameT:
    """Return the slope of one group less that of another: the interaction of time and group.

    The second of each pair is subtracted from the first; a group without rows gives a reason. ``margin`` is that of
    :func:`trend_model`. Returns :data:`~openness.statistics.results.SLOPE_DIFFERENCES`, a row a pair.
    """
    check(min_group, margin, confidence)
    for one, other in pairs:
        if one == other:
            raise BadValueError(f"group {one!r} is compared with itself, expected two groups")
    known = sampling.releases(frame, **columns)
    groups = sampling.samples(known)
    rows = []
    for names in pairs:
        both = [groups.get(name) or sampling.nothing(name) for name in names]
        pooled = known.filter(pl.col("group").is_in(list(names))).with_columns(pl.lit(sampling.ALL).alias("group"))
        counts = sampling.samples(pooled).get(sampling.ALL, sampling.nothing(sampling.ALL)).counts()
        numbers = _numbers(both, (1.0, -1.0), min_group, margin, confidence)
        rows.append({"group": names[0], "other_group": names[1], **counts, **numbers})
    return made(rows, SLOPE_DIFFERENCES, frame)


def many_groups(frame: IntoDataFrameT, *, by: str = "country", **options: Any) -> IntoDataFrameT:
    """Return :func:`trend_model`, without its bootstrap, with p-values that allow for the number of groups.

    What is added is said at :func:`~openness.statistics.multiplicity.with_adjusted_p`.
    """
    return with_adjusted_p(trend_model(frame, by=by, draws=0, **options))


def fitted_shares(
    frame: IntoDataFrameT,
    *,
    min_group: int = MIN_GROUP,
    confidence: float = CONFIDENCE,
    points: int = 40,
    **columns: str | None,
) -> IntoDataFrameT:
    """Return the model's share at ``points`` dates, from each group's first row to its last and no further.

    Returns :data:`~openness.statistics.results.FITTED`; a group without a slope has no rows.
    """
    check(min_group, MARGIN, confidence)
    known = sampling.releases(frame, **columns)
    parts = [pl.DataFrame(schema=FITTED.schema)]
    for group, sample in sampling.samples(known).items():
        if sample.refusal(min_group) is not None:
            continue
        own = known.filter(pl.col("group") == group)["date"]
        parts.append(_curve(sample, own.min(), own.max(), points, confidence))
    return like(pl.concat(parts), frame)


def verdict(points: float, p_value: float, flat_p_value: float, level: float) -> str:
    """Return one of :data:`VERDICTS` for a change, the p of none and the p of one beyond the margin, at a level."""
    if p_value < level:
        return "rises" if points > 0 else "falls"
    return "flat" if flat_p_value < level else "cannot tell"


def check(min_group: int, margin: float, confidence: float) -> None:
    """Raise ``BadValueError`` for a parameter out of range."""
    check_draws(1, confidence)
    if min_group < 1:
        raise BadValueError(f"min_group is {min_group}, expected 1 or more releases")
    if margin <= 0:
        raise BadValueError(f"margin is {margin}, expected more than 0 percentage points a year")


def _numbers(
    parts: Sequence[Sample], signs: Sequence[float], min_group: int, margin: float, confidence: float
) -> dict[str, Any]:
    empty = {"verdict": VERDICTS[-1], "method": METHOD}
    for sample in parts:
        if (refusal := sample.refusal(min_group)) is not None:
            return empty | {"reason": f"{sample.group}: {refusal}"}
    names = " and ".join(sample.group for sample in parts)
    found = slopes(parts, signs)
    df = min(float(found.log_odds.df[0]), float(found.points.df[0]))
    if not np.isfinite(df):
        return empty | {"reason": f"{names}: the model has no maximum"}
    if df < MIN_DF:
        few = f"a few developers decide: {df:.1f} degrees of freedom, fewer than {MIN_DF:.0f}"
        return empty | {"reason": f"{names}: {few}"}
    return empty | _of_slopes(found, margin, confidence)


def _of_slopes(found: Slopes, margin: float, confidence: float) -> dict[str, Any]:
    lower, upper = (float(bound[0]) for bound in found.points.interval(confidence))
    points, flat_p = float(found.points.value[0]), float(found.points.flat_p_value(margin)[0])
    # One cluster with most rows can bend the curve so far that points look certain and log odds do not, or the
    # other way round; a change is claimed where both say so.
    p_value = max(float(found.log_odds.p_value()[0]), float(found.points.p_value()[0]))
    odds = [float(np.exp(bound[0])) for bound in (found.log_odds.value, *found.log_odds.interval(confidence))]
    return {
        "odds_ratio": odds[0],
        "odds_lower": odds[1],
        "odds_upper": odds[2],
        "points_per_year": points,
        "points_lower": lower,
        "points_upper": upper,
        "p_value": p_value,
        "df": float(found.points.df[0]),
        "flat_p_value": flat_p,
        "verdict": verdict(points, p_value, flat_p, 1 - confidence),
        "reason": None,
    }


def bootstrap_confidence(confidence: float, df: float, developers: int) -> float:
    """Return the level at which percentiles are taken so that the interval covers as Student's t would.

    Plain percentiles are too close when few are drawn from. Source of the method: Hesterberg, T. C. (2015), The
    American Statistician 69(4), 371-386, section 5.3, https://doi.org/10.1080/00031305.2015.1089789, with the
    model's degrees of freedom in place of one less than the number of clusters, whose rows differ in number.
    """
    from scipy.special import ndtr, stdtrit  # noqa: PLC0415

    wider = np.sqrt(developers / (developers - 1)) * stdtrit(df, 0.5 + confidence / 2)
    return float(1 - 2 * ndtr(-wider))


def _bootstrapped(sample: Sample, df: float, draws: int, seed: int, confidence: float) -> dict[str, Any]:
    estimates = resampled_points(sample, draws, seed)
    level = bootstrap_confidence(confidence, df, sample.developer_count)
    lower, upper, reason = percentile_interval(estimates, level)
    return {"boot_lower": lower, "boot_upper": upper, "boot_reason": reason}


def _curve(sample: Sample, first: datetime, last: datetime, points: int, confidence: float) -> pl.DataFrame:
    from scipy.special import stdtrit  # noqa: PLC0415

    fitted = lines([sample])
    if not fitted.fit.converged[0]:
        return pl.DataFrame(schema=FITTED.schema)
    steps = np.linspace(0, 1, points)
    years = sample.years.min() + steps * np.ptp(sample.years) - sample.years.mean()
    errors = fitted.errors(LOG_ODDS_ERRORS)
    contrasts = np.column_stack([np.ones(points), years])
    df = np.array([errors.degrees_of_freedom(contrast)[0] for contrast in contrasts])
    half = stdtrit(df, 0.5 + confidence / 2) * np.array([errors.standard_error(row)[0] for row in contrasts])
    logit = contrasts @ fitted.fit.coefficients[0]
    return pl.DataFrame(
        {
            "group": [sample.group] * points,
            "date": [first + (last - first) * step for step in steps],
            "share": logistic(logit),
            "lower": logistic(logit - half),
            "upper": logistic(logit + half),
        },
        schema=FITTED.schema,
    )
