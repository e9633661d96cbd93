"""Figures that others published, held against what the data here say.

A verdict is computed. ``agrees``: the recomputed number rounds to the printed one, or keeps to the bound that was
claimed. ``differs``: it does not. ``not_reproducible``: there is no recipe, or what was counted is not here: the data,
the publisher's edition of them, or its labels (``editions.py`` has the rule).
"""

import re
from collections.abc import Collection
from dataclasses import asdict

import polars as pl

from openness.measures.ask import ALL
from openness.project import paths
from openness.project.errors import BadValueError, UnknownNameError
from openness.project.yaml_shape import read_shape
from openness.studies.published_results import editions, results
from openness.studies.published_results.figures import Figure, Published, Work
from openness.studies.published_results.recipe import Inputs, NotComputableError, Result
from openness.studies.published_results.recipes import editions_of, recipe_named, vintages_of
from openness.tables import store as tables

VERDICTS = ("agrees", "differs", "not_reproducible")

_EXACT = 1e-9


def check(inputs: Inputs, publishers: Collection[str] = ()) -> pl.DataFrame:
    """Return :data:`results.CHECKS`: published figures, of some publishers or of all, recomputed and judged."""
    rows = [
        _row(name, one, inputs.published.works[one.work], inputs)
        for name, one in inputs.published.of(publishers).items()
    ]
    return pl.DataFrame(rows, schema=results.CHECKS.schema)


def with_verdict(checks: pl.DataFrame, verdict: str) -> pl.DataFrame:
    """Return the figures with a verdict, or raise ``BadValueError`` where none has it."""
    found = checks if verdict == ALL else checks.filter(verdict=verdict)
    if found.is_empty():
        publishers, verdicts = (", ".join(sorted(set(checks[name]))) or "nobody" for name in ("publisher", "verdict"))
        raise BadValueError(f"no figure of {publishers} has the verdict {verdict!r}; their verdicts are {verdicts}")
    return found


def verdict_counts(checks: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.VERDICTS`: how many figures of a publisher have which verdict."""
    counts = [(pl.col("verdict") == verdict).sum().cast(pl.Int64).alias(verdict) for verdict in VERDICTS]
    counts.append(pl.col("lacking").is_in(["edition", "labels"]).sum().cast(pl.Int64).alias("other_edition_count"))
    by_publisher = checks.group_by("publisher", maintain_order=True)
    return by_publisher.agg(pl.len().cast(pl.Int64).alias("figure_count"), *counts).sort(
        "figure_count", "publisher", descending=[True, False]
    )


def totals(verdicts: pl.DataFrame) -> dict[str, int]:
    """Return how many figures of how many publishers there are, and how many have which verdict."""
    return verdicts.drop("publisher").sum().row(0, named=True) | {"publisher_count": verdicts.height}


def cause_counts(checks: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.CAUSES`: why how many figures differ, the most frequent cause first."""
    causes = checks.filter(verdict="differs")["cause"].value_counts(name="n")
    return causes.select("cause", pl.col("n").cast(pl.Int64)).sort("n", "cause", descending=[True, False])


def verdict_of(figure: Figure, result: Result) -> str:
    """Return ``agrees`` or ``differs``, by the two numbers alone."""
    over = result.value - figure.number
    holds = {
        "equals": abs(over) <= figure.tolerance + result.spread + _EXACT,
        "at_least": over >= -_EXACT,
        "at_most": over <= _EXACT,
    }[figure.relation]
    return "agrees" if holds else "differs"


def _row(name: str, figure: Figure, work: Work, inputs: Inputs) -> dict:
    result, why_not = _recomputed(figure, inputs)
    recipe = recipe_named(figure.recipe) if figure.recipe else None
    stated = inputs.published.editions(figure)
    match = editions.match_of(recipe, stated, vintages_of(figure.parameters)) if recipe else None
    verdict = verdict_of(figure, result) if result else "not_reproducible"
    lacks = editions.lacking(recipe, match, figure, verdict) if result else "data"
    if lacks:
        verdict = "not_reproducible"
    differs = verdict == "differs"
    judged = result if verdict != "not_reproducible" else None
    return asdict(figure) | {
        "figure_id": name,
        "publisher": work.publisher,
        "published_date": str(work.published),
        "url": work.url,
        "place": None if figure.place is None else str(figure.place),
        "printed": figure.value,
        "published": figure.number,
        "recomputed": judged.value if judged else None,
        "difference": judged.value - figure.number if judged else None,
        "verdict": verdict,
        "cause": (figure.cause or "unsettled") if differs else None,
        "reason": (figure.explanation or "Why is not known.") if differs else why_not,
        "lacking": lacks,
        "arithmetic": result.arithmetic if result else None,
        "recipe_text": recipe.described(figure.parameters) if recipe else None,
        "is_from_data": recipe.from_data if recipe else None,
        "has_publisher_labels": not recipe.has_own_labels if recipe else None,
        "stated_editions": list(stated),
        "editions": editions_of(figure.recipe, figure.parameters) if figure.recipe else [],
        "edition_match": match,
        "elsewhere": editions.elsewhere(recipe, figure, inputs) if recipe else [],
    }


def _recomputed(figure: Figure, inputs: Inputs) -> tuple[Result | None, str | None]:
    """Return the recomputed number, or what is lacking for it."""
    if figure.recipe is None:
        return None, figure.reason
    try:
        return recipe_named(figure.recipe).function(inputs, **figure.parameters), None
    except NotComputableError as error:
        return None, str(error)


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
