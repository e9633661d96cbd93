"""Which of the published figures are listed."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from openness.measures.ask import ALL
from openness.project.errors import BadValueError


def with_verdict(checks: pl.DataFrame, verdict: str) -> pl.DataFrame:
    """Return the figures with a verdict."""
    found = checks if verdict == ALL else checks.filter(verdict=verdict)
    if found.is_empty():
        raise BadValueError(
            f"no figure of {_listed(checks['publisher'])} has the verdict {verdict!r}; "
            f"their verdicts are {_listed(checks['verdict'])}"
        )
    return found


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(set(names))) or "nobody"
