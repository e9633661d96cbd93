"""What the grids and tables of the Llama case take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from openness.charts.theme import State
from openness.measures.license_clauses import CLAUSE_LOOK, clause_states

CRITERION_LOOK = {
    "violated": State("vermilion", "V"),
    "arguable": State("orange", "A"),
    "no conflict found": State("sky", "\u00b7"),
    "undecided": State("pale", "?"),
}
PERMIT_LOOK = {
    "yes": State("blue", "Y"),
    "on conditions": State("orange", "C"),
    "no": State("vermilion", "N"),
    "unknown": State("pale", "?"),
}
ANSWER_LOOK = {"yes": State("blue", "Y"), "no": State("vermilion", "N"), "unknown": State("pale", "?")}


def clause_table(ids: Sequence[str]) -> pl.DataFrame:
    """Return :data:`results.RESTRICTIONS`."""
    found = clause_states(ids).filter(pl.col("status").is_in(list(CLAUSE_LOOK)[:2]))
    return found.with_columns(
        pl.col("clause").str.replace_all("_", " "), pl.col("document").str.strip_prefix("LicenseRef-")
    )


def relabel(column: str, labels: Mapping[str, str]) -> pl.Expr:
    """Return an expression that puts short names in place of license ids."""
    return pl.col(column).replace(dict(labels))
