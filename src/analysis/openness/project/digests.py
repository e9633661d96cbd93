"""What a file is, by its content and by what the file system says of it."""

import hashlib
from functools import lru_cache
from pathlib import Path


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, which need not fit into memory: 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def state(path: Path) -> tuple[int, int, int]:
    """Return what changes when a file is written or replaced: time, size and place on the disk."""
    found = path.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino


def sha256_once(path: Path) -> str:
    """Return the SHA-256 of a file, read once a process for as long as it stays as it is."""
    return _kept(path, *state(path))


@lru_cache(maxsize=4096)
def _kept(path: Path, *_state: int) -> str:
    return sha256(path)
