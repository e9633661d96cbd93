"""Decompositions side by side: one factor at a time, and two ways to tell several factors apart."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from openness.statistics.decomposition.sample import ALL, TURNOVER
from openness.statistics.decomposition.split import kitagawa
from openness.studies.vintages_and_composition.results import FACTORS, METHODS
from openness.words.numbers import NO_BREAK, signed

Years = tuple[int, int]
"""The first and the last year of a period."""

STABLE = "stable"
WITHIN = "Within like releases"
CHANGE = "Whole change"


def one_by_one(
    releases: pl.DataFrame,
    factors: Sequence[str],
    **options: Any,
) -> pl.DataFrame:
    """Split a change by one factor at a time, and by developers who are in both periods and in one."""
    split = [kitagawa(releases, factor=one, **options) for one in dict.fromkeys([*factors, TURNOVER])]
    return pl.concat(split).filter(category=ALL)


def factor_rows(totals: pl.DataFrame) -> pl.DataFrame:
    """Return :func:`one_by_one` as a table: per factor composition and change within, for both panels."""
    rows = []
    for factor in totals["factor"].unique(maintain_order=True):
        own = totals.filter(factor=factor)
        row = {"factor": _name(factor), "unmatched_share": own.filter(panel=ALL)["unmatched_share"].first()}
        for panel, prefix in ((ALL, ""), (STABLE, "stable_")):
            for part in ("composition", "within"):
                row[prefix + part] = _cell(own.filter(panel=panel, part=part))
        rows.append(row)
    return pl.DataFrame(rows, schema=FACTORS.schema)


def method_rows(by_cells: pl.DataFrame, by_effects: pl.DataFrame) -> pl.DataFrame:
    """Return two decompositions by several factors side by side."""
    first = by_cells.filter(panel=ALL)
    rows = []
    for factor, part in first.select("factor", "part").iter_rows():
        row: dict[str, Any] = {
            "what": _name(factor) if part == "composition" else WITHIN if part == "within" else CHANGE
        }
        for table, name in ((by_cells, "cells"), (by_effects, "effects")):
            for panel, prefix in ((ALL, ""), (STABLE, "stable_")):
                row[prefix + name] = _cell(table.filter(panel=panel, factor=factor, part=part))
        rows.append(row)
    return pl.DataFrame(rows, schema=METHODS.schema).select(
        "what", "cells", "effects", "stable_cells", "stable_effects"
    )


def _name(factor: str) -> str:
    return factor.replace("_", " ").capitalize()


def _cell(found: pl.DataFrame) -> str | None:
    row = found.row(0, named=True) if found.height else {"contribution": None}
    if row["contribution"] is None:
        return None
    told = signed(row["contribution"], 1)
    if row["lower"] is None:
        return told
    # An interval stays on one line.
    return f"{told} ({signed(row['lower'], 1)}{NO_BREAK}to{NO_BREAK}{signed(row['upper'], 1)})"
