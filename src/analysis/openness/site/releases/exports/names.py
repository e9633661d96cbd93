"""Where the files of a release lie: names that every file system and address takes."""

import hashlib
import re
import unicodedata

FOLDER = "exports"
"""Name of the folder in the site."""

_SAFE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?")
_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""Names of devices, which Windows gives no file, with whatever ending."""

_LONGEST_HEAD = 80


def stem(release_id: str) -> str:
    """Return the path of a release's files without folder and ending: ``source/name``.

    The name is the id's own where that is plain: up to 100 Latin letters, digits and hyphens. Else it is what is left
    of it in Latin letters, a full stop, which no plain id has, and 10 digits of the id's SHA-256.
    """
    source, _, name = release_id.partition(":")
    if _SAFE.fullmatch(name) and not _DEVICES.fullmatch(name):
        return f"{source}/{name}"
    latin = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    head = re.sub(r"[^a-z0-9]+", "-", latin)[:_LONGEST_HEAD].strip("-") or "release"
    if _DEVICES.fullmatch(head):
        head = f"release-{head}"
    return f"{source}/{head}.{hashlib.sha256(release_id.encode()).hexdigest()[:10]}"


def record_path(release_id: str) -> str:
    """Return the path of a release's record among the exports."""
    return f"releases/{stem(release_id)}.json"


def badge_path(release_id: str, metric: str) -> str:
    """Return the path of a release's badge for a metric among the exports."""
    return f"badges/{stem(release_id)}/{metric}.svg"
