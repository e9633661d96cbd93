"""What decompositions share: judged rows of two periods, the two panels, reasons for no estimate, intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
from narwhals.typing import IntoFrame

from openness.project.errors import BadValueError
from openness.statistics.door import KNOWN, TRUE, eager, text, with_outcome
from openness.statistics.periods import check_label
from openness.statistics.resampling import DRAWS, MOST_UNDEFINED, SEED, check_draws, resampled_counts
from openness.statistics.shares import CONFIDENCE, with_period
from openness.words.numbers import counted, percent

ALL = "all"
"""Name of what is not one factor or one category: their total."""

TURNOVER = "developer_turnover"
"""A factor that is always there: whether the cluster has rows in both periods or in one of them only."""

MIN_GROUP = 5
MIN_DEVELOPERS = 30
"""Clusters below which there is no interval: in simulations of 20 it covers 92% and not 95%."""

MOST_CATEGORIES = 6
MOST_FACTORS = 6

UNKNOWN, OTHER = "unknown", "other"

Span = str | int | tuple[str | int, str | int]


@dataclass(frozen=True)
class Options:
    """What every decomposition is told: the two periods, columns, and the bootstrap's draws, seed and confidence."""

    before: Span
    """A label of ``every`` (``2022``, ``"2022-Q3"``), or the first and last of several."""
    after: Span
    every: str = "year"
    """``year``, ``half`` or ``quarter``."""
    is_open: str = "is_open"
    """Boolean column; rows of which it is null are left out."""
    date: str = "release_date"
    """Column of dates; rows without one, or with one too inexact for ``every``, are left out."""
    developer: str = "developer_id"
    """Clusters, several joined by ``+``, of which the first named counts; a row without one is a cluster by itself."""
    min_group: int = MIN_GROUP
    """Judged rows that a period must have."""
    most: int = MOST_CATEGORIES
    """Categories that are kept; the others are pooled as ``other``."""
    draws: int = DRAWS
    seed: int = SEED
    confidence: float = CONFIDENCE


@dataclass(frozen=True)
class Sample:
    """Judged rows of two periods: an entry a row, and the names behind the numbers."""

    is_open: np.ndarray
    is_b: np.ndarray
    developer: np.ndarray
    codes: np.ndarray
    categories: list[list[str]]

    def of(self, chosen: np.ndarray) -> Sample:
        """Return some of the rows, clusters numbered anew."""
        developer = np.unique(self.developer[chosen], return_inverse=True)[1]
        return Sample(self.is_open[chosen], self.is_b[chosen], developer, self.codes[chosen], self.categories)

    @property
    def developers(self) -> int:
        """Number of clusters."""
        return len(np.unique(self.developer))

    @property
    def effective_developers(self) -> float:
        """Number of clusters of like size that would make as uneven a sample: Kish's effective size."""
        sizes = np.bincount(self.developer)
        return float(sizes.sum() ** 2 / (sizes**2).sum())

    def counts(self, period: bool) -> tuple[int, float | None]:
        """Return the rows of the first (False) or second period, and their open share."""
        chosen = self.is_b == period
        return int(chosen.sum()), float(self.is_open[chosen].mean()) if chosen.any() else None


def take_sample(frame: IntoFrame, factors: list[str], options: Options) -> tuple[Any, Sample]:
    """Return the caller's frame, and the judged rows of the two periods in it; bad options are refused."""
    check_draws(options.draws, options.confidence)
    if options.min_group < 1 or options.most < 1:
        raise BadValueError(f"min_group is {options.min_group} and most {options.most}, expected 1 or more of both")
    first, second = _spans(options)
    columns = [factor for factor in factors if factor != TURNOVER]
    is_open, developer = options.is_open, options.developer
    data = eager(frame, [*columns, is_open, options.date, developer])
    dated = with_outcome(with_period(data, developer, options.date, options.every), is_open)
    inside = [(nw.col("period") >= span[0]) & (nw.col("period") <= span[1]) for span in (first, second)]
    kept = dated.filter(nw.col(KNOWN) == 1, inside[0] | inside[1]).select(
        *(text(column).alias(f"_factor_{column}") for column in columns),
        _open=nw.col(TRUE),
        _after=inside[1],
        _developer=text(developer),
    )
    # A row without a cluster is alone, whoever else lacks one.
    names = [
        f"?{row}" if name in {UNKNOWN, ""} else str(lead_developer(name))
        for row, name in enumerate(kept["_developer"].to_list())
    ]
    is_after = np.array(kept["_after"].to_list(), dtype=bool)
    values = {column: pooled(kept[f"_factor_{column}"].to_list(), options.most) for column in columns}
    if TURNOVER in factors:
        values[TURNOVER] = _turnover(names, is_after)
    categories, codes = [], []
    for factor in factors:
        found, code = np.unique(np.array(values[factor], dtype=str), return_inverse=True)
        categories.append(found.tolist())
        codes.append(code)
    return data, Sample(
        is_open=np.array(kept["_open"].to_list(), dtype=bool),
        is_b=is_after,
        developer=np.unique(np.array(names, dtype=str), return_inverse=True)[1],
        codes=np.stack(codes, axis=1),
        categories=categories,
    )


def lead_developer(developer: str | None) -> str | None:
    """Return the cluster named first of several joined by ``+``; null stays null."""
    return developer.split("+", 1)[0] if developer else None


def pooled(values: Sequence[str], most: int) -> list[str]:
    """Return the values with all but the ``most`` most frequent ones as ``other``; ties go by name.

    ``unknown`` is never pooled: not known is not the same as rare.
    """
    counts = Counter(value for value in values if value != UNKNOWN)
    kept = {name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]} | {UNKNOWN}
    # One rare category keeps its name: "other" would say less in as much room.
    if len(counts.keys() - kept) <= 1:
        return list(values)
    return [value if value in kept else OTHER for value in values]


def _turnover(names: list[str], is_after: np.ndarray) -> list[str]:
    seen = [{name for name, after in zip(names, is_after, strict=True) if after == period} for period in (False, True)]
    called = {(True, True): "in both periods", (True, False): "only in the first", (False, True): "only in the second"}
    return [called[name in seen[0], name in seen[1]] for name in names]


def _spans(options: Options) -> tuple[tuple[str, str], tuple[str, str]]:
    spans = []
    for given in (options.before, options.after):
        ends = given if isinstance(given, tuple | list) else (given, given)
        if len(ends) != 2:
            raise BadValueError(f"period is {given!r}, expected a label or the first and the last of several")
        first, last = (check_label(str(end), options.every) for end in ends)
        if first > last:
            raise BadValueError(f"period ends in {last} before it begins in {first}")
        spans.append((first, last))
    if spans[0][1] >= spans[1][0]:
        raise BadValueError(f"the first period ends in {spans[0][1]}, expected before the second begins: {spans[1][0]}")
    return spans[0], spans[1]


def panels(sample: Sample) -> dict[str, Sample]:
    """Return the rows of all clusters, and of those with rows in both periods."""
    both = np.intersect1d(sample.developer[~sample.is_b], sample.developer[sample.is_b])
    return {ALL: sample, "stable": sample.of(np.isin(sample.developer, both))}


def weights(sample: Sample, options: Options) -> tuple[np.ndarray, np.ndarray]:
    """Return every cluster once, and the draws."""
    once = np.ones((1, sample.developers))
    return once, resampled_counts(sample.developers, options.draws, options.seed)


def describe(sample: Sample, panel: str) -> dict[str, Any]:
    """Return the columns of a row that say what it rests on."""
    (n_a, share_a), (n_b, share_b) = sample.counts(False), sample.counts(True)
    shares = {"share_a": share_a, "share_b": share_b}
    return {"panel": panel, **shares, "n_a": n_a, "n_b": n_b, "developers": sample.developers}


def no_estimate(sample: Sample, options: Options) -> str | None:
    """Return why nothing can be estimated, None where something can."""
    for period, given in ((False, options.before), (True, options.after)):
        n, _ = sample.counts(period)
        if n < options.min_group:
            few = f"{counted(n, 'judged release')} in {span_name(given)}, {options.min_group} or more are needed"
            return f"not estimable: {few}"
    if sample.is_open.all() or not sample.is_open.any():
        return f"not estimable: {'every' if sample.is_open.all() else 'no'} judged release is open, so nothing changes"
    if len(np.unique(sample.codes, axis=0)) == 1:
        return "not estimable: all releases are of one category, so there is nothing to tell apart"
    return None


def intervals(estimate: np.ndarray, drawn: np.ndarray, sample: Sample, options: Options) -> list[dict]:
    """Return contribution and bounds in percentage points for each column of 1 x k estimates and draws x k."""
    from scipy.special import stdtrit  # noqa: PLC0415

    developers = sample.developers
    # One cluster may make half of the rows: many others beside it do not make the draws surer.
    freedom = max(1.0, sample.effective_developers - 1)
    found = []
    for value, column in zip(estimate[0], drawn.T, strict=True):
        entry = {"contribution": 100 * float(value), "lower": None, "upper": None, "reason": None}
        defined = column[np.isfinite(column)]
        error = float(defined.std(ddof=1)) if len(defined) > 1 else 0.0
        if developers < MIN_DEVELOPERS:
            entry["reason"] = f"no interval: {counted(developers, 'developer')}, {MIN_DEVELOPERS} or more are needed"
        elif len(defined) < (1 - MOST_UNDEFINED) * len(column):
            entry["reason"] = (
                f"no interval: {percent(1 - len(defined) / len(column))} of the draws leave a period empty"
            )
        elif error < 1e-12:
            entry["reason"] = "no interval: every draw gives the same"
        else:
            # Draws of G clusters vary by (G - 1) / G of what G clusters do.
            error *= (developers / (developers - 1)) ** 0.5
            half = float(stdtrit(freedom, 0.5 + options.confidence / 2)) * error
            entry |= {"lower": 100 * (float(value) - half), "upper": 100 * (float(value) + half)}
        found.append(entry)
    return found


def span_name(span: Span) -> str:
    """Return a period, or several, as words: ``2022`` or ``2019 to 2021``."""
    if isinstance(span, tuple | list):
        return str(span[0]) if span[0] == span[1] else f"{span[0]} to {span[1]}"
    return str(span)
