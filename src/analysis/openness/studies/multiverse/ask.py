"""What a report on the multiverse asks for: what is estimated, from which sources, by which definitions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from openness.measures.ask import Parameter
from openness.measures.definitions import DEFINITIONS, NO_TREND, answered_by
from openness.project.errors import BadValueError
from openness.sources import reader
from openness.studies.multiverse.choices import ESTIMANDS, SOURCES

PARAMETERS = {
    parameter.name: parameter
    for parameter in (
        Parameter("estimand", "string", "what is estimated", lambda: list(ESTIMANDS)),
        Parameter("sources", "list", "only specifications of these sources; none: of all", lambda: list(SOURCES)),
        Parameter("definitions", "list", "only those by these definitions; none: by all", lambda: list(DEFINITIONS)),
        Parameter("most", "integer", "specifications drawn in the curve, at most", None, 3, 400),
    )
}
"""Parameters of the report; the other choices are what it is about, and so no parameters."""


def chosen(specs: pl.DataFrame, sources: Sequence[str] = (), definitions: Sequence[str] = ()) -> pl.DataFrame:
    """Return the specifications of some sources and definitions, of all where none is named."""
    wanted = {"source": sources, "definition": definitions}
    return specs.filter(
        pl.lit(value=True), *(pl.col(column).is_in(list(names)) for column, names in wanted.items() if names)
    )


def editions(specs: pl.DataFrame) -> list[str]:
    """Return the editions that specifications are of, each as source and vintage."""
    return [" ".join(row) for row in specs.select("source", "vintage").unique().sort("source", "vintage").rows()]


def credit_line(specs: pl.DataFrame) -> str:
    """Return who is to be credited for all editions, as charts print it."""
    producers = [reader(name).PRODUCER for name in specs["source"].unique().sort()]
    named = ", ".join(f"{one.producer} ({one.license_id})" for one in producers)
    return f"{named}; the editions are named under Data"


def check(values: Mapping[str, Any]) -> None:
    """Check the parameters of a report on the multiverse; those not in ``PARAMETERS`` are passed over."""
    sources, definitions = (values.get(name) or [] for name in ("sources", "definitions"))
    for name in sources:
        if name in NO_TREND:
            raise BadValueError(f"source {name!r} has no specification: {NO_TREND[name]}")
    for name in values.keys() & PARAMETERS.keys():
        PARAMETERS[name].check(values[name])
    for source in sources:
        if definitions and not set(answered_by(source)) & set(definitions):
            raise BadValueError(
                f"source {source!r} answers none of the definitions {_listed(definitions)}; "
                f"it answers {_listed(answered_by(source))}"
            )
    for name in definitions:
        if sources and not set(DEFINITIONS[name].rules) & set(sources):
            raise BadValueError(
                f"definition {name!r} is answered by none of the sources {_listed(sources)}; "
                f"it is answered by {_listed(source for source in SOURCES if source in DEFINITIONS[name].rules)}"
            )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
