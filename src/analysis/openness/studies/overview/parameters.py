"""What the overview can be asked."""

from openness.measures.ask import shared

PARAMETERS = shared("min_group")
