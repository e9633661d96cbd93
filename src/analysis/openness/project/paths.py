"""The one place that knows where files lie."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

ROOT_VARIABLE = "OPENNESS_ROOT"
"""Environment variable that names another project folder, with ``data/`` and ``notebooks/`` in it."""


_SHARED = Path(sys.prefix) / "share" / "openness-trends" / "data" / "raw"
"""Where a wheel puts its data; see ``data-files`` in pyproject.toml."""

_RAW: ContextVar[Path | None] = ContextVar("raw", default=None)
_PROCESSED: ContextVar[Path | None] = ContextVar("processed", default=None)


@contextmanager
def using(*, raw: Path | None = None, processed: Path | None = None) -> Iterator[None]:
    """Look at other folders of data inside a ``with``: nobody below has to hand them on."""
    tokens = [(place, place.set(path)) for place, path in ((_RAW, raw), (_PROCESSED, processed)) if path is not None]
    try:
        yield
    finally:
        for place, token in tokens:
            place.reset(token)


def are_default() -> bool:
    """Return whether raw and processed data are those of the project, and so belong together."""
    return _RAW.get() is None and _PROCESSED.get() is None


def root() -> Path:
    """Return the project folder: ``$OPENNESS_ROOT``, else the checkout this package is installed from."""
    chosen = os.environ.get(ROOT_VARIABLE)
    return Path(chosen).resolve() if chosen else Path(__file__).resolve().parents[4]


def raw() -> Path:
    """Return the folder of raw facts tables, one folder a source.

    An installed wheel has no checkout around it, but what the license room reads, beside its interpreter.
    """
    if (chosen := _RAW.get()) is not None:
        return chosen
    own = root() / "data" / "raw"
    return own if ROOT_VARIABLE in os.environ or own.is_dir() or not _SHARED.is_dir() else _SHARED


def processed() -> Path:
    """Return the folder of harmonized tables, written by ``openness build``."""
    return _PROCESSED.get() or root() / "data" / "processed"


def notebooks() -> Path:
    """Return the folder of notebooks."""
    return root() / "notebooks"


def reports() -> Path:
    """Return the folder that holds rendered sites."""
    return root() / "reports"


def cache() -> Path:
    """Return the folder of everything that can be made again."""
    return reports() / ".cache"


def package() -> Path:
    """Return the folder of the installed ``openness`` package."""
    return Path(__file__).resolve().parents[1]


def shown(path: Path) -> str:
    """Return a path as a message should show it: relative to the project where it lies inside."""
    try:
        return path.resolve().relative_to(root()).as_posix()
    except ValueError:
        return str(path)
