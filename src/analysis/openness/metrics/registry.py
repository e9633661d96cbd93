"""Every metric, which source can support it, and all scores at once."""

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

import polars as pl

from openness import metrics
from openness.metrics.base import Metric, Records, no_scores
from openness.project.errors import BadFileError, UnknownNameError

_TOOLS = {"base", "changes", "documents", "native", "registry", "whatif"}
"""Modules of the room that hold what metrics share; every other one is a framework, a folder by its ``score``."""


def find() -> dict[str, Metric]:
    """Return the frameworks that have a module or a folder here, in their order."""
    names = (f"{one.name}.score" if one.ispkg else one.name for one in iter_modules(metrics.__path__))
    found = [_metric_of(name) for name in names if name not in _TOOLS]
    return {one.name: one for one in sorted(found, key=lambda one: (one.place, one.name))}


def _metric_of(name: str) -> Metric:
    place = f"{metrics.__name__}.{name}"
    try:
        one = getattr(import_module(place), "METRIC", None)
    except ModuleNotFoundError as error:
        # Only where it is the module itself that is not there; what it imports is somebody else's fault.
        if error.name != place:
            raise
        one = None
    if not isinstance(one, Metric):
        path = f"metrics/{name.replace('.', '/')}.py"
        raise BadFileError(f"{path} has no METRIC = Metric(...), which every framework has; see CONTRIBUTING.md")
    return one


METRICS = find()
"""Metrics in the order in which they are shown."""


def short_names() -> dict[str, str]:
    """Return what each metric is called in headings."""
    return {name: one.short for name, one in METRICS.items()}


def metric(name: str) -> Metric:
    """Return a metric, or raise ``UnknownNameError``."""
    if name not in METRICS:
        raise UnknownNameError("metric", name, METRICS)
    return METRICS[name]


def score_all(records: Records, metrics: Iterable[str] | None = None) -> pl.DataFrame:
    """Return the scores of all releases under all metrics that their sources support.

    Parameters
    ----------
    records
        Releases and components of any number of sources and vintages.
    metrics
        Names of metrics, by default all.

    Returns
    -------
    polars.DataFrame
        A ``scores`` table.
    """
    found = []
    sources = records.releases["source"].unique(maintain_order=True).to_list()
    for name in METRICS if metrics is None else metrics:
        one = metric(name)
        found += [one.score(records.of(source)) for source in sources if source in one.sources]
    return pl.concat([no_scores(), *found])


def published(scores: pl.DataFrame) -> pl.DataFrame:
    """Return the scores of the publishers' own versions, without those that are our alternatives."""
    ours = [(name, version) for name, one in METRICS.items() for version in one.alternatives]
    is_ours = [(pl.col("metric") == name) & (pl.col("metric_version") == version) for name, version in ours]
    return scores.filter(~pl.any_horizontal(is_ours)) if is_ours else scores


def support(sources: Iterable[str]) -> pl.DataFrame:
    """Return which source supports which metric, and why not: ``metric``, ``source``, ``is_supported``, ``reason``."""
    return pl.DataFrame(
        [
            {"metric": one.name, "source": source, "is_supported": source in one.sources, "reason": one.why_not(source)}
            for one in METRICS.values()
            for source in sources
        ],
        schema={"metric": pl.String, "source": pl.String, "is_supported": pl.Boolean, "reason": pl.String},
    )
