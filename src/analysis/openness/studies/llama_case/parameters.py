"""What a report on the Llama licenses can be asked."""

from openness.measures.ask import shared

PARAMETERS = shared("vintage")
"""Those with rules; licenses and releases are looked up by the notebook."""
