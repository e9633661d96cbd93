"""What can be asked of the published figures: whose, and with which verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from openness.measures.ask import ALL, Parameter
from openness.project.errors import BadValueError
from openness.studies.published_results import check as published
from openness.studies.published_results.figures import read_figures


def _publishers() -> list[str]:
    return sorted({figure.publisher for figure in read_figures().values()})


PARAMETERS = {
    parameter.name: parameter
    for parameter in (
        Parameter("publisher", "list", "only figures of these publishers; none: of all", _publishers),
        Parameter("verdict", "string", "which figures are listed", lambda: [ALL, *published.VERDICTS]),
        Parameter("most", "integer", "figures in the chart", None, 1, 60),
    )
}


def check(values: Mapping[str, Any]) -> None:
    """Check parameters; those not in ``PARAMETERS`` are passed over."""
    for name in values.keys() & PARAMETERS.keys():
        PARAMETERS[name].check(values[name])
    publishers, verdict = values.get("publisher") or [], values.get("verdict", ALL)
    # Every publisher has a figure, so only a verdict can leave none, and only a choice of publishers can lack one.
    if publishers and verdict != ALL:
        inputs = published.load()
        with_verdict(published.check(inputs.by(publishers), inputs), verdict)


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
