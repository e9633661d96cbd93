"""Records of one release, for tests of metrics."""

import polars as pl

from openness.metrics.base import Records
from openness.tables import schema
from openness.tables import store as tables

VINTAGE = "2030-01-01"


def components(source, statuses, ids=None, links=None):
    """Return components of one release: component -> status, component -> license ids, component -> link."""
    rows = [
        (
            f"{source}:x",
            source,
            VINTAGE,
            name,
            status,
            None,
            (ids or {}).get(name, ["NOASSERTION"]),
            " AND ".join((ids or {}).get(name, ["NOASSERTION"])),
            (links or {}).get(name),
            None,
        )
        for name, status in statuses.items()
    ]
    return pl.DataFrame(rows, schema=tables.polars_schema(schema.COMPONENTS), orient="row")


def release(source, **columns):
    """Return a release with nothing but its keys and the columns given."""
    row = {"release_id": f"{source}:x", "source": source, "vintage": VINTAGE, "access": "unknown", **columns}
    empty = pl.DataFrame(schema=tables.polars_schema(schema.RELEASES))
    return pl.concat([empty, pl.DataFrame([row])], how="diagonal")


def records(source, statuses=None, ids=None, links=None, **columns):
    return Records(release(source, **columns), components(source, statuses or {}, ids, links))
