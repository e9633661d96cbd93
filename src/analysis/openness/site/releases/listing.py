"""What a whole site has beside its reports: the table of all releases, the page of metrics, and the exports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from openness.metrics.base import Metric
from openness.site.pages.provenance import Vintage
from openness.site.releases import browse, catalog
from openness.site.releases.catalog import Catalog
from openness.site.releases.exports import files
from openness.site.releases.frameworks import Framework, frameworks
from openness.sources import SOURCES
from openness.tables import schema
from openness.words.names import GROUP_ORDER, label


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
