"""What the page of metrics says: every framework, who supports it, and what releases reach under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from openness.metrics import registry
from openness.metrics.base import Metric
from openness.site.releases.catalog import Catalog

FOLD_FROM = 9
"""Rows from which a table of labels is folded."""


@dataclass(frozen=True)
class Support:
    """Sources that support a metric, or that do not for the same reason."""

    sources: tuple[str, ...]
    is_supported: bool
    reason: str


@dataclass(frozen=True)
class Count:
    """How many releases have a label, from the highest score down; those without a score last."""

    label: str
    state: str
    count: int


@dataclass(frozen=True)
class Version:
    """One version of a metric over one source."""

    source: str
    vintage: str
    name: str  # version of the criteria
    difference: str | None  # what is different from the publisher's version, where it is our alternative
    scored: int  # releases with a score
    median: float | None  # of their scores
    score_max: float
    counts: tuple[Count, ...]  # releases by label

    @property
    def is_long(self) -> bool:
        """Whether its table is folded."""
        return len(self.counts) >= FOLD_FROM


@dataclass(frozen=True)
class Framework:
    """One metric as the page shows it."""

    metric: Metric
    support: tuple[Support, ...]
    versions: tuple[Version, ...]


def frameworks(catalog: Catalog) -> list[Framework]:
    """Return every metric with its support and its counts over the newest editions, in the registry's order."""
    sources = sorted(set(catalog.releases["source"]))
    support = registry.support(sources)
    return [
        Framework(
            metric,
            _support(support.filter(metric=name)),
            _versions(catalog.scores.filter(metric=name), metric.alternatives),
        )
        for name, metric in registry.METRICS.items()
    ]


def _support(support: pl.DataFrame) -> tuple[Support, ...]:
    grouped = (
        support.group_by("is_supported", pl.col("reason").fill_null(""), maintain_order=True)
        .agg("source")
        .sort("is_supported", descending=True, maintain_order=True)
    )
    return tuple(Support(tuple(sources), supported, why) for supported, why, sources in grouped.iter_rows())


def _versions(scores: pl.DataFrame, alternatives: Mapping[str, str]) -> tuple[Version, ...]:
    found = []
    for (source, vintage, name), own in scores.sort("source", "metric_version", maintain_order=True).group_by(
        "source", "vintage", "metric_version", maintain_order=True
    ):
        scored = own.filter(state="scored")["score"]
        found.append(
            Version(
                source=source,
                vintage=vintage,
                name=name,
                difference=alternatives.get(name),
                scored=len(scored),
                median=scored.median(),
                score_max=own["score_max"].max(),
                counts=_counts(own),
            )
        )
    return tuple(found)


def _counts(scores: pl.DataFrame) -> tuple[Count, ...]:
    counted = (
        scores.group_by("text", "state", pl.col("score").fill_null(-1).alias("place"))
        .len()
        .sort(pl.col("state") == "scored", "place", "text", descending=[True, True, False])
    )
    return tuple(Count(*row) for row in counted.select("text", "state", "len").iter_rows())
