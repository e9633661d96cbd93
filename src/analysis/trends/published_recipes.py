"""Every recipe by name."""

from __future__ import annotations

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
