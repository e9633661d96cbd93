"""What a report on licenses can be asked."""

from openness.measures.ask import shared

PARAMETERS = shared(
    *("source", "vintage", "since", "until", "every", "by", "typing", "min_group", "modality", "unit", "where"),
    "interval",
)
"""Those with rules; ``families`` is any number."""

USES = ("time", "groups", "licenses", "downloads")
"""What the report does with sources: which of their caveats it prints."""
