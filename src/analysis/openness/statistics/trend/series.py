"""One group's releases as a series of counts by period, for models that ask what happened between periods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from openness.statistics.periods import label, period_number
from openness.statistics.trend import samples as sampling
from openness.statistics.trend.samples import MIN_DEVELOPERS, Sample


@dataclass(frozen=True)
class Series:
    """Counts of the periods in which the group has a release.

    Attributes
    ----------
    sample
        The releases themselves.
    every
        Length of a period.
    numbers
        Periods, growing by one a period.
    n, opened
        Releases, and open ones, of each.
    releases_in
        One a release: the place of its period among ``numbers``.
    """

    sample: Sample
    every: str
    numbers: np.ndarray
    n: np.ndarray
    opened: np.ndarray
    releases_in: np.ndarray

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
    """Return the result of ``samples.releases`` as one series a group, in order of names."""
    numbered = nw.from_native(known).with_columns(_number=period_number(nw.col("date"), every)).to_native()
    return {
        group: _series(sample, numbered.filter(pl.col("group") == group)["_number"].to_numpy(), every)
        for group, sample in sampling.samples(known).items()
    }


def _series(sample: Sample, period: np.ndarray, every: str) -> Series:
    numbers, place = np.unique(period, return_inverse=True)
    opened = np.bincount(place, weights=sample.is_open)
    return Series(sample, every, numbers, np.bincount(place).astype(float), opened, place)


def design_effect(series: Series) -> float:
    """Return by how much developers' releases being alike inflates the scatter of the periods' shares; 1 or more.

    Squared sums, by developer and period, of the releases' residuals from their period's share, over what they would
    be were all releases independent. What a developer's releases of different periods have in common is left out:
    it moves the shares of those periods together, and a break is a difference of them. Source of the idea: Kish, L.
    (1965), Survey Sampling, section 8.2.
    """
    share = (series.opened / series.n)[series.releases_in]
    _, developer = np.unique(series.sample.developers, return_inverse=True)
    cell = developer * len(series.numbers) + series.releases_in
    sums = np.bincount(cell, weights=series.sample.is_open - share)
    independent = (share * (1 - share)).sum()
    return max(1.0, float((sums**2).sum() / independent)) if independent > 0 else 1.0


def counts(series: Series) -> dict[str, Any]:
    """Return what every result says of its data, and ``periods``."""
    return {**series.sample.counts(), "periods": len(series.numbers)}
