"""What a report on corporate and community releases can be asked."""

from openness.measures.ask import shared

PARAMETERS = shared(
    *("source", "vintage", "since", "until", "every", "by", "typing", "definition", "min_group", "modality"),
    *("countries", "unit", "interval", "where"),
)

USES = ("time", "groups", "licenses")
"""What the report does with sources: which of their caveats it prints."""
