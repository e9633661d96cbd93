"""Files that are written whole or not at all, by one process at a time, and nowhere but where they belong.

A set of files is written aside (``.next``), named whole by one rename (``.ready``) and then moved to its place. Whoever
is killed before the rename leaves the old set; whoever is killed after it leaves the new one, which the next process
that looks moves to its end. So no reader meets files of two sets.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError

NEXT, READY = ".next", ".ready"
_JOURNAL = ".journal.json"
OURS = frozenset({NEXT, READY})
"""What stands in a folder for a moment, for our own sake, and is nobody's content."""

LONGEST_WAIT = 600
"""Seconds that a process waits for another one that writes the same folder."""

Content = bytes | Callable[[Path], object]


def make_folder(folder: Path) -> None:
    """Make a folder and its parents, or say in one line why it cannot be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MissingFileError(f"cannot write to {paths.shown(folder)}: {error.strerror}") from error
    if not os.access(folder, os.W_OK):
        raise MissingFileError(f"cannot write to {paths.shown(folder)}: permission denied")


def within(folder: Path, name: str) -> Path:
    """Return a path that a file names in a folder; one that leads out of it, or is the folder itself, is refused."""
    place = PurePosixPath(name)
    plain = name and name.isprintable() and "\\" not in name and not place.is_absolute() and str(place) == name
    if not plain or ".." in place.parts or place.parts in ((), (".",)) or ":" in place.parts[0]:
        raise BadFileError(f"{name[:100]!r} is no path inside {paths.shown(folder)}")
    path = folder / place
    if not path.parent.resolve().is_relative_to(folder.resolve()):
        raise BadFileError(f"{name[:100]!r} leads out of {paths.shown(folder)}")
    return path


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Be the only process that writes a folder, made where it is not there; a set that was left half moved is moved."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - who only reads locks nothing

    make_folder(folder)
    lock = FileLock(_lock_file(folder), timeout=LONGEST_WAIT)
    try:
        lock.acquire()
    except Timeout:
        waited = f"for {LONGEST_WAIT // 60} minutes"
        raise MissingFileError(f"{paths.shown(folder)} has been in use by another openness {waited}") from None
    except OSError as error:
        raise MissingFileError(f"cannot lock {paths.shown(folder)}: {error.strerror or error}") from error
    try:
        _move(folder)
        yield
    finally:
        lock.release()


def settle(folder: Path) -> None:
    """Move what another process has written whole and not moved to its end."""
    if (folder / READY).is_dir():
        with locked(folder):
            pass


def write_set(folder: Path, contents: Mapping[str, Content], last: str, remove: Iterable[str] = ()) -> None:
    """Write files into a folder as one: all of them, or none. For whoever holds the lock.

    Parameters
    ----------
    folder
        Where they go.
    contents
        Path in the folder -> its bytes, or what writes it to a path.
    last
        The one that says that the set is whole; it is moved after all others.
    remove
        Paths of files to take away.

    Raises
    ------
    MissingFileError
        If the disk is full, or something in the way is no file; what was there is untouched.
    """
    aside = folder / NEXT
    order = sorted(contents, key=lambda name: (name == last, name))
    gone = sorted(set(remove) - set(contents))
    for name in [*order, *gone]:
        if within(folder, name).is_dir():
            raise MissingFileError(f"cannot write {paths.shown(folder / name)}: a folder is in the way")
    try:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir()
        for number, name in enumerate(order):
            content = contents[name]
            if callable(content):
                content(aside / str(number))
            else:
                (aside / str(number)).write_bytes(content)
        (aside / _JOURNAL).write_text(json.dumps({"files": order, "gone": gone}), encoding="utf-8")
        aside.rename(folder / READY)
    except OSError as error:
        raise MissingFileError(f"cannot write to {paths.shown(folder)}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    _move(folder)


def replace_file(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file beside its place and move it there, so that no half-written file is ever seen.

    A link is followed, as a shell's ``>`` does; what is no file (``/dev/stdout``) is written to and stays what it is.
    """
    target = path.resolve() if path.is_symlink() else path
    temporary = target.with_name(f".{target.name}.partial")
    try:
        if target.exists() and not target.is_file():
            if stat.S_ISDIR(target.stat().st_mode):
                raise IsADirectoryError(None, "it is a folder")
            _write_through(target, write)
            return
        write(temporary)
        temporary.replace(target)
    except OSError as error:
        raise MissingFileError(f"cannot write {paths.shown(path)}: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def _lock_file(folder: Path) -> Path:
    """Return the file that stands for a folder: not inside it, where it would be somebody's content."""
    owner = os.getuid() if hasattr(os, "getuid") else ""
    home = Path(tempfile.gettempdir()) / f"openness-locks-{owner}"
    with suppress(FileExistsError):
        home.mkdir(mode=0o700)
    if home.is_symlink() or (hasattr(os, "getuid") and home.stat().st_uid != owner):
        raise MissingFileError(f"{home} belongs to somebody else; set TMPDIR to a folder of your own")
    return home / f"{hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:32]}.lock"


def _write_through(device: Path, write: Callable[[Path], object]) -> None:
    with tempfile.TemporaryDirectory(prefix="openness-") as scratch:
        written = Path(scratch) / "content"
        write(written)
        with device.open("wb", buffering=0) as out:
            out.write(written.read_bytes())


def _move(folder: Path) -> None:
    """Move a set that is written whole to its place; what was not written whole goes."""
    ready = folder / READY
    shutil.rmtree(folder / NEXT, ignore_errors=True)
    if not ready.is_dir():
        return
    try:
        journal = json.loads((ready / _JOURNAL).read_bytes())
        files = [within(folder, name) for name in journal["files"]]
        gone = [within(folder, name) for name in journal["gone"]]
        if ready.is_symlink():
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError, AttributeError, BadFileError) as error:
        raise BadFileError(f"{paths.shown(ready)} was not written by openness; remove it") from error
    try:
        for number, target in enumerate(files):
            if (ready / str(number)).is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                (ready / str(number)).replace(target)
        for target in gone:
            target.unlink(missing_ok=True)
    except OSError as error:
        raise MissingFileError(f"cannot write to {paths.shown(folder)}: {error.strerror or error}") from error
    shutil.rmtree(ready)
