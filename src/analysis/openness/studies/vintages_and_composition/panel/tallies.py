"""What sentences tell of the panel: both ends of each series, what the cut did, what judgments did, and which moved."""

from typing import Any

import polars as pl

from openness.studies.vintages_and_composition.panel.entries import ALL, Panel

Tally = dict[str, Any]
_MOST = 3
_LEAST = 0.05
"""Points that a cause must have done to be told: less reads as 0.0."""
_EXACT = 1e-9


def ends(found: Panel, means: pl.DataFrame, changes: pl.DataFrame, contrast: pl.DataFrame) -> Tally:
    """Return the panel's change on the criteria kept beside that of the list, and how many criteria there are."""
    whole = means.filter(series="all", group=ALL).sort("edition")
    return {
        "first": found.first,
        "last": found.editions[-1],
        "editions": len(found.editions),
        "of_panel": whole.height,
        "kept": len(found.kept),
        "rows": changes.to_dicts(),
        "contrast": next(iter(contrast.drop_nulls("lower").to_dicts()), None),
        "all_first": whole["kept_mean"][0],
        "all_last": whole["kept_mean"][-1],
        "all_points": 100 * (whole["kept_mean"][-1] - whole["kept_mean"][0]),
        "n_first": whole["n"][0],
        "n_last": whole["n"][-1],
    }


def causes(steps: pl.DataFrame, first: str) -> Tally:
    """Return what each cause did over the steps of the panel, added up, and the steps in which criteria changed."""
    of_panel = steps.filter(pl.col("before") >= first)
    names = ("new", "removed", "replaced", "filled_in", "blanked", "reassessed", "criteria")
    sums = [(name, of_panel[name].sum()) for name in names]
    cuts = steps.filter("is_cut")
    return {
        "first": first,
        "sums": [(name, points) for name, points in sums if abs(points) >= _LEAST],
        "change": of_panel["change"].sum(),
        "cuts": cuts.to_dicts(),
        "pure": cuts.filter((pl.col("change") - pl.col("criteria")).abs() < _EXACT)["after"].to_list(),
    }


def judgments(both: pl.DataFrame, moved: pl.DataFrame, by_criterion: pl.DataFrame) -> Tally:
    """Return how many judgments moved up and down, back again, and on which criteria most."""
    turns = moved.group_by("entry_id", "criterion").agg((pl.col("points") > 0).n_unique().alias("ways"))
    by_step = moved.group_by("before", "after").agg(
        pl.len().alias("n"), (pl.col("points") > 0).sum().alias("up"), pl.col("entry_id").n_unique().alias("entries")
    )
    busiest = by_step.sort("n", "before", descending=[True, False]).head(1).to_dicts()
    return {
        "compared": both.drop_nulls(["points", "points_after"]).height,
        "moved": moved.height,
        "up": moved.filter(pl.col("points") > 0).height,
        "down": moved.filter(pl.col("points") < 0).height,
        "entries": moved["entry_id"].n_unique(),
        "both_ways": turns.filter(pl.col("ways") > 1).height,
        "busiest": next(({**one, "down": one["n"] - one["up"]} for one in busiest), None),
        "most": by_criterion.filter(pl.col("up") + pl.col("down") > 0).head(_MOST).to_dicts(),
    }
