"""The tables behind the metric laboratory: newest editions, and of each metric the newest it can score."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from openness.measures.selection import editions, latest_editions
from openness.metrics import registry
from openness.metrics.base import Records
from openness.sources import credit_line, fmti
from openness.tables import store as tables


@dataclass(frozen=True)
class Lab:
    """What the laboratory looks at."""

    releases: pl.DataFrame
    components: pl.DataFrame
    families: pl.DataFrame
    """Like both above: of the newest edition of each source that holds the publisher's whole list."""
    scores: pl.DataFrame
    """Of the publishers' own versions and of those editions."""
    widest: pl.DataFrame
    """The same, and of metrics that cannot score the newest edition of a source the newest that they can."""
    every_family: pl.DataFrame
    """Of all editions."""
    transparency: pl.DataFrame
    """Of all waves."""

    def records(self) -> Records:
        """Return releases and components as metrics take them."""
        return Records(self.releases, self.components, self.transparency)

    def edition(self, source: str) -> str:
        """Return the edition of a source that is looked at."""
        return self.releases.filter(source=source)["vintage"].max()

    def credit(self, *names: str) -> str:
        """Return who is to be credited for some sources, by default for all whose scores are looked at."""
        known = self.widest.select("source", "vintage").unique().sort("source", "vintage").rows()
        looked_at = [(name, self.edition(name)) for name in names] or known
        return "; ".join(credit_line(*edition) for edition in looked_at)

    def edition_lines(self) -> str:
        """Return source and edition of all that is looked at, one a line."""
        found = pl.concat(
            [
                self.releases.select("source", "vintage"),
                self.widest.select("source", "vintage"),
                self.transparency.select(pl.lit(fmti.SOURCE.name).alias("source"), "vintage"),
            ]
        )
        return "\n".join(editions(found))


def load(metrics: Iterable[str] | None = None) -> Lab:
    """Read the tables."""
    lists = tables.read("release_lists")
    releases, components = (latest_editions(tables.read(name), lists) for name in ("releases", "components"))
    families = tables.read("release_families")
    scores = registry.published(tables.read("scores"))
    if metrics is not None:
        scores = scores.filter(pl.col("metric").is_in(list(metrics)))
    return Lab(
        releases,
        components,
        latest_editions(families, lists),
        latest_editions(scores, lists),
        newest_scored(scores, lists),
        families,
        tables.read("transparency"),
    )


def newest_scored(scores: pl.DataFrame, release_lists: pl.DataFrame) -> pl.DataFrame:
    """Return the scores of each metric and source in the newest edition it can score."""
    latest = latest_editions(scores, release_lists)
    by = ["metric", "source"]
    rest = scores.join(latest.select(by).unique(), on=by, how="anti", maintain_order="left")
    newest = pl.col("vintage") == pl.col("vintage").max().over(by)
    return pl.concat([latest, rest.filter(newest)])
