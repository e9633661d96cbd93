"""What a report on components can be asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openness.measures.ask import check_report, shared

PARAMETERS = shared("source", "vintage", "since", "until", "every", "by", "min_group")
"""Those with rules; ``developer_releases`` is any number."""


def check(values: Mapping[str, Any]) -> None:
    """Check the parameters before the report runs."""
    check_report(values, PARAMETERS)
