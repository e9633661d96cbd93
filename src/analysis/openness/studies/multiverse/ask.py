"""The specifications that a report on the multiverse asks for, their editions and whom to credit."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from openness.sources import reader


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
