"""What a report on editions and composition can be asked."""

import re
from collections.abc import Mapping
from typing import Any

from openness.measures.ask import FIRST_YEAR, LAST_YEAR, LATEST, Parameter, by_name, check_report, shared
from openness.project.errors import BadValueError
from openness.statistics.decomposition.sample import MOST_FACTORS, TURNOVER
from openness.studies.vintages_and_composition.editions.ask import PREVIOUS, YEAR_BEFORE, compared
from openness.tables import store as tables

FACTORS = ("country", "size_class", "modality", "developer_group", "developer_type", "developer_status", TURNOVER)
LEVELS = {"training_compute": "FLOP", "parameter_count": "parameters"}
"""Column that says how large a release is -> its unit."""

_PERIOD = re.compile(r"(\d{4})(?:\s*(?:-|–|to)\s*(\d{4}))?")


def _vintages() -> list[str]:
    return [YEAR_BEFORE, PREVIOUS, LATEST, *tables.read("releases")["vintage"].unique().sort().to_list()]


PARAMETERS = shared(
    "source", "vintage", "definition", "by", "typing", "since", "modality", "min_group", "unit", "where"
) | by_name(
    Parameter(
        "versus",
        "string",
        "the other edition; previous: the one before that can be compared; year_before: about a year before, else that",
        _vintages,
    ),
    Parameter("before", "string", "first period: a year, or the first and last of several"),
    Parameter("after", "string", "second period"),
    Parameter("factors", "list", "what composition is made of", lambda: list(FACTORS)),
    Parameter("level", "string", "what says how large a release is", lambda: list(LEVELS)),
    Parameter("most", "integer", "releases in a table", None, 1, 200),
    Parameter("draws", "integer", "of the bootstrap", None, 100, 10_000),
    Parameter("seed", "integer", "of the bootstrap", None, 0, 2**31),
)


def period(text: str) -> tuple[int, int]:
    """Return the first and last year of a period: ``2021``, ``2019-2021`` or ``2019 to 2021``."""
    found = _PERIOD.fullmatch(text.strip())
    if found is None:
        raise BadValueError(f"period is {text!r}, expected a year or two, such as '2021' or '2019-2021'")
    first, last = int(found[1]), int(found[2] or found[1])
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        raise BadValueError(f"period is {text!r}, expected years from {FIRST_YEAR} to {LAST_YEAR}, the first one first")
    return first, last


def check(values: Mapping[str, Any]) -> None:
    """Check the parameters before the report runs."""
    check_report(values, PARAMETERS)
    compared(values["source"], values["vintage"], values["versus"])
    first, second = period(values["before"]), period(values["after"])
    if first[1] >= second[0]:
        raise BadValueError(f"before ends in {first[1]}, expected earlier than after begins: {second[0]}")
    factors = values["factors"]
    if not 1 <= len(factors) <= MOST_FACTORS or len(set(factors)) < len(factors):
        raise BadValueError(f"factors are {', '.join(factors) or 'none'}; expected 1 to {MOST_FACTORS} different ones")


USES = ("time", "groups", "editions", "licenses")
"""What the report does with sources: which of their caveats it prints."""
