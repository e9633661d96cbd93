"""What a report on the multiverse can be asked; the other choices are what it is about, and so no parameters."""

from collections.abc import Mapping
from typing import Any

from openness.measures.ask import Parameter, by_name, check_report
from openness.measures.definitions import DEFINITIONS, answered_by
from openness.project.errors import BadValueError
from openness.sources import SOURCES as KNOWN
from openness.studies.multiverse.choices import ESTIMANDS, SOURCES

PARAMETERS = by_name(
    Parameter("estimand", "string", "what is estimated", lambda: list(ESTIMANDS)),
    Parameter("sources", "list", "only specifications of these sources; none: of all", lambda: list(SOURCES)),
    Parameter("definitions", "list", "only those by these definitions; none: by all", lambda: list(DEFINITIONS)),
    Parameter("most", "integer", "specifications drawn in the curve, at most", None, 3, 400),
)


def check(values: Mapping[str, Any]) -> None:
    """Check the parameters before the report runs."""
    sources, definitions = values["sources"], values["definitions"]
    for name in sources:
        if name in KNOWN and (reason := KNOWN[name].no_trend):
            raise BadValueError(f"source {name!r} has no specification: {reason}")
    check_report(values, PARAMETERS)
    for source in sources:
        if definitions and not set(answered_by(source)) & set(definitions):
            raise BadValueError(
                f"source {source!r} answers none of the definitions {', '.join(definitions)}; "
                f"it answers {', '.join(answered_by(source))}"
            )
    for name in definitions:
        if sources and not set(DEFINITIONS[name].sources) & set(sources):
            raise BadValueError(
                f"definition {name!r} is answered by none of the sources {', '.join(sources)}; "
                f"it is answered by {', '.join(source for source in SOURCES if source in DEFINITIONS[name].sources)}"
            )


USES = ("time", "groups", "licenses", "parts")
"""What the report does with sources: which of their caveats it prints."""
