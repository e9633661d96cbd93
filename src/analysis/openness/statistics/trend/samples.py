"""Rows as samples and series for a trend: the date of each, its outcome, and the cluster that it belongs to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from openness.project.errors import BadValueError
from openness.statistics.door import KNOWN, TRUE, eager, with_outcome
from openness.statistics.periods import label, period_number
from openness.statistics.trend.logit import is_separated
from openness.words.values import is_missing, with_days

ALL = "all"

MIN_GROUP = 5
MIN_DEVELOPERS = 10
"""Clusters below which errors that allow for their rows being alike are not to be trusted."""

MIN_EACH = 5
"""Open rows, and others, below which a slope hangs on single rows."""

TEAMS = ("first", "team")
TEAM_SIGN = "+"
"""What joins the identifiers of a team in ``developer_id``, in the order in which they are named."""

UNKNOWN_DEVELOPER = "unknown"

_LATER_BY = {"month": 0.5 / 12, "year": 0.5}


@dataclass(frozen=True)
class Sample:
    """The rows of one group of which it is known whether they are open."""

    group: str
    years: np.ndarray
    """One a row: the date as a year with a fraction."""
    is_open: np.ndarray
    """Rows of 0 and 1, or tables x rows for many outcomes on the same rows."""
    developers: np.ndarray
    """One a row: the number of its cluster, a whole number, the same in all groups of a frame."""
    period: str | None = None
    """First and last month with a row, in words."""

    @property
    def n(self) -> int:
        """Number of rows."""
        return len(self.years)

    @property
    def developer_count(self) -> int:
        """Number of clusters."""
        return len(np.unique(self.developers))

    def counts(self) -> dict[str, Any]:
        """Return what every result says of its data."""
        opened = int(self.is_open.sum())
        return {"n": self.n, "open_count": opened, "developers": self.developer_count, "period": self.period}

    def refusal(self, min_group: int = MIN_GROUP) -> str | None:
        """Return why a slope can't be estimated, None if it can."""
        opened = int(self.is_open.sum())
        checks = (
            (self.n == 0, "no release of known openness and date"),
            (self.n < min_group, f"fewer than {min_group} releases"),
            (self.developer_count == 1, "all releases are by one developer"),
            (self.developer_count < MIN_DEVELOPERS, f"fewer than {MIN_DEVELOPERS} developers"),
            (len(np.unique(np.floor(self.years))) == 1, "all releases are of one year"),
            (opened == 0, "no release is open"),
            (opened == self.n, "all releases are open"),
            (self.n - opened < MIN_EACH, f"fewer than {MIN_EACH} releases are not open"),
            (opened < MIN_EACH, f"fewer than {MIN_EACH} releases are open"),
        )
        for fails, reason in checks:
            if fails:
                return reason
        if is_separated(self.years, self.is_open):
            return "one date parts all open releases from the others, so the slope has no bound"
        return None


def releases(
    frame: Any,
    *,
    by: str | None = "developer_group",
    is_open: str = "is_open",
    date: str = "release_date",
    cluster: str = "developer_id",
    teams: str = "first",
) -> pl.DataFrame:
    """Return the rows that can stand in a trend, in the caller's order.

    Parameters
    ----------
    frame
        One row an observation, such as a release, pandas or polars.
    by
        Column of groups, null is ``unknown``; None: all rows are one group, ``all``.
    is_open
        Column of booleans, or of 1 and 0; rows where it is missing are left out.
    date
        Column of dates; rows without one are left out. Where the frame has ``date_precision``, a date known to the
        month or year stands in its middle.
    cluster
        Column of clusters; null is one cluster, ``unknown``.
    teams
        ``first``: the row of several belongs to the cluster named first; ``team``: to all of them, as a cluster of
        its own.

    Returns
    -------
    polars.DataFrame
        ``group``, ``date``, ``year`` (with a fraction), ``is_open``, ``developer``.

    Raises
    ------
    UnknownNameError, BadValueError
        A column is not there, or holds no dates or no outcomes; ``teams`` is neither.
    """
    if teams not in TEAMS:
        raise BadValueError(f"teams is {teams!r}, expected one of: {', '.join(TEAMS)}")
    data = eager(frame, [name for name in (by, is_open, date, cluster) if name is not None])
    known = with_outcome(with_days(data, date), is_open).filter(nw.col(KNOWN) == 1, ~nw.col(date).is_null())
    precision = known["date_precision"].to_list() if "date_precision" in data.columns else ["day"] * len(known)
    dates = known[date].to_list()
    first = TEAM_SIGN if teams == "first" else None
    return pl.DataFrame(
        {
            "group": [_named(value) for value in known[by].to_list()] if by is not None else [ALL] * len(known),
            "date": [datetime(day.year, day.month, day.day) for day in dates],
            "year": [_fraction(day, exact) for day, exact in zip(dates, precision, strict=True)],
            "is_open": [float(value) for value in known[TRUE].to_list()],
            "developer": [_lead(_named(value), first) for value in known[cluster].to_list()],
        },
        schema={
            "group": pl.String,
            "date": pl.Datetime("us"),
            "year": pl.Float64,
            "is_open": pl.Float64,
            "developer": pl.String,
        },
    )


def samples(known: pl.DataFrame) -> dict[str, Sample]:
    """Return the result of :func:`releases` as one sample a group, in order of the groups' names."""
    coded = known.with_columns(pl.col("developer").rank("dense").cast(pl.Int64).alias("_developer"))
    return {
        group: Sample(
            group,
            own["year"].to_numpy(),
            own["is_open"].to_numpy(),
            own["_developer"].to_numpy(),
            f"{own['date'].min():%Y-%m} to {own['date'].max():%Y-%m}",
        )
        for (group,), own in sorted(coded.partition_by("group", as_dict=True).items())
    }


def nothing(group: str) -> Sample:
    """Return the sample of a group without rows."""
    return Sample(group, np.empty(0), np.empty(0), np.empty(0, dtype=int))


@dataclass(frozen=True)
class Series:
    """Counts of the periods in which the group has a row."""

    sample: Sample
    every: str
    numbers: np.ndarray
    """Periods, growing by one a period."""
    n: np.ndarray
    """Rows, and open ones, of each."""
    opened: np.ndarray
    releases_in: np.ndarray
    """One a row: the place of its period among ``numbers``."""

    def counts(self) -> dict[str, Any]:
        """Return what every result says of its data, and ``periods``."""
        return {**self.sample.counts(), "periods": len(self.numbers)}

    def label(self, place: int) -> str:
        """Return the label of the period at a place."""
        return label(int(self.numbers[place]), self.every)

    def refusal(self, min_group: int) -> str | None:
        """Return why nothing can be said of the series, None if something can."""
        total, opened = int(self.n.sum()), int(self.opened.sum())
        if total < min_group:
            return f"fewer than {min_group} releases"
        if self.sample.developer_count < MIN_DEVELOPERS:
            return f"fewer than {MIN_DEVELOPERS} developers"
        if opened in (0, total):
            return "no release is open" if opened == 0 else "all releases are open"
        return None


def by_period(known: pl.DataFrame, every: str) -> dict[str, Series]:
    """Return the result of :func:`releases` as one series a group, in order of names."""
    numbered = nw.from_native(known).with_columns(_number=period_number(nw.col("date"), every)).to_native()
    return {
        group: _series(sample, numbered.filter(pl.col("group") == group)["_number"].to_numpy(), every)
        for group, sample in samples(known).items()
    }


def _series(sample: Sample, period: np.ndarray, every: str) -> Series:
    numbers, place = np.unique(period, return_inverse=True)
    opened = np.bincount(place, weights=sample.is_open)
    return Series(sample, every, numbers, np.bincount(place).astype(float), opened, place)


def design_effect(series: Series) -> float:
    """Return by how much clusters' rows being alike inflates the scatter of the periods' shares; 1 or more.

    Squared sums, by cluster and period, of the rows' residuals from their period's share, over what they would
    be were all rows independent. What a cluster's rows of different periods have in common is left out:
    it moves the shares of those periods together, and a break is a difference of them. Source of the idea: Kish, L.
    (1965), Survey Sampling, section 8.2.
    """
    share = (series.opened / series.n)[series.releases_in]
    _, developer = np.unique(series.sample.developers, return_inverse=True)
    cell = developer * len(series.numbers) + series.releases_in
    sums = np.bincount(cell, weights=series.sample.is_open - share)
    independent = (share * (1 - share)).sum()
    return max(1.0, float((sums**2).sum() / independent)) if independent > 0 else 1.0


def _named(value: Any) -> str:
    return UNKNOWN_DEVELOPER if is_missing(value) else str(value)


def _lead(developer: str, sign: str | None) -> str:
    return developer if sign is None else developer.split(sign, maxsplit=1)[0]


def _fraction(day: Any, precision: str) -> float:
    start = datetime(day.year, 1, 1)
    length = (datetime(day.year + 1, 1, 1) - start).days
    return day.year + (datetime(day.year, day.month, day.day) - start).days / length + _LATER_BY.get(precision, 0.0)
