"""What the overview can be asked."""

from __future__ import annotations

from openness.measures.ask import shared

PARAMETERS = shared("min_group")
