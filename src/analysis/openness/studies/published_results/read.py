"""Read what others published, each entry checked, and the tables that it is recomputed from."""

from __future__ import annotations

import re

from openness.project import paths
from openness.project.errors import BadValueError, UnknownNameError
from openness.project.yaml_shape import read_shape
from openness.studies.published_results.figures import Published
from openness.studies.published_results.recipe import Inputs
from openness.studies.published_results.recipes import recipe_named
from openness.tables import store as tables

FILE_NAME = "published.yml"
TABLES = ("releases", "components", "scores", "transparency", "release_lists", "cleaning_log")
"""Processed tables that recipes look at."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def load() -> Inputs:
    """Return the published figures and the tables that they are recomputed from."""
    return Inputs({name: tables.read(name) for name in TABLES}, read_figures())


def read_figures() -> Published:
    """Return works and figures of ``data/raw/published.yml``, in the order of the file."""
    path = paths.raw() / FILE_NAME
    found = read_shape(Published, path)
    for name, figure in found.figures.items():
        where = f"{paths.shown(path)}, figure {name!r}"
        if not _ID.fullmatch(name):
            raise BadValueError(f"{where}: the name is not in kebab case")
        if figure.work not in found.works:
            raise UnknownNameError("work", figure.work, found.works, where=where)
        if figure.recipe and (problem := recipe_named(figure.recipe, where).problem(figure.parameters)):
            raise BadValueError(f"{where}: {problem}")
        for other in figure.references:
            if other not in found.figures:
                raise UnknownNameError("figure", other, found.figures, where=where)
    return found
