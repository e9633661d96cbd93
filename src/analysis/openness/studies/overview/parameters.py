"""What the overview can be asked."""

from openness.measures.ask import shared

PARAMETERS = shared("min_group")

USES = ("time", "groups", "licenses", "parts")
"""What the report does with sources: which of their caveats it prints."""
