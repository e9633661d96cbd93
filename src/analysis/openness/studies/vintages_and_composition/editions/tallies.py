"""What sentences tell of editions: which shares moved, by what, and how far answers lie apart."""

from typing import Any

import polars as pl

from openness.studies.vintages_and_composition.editions.change import (
    VintageChange,
    comparable,
    kind_sizes,
    largest,
)
from openness.studies.vintages_and_composition.editions.moves import CAUSES

LEAST = 0.0005
"""Change of a share from which it is said to have moved: what is less reads as 0.0 points."""

Tally = dict[str, Any]


def moved(change: VintageChange, min_group: int, most: int = 5) -> Tally:
    """Return how many comparable shares moved, how many beyond their interval, the largest moves, and by what."""
    shares = comparable(change, min_group)
    found = shares.filter(pl.col("share_change").abs() >= LEAST)
    outside = found.filter(~pl.col("share_after").is_between("lower_before", "upper_before")).height
    sizes = kind_sizes(change, min_group)
    total = sum(sizes.values())
    return {
        "before": change.before,
        "after": change.after,
        "title": change.title,
        "unit": change.unit,
        "least": min_group,
        "shares": shares.height,
        "moved": found.height,
        "outside": outside if found["lower_before"].count() else None,
        "moves": [cell(change, *one) for one in largest(change, min_group, most)],
        "kinds": [(kind, size / total) for kind, size in sorted(sizes.items(), key=lambda one: -one[1])],
        "notes": change.notes,
    }


def cell(change: VintageChange, period: str, group: str) -> Tally:
    """Return a share in both editions, its row none where nothing is judged, and what moved it, the largest first."""
    share = pl.col("share_change").abs()
    rows = change.numbers.filter(period=period, group=group).to_dicts()
    causes = change.parts.filter(share >= LEAST, period=period, group=group).sort(
        share, pl.col("cause").cast(pl.Enum(CAUSES)), descending=[True, False]
    )
    told = {"period": period, "group": group, "unit": change.unit}
    return told | {"row": next(iter(rows), None), "causes": causes.to_dicts()}


def new_on_the_list(new: pl.DataFrame) -> Tally:
    """Return how many releases are new, and how many of them came out before the older edition was made."""
    return {"new": new.height, "earlier": new["is_earlier"].sum()}


def apart(spreads: pl.DataFrame) -> list[Tally]:
    """Return of each list how far editions lie apart in the median share, in how many beyond an interval, and where."""
    return [
        {
            "listed_in": name,
            "shares": own.height,
            "median_points": 100 * own["spread"].median(),
            "beyond": int(own["is_beyond"].sum()),
            "most": own.row(0, named=True),
        }
        for (name,), own in spreads.group_by("listed_in", maintain_order=True)
    ]
