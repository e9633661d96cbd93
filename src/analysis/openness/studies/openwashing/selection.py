"""The releases that the report looks at."""

from __future__ import annotations

import polars as pl

from openness.measures.ask import LATEST, resolve_vintage
from openness.sources import of_releases
from openness.sources.hub import ORIGINALS
from openness.tables import store as tables


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
    """Return the newest whole edition of each source that states licenses, without copies as far as names tell."""
    releases, lists = (tables.read(name) for name in ("releases", "release_lists"))
    stating = {name: source for name, source in of_releases().items() if "license_name" in source.claims.given}
    latest = {name: resolve_vintage(name, LATEST) for name in stating}
    with_copies = [name for name, source in stating.items() if ORIGINALS in source.lists]
    originals = lists.filter(list=ORIGINALS)["release_id"]
    return releases.filter(
        pl.col("vintage") == pl.col("source").replace_strict(latest, default=None, return_dtype=pl.String),
        ~pl.col("source").is_in(with_copies) | pl.col("release_id").is_in(originals.implode()),
    )


def editions(releases: pl.DataFrame) -> list[str]:
    """Return the editions that releases are of, each as source and vintage."""
    return [" ".join(row) for row in releases.select("source", "vintage").unique().sort("source", "vintage").rows()]
