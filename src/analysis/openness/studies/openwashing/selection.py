"""The releases that the report looks at."""

from __future__ import annotations

import polars as pl

from openness.measures.ask import LATEST, resolve_vintage
from openness.studies.openwashing.practice import SOURCES
from openness.tables import store as tables

_COPIES = ("hub", "not_repackaged")
"""A source, and its list that leaves out copies, which inherit the license tag of what they are copies of."""


def releases_of(
    source: str,
    vintage: str = LATEST,
    since: int | None = None,
    until: int | None = None,
) -> pl.DataFrame:
    """Return the releases of an edition; where years are given, those of these years that have a date."""
    edition = resolve_vintage(source, vintage)
    releases = tables.read("releases").filter(source=source, vintage=edition)
    year = pl.col("release_date").dt.year()
    releases = releases if since is None else releases.filter(year >= since)
    return releases if until is None else releases.filter(year <= until)


def newest() -> pl.DataFrame:
    """Return the newest whole edition of each source that states licenses, of the Hub without copies as names tell."""
    releases, lists = (tables.read(name) for name in ("releases", "release_lists"))
    latest = {source: resolve_vintage(source, LATEST) for source in SOURCES}
    source, kept = _COPIES
    originals = lists.filter(source=source, list=kept)["release_id"]
    return releases.filter(
        pl.col("vintage") == pl.col("source").replace_strict(latest, default=None, return_dtype=pl.String),
        (pl.col("source") != source) | pl.col("release_id").is_in(originals.implode()),
    )


def editions(releases: pl.DataFrame) -> list[str]:
    """Return the editions that releases are of, each as source and vintage."""
    return [" ".join(row) for row in releases.select("source", "vintage").unique().sort("source", "vintage").rows()]
