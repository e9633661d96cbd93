"""``manifest.json``: what a site consists of, and from what it was made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from analysis import tables

FILE = "manifest.json"
OK, FAILED = "ok", "failed"

Manifest = dict[str, Any]


def build(files: Mapping[str, bytes], reports: Iterable[Mapping[str, Any]]) -> Manifest:
    """Return the manifest of a site.

    Parameters
    ----------
    files
        Path in the site -> content.
    reports
        What to say of each report: at least ``name``, ``key`` and ``status``.
    """
    listed = [
        {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for path, content in sorted(files.items())
    ]
    return {"reports": [dict(report) for report in reports], "files": listed}


def read(folder: Path) -> Manifest | None:
    """Return the manifest of the site in a folder, None where there is none that can be read."""
    try:
        found = json.loads((folder / FILE).read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and {"reports", "files"} <= found.keys() else None


def is_current(folder: Path, keys: Mapping[str, str]) -> bool:
    """Return whether a folder holds the whole site of these reports, unharmed.

    Parameters
    ----------
    folder
        The site.
    keys
        Report name -> cache key, in order. A report that failed is never current.
    """
    found = read(folder)
    if found is None:
        return False
    if [(one["name"], one["key"], one["status"]) for one in found["reports"]] != [
        (name, key, OK) for name, key in keys.items()
    ]:
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
    content = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    tables.replace_file(folder / FILE, lambda temporary: temporary.write_text(content, encoding="utf-8"))


def _sha256(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
