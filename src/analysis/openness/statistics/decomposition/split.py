"""How much of a change in a share is composition, and how much is change within groups.

A share can move because the releases are others (more of one country, of small models, of new developers) while
nobody became more open, or because the same kinds of releases became more open. Both are the same line on a chart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from narwhals.typing import IntoFrame

from openness.project.errors import BadValueError
from openness.statistics.decomposition import cells
from openness.statistics.decomposition import decomposition_effects as effects
from openness.statistics.decomposition.sample import (
    ALL,
    COLUMNS,
    MIN_GROUP,
    MOST_CATEGORIES,
    MOST_FACTORS,
    Options,
    Sample,
    Span,
    describe,
    intervals,
    no_estimate,
    panels,
    take_sample,
    weights,
)
from openness.statistics.frames import like
from openness.statistics.resampling import DRAWS, SEED
from openness.statistics.shares import CONFIDENCE


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
        Column of categories, or ``developer_turnover``, which is always there: whether the developer has releases in
        both periods or in one. Null is a category of its own, ``unknown``.
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
    Formulas: :func:`openness.statistics.decomposition.cells.parts`. Developers are drawn with replacement, with all
    their
    releases of both periods; the interval is the estimate and so many standard errors of the draws as Student's t
    with one degree of freedom less than there are developers asks for, the developers counted by Kish's effective
    number, as some make far more releases than others. Source: Cameron, A. C., Gelbach, J. B. and
    Miller, D. L. (2008), Review of Economics and Statistics 90(3), 414-427, https://doi.org/10.1162/rest.90.3.414.
    """
    options = Options(before, after, every, min_group, most, draws, seed, confidence)
    data, sample = take_sample(frame, [factor], options, is_open, date, developer)
    rows = []
    for panel, chosen in panels(sample).items():
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
        Columns of categories, up to six; their order does not matter.
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
    Formulas: :func:`openness.statistics.decomposition.cells.shapley`; interval as in :func:`kitagawa`. Where
    ``unmatched_share`` is large, much of what is called composition had nothing to be compared with:
    :func:`main_effects` then says more.
    """
    names = _checked(factors)
    options = Options(before, after, every, min_group, most, draws, seed, confidence)
    data, sample = take_sample(frame, names, options, is_open, date, developer)
    rows = []
    for panel, chosen in panels(sample).items():
        rows += _by_factor(chosen, names, options, panel, _split_by_cells)
    return like(data, rows, COLUMNS)


def main_effects(
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
    """Split the change of a share as :func:`shapley` does, but with one effect a category and no interplay of factors.

    With many factors most releases have no counterpart that is alike in all of them, and :func:`shapley` counts what
    they changed as composition. Here a release needs a counterpart in each factor only, at the price of taking the
    effects of factors to add up. Where the two agree, neither assumption carries the result.

    Parameters
    ----------
    frame, factors, before, after, every, is_open, date, developer, min_group, most, draws, seed, confidence
        As in :func:`shapley`.

    Returns
    -------
    frame of the caller's kind
        As from :func:`shapley`; ``unmatched_share`` is that of the factor with most releases in categories which one
        period lacks.

    Raises
    ------
    UnknownNameError, BadValueError
        As in :func:`shapley`.

    Notes
    -----
    Formulas: :func:`openness.statistics.decomposition.decomposition_effects.composition`; interval as in
    :func:`kitagawa`.
    """
    names = _checked(factors)
    options = Options(before, after, every, min_group, most, draws, seed, confidence)
    data, sample = take_sample(frame, names, options, is_open, date, developer)
    rows = []
    for panel, chosen in panels(sample).items():
        rows += _by_factor(chosen, names, options, panel, _split_by_effects)
    return like(data, rows, COLUMNS)


def _checked(factors: Sequence[str]) -> list[str]:
    names = list(factors)
    if not 1 <= len(names) <= MOST_FACTORS or len(set(names)) < len(names):
        raise BadValueError(f"factors are {names}, expected 1 to {MOST_FACTORS} different ones")
    return names


def _by_category(sample: Sample, factor: str, options: Options, panel: str) -> list[dict]:
    reason = no_estimate(sample, options)
    row = describe(sample, panel)
    called = [name for number, name in enumerate(sample.categories[0]) if (sample.codes[:, 0] == number).any()]
    keys = [(ALL, "change"), (ALL, "composition"), (ALL, "within")]
    keys += [(name, part) for name in called for part in ("composition", "within")]
    about = {ALL: row}
    for name in called:
        own = sample.of(sample.codes[:, 0] == sample.categories[0].index(name))
        about[name] = describe(own, panel)
    if reason is None:
        _, present = np.unique(sample.codes[:, 0], return_inverse=True)
        estimates, unmatched = [], None
        for taken in weights(sample, options):
            counts = cells.count(taken, sample.developer, present, sample.is_b, sample.is_open)
            composition, within = cells.parts(counts)
            totals = [counts.change(), composition.sum(1), within.sum(1)]
            each = [part[:, number] for number in range(len(called)) for part in (composition, within)]
            estimates.append(np.stack([*totals, *each], axis=1))
            unmatched = counts.unmatched() if unmatched is None else unmatched
        numbers = intervals(*estimates, sample, options)
    else:
        numbers, unmatched = [{"reason": reason}] * len(keys), None
    return [
        about[category] | {"factor": factor, "category": category, "part": part, "unmatched_share": unmatched} | found
        for (category, part), found in zip(keys, numbers, strict=True)
    ]


def _by_factor(
    sample: Sample,
    factors: list[str],
    options: Options,
    panel: str,
    split: Callable[[Sample, np.ndarray], tuple[np.ndarray, float]],
) -> list[dict]:
    """Return a row for the change, each factor and the rest, as ``split`` gives them."""
    reason = no_estimate(sample, options)
    keys = [(ALL, "change"), *((factor, "composition") for factor in factors), (ALL, "within")]
    if reason is None:
        (once, unmatched), (drawn, _) = (split(sample, taken) for taken in weights(sample, options))
        numbers = intervals(once, drawn, sample, options)
        constant = [factor for factor, column in zip(factors, sample.codes.T, strict=True) if len(set(column)) == 1]
        for (factor, _), found in zip(keys, numbers, strict=True):
            if factor in constant:
                found["reason"] = "no interval: all releases are of one category, so there is no composition"
    else:
        numbers, unmatched = [{"reason": reason}] * len(keys), None
    about = describe(sample, panel) | {"category": ALL, "unmatched_share": unmatched}
    return [
        about | {"factor": factor, "part": part} | found for (factor, part), found in zip(keys, numbers, strict=True)
    ]


def _split_by_cells(sample: Sample, taken: np.ndarray) -> tuple[np.ndarray, float]:
    codes, cell = np.unique(sample.codes, axis=0, return_inverse=True)
    counts = cells.count(taken, sample.developer, cell.ravel(), sample.is_b, sample.is_open)
    values, within = cells.shapley(counts, codes)
    return np.column_stack([counts.change(), values, within]), counts.unmatched()


def _split_by_effects(sample: Sample, taken: np.ndarray) -> tuple[np.ndarray, float]:
    codes, cell = np.unique(sample.codes, axis=0, return_inverse=True)
    counts = cells.count(taken, sample.developer, cell.ravel(), sample.is_b, sample.is_open)
    values = effects.composition(counts, codes)
    change = counts.change()
    return np.column_stack([change, values, change - values.sum(1)]), effects.unmatched(counts, codes)
