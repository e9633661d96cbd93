"""The numbers of the overview as its panel and its headline table take them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from openness.studies.overview import results

Estimate = tuple[str, int, float | None, float | None, float | None]
"""What is estimated, n, the estimate and its bounds; null where it cannot be estimated."""


@dataclass(frozen=True)
class Number:
    """One number of the overview; columns of ``results.CARDS``, and what is said and what it is made of besides."""

    title: str
    value: str
    unit: str
    text: str
    basis: str
    links: dict[str, str]  # text -> page of the site
    estimates: tuple[Estimate, ...]
    short: str = ""  # the text in one sentence, for the finding of the page


def estimate(what: str, row: Mapping[str, Any] | None, *columns: str) -> Estimate:
    """Return n, estimate and bounds of a row, in these columns; nulls where there is no row."""
    value, lower, upper = columns or ("share", "lower", "upper")
    return (what, 0, None, None, None) if row is None else (what, row["n"], row[value], row[lower], row[upper])


def cards(numbers: Iterable[Number]) -> pl.DataFrame:
    """Return :data:`results.CARDS`."""
    rows = [
        (one.title, one.value, one.unit, one.text, one.basis, [{"text": t, "url": url} for t, url in one.links.items()])
        for one in numbers
    ]
    return pl.DataFrame(rows, schema=results.CARDS.schema, orient="row")


def estimates(numbers: Iterable[Number]) -> pl.DataFrame:
    """Return :data:`results.ESTIMATES`."""
    rows = [(one.title, *row) for one in numbers for row in one.estimates]
    return pl.DataFrame(rows, schema=results.ESTIMATES.schema, orient="row")
