"""What a report on contradictions can be asked."""

from openness.measures.ask import Parameter, by_name
from openness.measures.contradictions import FACTS

PARAMETERS = by_name(
    Parameter("facts", "list", "only contradictions on these facts; none: on all", lambda: list(FACTS)),
    Parameter("most", "integer", "families listed for each fact, at most", None, 1, 500),
)

USES = ("licenses", "parts", "time")
"""What the report does with sources: which of their caveats it prints."""
