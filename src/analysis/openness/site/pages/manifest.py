"""``manifest.json``: what a site consists of, and from what it was made.

A tree, a folder of very many small files, is written, checked and replaced as one: beside its place, and moved there
when it is whole. A folder without ``SHA256SUMS`` is somebody else's.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from openness.project import digests, paths, writing
from openness.project.errors import BadFileError, MissingFileError

FILE = "manifest.json"
OK, FAILED = "ok", "failed"
SUMS = "SHA256SUMS"
"""Names every file of a tree, so that ``sha256sum --check`` can tell whether one has changed."""

Manifest = dict[str, Any]


@dataclass(frozen=True)
class Tree:
    """What a manifest says of a tree."""

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


def build(
    files: Mapping[str, bytes],
    reports: Iterable[Mapping[str, Any]],
    trees: Sequence[Tree] = (),
    inputs: Mapping[str, Any] | None = None,
) -> Manifest:
    """Return the manifest of a site."""
    listed = [
        {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for path, content in sorted(files.items())
    ]
    folders = {"trees": [one.entry() for one in trees]} if trees else {}
    made_from = {"inputs": dict(inputs)} if inputs else {}
    return {**made_from, "reports": [dict(report) for report in reports], "files": listed, **folders}


def read(folder: Path) -> Manifest | None:
    """Return the manifest of the site in a folder, None where there is none of ours.

    One that names a path outside its folder is none of ours either.
    """
    try:
        found = json.loads((folder / FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return found if _is_sound(folder, found) else None


def _is_sound(folder: Path, found: Any) -> bool:
    """Return whether a manifest has the shape that ``build`` gives it, and every path in it lies in its folder."""
    try:
        listed = [(one["path"], one["sha256"]) for one in found["files"]]
        told = [(one["name"], one["key"], one["status"]) for one in found["reports"]]
        trees = [Tree.from_manifest(one) for one in found.get("trees", ())]
        named = [path for path, _ in listed]
        if not all(isinstance(text, str) for text in chain(*listed, *told)):
            return False
        if not all(isinstance(one.path, str) and "/" not in one.path and isinstance(one.key, str) for one in trees):
            return False
        for path in [*named, *(one.path for one in trees)]:
            writing.within(folder, path)
    except (KeyError, TypeError, AttributeError, OSError, BadFileError):
        return False
    return True


def check_ours(folder: Path, *, force: bool = False) -> None:
    """Refuse a folder that holds something and no site of ours."""
    try:
        held = sorted(one.name for one in folder.iterdir() if one.name not in writing.OURS)
    except FileNotFoundError:
        return
    except OSError as error:
        raise MissingFileError(f"cannot write to {paths.shown(folder)}: {error.strerror or error}") from error
    if held and not force and read(folder) is None and not (folder / writing.READY).is_dir():
        raise MissingFileError(
            f"{paths.shown(folder)} holds {held[0]} and no site of ours; choose an empty folder, or --force to write "
            "into it all the same"
        )


def whole_tree(folder: Path, path: str, key: str) -> Tree | None:
    """Return what the manifest says of a folder of many files made from ``key``; None unless it is there and whole."""
    for one in _trees(read(folder)):
        if (one.path, one.key) == (path, key) and is_whole(folder, one):
            return one
    return None


def is_current(
    folder: Path,
    keys: Mapping[str, str],
    trees: Mapping[str, str] | None = None,
    inputs: Mapping[str, Any] | None = None,
) -> bool:
    """Return whether a folder holds the whole site of these reports, made from these inputs and unharmed."""
    found = read(folder)
    if found is None or found.get("inputs") != inputs:
        return False
    if [(one["name"], one["key"], one["status"]) for one in found["reports"]] != [
        (name, key, OK) for name, key in keys.items()
    ]:
        return False
    wanted = dict(trees or {})
    if {one.path for one in _trees(found)} != wanted.keys():
        return False
    if not all(whole_tree(folder, path, key) for path, key in wanted.items()):
        return False
    return all(_sha256(folder / one["path"]) == one["sha256"] for one in found["files"])


def publish(folder: Path, files: Mapping[str, bytes], manifest: Manifest, *, force: bool = False) -> None:
    """Write a site into a folder as one, and remove what the site before had and this one has not.

    Files that no manifest names are left alone, and so are those that somebody has edited since: where the site needs
    the name of one, it stops, unless ``force`` is given.
    """
    before = read(folder)
    known = {one["path"]: one["sha256"] for one in before["files"]} if before else {}
    taken = [path for path in files if path not in known and (folder / path).exists()]
    if taken and not force:
        raise MissingFileError(
            f"{paths.shown(folder / taken[0])} is there and was not written by a report; choose another folder, or "
            "--force to replace it"
        )
    gone = [path for path in known if path not in files and _sha256(folder / path) == known[path]]
    content = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    writing.write_set(folder, {**files, FILE: content.encode()}, last=FILE, remove=gone)
    for path in {one.path for one in _trees(before)} - {one.path for one in _trees(manifest)}:
        remove_tree(folder, path)


def _trees(manifest: Manifest | None) -> list[Tree]:
    return [Tree.from_manifest(one) for one in (manifest or {}).get("trees", ())]


def _sha256(path: Path) -> str | None:
    try:
        return digests.sha256(path)
    except OSError:
        return None


def write_tree(site: Path, path: str, key: str, files: Mapping[str, bytes]) -> Tree:
    """Write a folder into a site in place of the one that was there."""
    target, partial = site / path, site / f".{path}.partial"
    if target.exists() and not (target / SUMS).is_file():
        raise MissingFileError(f"{paths.shown(target)} is there and was not written by a report; choose another folder")
    writing.make_folder(site)
    try:
        shutil.rmtree(partial, ignore_errors=True)
        sums = _write_files(partial, files)
        remove_tree(site, path)
        partial.rename(target)
    except OSError as error:
        raise MissingFileError(f"cannot write {paths.shown(target)}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    total = sum(map(len, files.values())) + len(sums)
    return Tree(path, key, len(files) + 1, total, hashlib.sha256(sums).hexdigest())


def is_whole(site: Path, tree: Tree) -> bool:
    """Return whether a folder is as it was written: by names, sizes and times, and by content where times differ."""
    folder = site / tree.path
    try:
        sums = (folder / SUMS).read_bytes()
        files, size, newest = _measured(folder)
        if hashlib.sha256(sums).hexdigest() != tree.sha256 or (files, size) != (tree.files, tree.bytes):
            return False
        # The list is written last: what is newer was changed, or copied.
        return newest <= (folder / SUMS).stat().st_mtime_ns or _is_listed(folder, sums)
    except (OSError, ValueError):
        return False


def _is_listed(folder: Path, sums: bytes) -> bool:
    """Return whether every file of a list has the content that the list says."""
    lines = [line.split("  ", 1) for line in sums.decode().splitlines()]
    return all(_sha256(folder / path) == sha256 for sha256, path in lines)


def remove_tree(site: Path, path: str) -> None:
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


def _measured(folder: Path) -> tuple[int, int, int]:
    """Return the number of files and bytes under a folder, and the time of the newest in nanoseconds."""
    files = total = newest = 0
    waiting = [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    state = entry.stat(follow_symlinks=False)
                    files, total, newest = files + 1, total + state.st_size, max(newest, state.st_mtime_ns)
    return files, total, newest
