"""What a metric is, and the arithmetic that several of them share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from openness.sources import SOURCES, of_releases
from openness.tables import schema
from openness.tables import store as tables
from openness.tables.schema import KEYS

NOT_JUDGED = ("missing", "not_applicable")
"""Statuses of a component of which the source says nothing: they are no points, and no zeros either."""


@dataclass(frozen=True)
class Records:
    """What a metric may look at: tables of these names, of one source or of several."""

    releases: pl.DataFrame
    components: pl.DataFrame
    transparency: pl.DataFrame | None = None  # where the Foundation Model Transparency Index is among the sources

    def of(self, source: str) -> Records:
        """Return the records of one source."""
        return replace(
            self, releases=self.releases.filter(source=source), components=self.components.filter(source=source)
        )


@dataclass(frozen=True)
class Metric:
    """A published framework."""

    name: str  # in the column ``metric`` and on the command line
    # for charts and pages, in full and for headings
    title: str
    short: str
    text: str  # what is counted, as one sentence
    url: str  # where the framework is published
    # records of the sources that support it -> a ``scores`` table; None where no source does
    score: Callable[[Records], pl.DataFrame] | None = None
    place: int = 1000  # where it stands among the metrics
    otherwise: str | None = None  # why a source that gives no reason of its own cannot support it
    # versions that are ours and not the publisher's -> what is different; means and charts take the published ones
    # unless asked for another
    alternatives: Mapping[str, str] = field(default_factory=dict)
    # path and vintage -> records in the publisher's own format and their ``scores``, where no source here has a reader
    own_files: Callable[[Path, str], tuple[Records, pl.DataFrame]] | None = None

    @property
    def sources(self) -> list[str]:
        """The sources that support it."""
        return [name for name, source in SOURCES.items() if self.name in source.metrics.given]

    def why_not(self, source: str) -> str | None:
        """Return why a source cannot support it; None where it can."""
        if source in self.sources:
            return None
        return SOURCES[source].metrics.why_not.get(self.name, self.otherwise) if source in SOURCES else self.otherwise

    @property
    def reasons(self) -> dict[str, str]:
        """Source that cannot support it -> why."""
        return {name: reason for name in of_releases() if (reason := self.why_not(name))}


def sum_of_points(
    components: pl.DataFrame,
    *,
    metric: str,
    version: str | pl.Expr,
    criteria: Sequence[str],
    points: Mapping[str, float],
) -> pl.DataFrame:
    """Return scores that are the plain sum of points over criteria, in the framework's order.

    What is not judged has no points, and neither has a status without ``points``; other components are passed over. The
    version may be an expression over the components of one release; ``score_max`` is the number of criteria that the
    release has a row for.
    """
    judged = components.filter(pl.col("component").is_in(list(criteria)))
    status, points_of = pl.col("status"), pl.col("_points")
    is_judged = ~status.is_in(list(NOT_JUDGED))
    named = pl.lit(version) if isinstance(version, str) else version
    return finish(
        judged.with_columns(
            pl.col("component").cast(pl.Enum(list(criteria))).alias("_order"),
            status.replace_strict(dict(points), default=0.0, return_dtype=pl.Float64).alias("_points"),
        )
        .sort("source", "vintage", "release_id", "_order")
        .group_by(KEYS, maintain_order=True)
        .agg(
            named.alias("metric_version"),
            points_of.sum().alias("score"),
            pl.len().cast(pl.Float64).alias("score_max"),
            pl.col("component").filter(points_of < 1).first().alias("first_failure"),
            is_judged.sum().cast(pl.Int64).alias("judged_count"),
            pl.len().cast(pl.Int64).alias("criterion_count"),
            pl.col("component")
            .filter(is_judged & (points_of == points_of.filter(is_judged).min()))
            .first()
            .alias("weakest_component"),
        )
        .with_columns(
            pl.format("{} of {}", shown("score"), shown("score_max")).alias("label"),
            (pl.col("judged_count") == 0).alias("is_stub"),
        ),
        metric=metric,
    )


def ordinal(
    releases: pl.DataFrame,
    *,
    metric: str,
    version: str,
    levels: Sequence[str],
    criterion_count: int,
    note: pl.Expr | None = None,
) -> pl.DataFrame:
    """Return scores that are places on a scale; a release whose place is not known has none, and says ``unknown``.

    ``releases`` have ``KEYS``, ``_level`` (place from 0 in ``levels``, the least open first; null where unknown),
    ``judged_count``, ``weakest_component`` and ``is_stub``; ``note`` is what the label adds. ``first_failure`` is the
    next level, which the release does not reach.
    """
    level = pl.col("_level")
    numbered = dict(enumerate(levels))
    named = level.replace_strict(numbered, default=None, return_dtype=pl.String)
    added = pl.lit("") if note is None else note.fill_null("")
    return finish(
        releases.with_columns(
            level.cast(pl.Float64).alias("score"),
            (named + added).fill_null("unknown").alias("label"),
            (level + 1).replace_strict(numbered, default=None, return_dtype=pl.String).alias("first_failure"),
        ),
        metric=metric,
        metric_version=version,
        score_max=len(levels) - 1,
        criterion_count=criterion_count,
    )


def as_judged(components: pl.DataFrame) -> pl.DataFrame:
    """Return components with the statuses that their publisher gave them, which corrections do not touch."""
    if "published_status" not in components.columns:
        return components
    return components.with_columns(status=pl.coalesce("published_status", "status"))


def own_records(components: pl.DataFrame) -> Records:
    """Return components read from a publisher's own files as records; a release is named by its id."""
    named = pl.col("release_id").str.split_exact(":", 1).struct.field("field_1").alias("release_name")
    return Records(components.select(KEYS).unique(maintain_order=True).with_columns(named), components)


def finish(scores: pl.DataFrame, **same: str | float) -> pl.DataFrame:
    """Return scores with the columns and types of the schema, in its order; some are the same for all releases."""
    return (
        scores.with_columns(**{name: pl.lit(value) for name, value in same.items()})
        .select(schema.SCORES.column_names)
        .cast(tables.polars_schema(schema.SCORES))
    )


def no_scores() -> pl.DataFrame:
    """Return a ``scores`` table without rows."""
    return pl.DataFrame(schema=tables.polars_schema(schema.SCORES))


def shown(column: str) -> pl.Expr:
    """Return a number as text, without a needless ``.0``."""
    return pl.col(column).cast(pl.String).str.strip_suffix(".0")
