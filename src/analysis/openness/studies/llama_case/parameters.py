"""What a report on the Llama licenses can be asked."""

from openness.licenses.rights.places import seat
from openness.measures.ask import Parameter, by_name, shared

PARAMETERS = shared("vintage") | by_name(
    Parameter("users", "integer", "monthly users of the company's products together", minimum=0),
    Parameter("country", "string", "country of its headquarters, by name or ISO code", read=seat),
)
"""Those with rules; licenses and releases are looked up by the notebook."""

USES = ("licenses",)
"""What the report does with sources: which of their caveats it prints."""
