"""What the metric laboratory can be asked, and how the values of its parameters are read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import polars as pl

from openness.measures.ask import ALL, Parameter, by_name, check_report, shared
from openness.measures.selection import latest_editions
from openness.metrics.registry import METRICS
from openness.project.errors import BadValueError, UnknownNameError
from openness.sources.osai import CRITERIA
from openness.statistics.weights import LEAST_CONCENTRATION
from openness.studies.metric_lab.robustness import Drawing
from openness.tables import store as tables

MOST_CONCENTRATION = 1000
MOST_DRAWS = 50_000
"""More draws take more memory than a laptop has to spare, and move no figure that is shown."""

PARAMETERS = shared("min_group") | by_name(
    Parameter("release", "string", "all, or one release: its id, or a name that no other release has"),
    Parameter("metrics", "list", "only these metrics; none: all", lambda: list(METRICS)),
    Parameter("weights", "list", "fixed weights as criterion=weight, all others 1; none: weights are drawn"),
    Parameter(
        "concentration",
        "number",
        "of drawn weights: 1 makes all equally likely, more keeps them nearer to equal",
        None,
        LEAST_CONCENTRATION,
        MOST_CONCENTRATION,
    ),
    Parameter("partial", "string", "value of partial: a number from 0 to 1, or bounds such as 0-1"),
    Parameter("draws", "integer", "number of draws", None, 100, MOST_DRAWS),
    Parameter("seed", "integer", "seed of the draws", None, 0, 2**31),
    Parameter("most", "integer", "rows of the long charts and tables", None, 1, 60),
)

_NUMBER = r"\d+(?:\.\d+)?|\.\d+"
_PARTIAL = re.compile(rf"(?P<low>{_NUMBER})(?:\s*-\s*(?P<high>{_NUMBER}))?", re.ASCII)
_TWELVE = [name for name in CRITERIA if name not in {"package", "api"}]
"""The criteria that are weighed; the two that only editions before March 2026 have are not."""


def check(values: Mapping[str, Any]) -> None:
    """Check the parameters before the report runs, and that the release asked for is one of those there are."""
    check_values(values)
    if (name := values["release"]) != ALL:
        find_release(name, tables.read("releases"), tables.read("release_lists"))


def check_values(values: Mapping[str, Any]) -> None:
    """Check parameters without a look at the data."""
    check_report(values, PARAMETERS)
    if "partial" in values:
        partial_value(values["partial"])
    if values.get("weights"):
        fixed_weights(values["weights"])


def partial_value(text: str) -> float | tuple[float, float]:
    """Return what a text says "partial" counts: ``0.5`` is that number, ``0-1`` anything between two bounds."""
    found = _PARTIAL.fullmatch(text.strip())
    numbers = [float(part) for part in found.groups() if part is not None] if found else []
    if not numbers or numbers != sorted(numbers) or numbers[-1] > 1:
        raise BadValueError(f"parameter 'partial' is {text!r}, expected a number from 0 to 1, or bounds such as 0-1")
    return numbers[0] if len(numbers) == 1 or numbers[0] == numbers[1] else (numbers[0], numbers[1])


def fixed_weights(texts: Iterable[str], criteria: Iterable[str] | None = None) -> dict[str, float]:
    """Return the weight of every criterion from texts such as ``trainingcode=2``; one that is not named weighs 1."""
    found = dict.fromkeys(_TWELVE if criteria is None else criteria, 1.0)
    named: set[str] = set()
    for text in texts:
        name, equals, number = (part.strip() for part in str(text).partition("="))
        if not equals or not re.fullmatch(_NUMBER, number, re.ASCII):
            raise BadValueError(f"weight {text!r} in parameter 'weights' is not of the form criterion=number")
        if name not in found:
            raise UnknownNameError("criterion", name, found, where="parameter 'weights'")
        if name in named:
            raise BadValueError(f"criterion {name!r} has two weights in parameter 'weights', expected one")
        named.add(name)
        found[name] = float(number)
    if not any(found.values()):
        raise BadValueError("parameter 'weights' gives every criterion the weight 0, expected one above 0")
    return found


_TOLD = 5
"""Ids that a message about an ambiguous name lists."""


def find_release(name: str, releases: pl.DataFrame, release_lists: pl.DataFrame) -> str:
    """Return the id of the release of the newest editions that somebody means."""
    known = latest_editions(releases, release_lists).select(
        "release_id",
        pl.col("release_id").str.to_lowercase().alias("_id"),
        pl.col("release_id").str.split_exact(":", 1).struct.field("field_1").str.to_lowercase().alias("_short"),
        pl.col("release_name").str.to_lowercase().alias("_name"),
    )
    asked = name.strip().lower()
    exact = known.filter(pl.col("_id") == asked)["release_id"].to_list()
    named = known.filter(pl.any_horizontal(pl.col("_short", "_name") == asked))["release_id"].sort().to_list()
    found = exact or named
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(found[:_TOLD]) + (f" and {len(found) - _TOLD} more" if len(found) > _TOLD else "")
        raise BadValueError(f"release {name!r} is the name of {len(found)} releases: {listed}; give one of these ids")
    words = dict.fromkeys([*known["_id"], *known["_short"], *known["_name"]])
    near = get_close_matches(asked, words, n=1)
    if not near:
        raise BadValueError(f"unknown release {name!r}, and none of the {known.height:,} has a name like it")
    is_near = pl.any_horizontal(pl.col("_id", "_short", "_name") == near[0])
    raise UnknownNameError("release", name, [known.filter(is_near)["release_id"].min(), near[0]])


@dataclass(frozen=True)
class Setting:
    """What is asked, read from the parameters; ``release`` is the id of one, None for all."""

    release: str | None
    metrics: tuple[str, ...]
    drawing: Drawing


def setting(
    *, release: str = ALL, metrics: Iterable[str] = (), weights: Iterable[str] = (), partial: str = "0-1", **others: Any
) -> Setting:
    """Return what is asked, every value checked; the others are those of ``Drawing``, and ``most``."""
    values = {"metrics": list(metrics), "weights": list(weights), "partial": partial, **others}
    check_values(values)
    others.pop("most", None)
    return Setting(
        None if release == ALL else find_release(release, tables.read("releases"), tables.read("release_lists")),
        tuple(name for name in METRICS if name in (values["metrics"] or METRICS)),
        Drawing(partial_value(partial), fixed_weights(values["weights"]) if values["weights"] else None, **others),
    )


USES = ("parts", "licenses")
"""What the report does with sources: which of their caveats it prints."""
