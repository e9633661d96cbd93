"""Figures that others published, held against what the data here say.

A verdict is computed. ``agrees``: the recomputed number rounds to the printed one, or keeps to the bound that was
claimed. ``differs``: it does not. ``not_reproducible``: there is no recipe, or the data for it are not here.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from openness.studies.published_results.base import Figure, Inputs, NotComputableError, Result
from openness.studies.published_results.figures import read_figures
from openness.studies.published_results.recipes import editions_of, recipe_named
from openness.tables import store as tables

VERDICTS = ("agrees", "differs", "not_reproducible")
TABLES = (
    "releases",
    "components",
    "scores",
    "transparency",
    "developers",
    "release_developers",
    "release_lists",
    "cleaning_log",
)
"""Processed tables that recipes look at."""

_EXACT = 1e-9
_UNKNOWN = "Why is not known."
_LARGE = 10_000
_SCHEMA = {
    "figure_id": pl.String,
    "claim": pl.String,
    "definition": pl.String,
    "publisher": pl.String,
    "title": pl.String,
    "published_date": pl.String,
    "url": pl.String,
    "place": pl.String,
    "unit": pl.String,
    "relation": pl.String,
    "printed": pl.String,
    "published": pl.Float64,
    "recomputed": pl.Float64,
    "difference": pl.Float64,
    "tolerance": pl.Float64,
    "verdict": pl.String,
    "cause": pl.String,
    "why": pl.String,
    "reason": pl.String,
    "arithmetic": pl.String,
    "recipe": pl.String,
    "recipe_text": pl.String,
    "is_from_data": pl.Boolean,
    "editions": pl.List(pl.String),
    "remark": pl.String,
}


def load() -> Inputs:
    """Read the published figures and the tables that they are recomputed from."""
    return Inputs(
        tables={name: tables.read(name) for name in TABLES},
        figures=read_figures(),
    )


def check(figures: Mapping[str, Figure], inputs: Inputs) -> pl.DataFrame:
    """Recompute published figures and judge each."""
    return pl.DataFrame([_row(figure, inputs) for figure in figures.values()], schema=_SCHEMA, orient="row")


def verdict_of(figure: Figure, recomputed: float) -> str:
    """Return ``agrees`` or ``differs``."""
    over = recomputed - figure.value
    holds = {
        "equals": abs(over) <= figure.tolerance + _EXACT,
        "at_least": over >= -_EXACT,
        "at_most": over <= _EXACT,
    }[figure.relation]
    return "agrees" if holds else "differs"


def _row(figure: Figure, inputs: Inputs) -> dict:
    result, reason = _recomputed(figure, inputs)
    recipe = recipe_named(figure.recipe) if figure.recipe else None
    verdict = verdict_of(figure, result.value) if result else "not_reproducible"
    return {
        "figure_id": figure.figure_id,
        "claim": figure.claim,
        "definition": figure.definition,
        "publisher": figure.publisher,
        "title": figure.title,
        "published_date": figure.published,
        "url": figure.url,
        "place": figure.place,
        "unit": figure.unit,
        "relation": figure.relation,
        "printed": figure.printed,
        "published": figure.value,
        "recomputed": result.value if result else None,
        "difference": result.value - figure.value if result else None,
        "tolerance": figure.tolerance,
        "verdict": verdict,
        "cause": (figure.cause or "unsettled") if verdict == "differs" else None,
        "why": _why(figure, result, verdict) if result else reason,
        "reason": {"agrees": None, "differs": figure.explanation or _UNKNOWN, "not_reproducible": reason}[verdict],
        "arithmetic": result.arithmetic if result else None,
        "recipe": figure.recipe,
        "recipe_text": recipe.described(figure.parameters) if recipe else None,
        "is_from_data": recipe.from_data if recipe else None,
        "editions": editions_of(figure.recipe, figure.parameters) if figure.recipe else [],
        "remark": figure.remark,
    }


def _recomputed(figure: Figure, inputs: Inputs) -> tuple[Result | None, str]:
    if figure.recipe is None:
        return None, figure.reason or ""
    try:
        return recipe_named(figure.recipe).function(inputs, **figure.parameters), ""
    except NotComputableError as error:
        return None, str(error)


def _why(figure: Figure, result: Result, verdict: str) -> str:
    number = shown(result.value)
    if verdict == "agrees":
        bound = {"equals": f"is {figure.printed} as printed", "at_least": "is not below", "at_most": "is not above"}
        rest = "" if figure.relation == "equals" else f" {figure.printed}"
        return f"{number} ({result.arithmetic}) {bound[figure.relation]}{rest}."
    distance = f"{result.value - figure.value:+.4g}"
    return f"{number} ({result.arithmetic}) and not {figure.printed}: {distance}. {figure.explanation or _UNKNOWN}"


def shown(number: float) -> str:
    """Return a number as text, whole and large ones without decimals, others with two."""
    return f"{number:,.0f}" if float(number).is_integer() or abs(number) >= _LARGE else f"{number:,.2f}"
