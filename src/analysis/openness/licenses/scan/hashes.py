"""Texts that are named for certain: SHA-256 of their words, kept in ``data/raw/licenses/hashes.yml`` without the texts.

Two texts have one hash where they have the same letters and digits in the same order, whatever stands between them,
upper or lower case, and whoever the lines of copyright name.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from openness.project import paths
from openness.project.files import read_yaml
from openness.project.once import once

FILE = "hashes.yml"
_LINE_OF_COPYRIGHT = re.compile(r"^\W*(?:copyright|\(c\)|©)[^\n]{0,200}$", re.IGNORECASE | re.MULTILINE)
_BETWEEN = re.compile(r"[\W_]+")
_SHORTEST = 40  # words: whatever is shorter names no text

_HEAD = """\
# SHA-256 of the words of license texts that were read -> id of the license. Written by
# `openness license hash FOLDER... --write` from texts that the reader names, and with `--id ID` from others that were
# read; the texts themselves are not kept.
"""


def of(data: bytes | str) -> str | None:
    """Return the hash of a text's words; None where there are too few to name one."""
    text = data.decode("utf-8", errors="replace") if isinstance(data, bytes) else data
    text = _LINE_OF_COPYRIGHT.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    words = _BETWEEN.split(unicodedata.normalize("NFKC", text).casefold())
    words = [word for word in words if word]
    if len(words) < _SHORTEST:
        return None
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


@once()
def known() -> Mapping[str, str]:
    """Return hash -> id of the license, as the file has them; none where there is no file."""
    path = paths.raw() / "licenses" / FILE
    if not path.is_file():
        return MappingProxyType({})
    found = read_yaml(path.read_bytes(), paths.shown(path)) or {}
    return MappingProxyType({str(key): str(value) for key, value in found.items()})


def named(data: bytes | str) -> str | None:
    """Return the license that a text is for certain, None where its hash is not known."""
    found = of(data)
    return known().get(found) if found else None


def write(found: Iterable[tuple[str, str]]) -> Path:
    """Add pairs of hash and id to the file, ordered by id; what stands there already stays unless it is named anew."""
    both = {**known(), **dict(found)}
    lines = [f"{key}: {name}" for key, name in sorted(both.items(), key=lambda pair: (pair[1].casefold(), pair[0]))]
    path = paths.raw() / "licenses" / FILE
    path.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return path
