"""What a report on published figures can be asked."""

from collections.abc import Mapping
from typing import Any

from openness.measures.ask import ALL, Parameter, by_name, check_report
from openness.studies.published_results.check import VERDICTS, load, read_figures, with_verdict
from openness.studies.published_results.check import check as checked


def _publishers() -> list[str]:
    published = read_figures()
    return sorted(set(map(published.publisher, published.figures.values())))


PARAMETERS = by_name(
    Parameter("publisher", "list", "only figures of these publishers; none: of all", _publishers),
    Parameter("verdict", "string", "which figures are listed", lambda: [ALL, *VERDICTS]),
    Parameter("most", "integer", "figures in the chart", None, 1, 60),
)


def check(values: Mapping[str, Any]) -> None:
    """Check the parameters before the report runs."""
    check_report(values, PARAMETERS)
    publishers, verdict = values["publisher"], values["verdict"]
    # Every publisher has a figure, so only a verdict can leave none, and only a choice of publishers can lack one.
    # A verdict is computed and never written down, so only the figures of these publishers can tell.
    if publishers and verdict != ALL:
        with_verdict(checked(load(), publishers), verdict)
