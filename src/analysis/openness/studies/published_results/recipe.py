"""What a recipe that recomputes a figure may look at, and what it gives back."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from openness.project import paths
from openness.project.errors import OpennessError
from openness.sources import facts
from openness.studies.published_results.figures import Figure, Published


class NotComputableError(OpennessError):
    """The data here cannot give the number; the message says what is lacking."""


@dataclass(frozen=True)
class Inputs:
    """What a recipe may look at: processed tables by name, and what was published, to be held against each other."""

    tables: Mapping[str, pl.DataFrame]
    published: Published
    _raw: dict[tuple[str, str], pl.DataFrame] = field(default_factory=dict, repr=False, compare=False)

    def raw(self, source: str, vintage: str) -> pl.DataFrame:
        """Return an edition as published, read once: most figures look at several editions of one list."""
        if (source, vintage) not in self._raw:
            folder = paths.raw() / source
            self._raw[source, vintage] = facts.read(folder, vintage, facts.read_source(folder))
        return self._raw[source, vintage]

    def figure(self, name: str) -> Figure:
        """Return a figure, or raise ``NotComputableError``."""
        if name not in self.published.figures:
            raise NotComputableError(f"the figure {name!r}, which it is computed from, is not among those given")
        return self.published.figures[name]


@dataclass(frozen=True)
class Result:
    """A recomputed number and the arithmetic behind it, such as ``811 / 14``."""

    value: float
    arithmetic: str
    spread: float = 0.0
    """How far a number may lie off it and still be it: places of equals are all of theirs."""


@dataclass(frozen=True)
class Recipe:
    """How a kind of figure is recomputed: by a function from ``Inputs`` and parameters to a ``Result``."""

    name: str
    text: str
    """What is computed, as a clause."""
    function: Callable[..., Result]
    from_data: bool = True
    """Whether it looks at data here; else at the publisher's own numbers."""
    has_own_labels: bool = False
    """Whether it counts by labels, or drops rows by rules, that are ours and not the publisher's."""

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


def recipe(
    text: str, *, from_data: bool = True, has_own_labels: bool = False
) -> Callable[[Callable[..., Result]], Recipe]:
    """Make a recipe of a function that bears its name."""
    return lambda function: Recipe(function.__name__, text, function, from_data, has_own_labels)


def ratio(part: float, whole: float, what: str) -> Result:
    """Return a percentage with its counts; ``NotComputableError`` where the whole is 0."""
    if whole == 0:
        raise NotComputableError(f"there are no {what} to take a share of")
    return Result(100 * part / whole, f"{part:,g} / {whole:,g} {what}")


def _shown(value: Any) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(str, value)) + "]"
    return f"{value:g}".replace("e+", "e") if isinstance(value, float) else str(value)
