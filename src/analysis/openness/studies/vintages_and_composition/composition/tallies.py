"""What sentences tell of decompositions: how far two ways lie apart, and which category did most."""

from typing import Any

import polars as pl

from openness.studies.vintages_and_composition.composition.views import ALL

Tally = dict[str, Any]


def two_ways(by_cells: pl.DataFrame, by_effects: pl.DataFrame) -> Tally:
    """Return how far two ways to find like releases lie apart, and how many are on one side of zero for certain."""
    rows = [one.filter(panel=ALL, part="within").row(0, named=True) for one in (by_effects, by_cells)]
    values = [row["contribution"] for row in rows]
    if None in values:
        return {"reason": rows[values.index(None)]["reason"]}
    sure = [row["lower"] is not None and not row["lower"] <= 0 <= row["upper"] for row in rows]
    return {
        "reason": None,
        "unmatched_share": by_cells.filter(panel=ALL)["unmatched_share"].first(),
        "points": abs(values[0] - values[1]),
        "is_one_side": values[0] * values[1] > 0,
        "sure": sum(sure),
    }


def largest_category(rows: pl.DataFrame) -> Tally | None:
    """Return the category of a factor that contributed most, up or down; of equal ones the last by name."""
    own = rows.filter(pl.col("category") != ALL, pl.col("contribution") != 0)
    return next(iter(own.sort(pl.col("contribution").abs(), "category").tail(1).to_dicts()), None)
