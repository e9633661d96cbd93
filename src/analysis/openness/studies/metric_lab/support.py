"""Which source supports which metric: how many releases it scores, and why the others cannot."""

from __future__ import annotations

import html
from collections.abc import Iterable

import polars as pl

from openness.charts.theme import State
from openness.metrics import registry
from openness.sources import of_releases, short_names
from openness.studies.metric_lab import results
from openness.studies.metric_lab.names import with_source_names
from openness.studies.metric_lab.side_by_side import SCORED, STUB, UNKNOWN, with_state

SUPPORTED, OWN_FILES, NOT_SUPPORTED = "scored", "own_files_only", "not_supported"
"""A source scores; none does, but the publisher's own files can be scored; the source cannot support the metric."""
LOOK = {
    SUPPORTED: State("blue", "\u2713"),
    OWN_FILES: State("sky", "f"),
    NOT_SUPPORTED: State("pale", "\u2013"),
}

_SHORT = pl.col("metric").replace_strict(registry.short_names())


def counts(scores: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.SUPPORT_COUNTS`."""
    return with_source_names(_counts(scores), "source")


def _counts(scores: pl.DataFrame) -> pl.DataFrame:
    state, order = pl.col("state"), pl.col("metric").cast(pl.Enum(list(registry.METRICS)))
    share = pl.col("judged_count") / pl.col("criterion_count")
    return (
        with_state(scores)
        .group_by("metric", "metric_version", "source", "vintage")
        .agg(
            pl.len().cast(pl.Int64).alias("release_count"),
            *[(state == name).sum().cast(pl.Int64).alias(name) for name in (SCORED, UNKNOWN, STUB)],
            share.filter(state != STUB).mean().alias("judged_share"),
        )
        .sort(order, "metric_version", "source", "vintage")
        .with_columns(pl.format("{} {}", _SHORT, "metric_version").alias("framework"))
        .select(results.SUPPORT_COUNTS.names)
    )


def _sources() -> list[str]:
    """Return the sources, those first that judge documents too and so can support most metrics."""
    found = of_releases()
    return sorted(found, key=lambda name: "model_card" not in found[name].concepts.values())


def grid(scores: pl.DataFrame, metrics: Iterable[str], sources: Iterable[str] | None = None) -> pl.DataFrame:
    """Return :data:`results.SUPPORT`."""
    names = list(metrics)
    numbers = _counts(scores).select("metric", "source", "scored")
    support = (
        registry.support(sources or _sources())
        .filter(pl.col("metric").is_in(names))
        .join(numbers, on=["metric", "source"], how="left", maintain_order="left")
    )
    own = [name for name in names if not registry.METRICS[name].sources and registry.METRICS[name].own_files]
    return support.select(
        _SHORT,
        pl.col("source").replace_strict(short_names(), default=pl.col("source")),
        pl.when("is_supported")
        .then(pl.lit(SUPPORTED))
        .when(pl.col("metric").is_in(own))
        .then(pl.lit(OWN_FILES))
        .otherwise(pl.lit(NOT_SUPPORTED))
        .alias("support"),
        pl.when("is_supported")
        .then(pl.col("scored").fill_null(0).map_elements("{:,}".format, return_dtype=pl.String))
        .alias("scored"),
        "reason",
    )


def reasons(metrics: Iterable[str], sources: Iterable[str] | None = None) -> str:
    """Return why sources cannot support metrics, as an HTML list that is folded away: an item a metric."""
    is_asked = pl.col("metric").is_in(list(metrics)) & ~pl.col("is_supported")
    known = registry.support(sources or _sources()).filter(is_asked)
    told = (
        known.with_columns(pl.col("source").replace_strict(short_names(), default=pl.col("source")))
        .group_by("metric", "reason", maintain_order=True)
        .agg(pl.col("source").str.join(", "))
        .group_by("metric", maintain_order=True)
        .agg(pl.format("{}: {}", "source", "reason").str.join("; "))
    )
    items = "".join(
        f"<li><b>{html.escape(registry.METRICS[metric].short)}</b>. {html.escape(text)}.</li>"
        for metric, text in told.iter_rows()
    )
    return f"<details><summary>Why the other sources do not</summary><ul>{items}</ul></details>" if items else ""
