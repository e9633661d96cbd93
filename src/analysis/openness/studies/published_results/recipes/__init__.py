"""Every recipe by name."""

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from openness.project.errors import UnknownNameError
from openness.sources.epoch import SOURCE as EPOCH
from openness.sources.fmti import SOURCE as FMTI
from openness.sources.osai import SOURCE as OSAI
from openness.studies.published_results.recipe import Recipe
from openness.studies.published_results.recipes import arithmetic, epoch, fmti, osai, releases


def _of(module: ModuleType) -> dict[str, Recipe]:
    return {name: one for name, one in vars(module).items() if isinstance(one, Recipe)}


RECIPES = {name: one for module in (fmti, epoch, osai, releases, arithmetic) for name, one in _of(module).items()}
"""Recipes that ``data/raw/published.yml`` may name: all that these modules make."""

_SOURCES = {
    name: source.name for source, module in ((FMTI, fmti), (EPOCH, epoch), (OSAI, osai)) for name in _of(module)
}
"""Recipe -> source, for those that look at no other."""


def recipe_named(name: str, where: str = "") -> Recipe:
    """Return a recipe, or raise ``UnknownNameError``."""
    if name not in RECIPES:
        raise UnknownNameError("recipe", name, RECIPES, where=where)
    return RECIPES[name]


def source_of(recipe: str, parameters: Mapping[str, Any]) -> str | None:
    """Return the source that a recipe looks at; None where it looks at none."""
    return parameters.get("source", _SOURCES.get(recipe))


def is_of_waves(recipe: str) -> bool:
    """Whether a recipe's vintages are waves, each of which asked others or otherwise, and no editions of one list."""
    return _SOURCES.get(recipe) == FMTI.name


def vintages_of(parameters: Mapping[str, Any]) -> list[str]:
    """Return the editions that a recipe is told to look at."""
    return [parameters[key] for key in ("vintage", "before", "after") if key in parameters]


def editions_of(recipe: str, parameters: Mapping[str, Any]) -> list[str]:
    """Return the editions that a recipe is told to look at, each as source and vintage with a blank between."""
    source = source_of(recipe, parameters)
    return [f"{source} {vintage}" for vintage in vintages_of(parameters)] if source else []
