"""Recipes that hold a publisher's numbers against each other: sums, shares, and what a count can give at all.

Whole numbers out of a whole number give only some percentages; a printed one that is none of them was not rounded from
such a count. Source of the idea: Brown, N. and Heathers, J., 2017, The GRIM Test, https://doi.org/10.1177/1948550616673876.
"""

from collections.abc import Sequence

from openness.metrics.osai.score import POINTS
from openness.studies.published_results.recipe import Inputs, NotComputableError, Result, recipe

LETTERS = {"o": "open", "p": "partial", "c": "closed"}
"""Letter of a string of judgments -> status."""


@recipe("sum of figures of the same publisher", from_data=False)
def sum_of_figures(inputs: Inputs, figures: Sequence[str]) -> Result:
    """Return the sum of published figures."""
    parts = [inputs.figure(name) for name in figures]
    # A sum of one is no sum: what it is the number of says more.
    shown = f"{parts[0].value}: {parts[0].claim}" if len(parts) == 1 else " + ".join(part.value for part in parts)
    return Result(sum(part.number for part in parts), shown)


@recipe("number that a percentage of the publisher is of another figure", from_data=False)
def part_of_figure(inputs: Inputs, percent: str, whole: str) -> Result:
    """Return a published percentage of a published number."""
    share, all_ = inputs.figure(percent), inputs.figure(whole)
    return Result(share.number * all_.number / 100, f"{share.value}% of {all_.number:,.10g}")


@recipe("nearest percentage that a whole number out of the publisher's total gives", from_data=False)
def attainable_percent(inputs: Inputs, percent: str, whole: str) -> Result:
    """Return the percentage next to a published one that a whole count can have."""
    total = inputs.figure(whole).number
    if total < 1:
        raise NotComputableError("the total is below 1")
    count = round(inputs.figure(percent).number * total / 100)
    return Result(100 * count / total, f"{count} / {total:g}; the next ones are {_next(count, total)}")


@recipe("nearest score that the index's points give", from_data=False)
def attainable_score(inputs: Inputs, printed: str, step: float, points: float) -> Result:
    """Return the value of 0..100 next to a published one that a number of steps out of so many points has."""
    raw = round(inputs.figure(printed).number / 100 * points / step) * step
    return Result(100 * raw / points, f"{raw:g} / {points:g} points")


@recipe("sum of the publisher's own judgments, open 1, partial 0.5", from_data=False)
def points_of_cells(_inputs: Inputs, cells: str) -> Result:
    """Return the points of a string of judgments: o open, p partial, c closed."""
    unknown = sorted(set(cells) - set(LETTERS))
    if unknown or not cells:
        raise NotComputableError(f"judgments {cells!r} hold {unknown or 'nothing'}; expected letters o, p and c")
    counts = {status: cells.count(letter) for letter, status in LETTERS.items()}
    shown = f"{counts['open']} x 1 + {counts['partial']} x 0.5"
    return Result(sum(POINTS[status] * count for status, count in counts.items()), shown)


@recipe("releases here as a multiple of a figure of the publisher")
def times_figure(inputs: Inputs, source: str, vintage: str, figure: str) -> Result:
    """Return the number of releases of an edition divided by a published figure."""
    count = inputs.tables["releases"].filter(source=source, vintage=vintage).height
    if not count:
        raise NotComputableError(f"the edition {vintage} of {source} is not among the data here")
    whole = inputs.figure(figure)
    return Result(count / whole.number, f"{count} / {whole.value}")


def _next(count: int, total: float) -> str:
    return " and ".join(f"{100 * one / total:.2f}" for one in (count - 1, count + 1))
