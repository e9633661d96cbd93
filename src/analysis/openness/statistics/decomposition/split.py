"""The change of a share split by one factor or several: parameters and errors stand at the package."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from narwhals.typing import IntoFrame

from openness.project.errors import BadValueError
from openness.statistics.decomposition import cells
from openness.statistics.decomposition.sample import (
    ALL,
    MOST_FACTORS,
    Options,
    Sample,
    describe,
    intervals,
    no_estimate,
    panels,
    take_sample,
    weights,
)
from openness.statistics.door import made
from openness.statistics.results import CONTRIBUTIONS


def kitagawa(frame: IntoFrame, *, factor: str, **options: Any) -> Any:
    """Split the change of a share between two periods by one factor, whose categories add up to their totals.

    Formulas: :func:`openness.statistics.decomposition.cells.parts`. Clusters are drawn with replacement, with all
    their rows of both periods; the interval is the estimate and so many standard errors of the draws as Student's
    t with one degree of freedom less than there are clusters asks for, the clusters counted by Kish's effective
    number, as some make far more rows than others. Source: Cameron, A. C., Gelbach, J. B. and Miller, D. L.
    (2008), Review of Economics and Statistics 90(3), 414-427, https://doi.org/10.1162/rest.90.3.414.
    """
    told = Options(**options)
    data, sample = take_sample(frame, [factor], told)
    rows = [row for panel, chosen in panels(sample).items() for row in _by_category(chosen, factor, told, panel)]
    return made(rows, CONTRIBUTIONS, data)


def shapley(frame: IntoFrame, *, factors: Sequence[str], **options: Any) -> Any:
    """Split the change of a share between two periods into the composition of several factors and the rest.

    Per panel there is a row for the ``change``, one for the ``composition`` of each factor, and one for the change
    ``within`` rows that are alike in all of them (factor ``all``). Shares and n are those of the panel.

    Formulas: :func:`openness.statistics.decomposition.cells.shapley`; interval as in :func:`kitagawa`. Where
    ``unmatched_share`` is large, much of what is called composition had nothing to be compared with:
    :func:`main_effects` then says more.
    """
    return _split(frame, factors, _split_by_cells, options)


def main_effects(frame: IntoFrame, *, factors: Sequence[str], **options: Any) -> Any:
    """Split the change of a share as :func:`shapley` does, but with one effect a category and no interplay of factors.

    With many factors most rows have no counterpart that is alike in all of them, and :func:`shapley` counts what they
    changed as composition. Here a row needs a counterpart in each factor only, at the price of taking the effects of
    factors to add up. Where the two agree, neither assumption carries the result. ``unmatched_share`` is that of the
    factor with most rows in categories which one period lacks. Formulas:
    :func:`openness.statistics.decomposition.cells.effects`.
    """
    return _split(frame, factors, _split_by_effects, options)


def _split(
    frame: IntoFrame,
    factors: Sequence[str],
    split: Callable[[Sample, np.ndarray], tuple[np.ndarray, float]],
    options: dict[str, Any],
) -> Any:
    names, told = list(factors), Options(**options)
    if not 1 <= len(names) <= MOST_FACTORS or len(set(names)) < len(names):
        raise BadValueError(f"factors are {names}, expected 1 to {MOST_FACTORS} different ones")
    data, sample = take_sample(frame, names, told)
    rows = [row for panel, chosen in panels(sample).items() for row in _by_factor(chosen, names, told, panel, split)]
    return made(rows, CONTRIBUTIONS, data)


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
    values = cells.effects(counts, codes)
    change = counts.change()
    return np.column_stack([change, values, change - values.sum(1)]), cells.unmatched_effects(counts, codes)
