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
from pathlib import Path
from typing import Any

from openness.project import paths
from openness.project.errors import MissingFileError
from openness.tables import store as tables

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
    """Return the manifest of the site in a folder, None where there is none that can be read."""
    try:
        found = json.loads((folder / FILE).read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and {"reports", "files"} <= found.keys() else None


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


def publish(folder: Path, files: Mapping[str, bytes], manifest: Manifest) -> None:
    """Write a site into a folder, and remove what the site before had and this one has not.

    Every file is written beside its place and moved there, the manifest last: an interrupt leaves whole files, and
    a manifest that tells the next run that something is missing. Files that no manifest names are left alone.
    """
    before = read(folder)
    for path, content in files.items():
        target = folder / path
        tables.make_folder(target.parent)
        tables.replace_file(target, lambda temporary, data=content: temporary.write_bytes(data))
    for path in {one["path"] for one in before["files"]} - set(files) if before else ():
        (folder / path).unlink(missing_ok=True)
    for path in {one.path for one in _trees(before)} - {one.path for one in _trees(manifest)}:
        remove_tree(folder, path)
    content = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    tables.replace_file(folder / FILE, lambda temporary: temporary.write_text(content, encoding="utf-8"))


def _trees(manifest: Manifest | None) -> list[Tree]:
    entries = (manifest or {}).get("trees", ())
    return [Tree.from_manifest(one) for one in entries if Tree.__dataclass_fields__.keys() <= one.keys()]


def _sha256(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def write_tree(site: Path, path: str, key: str, files: Mapping[str, bytes]) -> Tree:
    """Write a folder into a site in place of the one that was there."""
    target, partial = site / path, site / f".{path}.partial"
    if target.exists() and not (target / SUMS).is_file():
        raise MissingFileError(f"{paths.shown(target)} is there and was not written by a report; choose another folder")
    tables.make_folder(site)
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
    """Return whether a folder is as it was written, as far as names and sizes tell."""
    folder = site / tree.path
    try:
        sums = (folder / SUMS).read_bytes()
        return hashlib.sha256(sums).hexdigest() == tree.sha256 and _measured(folder) == (tree.files, tree.bytes)
    except OSError:
        return False


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
