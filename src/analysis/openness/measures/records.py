"""Where a source's own record of a release can be looked at."""

import polars as pl

from openness.sources import SOURCES
from openness.tables.schema import KEYS


def record_links(releases: pl.DataFrame) -> pl.DataFrame:
    """Return the link to the source's record of a release, for sources that have one.

    What is closed has no page to link to: the record is where the source says that it found none.
    """
    found = [pl.DataFrame(schema=dict.fromkeys((*KEYS, "record_url"), pl.String))]
    for name in releases["source"].unique():
        source, own = SOURCES[name], releases.filter(source=name)
        if source.has_records:
            found.append(source.part("records").links(own))
        elif source.page:
            found.append(own.select(*KEYS, pl.format("{}{}", pl.lit(source.page), "release_name").alias("record_url")))
    return releases.select(KEYS).join(pl.concat(found), on=KEYS, how="left", maintain_order="left")


def links(url: str, text: str | None = None) -> pl.Expr:
    """Return a column of links as :func:`openness.charts.show_table` takes them."""
    address = pl.col(url)
    site = pl.coalesce(address.str.extract(r"^\w+://(?:www\.)?([^/?#]+)"), address)
    words = site if text is None else pl.col(text)
    return pl.when(words.is_not_null()).then(pl.concat_list(pl.struct(words.alias("text"), address.alias("url"))))
