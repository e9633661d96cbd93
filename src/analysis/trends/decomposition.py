"""How much of a change in a share is composition, and how much is change within groups.

A share can move because the releases are others (more of one country, of small models, of new developers) while
nobody became more open, or because the same kinds of releases became more open. Both are the same line on a chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoFrame

from analysis.errors import BadValueError
from analysis.trends import decomposition_cells as cells
from analysis.trends.boundary import eager, like, text
from analysis.trends.factors import UNKNOWN, lead_developer, pooled
from analysis.trends.periods import check_label
from analysis.trends.resampling import DRAWS, MOST_UNDEFINED, SEED, check_draws, resampled_counts
from analysis.trends.shares import CONFIDENCE, with_period

ALL = "all"
"""Name of what is not one factor or one category: their total."""

TURNOVER = "developer_turnover"
"""A factor that is always there: whether the developer has releases in both periods or in one of them only."""

MIN_GROUP = 5
MIN_DEVELOPERS = 20
"""Developers below which there is no interval: of so few the draws say too little (tests/trends simulate it)."""

MOST_CATEGORIES = 6
MOST_FACTORS = 6

Span = str | int | tuple[str | int, str | int]

COLUMNS = {
    "panel": pl.String,
    "factor": pl.String,
    "category": pl.String,
    "part": pl.String,
    "contribution": pl.Float64,
    "lower": pl.Float64,
    "upper": pl.Float64,
    "share_a": pl.Float64,
    "share_b": pl.Float64,
    "n_a": pl.Int64,
    "n_b": pl.Int64,
    "developers": pl.Int64,
    "unmatched_share": pl.Float64,
    "reason": pl.String,
}


@dataclass(frozen=True)
class _Options:
    """What both decompositions are told."""

    before: Span
    after: Span
    every: str
    min_group: int
    most: int
    draws: int
    seed: int
    confidence: float


@dataclass(frozen=True)
class _Sample:
    """Judged releases of two periods: an entry a release, and the names behind the numbers."""

    is_open: np.ndarray
    is_b: np.ndarray
    developer: np.ndarray
    codes: np.ndarray
    categories: list[list[str]]

    def of(self, chosen: np.ndarray) -> _Sample:
        """Return some of the releases, developers numbered anew."""
        developer = np.unique(self.developer[chosen], return_inverse=True)[1]
        return _Sample(self.is_open[chosen], self.is_b[chosen], developer, self.codes[chosen], self.categories)

    @property
    def developers(self) -> int:
        """Number of developers."""
        return len(np.unique(self.developer))

    def counts(self, period: bool) -> tuple[int, float | None]:
        """Return the releases of the first (False) or second period, and their open share."""
        chosen = self.is_b == period
        return int(chosen.sum()), float(self.is_open[chosen].mean()) if chosen.any() else None


def kitagawa(
    frame: IntoFrame,
    *,
    factor: str,
    before: Span,
    after: Span,
    every: str = "year",
    is_open: str = "is_open",
    date: str = "release_date",
    developer: str = "developer_id",
    min_group: int = MIN_GROUP,
    most: int = MOST_CATEGORIES,
    draws: int = DRAWS,
    seed: int = SEED,
    confidence: float = CONFIDENCE,
) -> Any:
    """Split the change of a share between two periods by one factor, category by category.

    Parameters
    ----------
    frame
        One row a release. Any frame that narwhals knows; a lazy one is collected.
    factor
        Column of categories, or :data:`TURNOVER`. Null is a category of its own, ``unknown``.
    before, after
        The two periods: a label of ``every`` (``2022``, ``"2022-Q3"``) or the first and last of several.
    every
        ``year``, ``half`` or ``quarter``.
    is_open
        Boolean column; releases of which it is null are left out.
    date
        Column of dates; releases without one, or with one too inexact for ``every``, are left out.
    developer
        Developers, several joined by ``+``: releases with the same one named first are drawn together. A release
        without a developer is drawn by itself.
    min_group
        Judged releases that a period must have.
    most
        Categories that are kept; the others are pooled as ``other``.
    draws, seed, confidence
        Of the bootstrap.

    Returns
    -------
    frame of the caller's kind
        For ``panel`` ``all`` (every developer) and ``stable`` (developers with releases in both periods):
        ``factor``; ``category``, ``all`` for totals; ``part`` (``change``, ``composition``, ``within``);
        ``contribution``, ``lower``, ``upper`` in percentage points; ``share_a``, ``share_b`` (0..1) open in the first
        and second period and ``n_a``, ``n_b`` judged releases, of the category; ``developers``; ``unmatched_share``
        (0..1, of the panel: how much of both periods stands in cells that one of them lacks); ``reason`` why there is
        no contribution ("not estimable") or no interval. Composition and within add up to the change, and categories
        to their totals.

    Raises
    ------
    UnknownNameError
        A column is not there, or ``every`` is no period.
    BadValueError
        A period is none, the two overlap, or a number is out of range.

    Notes
    -----
    Formulas: :func:`analysis.trends.decomposition_cells.parts`. Developers are drawn with replacement, with all their
    releases of both periods; the interval is the estimate and so many standard errors of the draws as Student's t
    with one degree of freedom less than there are developers asks for. Source: Cameron, A. C., Gelbach, J. B. and
    Miller, D. L. (2008), Review of Economics and Statistics 90(3), 414-427, https://doi.org/10.1162/rest.90.3.414.
    """
    options = _Options(before, after, every, min_group, most, draws, seed, confidence)
    data, sample = _sample(frame, [factor], options, is_open, date, developer)
    rows = []
    for panel, chosen in _panels(sample).items():
        rows += _by_category(chosen, factor, options, panel)
    return like(data, rows, COLUMNS)


def shapley(
    frame: IntoFrame,
    *,
    factors: Sequence[str],
    before: Span,
    after: Span,
    every: str = "year",
    is_open: str = "is_open",
    date: str = "release_date",
    developer: str = "developer_id",
    min_group: int = MIN_GROUP,
    most: int = MOST_CATEGORIES,
    draws: int = DRAWS,
    seed: int = SEED,
    confidence: float = CONFIDENCE,
) -> Any:
    """Split the change of a share between two periods into the composition of several factors and the rest.

    Parameters
    ----------
    factors
        Columns of categories, up to :data:`MOST_FACTORS`; their order does not matter.
    frame, before, after, every, is_open, date, developer, min_group, most, draws, seed, confidence
        As in :func:`kitagawa`.

    Returns
    -------
    frame of the caller's kind
        Columns as in :func:`kitagawa`, ``category`` always ``all``; per panel a row for the ``change``, one for the
        ``composition`` of each factor, and one for the change ``within`` releases that are alike in all of them
        (factor ``all``). These add up to the change. Shares and n are those of the panel.

    Raises
    ------
    UnknownNameError
        A column is not there, or ``every`` is no period.
    BadValueError
        There is no factor, too many, or one twice; a period is none, the two overlap, or a number is out of range.

    Notes
    -----
    Formulas: :func:`analysis.trends.decomposition_cells.shapley`; interval as in :func:`kitagawa`. Where
    ``unmatched_share`` is large, much of what is called composition had nothing to be compared with.
    """
    names = list(factors)
    if not 1 <= len(names) <= MOST_FACTORS or len(set(names)) < len(names):
        raise BadValueError(f"factors are {names}, expected 1 to {MOST_FACTORS} different ones")
    options = _Options(before, after, every, min_group, most, draws, seed, confidence)
    data, sample = _sample(frame, names, options, is_open, date, developer)
    rows = []
    for panel, chosen in _panels(sample).items():
        rows += _by_factor(chosen, names, options, panel)
    return like(data, rows, COLUMNS)


def _sample(
    frame: IntoFrame, factors: list[str], options: _Options, is_open: str, date: str, developer: str
) -> tuple[Any, _Sample]:
    check_draws(options.draws, options.confidence)
    if options.min_group < 1 or options.most < 1:
        raise BadValueError(f"min_group is {options.min_group} and most {options.most}, expected 1 or more of both")
    first, second = _spans(options)
    columns = [factor for factor in factors if factor != TURNOVER]
    data = eager(frame, [*columns, is_open, date, developer])
    dated = with_period(data, developer, date, options.every).filter(~nw.col(is_open).is_null())
    inside = [(nw.col("period") >= span[0]) & (nw.col("period") <= span[1]) for span in (first, second)]
    kept = dated.filter(inside[0] | inside[1]).select(
        *(text(column).alias(f"_factor_{column}") for column in columns),
        _open=(nw.col(is_open) == nw.lit(value=True)),
        _after=inside[1],
        _developer=text(developer),
    )
    # A release without a developer is alone, whoever else lacks one.
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
    return data, _Sample(
        is_open=np.array(kept["_open"].to_list(), dtype=bool),
        is_b=is_after,
        developer=np.unique(np.array(names, dtype=str), return_inverse=True)[1],
        codes=np.stack(codes, axis=1),
        categories=categories,
    )


def _turnover(names: list[str], is_after: np.ndarray) -> list[str]:
    seen = [{name for name, after in zip(names, is_after, strict=True) if after == period} for period in (False, True)]
    called = {(True, True): "in both periods", (True, False): "only in the first", (False, True): "only in the second"}
    return [called[name in seen[0], name in seen[1]] for name in names]


def _spans(options: _Options) -> tuple[tuple[str, str], tuple[str, str]]:
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


def _panels(sample: _Sample) -> dict[str, _Sample]:
    both = np.intersect1d(sample.developer[~sample.is_b], sample.developer[sample.is_b])
    return {ALL: sample, "stable": sample.of(np.isin(sample.developer, both))}


def _by_category(sample: _Sample, factor: str, options: _Options, panel: str) -> list[dict]:
    reason = _no_estimate(sample, options)
    row = _describe(sample, panel)
    called = [name for number, name in enumerate(sample.categories[0]) if (sample.codes[:, 0] == number).any()]
    keys = [(ALL, "change"), (ALL, "composition"), (ALL, "within")]
    keys += [(name, part) for name in called for part in ("composition", "within")]
    about = {ALL: row}
    for name in called:
        own = sample.of(sample.codes[:, 0] == sample.categories[0].index(name))
        about[name] = _describe(own, panel)
    if reason is None:
        _, present = np.unique(sample.codes[:, 0], return_inverse=True)
        estimates, unmatched = [], None
        for weights in _weights(sample, options):
            counts = cells.count(weights, sample.developer, present, sample.is_b, sample.is_open)
            composition, within = cells.parts(counts)
            totals = [counts.change(), composition.sum(1), within.sum(1)]
            each = [part[:, number] for number in range(len(called)) for part in (composition, within)]
            estimates.append(np.stack([*totals, *each], axis=1))
            unmatched = float(counts.unmatched()[0]) if unmatched is None else unmatched
        numbers = _intervals(*estimates, sample.developers, options)
    else:
        numbers, unmatched = [{"reason": reason}] * len(keys), None
    return [
        about[category] | {"factor": factor, "category": category, "part": part, "unmatched_share": unmatched} | found
        for (category, part), found in zip(keys, numbers, strict=True)
    ]


def _by_factor(sample: _Sample, factors: list[str], options: _Options, panel: str) -> list[dict]:
    reason = _no_estimate(sample, options)
    keys = [(ALL, "change"), *((factor, "composition") for factor in factors), (ALL, "within")]
    if reason is None:
        codes, cell = np.unique(sample.codes, axis=0, return_inverse=True)
        estimates, unmatched = [], None
        for weights in _weights(sample, options):
            counts = cells.count(weights, sample.developer, cell.ravel(), sample.is_b, sample.is_open)
            values, within = cells.shapley(counts, codes)
            estimates.append(np.column_stack([counts.change(), values, within]))
            unmatched = float(counts.unmatched()[0]) if unmatched is None else unmatched
        numbers = _intervals(*estimates, sample.developers, options)
        constant = [factor for factor, column in zip(factors, sample.codes.T, strict=True) if len(set(column)) == 1]
        for (factor, _), found in zip(keys, numbers, strict=True):
            if factor in constant:
                found["reason"] = "no interval: all releases are of one category, so there is no composition"
    else:
        numbers, unmatched = [{"reason": reason}] * len(keys), None
    return [
        _describe(sample, panel)
        | {"factor": factor, "category": ALL, "part": part, "unmatched_share": unmatched}
        | found
        for (factor, part), found in zip(keys, numbers, strict=True)
    ]


def _weights(sample: _Sample, options: _Options) -> tuple[np.ndarray, np.ndarray]:
    """Return every developer once, and the draws."""
    once = np.ones((1, sample.developers))
    return once, resampled_counts(sample.developers, options.draws, options.seed)


def _describe(sample: _Sample, panel: str) -> dict[str, Any]:
    (n_a, share_a), (n_b, share_b) = sample.counts(False), sample.counts(True)
    shares = {"share_a": share_a, "share_b": share_b}
    return {"panel": panel, **shares, "n_a": n_a, "n_b": n_b, "developers": sample.developers}


def _no_estimate(sample: _Sample, options: _Options) -> str | None:
    for period, given in ((False, options.before), (True, options.after)):
        n, _ = sample.counts(period)
        if n < options.min_group:
            return f"not estimable: {n} judged releases in {span_name(given)}, {options.min_group} or more are needed"
    if sample.is_open.all() or not sample.is_open.any():
        return f"not estimable: {'every' if sample.is_open.all() else 'no'} judged release is open, so nothing changes"
    if len(np.unique(sample.codes, axis=0)) == 1:
        return "not estimable: all releases are of one category, so there is nothing to tell apart"
    return None


def _intervals(estimate: np.ndarray, drawn: np.ndarray, developers: int, options: _Options) -> list[dict]:
    """Return contribution and bounds in percentage points for each column of 1 x k estimates and draws x k."""
    from scipy.special import stdtrit  # noqa: PLC0415

    found = []
    for value, column in zip(estimate[0], drawn.T, strict=True):
        entry = {"contribution": 100 * float(value), "lower": None, "upper": None, "reason": None}
        defined = column[np.isfinite(column)]
        error = float(defined.std(ddof=1)) if len(defined) > 1 else 0.0
        if developers < MIN_DEVELOPERS:
            entry["reason"] = f"no interval: {developers} developers, {MIN_DEVELOPERS} or more are needed"
        elif len(defined) < (1 - MOST_UNDEFINED) * len(column):
            entry["reason"] = f"no interval: {1 - len(defined) / len(column):.0%} of the draws leave a period empty"
        elif error < 1e-12:
            entry["reason"] = "no interval: every draw gives the same"
        else:
            # Draws of G developers vary by (G - 1) / G of what G developers do.
            error *= (developers / (developers - 1)) ** 0.5
            half = float(stdtrit(developers - 1, 0.5 + options.confidence / 2)) * error
            entry |= {"lower": 100 * (float(value) - half), "upper": 100 * (float(value) + half)}
        found.append(entry)
    return found


def span_name(span: Span) -> str:
    """Return a period, or several, as words: ``2022`` or ``2019 to 2021``."""
    if isinstance(span, tuple | list):
        return str(span[0]) if span[0] == span[1] else f"{span[0]} to {span[1]}"
    return str(span)
