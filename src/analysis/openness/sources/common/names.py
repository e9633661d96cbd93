"""Names of releases: stray white space, slugs, and ids that stay the same from vintage to vintage."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

import polars as pl

_NOT_WORD = re.compile(r"[\W_]+")


def trimmed(column: str) -> pl.Expr:
    """Return a column with white space of any kind (line breaks, non-breaking spaces) collapsed; blank is null."""
    text = pl.col(column).str.replace_all(r"[\s\p{Z}\u{200B}\u{FEFF}]+", " ").str.strip_chars()
    return pl.when(text != "").then(text).alias(column)


def slug(name: str) -> str:
    """Return a name in lower case with all but letters and digits of any script turned into hyphens.

    ``+`` becomes ``plus``: Command R and Command R+ are two models.
    """
    text = unicodedata.normalize("NFKC", name).casefold().replace("+", " plus ")
    return _NOT_WORD.sub("-", text).strip("-") or "unnamed"


def release_ids(source: str, names: Iterable[str]) -> list[str]:
    """Return one id a name, ``source:slug``.

    Two names with one slug get different ids: the later in alphabetical order ends in a hash of the name, so
    that ids do not depend on the order of rows.
    """
    names = list(names)
    taken: dict[str, str] = {}
    ids: dict[str, str] = {}
    for name in sorted(set(names)):
        key = slug(name)
        if key in taken:
            key = f"{key}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"
        taken[key] = name
        ids[name] = f"{source}:{key}"
    return [ids[name] for name in names]


def account(column: str) -> pl.Expr:
    """Return the account of a repository named ``account/name``, as the Hugging Face Hub names them."""
    return pl.col(column).str.extract(r"^([^/]+)/", 1)


def first_link(column: str | pl.Expr) -> pl.Expr:
    """Return the first address in a text (a link, a package URL, or an address without ``https://``); prose is null."""
    text = pl.col(column) if isinstance(column, str) else column
    # A file's name (LICENSE.md) looks like a short domain; only with a path or a further label is it an address.
    bare = text.str.strip_chars().str.extract(r"^((?:[\w-]+\.){2,}[a-z]{2,}(?:/\S*)?|[\w-]+\.[a-z]{2,}/\S+)$", 1)
    found = pl.coalesce(text.str.extract(r"((?:https?://|pkg:)\S+)", 1), pl.format("https://{}", bare))
    return found.str.strip_chars_end(",;.")
