"""How far rows of unknown outcome can turn a slope: blanks left out, corrected, or bounded, with sampling error.

The slope is that of the least-squares line of the outcome on the date. It is linear in the outcomes, so what blanks
allow is known exactly: a blank pulls the line up most if it has the outcome where it is later than the mean date and
lacks it where it is earlier, and down most the other way round. All variances are those of the jackknife that leaves
out one cluster at a time, from both groups, the mean date and the rates of filling in alike.

The correction takes one rate for all years, as blanks are too few to have one each: it leans toward a level line.

Sources of the formulas: Manski, C. F. (1990), American Economic Review 80(2), 319-323,
https://www.jstor.org/stable/2006592, for the bounds; Imbens, G. W. and Manski, C. F. (2004), Econometrica 72(6),
1845-1857, https://doi.org/10.1111/j.1468-0262.2004.00555.x, for their sampling error; the jackknife and its degrees of
freedom are those of :mod:`~openness.statistics.clustered_shares`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoDataFrameT

from openness.project.errors import BadValueError
from openness.statistics.contrast import BLANKS, BOUNDS, CORRECTED, KNOWN, covering_tail
from openness.statistics.door import KNOWN as JUDGED
from openness.statistics.door import TRUE, eager, made, with_outcome
from openness.statistics.resampling import check_draws
from openness.statistics.results import SLOPE_BOUNDS
from openness.statistics.share_intervals import CONFIDENCE
from openness.statistics.trend import samples as sampling
from openness.statistics.trend.samples import MIN_DEVELOPERS, MIN_GROUP

_FLAT = 1e-9
_STEPS = 60
_LEAST_P = 1e-9
"""Chances of error below this are not told apart: rounding would."""


@dataclass(frozen=True)
class Rows:
    """The dated rows of one group, and those that were blank once and filled in later."""

    years: np.ndarray
    """One a row: the date as a year with a fraction."""
    is_open: np.ndarray
    """1 or 0; what it is of a blank is not looked at."""
    is_blank: np.ndarray
    clusters: np.ndarray
    """One a row: the number of its cluster, from 0, the same in all groups."""
    filled: np.ndarray
    """One a cluster: rows that were filled in, and how many of these have the outcome."""
    filled_open: np.ndarray


@dataclass(frozen=True)
class Ends:
    """The least and the greatest slope that a treatment of blanks allows, and how far each moves without a cluster."""

    value: np.ndarray
    """Least and greatest."""
    moved: np.ndarray
    """Clusters x both, scaled so that the sum of squares is the jackknife's variance."""
    degrees: np.ndarray

    @property
    def variance(self) -> np.ndarray:
        """Variances of both."""
        return (self.moved**2).sum(0)

    def less(self, other: "Ends") -> "Ends":
        """Return the ends of this slope less another: the least of one less the greatest of the other, and so on."""
        turned = other.moved[:, ::-1]
        variances = self.variance, other.variance[::-1]
        with np.errstate(invalid="ignore", divide="ignore"):
            parts = [one**2 / degrees for one, degrees in zip(variances, (self.degrees, other.degrees), strict=True)]
            degrees = sum(variances) ** 2 / sum(parts)
        return Ends(
            self.value - other.value[::-1],
            self.moved - turned,
            np.where(np.isfinite(degrees), np.maximum(degrees, 1), 1.0),
        )

    def interval(self, confidence: float) -> tuple[float, float]:
        """Return the bounds that hold the true slope, wherever it is between the ends, as often as said."""
        from scipy.special import stdtrit  # noqa: PLC0415 - loads late: scipy takes as long as the rest together

        errors = np.sqrt(self.variance)
        tail = covering_tail(float(self.value[1] - self.value[0]), float(errors.max()), confidence)
        t = stdtrit(self.degrees, 1 - tail)
        return float(self.value[0] - t[0] * errors[0]), float(self.value[1] + t[1] * errors[1])

    def p_value(self) -> float:
        """Return the smallest chance of error at which the interval leaves zero out."""
        if not np.isfinite(self.interval(0.5)).all():
            return np.nan
        if self.value[0] <= 0 <= self.value[1]:
            return 1.0
        low, high = _LEAST_P, 1.0
        for _ in range(_STEPS):
            middle = (low + high) / 2
            lower, upper = self.interval(1 - middle)
            low, high = (low, middle) if lower > 0 or upper < 0 else (middle, high)
        return high


def slope_bounds(
    frame: IntoDataFrameT,
    pairs: Sequence[tuple[str, str]] = (("corporate", "community"),),
    *,
    by: str = "developer_group",
    filled: Any = None,
    is_open: str = "is_open",
    date: str = "release_date",
    cluster: str = "developer_id",
    teams: str = "first",
    min_group: int = MIN_GROUP,
    confidence: float = CONFIDENCE,
) -> IntoDataFrameT:
    """Return how the share of an outcome changes a year under each treatment of blanks, by group and pair of groups.

    Parameters
    ----------
    pairs
        Groups to compare: the slope of the first less that of the second.
    filled
        Rows whose outcome an earlier edition did not know and a later one does, with ``by``, ``is_open`` and
        ``cluster``; without them blanks are not corrected.
    min_group
        Groups with fewer rows of known outcome have no slope, nor have those with fewer than ten clusters.

    Returns
    -------
    frame of the caller's kind
        :data:`~openness.statistics.results.SLOPE_BOUNDS`, a row a group and treatment of blanks, then a row a pair and
        treatment; none for a treatment that cannot be had.
    """
    check_draws(1, confidence)
    for one, other in pairs:
        if one == other:
            raise BadValueError(f"group {one!r} is compared with itself, expected two groups")
    groups = _groups(frame, filled, by, is_open, date, cluster, teams)
    found = {name: {} if refusal(rows, min_group) else treated(rows) for name, rows in groups.items()}
    rows = []
    for name, own in groups.items():
        reason = refusal(own, min_group)
        head = {"group": name, "other_group": None, **_counts(own), "reason": reason}
        rows += [head | {"blanks": KNOWN}] if reason else [head | _row(*one, confidence) for one in found[name].items()]
    for names in pairs:
        both = [groups.get(name) for name in names]
        reasons = [
            f"{name}: {refusal(own, min_group) if own is not None else 'no release with a date'}"
            for name, own in zip(names, both, strict=True)
            if own is None or refusal(own, min_group)
        ]
        head = {"group": names[0], "other_group": names[1], **_counts(*(own for own in both if own is not None))}
        if reasons:
            rows.append(head | {"blanks": KNOWN, "reason": "; ".join(reasons)})
            continue
        one, other = (found[name] for name in names)
        rows += [
            head | {"reason": None} | _row(blanks, one[blanks].less(other[blanks]), confidence)
            for blanks in BLANKS
            if blanks in one and blanks in other
        ]
    return made(rows, SLOPE_BOUNDS, frame)


def treated(rows: Rows) -> dict[str, Ends]:
    """Return the slope of a group, in points a year, under each treatment of blanks that can be had."""
    # A middle near the dates keeps the sums of squares exact.
    years = rows.years - np.round(rows.years.mean())
    blank = rows.is_blank
    known = _Sums(years[~blank], rows.is_open[~blank], rows.clusters[~blank], len(rows.filled))
    every = _Sums(years, np.where(blank, 0.0, rows.is_open), rows.clusters, len(rows.filled))
    low, high = _pulls(years[blank], rows.clusters[blank], every)
    closed = every.numerator()
    ends = {
        KNOWN: _ends(known, *(known.numerator(),) * 2),
        BOUNDS: _ends(every, closed + low, closed + high),
    }
    if rows.filled.sum() > 0:
        each = (values.sum() - np.concatenate([[0.0], values]) for values in (rows.filled_open, rows.filled))
        with np.errstate(invalid="ignore", divide="ignore"):
            rate = np.divide(*each)
        corrected = closed + rate * (low + high)
        ends[CORRECTED] = _ends(every, corrected, corrected, also=rows.filled > 0)
    return {name: ends[name] for name in BLANKS if name in ends}


def refusal(rows: Rows, min_group: int = MIN_GROUP) -> str | None:
    """Return why a group has no slope, None if it has one."""
    known = rows.years[~rows.is_blank]
    if len(known) < max(min_group, 1):
        return f"fewer than {max(min_group, 1)} releases" if len(known) else "no release of known openness and date"
    developers = len(np.unique(rows.clusters[~rows.is_blank]))
    if developers < MIN_DEVELOPERS:
        return "all releases are by one developer" if developers == 1 else f"fewer than {MIN_DEVELOPERS} developers"
    return "all releases are of one year" if len(np.unique(np.floor(known))) == 1 else None


class _Sums:
    """Sums of rows, times and outcomes of all clusters (first), then without each of them."""

    def __init__(self, years: np.ndarray, is_open: np.ndarray, clusters: np.ndarray, number: int) -> None:
        def without(values: np.ndarray) -> np.ndarray:
            each = np.bincount(clusters, weights=values, minlength=number)
            return values.sum() - np.concatenate([[0.0], each])

        ones = np.ones_like(years)
        self.n, self.x, self.xx = without(ones), without(years), without(years**2)
        self.y, self.xy = without(is_open), without(years * is_open)
        self.present = np.bincount(clusters, minlength=number) > 0
        with np.errstate(invalid="ignore", divide="ignore"):
            self.mean = self.x / self.n
            spread = np.bincount(clusters, weights=(years - self.mean[0]) ** 2, minlength=number)
            self.effective = spread.sum() ** 2 / (spread**2).sum()

    def numerator(self) -> np.ndarray:
        """Return the sums of outcomes times the distance of their rows from the mean date."""
        return self.xy - self.mean * self.y

    def slope(self, numerator: np.ndarray) -> np.ndarray:
        spread = self.xx - self.mean * self.x
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(spread > _FLAT, 100 * numerator / spread, np.nan)


def _pulls(years: np.ndarray, clusters: np.ndarray, every: _Sums) -> tuple[np.ndarray, np.ndarray]:
    """Return by how much blanks can lower, and raise, the numerator: with all clusters, then without each."""
    away = years[None, :] - every.mean[:, None]
    # Without a cluster its own blanks are gone.
    away[1:][clusters[None, :] == np.arange(len(every.mean) - 1)[:, None]] = 0.0
    return np.minimum(away, 0).sum(1), np.maximum(away, 0).sum(1)


def _ends(sums: _Sums, low: np.ndarray, high: np.ndarray, also: np.ndarray | bool = False) -> Ends:
    slopes = np.column_stack([sums.slope(low), sums.slope(high)])
    touches = sums.present | also
    number = touches.sum()
    moved = np.where(touches[:, None], slopes[1:] - slopes[0], 0.0) * np.sqrt((number - 1) / number)
    degrees = max(sums.effective - 1, 1.0) if np.isfinite(sums.effective) else 1.0
    return Ends(slopes[0], moved, np.full(2, degrees))


def _groups(frame: Any, filled: Any, by: str, is_open: str, date: str, cluster: str, teams: str) -> dict[str, Rows]:
    """Return the dated rows of every group, by name."""
    columns = {"by": by, "date": date, "cluster": cluster, "teams": teams}
    data = with_outcome(eager(frame, [by, is_open, date, cluster]), is_open)
    marked = data.with_columns(_judged=nw.col(JUDGED), _opened=nw.col(TRUE)).to_native()
    judged = sampling.releases(marked, is_open="_judged", **columns)
    opened = sampling.releases(marked, is_open="_opened", **columns)
    dated = judged.select("group", "year", "developer", _judged="is_open").with_columns(_opened=opened["is_open"])
    later = _filled(filled, by, is_open, cluster, teams)
    names = pl.concat([dated["developer"], later["developer"]]).unique().sort()
    number = {name: place for place, name in enumerate(names)}
    groups = {}
    for (name,), own in sorted(dated.partition_by("group", as_dict=True).items()):
        counts = np.zeros((2, len(names)))
        for row in later.filter(pl.col("group") == name).iter_rows(named=True):
            counts[:, number[row["developer"]]] = row["n"], row["open_count"]
        groups[name] = Rows(
            own["year"].to_numpy(),
            own["_opened"].to_numpy(),
            own["_judged"].to_numpy() == 0,
            np.array([number[one] for one in own["developer"]], dtype=int),
            *counts,
        )
    return groups


def _filled(filled: Any, by: str, is_open: str, cluster: str, teams: str) -> pl.DataFrame:
    """Return rows that were filled in by group and cluster: how many, and how many of them have the outcome."""
    schema = {"group": pl.String, "developer": pl.String, "n": pl.Int64, "open_count": pl.Int64}
    if filled is None:
        return pl.DataFrame(schema=schema)
    table = with_outcome(eager(filled, [by, is_open, cluster]), is_open)
    developer = nw.col(cluster).cast(nw.String).fill_null(sampling.UNKNOWN_DEVELOPER)
    named = table.select(
        group=nw.col(by).cast(nw.String).fill_null("unknown"), developer=developer, n=JUDGED, hits=TRUE
    )
    first = pl.col("developer").str.split(sampling.TEAM_SIGN).list.first()
    rows = pl.DataFrame(
        named.to_dict(as_series=False),
        schema={"group": pl.String, "developer": pl.String} | {"n": pl.Int64, "hits": pl.Int64},
    )
    lead = rows.with_columns(first.alias("developer")) if teams == "first" else rows
    return lead.group_by("group", "developer").agg(pl.col("n").sum(), pl.col("hits").sum().alias("open_count"))


def _counts(*groups: Rows) -> dict[str, Any]:
    clusters = [own.clusters[~own.is_blank] for own in groups]
    return {
        "n": int(sum((~own.is_blank).sum() for own in groups)),
        "blank_count": int(sum(own.is_blank.sum() for own in groups)),
        "filled_count": int(sum(own.filled.sum() for own in groups)),
        "developers": len(np.unique(np.concatenate(clusters))) if clusters else 0,
    }


def _row(blanks: str, ends: Ends, confidence: float) -> dict[str, Any]:
    lower, upper = ends.interval(confidence)
    numbers = {
        "points_least": ends.value[0],
        "points_most": ends.value[1],
        "points_lower": lower,
        "points_upper": upper,
        "p_value": ends.p_value(),
    }
    return {"blanks": blanks} | {name: float(one) if np.isfinite(one) else None for name, one in numbers.items()}
