"""What a whole site has beside its reports: the table of all releases, the page of metrics, and the exports."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from openness.metrics import registry
from openness.metrics.base import Metric
from openness.site.pages.provenance import Vintage
from openness.site.releases import browse, catalog
from openness.site.releases.catalog import Catalog
from openness.site.releases.exports import files
from openness.sources import SOURCES
from openness.tables import schema
from openness.words.names import GROUP_ORDER, label

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


@dataclass(frozen=True)
class Listing:
    """All releases as the site shows them."""

    catalog: Catalog  # releases, scores and components
    table: pl.DataFrame  # one row a release
    first: pl.DataFrame  # rows that the page has before its script runs
    metrics: list[Metric]  # metrics under which any release has a score
    frameworks: list[Framework]  # every metric with its support and counts
    titles: dict[str, str]  # source -> how pages call it
    scripts: dict[str, bytes]  # path in the site -> what the page's script reads
    vintages: tuple[Vintage, ...]  # editions of the data

    @property
    def sorted_by(self) -> str:
        """Column by which the first rows are sorted, from the highest down."""
        return browse.first_sort(self.catalog)

    @property
    def judged(self) -> int:
        """Number of releases whose source judges parts."""
        return self.catalog.judged.releases.height

    @property
    def choices(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """Filters of the page: id, heading, and of every value that occurs the value and its words."""
        columns = {
            "group": ("Developer", "developer_group", GROUP_ORDER),
            "tier": ("License", "license_tier", schema.LICENSE_TIERS),
            "access": ("Access", "access", schema.ACCESS_GRADES),
        }
        return [
            (id_, heading, [(value, label(value)) for value in order if value in set(self.table[column])])
            for id_, (heading, column, order) in columns.items()
        ]

    def exports(self) -> dict[str, bytes]:
        """Return every file of the exports: path in their folder -> content."""
        return files.files(self.catalog, self.vintages)


def listing(vintages: Iterable[Vintage]) -> Listing:
    """Read the processed tables and return the listing of their newest editions."""
    vintages = tuple(vintages)
    known = catalog.load()
    table = browse.table(known)
    listed = sorted(set(known.releases["source"]))
    titles = {source: SOURCES[source].title if source in SOURCES else label(source) for source in listed}
    details = browse.detail_scripts(known)
    scripts = {"assets/releases-data.js": browse.data_script(table, known, titles)}
    scripts |= {f"assets/details-{source}.js": script for source, script in details.items()}
    return Listing(
        catalog=known,
        table=table,
        first=browse.first_rows(table, known),
        metrics=browse.metrics(known),
        frameworks=frameworks(known),
        titles=titles,
        scripts={path: script.encode() for path, script in scripts.items()},
        vintages=vintages,
    )


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
