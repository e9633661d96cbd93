"""``manifest.json``: what a site consists of, and from what it was made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openness.site.releases.exports import tree
from openness.site.releases.exports.tree import Tree
from openness.tables import store as tables

FILE = "manifest.json"
OK, FAILED = "ok", "failed"

Manifest = dict[str, Any]


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
        if (one.path, one.key) == (path, key) and tree.is_whole(folder, one):
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
        tree.remove(folder, path)
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
