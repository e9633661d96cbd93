"""Files that may say something of a license: found without following links out, read without trusting them."""

import importlib.util
import io
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openness.project import paths
from openness.project.errors import MissingFileError

MOST = 4_000_000
"""Bytes that are read of a file; license texts are shorter by far."""
_SKIPPED = frozenset({".git", ".hg", ".svn", ".cache", ".venv", "node_modules", "__pycache__"})
_ROLES = (
    ("card", re.compile(r"readme(\.(md|markdown|txt|rst))?")),
    ("use_policy", re.compile(r"(acceptable[-_ ]|prohibited[-_ ])?(use|usage)[-_ ]?polic(y|ies)([-_. ].*)?")),
    ("license", re.compile(r"(model[-_. ]?)?(licen[cs]es?|copying(\.lesser)?|unlicense|eula)([-_. ].*)?")),
    ("notice", re.compile(r"notice([-_. ].*)?")),
)
_CODE = re.compile(r"\.(py|js|ts|c|cc|h|java|go|rs|ipynb|json|toml|lock|ya?ml|csv|safetensors|bin|gguf)")
_TEXTS = frozenset({"", ".txt", ".md", ".markdown", ".rst", ".htm", ".html", ".pdf"})
_PDF = b"%PDF-"
_PAGES = 100


@dataclass(frozen=True)
class Found:
    """The content of a file, or why there is none."""

    path: str
    role: str  # license, use_policy, notice, card or text
    data: bytes = b""
    note: str | None = None  # what is not right about it
    is_readable: bool = True


def role(name: str) -> str | None:
    """Return what a file is by its name; None where the name says nothing."""
    lower = name.casefold()
    if _CODE.fullmatch(Path(lower).suffix):
        return None
    return next((kind for kind, pattern in _ROLES if pattern.fullmatch(lower)), None)


def groups(top: Path) -> Iterator[tuple[str, list[Path]]]:
    """Yield what belongs together: a folder with files that a name gives away, else every text by itself.

    Folders below are looked into, links to folders are not followed, and hidden ones are left out.
    """
    is_checkout = False
    for place, folders, names in os.walk(top, onerror=lambda _: None, followlinks=False):
        folders[:] = sorted(one for one in folders if one not in _SKIPPED and not one.startswith("."))
        here = Path(place)
        named = [here / one for one in sorted(names) if role(one)]
        telling = [one for one in named if role(one.name) != "card" or _has_front_matter(one)]
        if telling:
            is_checkout = is_checkout or here == top
            yield "repository", named
        elif not is_checkout:
            for one in sorted(names):
                if not one.startswith(".") and Path(one).suffix.casefold() in _TEXTS:
                    yield "file", [here / one]


def _has_front_matter(path: Path) -> bool:
    found = read(path, path.parent)
    return found.is_readable and found.data.lstrip(b"\xef\xbb\xbf").startswith(b"---")


def read(path: Path, top: Path, kind: str | None = None) -> Found:
    """Return what a file holds; never raises for what is found there."""
    what = kind or role(path.name) or "text"
    try:
        shown = path.relative_to(top).as_posix()
    except ValueError:
        shown = path.name
    shown = shown.encode(errors="surrogateescape").decode(errors="replace")
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(top.resolve()):
            return Found(shown, what, note="a link that leads out of the folder: not followed", is_readable=False)
        if not stat.S_ISREG(path.stat().st_mode):
            return Found(shown, what, note="no regular file: not read", is_readable=False)
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return Found(shown, what, note=f"cannot be read: {reason}", is_readable=False)
    return content(shown, what, data)


def content(shown: str, what: str, data: bytes) -> Found:
    """Return bytes as a file; of a PDF its text."""
    note = f"only the first {MOST:,} bytes are read" if len(data) > MOST else None
    data = data[:MOST]
    if data.startswith(_PDF):
        return _pdf(shown, what, data, is_whole=note is None)
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Found(shown, what, note="holds binary data: not read", is_readable=False)
    return Found(shown, what, data, note)


def _pdf(shown: str, what: str, data: bytes, *, is_whole: bool) -> Found:
    if importlib.util.find_spec("pypdf") is None:
        return Found(shown, what, note="a PDF: it cannot be read, for pypdf is not installed", is_readable=False)
    if not is_whole:
        return Found(shown, what, note=f"a PDF of more than {MOST:,} bytes: not read", is_readable=False)
    import pypdf  # noqa: PLC0415  # an extra that need not be there

    try:
        pages = pypdf.PdfReader(io.BytesIO(data)).pages
        text = "\n".join(pages[number].extract_text() for number in range(min(len(pages), _PAGES)))
    except Exception as error:  # a broken PDF may raise anything
        return Found(shown, what, note=f"a PDF that cannot be read: {error}", is_readable=False)
    cut = f"only the first {_PAGES} pages are read" if len(pages) > _PAGES else None
    return Found(shown, what, text.encode(), cut)


def at(path: Path) -> tuple[Path, list[tuple[str, list[Path]]] | Iterator[tuple[str, list[Path]]]]:
    """Return the folder that a path is read in, and the groups of files there; ``MissingFileError`` where none is."""
    try:
        if path.is_dir():
            if not os.access(path, os.R_OK | os.X_OK):
                raise MissingFileError(f"{paths.shown(path)} cannot be read: permission denied")
            return path, groups(path)
        if path.exists():
            return path.parent, [("file", [path])]
    except (OSError, ValueError) as error:
        raise MissingFileError(f"{path}: cannot be read: {error}") from error
    raise MissingFileError(f"{paths.shown(path)} is not there; expected a file, a folder, or - for standard input")
