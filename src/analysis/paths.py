"""The one place that knows where files lie."""

from __future__ import annotations

import os
from pathlib import Path

ROOT_VARIABLE = "OPENNESS_ROOT"
"""Environment variable that names another project folder, with ``data/`` and ``notebooks/`` in it."""


def root() -> Path:
    """Return the project folder: ``$OPENNESS_ROOT``, else the checkout this package is installed from."""
    chosen = os.environ.get(ROOT_VARIABLE)
    return Path(chosen).resolve() if chosen else Path(__file__).resolve().parents[2]


def raw() -> Path:
    """Return the folder of raw facts tables, one folder a source."""
    return root() / "data" / "raw"


def processed() -> Path:
    """Return the folder of harmonised tables, written by ``openness build``."""
    return root() / "data" / "processed"


def notebooks() -> Path:
    """Return the folder of notebooks."""
    return root() / "notebooks"


def reports() -> Path:
    """Return the folder that holds rendered sites."""
    return root() / "reports"


def package() -> Path:
    """Return the folder of the installed ``analysis`` package."""
    return Path(__file__).resolve().parent


def shown(path: Path) -> str:
    """Return a path as a message should show it: relative to the project where it lies inside."""
    try:
        return path.resolve().relative_to(root()).as_posix()
    except ValueError:
        return str(path)
