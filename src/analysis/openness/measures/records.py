"""Where a source's own record of a release can be looked at."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import polars as pl

from openness.measures.definitions import KEYS
from openness.project import paths
from openness.sources import facts
from openness.sources.common.names import release_ids

INDEX = "https://github.com/Language-Technology-Assessment/main-database/blob"
"""The index's database, one file an entry; a version of it keeps what the index said then."""
HUB = "https://huggingface.co"


def record_links(releases: pl.DataFrame) -> pl.DataFrame:
    """Return the link to the source's record of a release, for sources that have one.

    What is closed has no page to link to: the record is where the source says that it found none.
    """
    index = _index(releases.filter(source="osai")["vintage"].unique().sort().to_list())
    on_hub = pl.when(pl.col("source") == "hub").then(pl.concat_str(pl.lit(f"{HUB}/"), "release_name"))
    return (
        releases.select(*KEYS, on_hub.alias("_hub"))
        .join(index, on=KEYS, how="left", maintain_order="left")
        .select(*KEYS, pl.coalesce("record_url", "_hub"))
    )


def links(url: str, text: str | None = None) -> pl.Expr:
    """Return a column of links as :func:`openness.charts.show_table` takes them."""
    address = pl.col(url)
    site = pl.coalesce(address.str.extract(r"^\w+://(?:www\.)?([^/?#]+)"), address)
    words = site if text is None else pl.col(text)
    return pl.when(words.is_not_null()).then(pl.concat_list(pl.struct(words.alias("text"), address.alias("url"))))


def _index(vintages: list[str]) -> pl.DataFrame:
    rows = []
    source = facts.read_source(paths.raw() / "osai") if vintages else {}
    for vintage in vintages:
        files = facts.read(paths.raw() / "osai", vintage, source)["file"].to_list()
        version = source["vintages"][vintage].get("version") or "main"
        ids = release_ids("osai", (Path(name).stem for name in files))
        rows += [
            (one, "osai", vintage, f"{INDEX}/{version}/{quote(name)}") for one, name in zip(ids, files, strict=True)
        ]
    return pl.DataFrame(rows, schema=dict.fromkeys((*KEYS, "record_url"), pl.String), orient="row")
