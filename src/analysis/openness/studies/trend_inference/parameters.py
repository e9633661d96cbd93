"""What a report on the inference of trends can be asked."""

from collections.abc import Mapping
from typing import Any

from openness.measures.ask import BY, Parameter, by_name, check_report, shared
from openness.project.errors import BadValueError
from openness.statistics.trend.samples import TEAMS

FEWEST_DRAWS, MOST_DRAWS = 100, 9999
LEAST_MARGIN, MOST_MARGIN = 0.1, 100
MOST_SEED = 2**32 - 1

PARAMETERS = shared(
    *(
        "source",
        "vintage",
        "since",
        "until",
        "every",
        "by",
        "typing",
        "definition",
        "min_group",
        "modality",
        "unit",
        "where",
    )
) | by_name(
    Parameter("margin", "number", "points a year that are called flat", None, LEAST_MARGIN, MOST_MARGIN),
    Parameter("teams", "string", "whose the release of a team is", lambda: list(TEAMS)),
    Parameter("draws", "integer", "draws of the bootstrap of developers; 0: none", None, 0, MOST_DRAWS),
    Parameter("seed", "integer", "seed of the draws", None, 0, MOST_SEED),
    Parameter("many", "string", "what the many groups are", lambda: list(BY)),
)


def check(values: Mapping[str, Any]) -> None:
    """Check the parameters before the report runs."""
    check_report(values, PARAMETERS)
    draws = values["draws"]
    if 0 < draws < FEWEST_DRAWS:
        raise BadValueError(f"parameter 'draws' is {draws}, expected 0 or {FEWEST_DRAWS:,} to {MOST_DRAWS:,}")


USES = ("time", "groups", "licenses")
"""What the report does with sources: which of their caveats it prints."""
