"""The index's own record of an entry: its file, in the version of the database that an edition was made from."""

from pathlib import Path
from urllib.parse import quote

import polars as pl

from openness.project import paths
from openness.sources import facts
from openness.sources.common.published import release_ids
from openness.sources.osai import DATABASE, SOURCE
from openness.tables.schema import KEYS


def links(releases: pl.DataFrame) -> pl.DataFrame:
    """Return ``KEYS`` and ``record_url`` of every entry of the editions that the releases are of."""
    folder = paths.raw() / SOURCE.name
    listing = facts.read_source(folder)
    rows = []
    for vintage in releases["vintage"].unique().sort():
        files = facts.read(folder, vintage, listing)["file"].to_list()
        version = listing["vintages"][vintage].get("version") or "main"
        ids = release_ids(SOURCE.name, (Path(name).stem for name in files))
        rows += [
            (one, SOURCE.name, vintage, f"{DATABASE}/{version}/{quote(name)}")
            for one, name in zip(ids, files, strict=True)
        ]
    return pl.DataFrame(rows, schema=dict.fromkeys((*KEYS, "record_url"), pl.String), orient="row")
