"""Every recipe by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openness.project.errors import UnknownNameError
from openness.studies.published_results.base import Recipe
from openness.studies.published_results.recipes import (
    arithmetic as published_arithmetic,
)
from openness.studies.published_results.recipes import (
    epoch as published_epoch,
)
from openness.studies.published_results.recipes import (
    fmti as published_fmti,
)
from openness.studies.published_results.recipes import (
    releases as published_releases,
)

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
    """Return the editions that a recipe is told to look at, each as source and vintage with a blank between."""
    source = parameters.get("source", _SOURCES.get(recipe))
    named = [parameters[key] for key in ("vintage", "before", "after") if key in parameters]
    return [f"{source} {vintage}" for vintage in named] if source else []
