"""Short names of frameworks and sources, for the headings of charts and tables."""

import polars as pl

from openness.measures.concepts import concept_of
from openness.metrics.registry import METRICS
from openness.sources import short_names


def heading(metric: str, source: str) -> str:
    """Return the heading of a metric as one source supports it: ``OSAID (MOT)``.

    Where one source alone supports it, that need not be named: ``MOF class``.
    """
    name = METRICS[metric].short if metric in METRICS else metric
    is_plain = metric in METRICS and len(METRICS[metric].sources) == 1
    return name if is_plain else f"{name} ({short_names().get(source, source)})"


def with_heading(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table with ``metric`` and ``source`` with a column ``framework``: the heading of the two."""
    named = pl.struct("metric", "source").map_elements(lambda row: heading(**row), return_dtype=pl.String)
    return frame.with_columns(named.alias("framework"))


def framework_labels(scores: pl.DataFrame) -> dict[str, str]:
    """Return the headings of frameworks as the study of agreement names them (``mof 1.0 (mot)``)."""
    keys = scores.select("metric", "metric_version", "source").unique().rows()
    return {f"{metric} {version} ({source})": heading(metric, source) for metric, version, source in keys}


def short_label(metric: str) -> pl.Expr:
    """Return what a cell shows of a metric's scores: its class, its verdict, or the number of points.

    The columns ``score`` and ``label`` of table ``scores`` are looked at.
    """
    if metric == "mof":
        return pl.col("label").str.extract(r"^(?:Class )?(I+|Unclassified)").replace({"Unclassified": "no"})
    if metric == "osaid":
        return pl.col("label").str.extract(r"^(\w+)")
    return pl.col("score").cast(pl.String).str.strip_suffix(".0")


def out_of(metric: str, score_max: float) -> str:
    """Return what a heading adds where cells show points: `` /12``."""
    return "" if metric in {"mof", "osaid"} else f" /{score_max:g}"


def in_words(criterion: str, metric: str | None = None) -> str:
    """Return a criterion or component as a reader should see it: identifiers as words, names as they are."""
    identifiers = {component: concept for (_, component), concept in concept_of().items() if component.islower()}
    # The criteria of these are no components of a source.
    concept = criterion if metric in {"opening_up", "osaid", "eosai_matrix"} else identifiers.get(criterion, criterion)
    return "the license" if concept == "license" else concept.replace("_", " ")
