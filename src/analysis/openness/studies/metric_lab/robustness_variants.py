"""The difference between two groups under one choice after another: which of them could turn it round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from openness.measures.concepts import AREA_OF, CONCEPT_OF
from openness.statistics.resampling import SEED
from openness.statistics.weights import DRAWS, PARTIAL
from openness.studies.metric_lab.robustness import probability_group_lower

AREAS = {
    "weights": "Weights alone",
    "data": "Data alone",
    "code": "Training code alone",
    "documents": "Documents alone",
    "license": "License alone",
}


def variants(
    components: pl.DataFrame,
    releases: pl.DataFrame,
    *,
    lower: str = "corporate",
    higher: str = "community",
    min_group: int = 5,
    partial: float | tuple[float, float] = PARTIAL,
    fixed: Mapping[str, float] | None = None,
    concentration: float = 1.0,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pl.DataFrame:
    """Return the difference of two groups' means as asked, and with one choice changed at a time."""
    asked: dict[str, Any] = {
        "lower": lower,
        "higher": higher,
        "min_group": min_group,
        "partial": partial,
        "fixed": fixed,
        "concentration": concentration,
        "draws": draws,
        "seed": seed,
    }
    changes: dict[str, dict[str, Any]] = {
        "As asked": {},
        "Releases resampled too": {"resample": True},
        "Blanks left out": {"missing": "renormalise"},
        "Partial counts nothing": {"partial": 0.0},
        "Partial counts in full": {"partial": 1.0},
        "A few criteria decide": {"concentration": 0.2, "fixed": None},
        **{name: _only(components, area, fixed) for area, name in AREAS.items()},
    }
    rows = [
        {"item": name, **_row(probability_group_lower(components, releases, **(asked | changed)))}
        for name, changed in changes.items()
        if changed is not None
    ]
    return pl.DataFrame(rows, schema=_SCHEMA)


_SCHEMA = {
    "item": pl.String,
    **dict.fromkeys(("difference", "lower", "upper"), pl.Float64),
    "n": pl.Int64,
    "probability": pl.Float64,
    "reason": pl.String,
}


def _only(components: pl.DataFrame, area: str, fixed: Mapping[str, float] | None) -> dict[str, Any] | None:
    """Return the criteria of an area with their weights; None where there is none, or none that weighs anything."""
    source = components["source"][0]
    present = components["component"].unique(maintain_order=True).to_list()
    names = [name for name in present if AREA_OF.get(CONCEPT_OF.get((source, name), "")) == area]
    if not names or (fixed is not None and not any(fixed[name] for name in names)):
        return None
    return {"criteria": names, "fixed": None if fixed is None else {name: fixed[name] for name in names}}


def _row(found: pl.DataFrame) -> dict[str, Any]:
    row = found.row(0, named=True)
    return {
        "difference": row["difference_median"],
        "lower": row["difference_lower"],
        "upper": row["difference_upper"],
        "n": min(row["n_lower"], row["n_higher"]),
        "probability": row["probability"],
        "reason": row["reason"],
    }


def words(found: pl.DataFrame) -> str:
    """Return one sentence on which choices could turn the difference round."""
    known = found.filter(pl.col("difference").is_not_null())
    if known.height < 2:
        return "No other choice can be compared."
    sign = known["difference"].sign()[0]
    turned = known.filter(pl.col("difference").sign() == -sign)["item"].to_list()
    unsure = known.filter((pl.col("lower") <= 0) & (pl.col("upper") >= 0), ~pl.col("item").is_in(turned))[
        "item"
    ].to_list()
    others = known.height - 1
    parts = [
        f"{', '.join(turned)} turns it round" if turned else "",
        f"{', '.join(unsure)} leaves it open" if unsure else "",
    ]
    told = "; ".join(part[:1].lower() + part[1:] for part in parts if part) or "none turns it round"
    return f"Of {others} other choices, {told}."
