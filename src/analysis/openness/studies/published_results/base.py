"""What a figure published by others is, and what a recipe that recomputes it may look at and gives back."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl

from openness.project.errors import OpennessError

RELATIONS = ("equals", "at_least", "at_most")
UNITS = ("points", "percent", "count", "rank", "times", "months")
CAUSES = {
    "later_edition": "the data have changed since",
    "other_rule": "another rule of counting, or one that is not said",
    "other_judgement": "another judge of the same releases",
    "rounding": "decimals cut off instead of rounded",
    "own_numbers": "the publisher's own numbers give another one",
    "unsettled": "several reasons are possible and none is settled",
}
"""Why a figure and its recomputation can differ; which one it is, is judged by hand."""


class NotComputableError(OpennessError):
    """The data here cannot give the number; the message says what is lacking."""


@dataclass(frozen=True)
class Figure:
    """A number that somebody published.

    Attributes
    ----------
    figure_id
        Name of the entry.
    claim
        What was said, in our words.
    printed
        The number as printed, digits kept: ``"58"``, ``"40.69"``, ``"1.2e6"``.
    unit
        One of ``UNITS``.
    definition
        What exactly is counted.
    publisher, title, url, published
        The work that says so, and when it appeared (a year, a month, a day, or ``undated``).
    place
        Where in the work.
    relation
        ``equals``, or a bound: ``at_least`` ("over 45"), ``at_most``.
    recipe, parameters
        Recipe that recomputes it; None where none does.
    reason
        Why none does.
    cause, explanation
        Why the recomputed number is another one: one of ``CAUSES``, and in words.
    remark
        What to mind although the numbers agree.
    leeway
        Tolerance where the claim is vaguer than its digits ("nearly 90%"); None: half a unit of the last digit.
    """

    figure_id: str
    claim: str
    printed: str
    unit: str
    definition: str
    publisher: str
    title: str
    url: str
    published: str
    place: str | None = None
    relation: str = "equals"
    recipe: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None
    cause: str | None = None
    explanation: str | None = None
    remark: str | None = None
    leeway: float | None = None

    @property
    def value(self) -> float:
        """The number printed."""
        return float(self.printed)

    @property
    def tolerance(self) -> float:
        """How far a recomputed number may lie off and still be the one printed."""
        if self.relation != "equals":
            return 0.0
        return rounding_tolerance(self.printed) if self.leeway is None else self.leeway


def rounding_tolerance(printed: str) -> float:
    """Return half a unit of the last digit printed: 0.5 for ``58``, 0.005 for ``40.69``, 50000 for ``1.2e6``."""
    return float(Decimal(5).scaleb(int(Decimal(printed).as_tuple().exponent) - 1))


@dataclass(frozen=True)
class Inputs:
    """What a recipe may look at.

    Attributes
    ----------
    tables
        Name -> processed table.
    figures
        Figures by id, for recipes that check a publisher's numbers against each other.
    """

    tables: Mapping[str, pl.DataFrame]
    figures: Mapping[str, Figure]

    def by(self, publishers: Collection[str] = ()) -> dict[str, Figure]:
        """Return the figures of these publishers by id; of all publishers where none is named."""
        return {
            name: figure for name, figure in self.figures.items() if not publishers or figure.publisher in publishers
        }

    def figure(self, figure_id: str) -> Figure:
        """Return a figure, or raise ``NotComputableError``."""
        if figure_id not in self.figures:
            raise NotComputableError(f"the figure {figure_id!r}, which it is computed from, is not among those given")
        return self.figures[figure_id]


@dataclass(frozen=True)
class Result:
    """A recomputed number and the arithmetic behind it, such as ``811 / 14``."""

    value: float
    arithmetic: str


@dataclass(frozen=True)
class Recipe:
    """How a kind of figure is recomputed.

    Attributes
    ----------
    name
        Name in ``published.yml``.
    text
        What is computed, as a clause.
    function
        From ``Inputs`` and parameters to a ``Result``.
    from_data
        Whether it looks at data here; else at the publisher's own numbers.
    """

    name: str
    text: str
    function: Callable[..., Result]
    from_data: bool = True

    def problem(self, parameters: Mapping[str, Any]) -> str | None:
        """Say what is wrong with the parameters, None where nothing is."""
        try:
            inspect.signature(self.function).bind(None, **parameters)
        except TypeError as error:
            return f"recipe {self.name!r}: {error}"
        return None

    def described(self, parameters: Mapping[str, Any]) -> str:
        """Return the recipe in words, with its parameters."""
        given = ", ".join(f"{name} {_shown(value)}" for name, value in parameters.items())
        return f"{self.text} ({given})" if given else self.text


def recipe(text: str, *, from_data: bool = True) -> Callable[[Callable[..., Result]], Recipe]:
    """Make a recipe of a function that bears its name."""
    return lambda function: Recipe(function.__name__, text, function, from_data)


def ratio(part: float, whole: float, what: str) -> Result:
    """Return a percentage with its counts; ``NotComputableError`` where the whole is 0."""
    if whole == 0:
        raise NotComputableError(f"there are no {what} to take a share of")
    return Result(100 * part / whole, f"{part:,g} / {whole:,g} {what}")


def _shown(value: Any) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(str, value)) + "]"
    return f"{value:g}".replace("e+", "e") if isinstance(value, float) else str(value)
