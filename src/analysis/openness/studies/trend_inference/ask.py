"""What a report on the inference of trends asks for: its own parameters, and the releases that each part looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from openness.measures.ask import BY, Answer, Parameter, Question, ask
from openness.project.errors import BadValueError
from openness.statistics.trend.samples import TEAMS

FEWEST_DRAWS, MOST_DRAWS = 100, 9999
LEAST_MARGIN, MOST_MARGIN = 0.1, 100
MOST_SEED = 2**32 - 1

PARAMETERS = {
    parameter.name: parameter
    for parameter in (
        Parameter("margin", "number", "points a year that are called flat", None, LEAST_MARGIN, MOST_MARGIN),
        Parameter("teams", "string", "whose the release of a team is", lambda: list(TEAMS)),
        Parameter("draws", "integer", "draws of the bootstrap of developers; 0: none", None, 0, MOST_DRAWS),
        Parameter("seed", "integer", "seed of the draws", None, 0, MOST_SEED),
        Parameter("many", "string", "what the many groups are", lambda: list(BY)),
    )
}
"""Parameters of the report, beside those of :data:`openness.measures.ask.PARAMETERS`."""


@dataclass(frozen=True)
class Study:
    """The releases of one question, twice.

    Attributes
    ----------
    dated
        By year, so that releases of which only the year is known are among them; for models of the date.
    by_period
        By the period asked for, with releases whose date is exact enough for it; for series of shares.
    """

    dated: Answer
    by_period: Answer


def study(asked: Question) -> Study:
    """Ask a question by year, and by its own period."""
    return Study(ask(replace(asked, every="year")), ask(asked))


def check(values: Mapping[str, Any]) -> None:
    """Check the parameters of a report on trends before it runs."""
    for name in values.keys() & PARAMETERS.keys():
        PARAMETERS[name].check(values[name])
    draws = values.get("draws", 0)
    if 0 < draws < FEWEST_DRAWS:
        raise BadValueError(f"parameter 'draws' is {draws}, expected 0 or {FEWEST_DRAWS:,} to {MOST_DRAWS:,}")
