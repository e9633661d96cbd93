"""What a report on the data themselves can be asked."""

from openness.measures.ask import shared

PARAMETERS = shared("source", "vintage", "since", "until", "every", "by", "typing", "min_group")
