"""All tables that a command reads are of one build."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from openness.project import paths
from openness.project.errors import BadFileError

_SEEN: ContextVar[dict[Path, str] | None] = ContextVar("seen", default=None)


@contextmanager
def steady() -> Iterator[None]:
    """Within, what a build beside it replaces is one clear line and no mixture of two builds."""
    token = _SEEN.set({})
    try:
        yield
    finally:
        _SEEN.reset(token)


def check(folder: Path, sha256: str) -> None:
    """Refuse a folder whose ``datapackage.json`` is another one than when it was first read."""
    seen = _SEEN.get()
    if seen is not None and seen.setdefault(folder, sha256) != sha256:
        raise BadFileError(f"{paths.shown(folder)} was built anew while this ran; run it again")


def forget(folder: Path) -> None:
    """Take what a folder holds from now on as the build to read: this very command wrote it."""
    seen = _SEEN.get()
    if seen is not None:
        seen.pop(folder, None)
