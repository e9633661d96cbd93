"""The releases that the report looks at."""

import polars as pl

from openness.measures.ask import LATEST, resolve_vintage
from openness.measures.selection import latest_editions, within
from openness.sources import of_releases
from openness.sources.hub import ORIGINALS
from openness.tables import store as tables


def releases_of(source: str, vintage: str = LATEST, since: int | None = None, until: int | None = None) -> pl.DataFrame:
    """Return the releases of an edition; where years are given, those of these years that have a date."""
    releases = tables.read("releases").filter(source=source, vintage=resolve_vintage(source, vintage))
    return releases if since is None and until is None else within(releases, since, until)


def newest() -> pl.DataFrame:
    """Return the newest whole edition of each source that states licenses, without copies as far as names tell."""
    releases, lists = (tables.read(name) for name in ("releases", "release_lists"))
    stating = [name for name, source in of_releases().items() if "license_name" in source.claims.given]
    with_copies = [name for name in stating if ORIGINALS in of_releases()[name].lists]
    originals = lists.filter(list=ORIGINALS)["release_id"]
    return latest_editions(releases, lists).filter(
        pl.col("source").is_in(stating),
        ~pl.col("source").is_in(with_copies) | pl.col("release_id").is_in(originals.implode()),
    )
