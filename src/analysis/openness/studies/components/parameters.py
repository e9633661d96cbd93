"""What a report on components can be asked."""

from openness.measures.ask import shared

PARAMETERS = shared("source", "vintage", "since", "until", "every", "by", "typing", "min_group", "interval")
"""Those with rules; ``developer_releases`` is any number."""

USES = ("parts", "time", "groups")
"""What the report does with sources: which of their caveats it prints."""
