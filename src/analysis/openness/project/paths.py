"""The one place that knows where files lie."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

ROOT_VARIABLE = "OPENNESS_ROOT"
"""Environment variable that names another project folder, with ``data/`` and ``notebooks/`` in it."""


_SHARED = Path(sys.prefix) / "share" / "openness-trends"
"""Where a wheel puts data and notebooks; see ``shared-data`` in pyproject.toml."""

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
    """Return the project folder: ``$OPENNESS_ROOT``, else the checkout this package runs from, else the wheel's."""
    if chosen := os.environ.get(ROOT_VARIABLE):
        return Path(chosen).resolve()
    checkout = Path(__file__).resolve().parents[4]
    return _SHARED if _SHARED.is_dir() and not (checkout / "data" / "raw").is_dir() else checkout


def raw() -> Path:
    """Return the folder of raw facts tables, one folder a source."""
    return _RAW.get() or root() / "data" / "raw"


def processed() -> Path:
    """Return the folder of harmonized tables, written by ``openness build``."""
    return _PROCESSED.get() or root() / "data" / "processed"


def notebooks() -> Path:
    """Return the folder of notebooks."""
    return root() / "notebooks"


def reports() -> Path:
    """Return the folder that holds rendered sites; of an installed wheel it lies where the command is called."""
    return (Path.cwd() if root() == _SHARED else root()) / "reports"


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
