"""Cleaned editions of the fixtures, as one source's tests look at them."""

from functools import cache
from pathlib import Path

from openness.sources import SOURCES

FIXTURES = Path(__file__).parents[1] / "fixtures"
EDITIONS = {"mot": "2030-02-02", "hub": "2030-02-03", "mteb": "2030-02-04", "models_dev": "2030-02-05"}


@cache
def cleaned(source):
    """Return the pieces of a source's fixture."""
    found = SOURCES[source]
    frame = found.part("read").read(FIXTURES / source / EDITIONS[source]).frame
    return found.part("clean").clean(frame.with_row_index("row", offset=2))


def releases(source, *columns):
    return cleaned(source).releases.select(columns).rows()


def components(source, release_id, *columns):
    return cleaned(source).components.filter(release_id=release_id).select(columns).rows()
