"""Which source supports which metric, and how many releases and families the sources have in common."""

import html
from collections.abc import Iterable
from itertools import combinations

import polars as pl

from openness.charts.theme import State
from openness.cleaning.families import across_sources
from openness.metrics import registry
from openness.sources import of_releases, short_names
from openness.studies.metric_lab import results
from openness.studies.metric_lab.side_by_side import SCORED, STUB, UNKNOWN, with_state
from openness.tables.schema import MATCH_RULES

SUPPORTED, OWN_FILES, NOT_SUPPORTED = "scored", "own_files_only", "not_supported"
"""A source scores; none does, but the publisher's own files can be scored; the source cannot support the metric."""
LOOK = {SUPPORTED: State("blue", "\u2713"), OWN_FILES: State("sky", "f"), NOT_SUPPORTED: State("pale", "\u2013")}

_SHORT = pl.col("metric").replace_strict(registry.short_names())
_SOURCE = pl.col("source").replace(short_names())


def counts(scores: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.SUPPORT_COUNTS`."""
    return _counts(scores).with_columns(_SOURCE)


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


def grid(scores: pl.DataFrame, metrics: Iterable[str]) -> pl.DataFrame:
    """Return :data:`results.SUPPORT`."""
    names = list(metrics)
    numbers = _counts(scores).select("metric", "source", "scored")
    support = (
        registry.support(_sources())
        .filter(pl.col("metric").is_in(names))
        .join(numbers, on=["metric", "source"], how="left", maintain_order="left")
    )
    own = [name for name in names if not registry.METRICS[name].sources and registry.METRICS[name].own_files]
    return support.select(
        _SHORT,
        _SOURCE,
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


def reasons(metrics: Iterable[str]) -> str:
    """Return why sources cannot support metrics, as an HTML list that is folded away: an item a metric."""
    is_asked = pl.col("metric").is_in(list(metrics)) & ~pl.col("is_supported")
    known = registry.support(_sources()).filter(is_asked)
    told = (
        known.with_columns(_SOURCE)
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


MATCHED = ("exact", "alias")
"""Rules under which a release has a family that it may share with another source."""


def match_counts(families: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.MATCHES`."""
    rule = pl.col("match_rule")
    return (
        families.group_by("source", "vintage")
        .agg(
            pl.len().cast(pl.Int64).alias("release_count"),
            *[(rule == name).sum().cast(pl.Int64).alias(name) for name in MATCH_RULES],
            rule.is_in(list(MATCHED)).mean().alias("matched_share"),
        )
        .sort("source", "vintage")
        .with_columns(_SOURCE)
    )


def shared_matrix(families: pl.DataFrame) -> pl.DataFrame:
    """Return how many families two sources share as a table of sources by sources, each pair once."""
    across = across_sources(families)
    sources = [name for name in across.columns if name not in {"release_family_id", "source_count"}]
    rows = [
        (a, b, across.filter(pl.col(a).is_not_null() & pl.col(b).is_not_null()).height)
        for a, b in combinations(sources, 2)
    ]
    pairs = pl.DataFrame(rows, schema={"Source": pl.String, "other": pl.String, "count": pl.Int64}, orient="row")
    named = pairs.with_columns(pl.col("Source", "other").replace(short_names())).sort("Source", "other")
    return named.pivot("other", index="Source", values="count", sort_columns=True)
