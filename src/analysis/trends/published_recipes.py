"""Every recipe by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.errors import UnknownNameError
from analysis.trends import published_arithmetic, published_epoch, published_fmti, published_releases
from analysis.trends.published_base import Recipe

RECIPES: dict[str, Recipe] = {
    one.name: one
    for module in (published_fmti, published_epoch, published_releases, published_arithmetic)
    for one in module.RECIPES
}
"""Recipes that ``data/raw/published.yml`` may name."""


def recipe_named(name: str, where: str = "") -> Recipe:
    """Return a recipe, or raise ``UnknownNameError``."""
    if name not in RECIPES:
        raise UnknownNameError("recipe", name, RECIPES, where=where)
    return RECIPES[name]


_SOURCES = {
    one.name: source
    for source, module in (("fmti", published_fmti), ("epoch", published_epoch))
    for one in module.RECIPES
}
"""Recipe -> source, for those that look at no other."""


def editions_of(recipe: str, parameters: Mapping[str, Any]) -> list[str]:
    """Return the editions that a recipe is told to look at, each as source and vintage with a blank between.

    Parameters
    ----------
    recipe
        Name of the recipe.
    parameters
        Its parameters. A wave before the one named, which some recipes of the Foundation Model Transparency Index
        look at, is not among them.
    """
    source = parameters.get("source", _SOURCES.get(recipe))
    named = [parameters[key] for key in ("vintage", "before", "after") if key in parameters]
    return [f"{source} {vintage}" for vintage in named] if source else []
