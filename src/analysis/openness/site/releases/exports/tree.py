"""A folder of very many small files that is written, checked and replaced as one.

It is written beside its place and moved there when it is whole. ``SHA256SUMS`` in it names every file, so that
``sha256sum --check`` can tell whether one has changed; a folder without that list is somebody else's.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from openness.project import paths
from openness.project.errors import MissingFileError
from openness.tables import store as tables

SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class Tree:
    """What a manifest says of a folder."""

    path: str  # name of the folder in the site
    key: str  # digest of everything it was made from
    files: int  # files and bytes in it, those of ``SHA256SUMS`` among them
    bytes: int
    sha256: str  # SHA-256 of its ``SHA256SUMS``

    @staticmethod
    def from_manifest(entry: Mapping[str, Any]) -> Tree:
        """Return the tree that ``entry`` of a manifest describes."""
        return Tree(**{name: entry[name] for name in Tree.__dataclass_fields__})

    def entry(self) -> dict[str, Any]:
        """Return what stands in the manifest."""
        return asdict(self)


def write(site: Path, path: str, key: str, files: Mapping[str, bytes]) -> Tree:
    """Write a folder into a site in place of the one that was there."""
    target, partial = site / path, site / f".{path}.partial"
    if target.exists() and not (target / SUMS).is_file():
        raise MissingFileError(f"{paths.shown(target)} is there and was not written by a report; choose another folder")
    tables.make_folder(site)
    try:
        shutil.rmtree(partial, ignore_errors=True)
        sums = _write_files(partial, files)
        remove(site, path)
        partial.rename(target)
    except OSError as error:
        raise MissingFileError(f"cannot write {paths.shown(target)}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    total = sum(map(len, files.values())) + len(sums)
    return Tree(path, key, len(files) + 1, total, hashlib.sha256(sums).hexdigest())


def is_whole(site: Path, tree: Tree) -> bool:
    """Return whether a folder is as it was written, as far as names and sizes tell."""
    folder = site / tree.path
    try:
        sums = (folder / SUMS).read_bytes()
        return hashlib.sha256(sums).hexdigest() == tree.sha256 and _measured(folder) == (tree.files, tree.bytes)
    except OSError:
        return False


def remove(site: Path, path: str) -> None:
    """Remove a folder of ours from a site; out of sight first, so that no half of it is ever seen."""
    folder, aside = site / path, site / f".{path}.old"
    shutil.rmtree(aside, ignore_errors=True)
    if (folder / SUMS).is_file():
        folder.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)


def _write_files(folder: Path, files: Mapping[str, bytes]) -> bytes:
    sums, made = [], set()
    for path, content in sorted(files.items()):
        target = f"{folder}/{path}"
        parent = os.path.dirname(target)  # noqa: PTH120 - a Path for each of 20,000 files takes a second
        if parent not in made:
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103
            made.add(parent)
        with open(target, "wb") as file:  # noqa: PTH123
            file.write(content)
        sums.append(f"{hashlib.sha256(content).hexdigest()}  {path}\n")
    folder.mkdir(parents=True, exist_ok=True)
    text = "".join(sums).encode()
    (folder / SUMS).write_bytes(text)
    return text


def _measured(folder: Path) -> tuple[int, int]:
    """Return the number of files and bytes under a folder."""
    files = total = 0
    waiting = [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    files += 1
                    total += entry.stat(follow_symlinks=False).st_size
    return files, total
