"""Every source, one folder each; whoever wants to know something of a source asks :data:`SOURCES`.

A folder has ``SOURCE`` (see :mod:`openness.sources.source`) in its ``__init__.py``; ``read.py`` with ``read(path) ->
Facts``, or with ``edition_of(path)`` and ``read(path, edition)`` where a file tells its edition; and ``clean.py``.
A new folder is found by itself.
"""

from importlib import import_module
from pkgutil import iter_modules

from openness.project.errors import BadValueError, UnknownNameError
from openness.sources.source import Source


def find() -> dict[str, Source]:
    """Return the sources that have a folder here, in their order."""
    folders = (import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__) if one.ispkg)
    found = {folder.__name__.rpartition(".")[2]: folder.SOURCE for folder in folders if hasattr(folder, "SOURCE")}
    for folder, source in found.items():
        if source.name != folder:
            raise BadValueError(f"the source in the folder {folder!r} is called {source.name!r}; expected one name")
    return dict(sorted(found.items(), key=lambda one: (one[1].place, one[0])))


SOURCES = find()
"""Name -> source."""

DEFAULT = next(iter(SOURCES))
"""The source that is asked where none is named."""


def named(name: str) -> Source:
    """Return a source, or raise ``UnknownNameError``."""
    if name not in SOURCES:
        raise UnknownNameError("source", name, SOURCES)
    return SOURCES[name]


def of_releases() -> dict[str, Source]:
    """Return the sources that list releases."""
    return {name: source for name, source in SOURCES.items() if source.has_releases}


def short_names() -> dict[str, str]:
    """Return what each source is called in a word."""
    return {name: source.short for name, source in SOURCES.items()}


def about(source: str) -> str:
    """Return in a sentence what the numbers of a source are about."""
    return f"About {named(source).population.partition(':')[0]}."


def credit_line(source: str, vintage: str) -> str:
    """Return who is to be credited for an edition and what it lists, as charts print it."""
    known = named(source)
    producer = known.producer
    listed = known.population.partition(":")[0]
    return f"{producer.producer}, {producer.title}, edition of {vintage} ({producer.license_id}): {listed}"
