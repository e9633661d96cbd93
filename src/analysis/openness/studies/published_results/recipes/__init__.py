"""Every recipe by name."""

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from openness.project.errors import UnknownNameError
from openness.sources.epoch import SOURCE as EPOCH
from openness.sources.fmti import SOURCE as FMTI
from openness.studies.published_results.recipe import Recipe
from openness.studies.published_results.recipes import arithmetic, epoch, fmti, releases


def _of(module: ModuleType) -> dict[str, Recipe]:
    return {name: one for name, one in vars(module).items() if isinstance(one, Recipe)}


RECIPES = {name: one for module in (fmti, epoch, releases, arithmetic) for name, one in _of(module).items()}
"""Recipes that ``data/raw/published.yml`` may name: all that these modules make."""

_SOURCES = {name: source.name for source, module in ((FMTI, fmti), (EPOCH, epoch)) for name in _of(module)}
"""Recipe -> source, for those that look at no other."""


def recipe_named(name: str, where: str = "") -> Recipe:
    """Return a recipe, or raise ``UnknownNameError``."""
    if name not in RECIPES:
        raise UnknownNameError("recipe", name, RECIPES, where=where)
    return RECIPES[name]


def editions_of(recipe: str, parameters: Mapping[str, Any]) -> list[str]:
    """Return the editions that a recipe is told to look at, each as source and vintage with a blank between."""
    source = parameters.get("source", _SOURCES.get(recipe))
    named = [parameters[key] for key in ("vintage", "before", "after") if key in parameters]
    return [f"{source} {vintage}" for vintage in named] if source else []
