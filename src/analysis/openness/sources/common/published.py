"""Names, dates and tags as published -> ids, dates with how precise they are, and what a release works on."""

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


def as_published(column: str) -> str:
    """Return the name of the column that keeps what a corrected column had, null in rows that were not corrected."""
    return f"{column} as published"


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


_FORMS = (
    ("day", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", ""),
    ("month", r"^[0-9]{4}-[0-9]{2}$", "-01"),
    ("year", r"^[0-9]{4}$", "-01-01"),
)


def with_date(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Add ``release_date`` and ``date_precision``, read from a column of strings."""
    text = pl.col(column).str.strip_chars()
    parsed, precision = pl.lit(None, pl.Datetime("us")), pl.lit("none")
    for name, form, rest in _FORMS:
        fits = text.str.contains(form)
        found = pl.when(fits).then(text + rest).str.to_datetime("%Y-%m-%d", time_unit="us", strict=False)
        parsed = pl.coalesce(parsed, found)
        precision = pl.when(found.is_not_null()).then(pl.lit(name)).otherwise(precision)
    return frame.with_columns(parsed.alias("release_date"), precision.alias("date_precision"))


_TAGGED = {
    "language": ("language", "text", "code"),
    "vision": ("vision",),
    "image_generation": ("image generation", "image"),
    "audio": ("speech", "audio"),
    "video": ("video",),
    "multimodal": ("multimodal",),
    "biology": ("biology", "medicine"),
    "robotics": ("robotics", "driving"),
    "games": ("games",),
    "science": ("materials science", "earth science", "astronomy", "mathematics"),
    "other": ("recommendation", "search", "3d modeling", "other"),
}
TAGS = {tag: kind for kind, tags in _TAGGED.items() for tag in tags}
"""Tag as published, case apart -> modality. OSAI's ``image`` lists image generators only."""

SUBJECTS = ("robotics", "biology", "science", "games", "other")
"""Fields of use, which say more than the medium beside them; the first listed here wins."""


def modality(tags: Iterable[str]) -> str:
    """Return the one modality of a release.

    Multimodal if tagged so. Else a field of use (biology, robotics, ...) before a medium (language, vision, ...).
    Else the medium; ``vision`` beside a medium that is seen (image generation, video) adds nothing; two media
    that differ are multimodal. No tag, or none that is known: ``unknown``.
    """
    found = {TAGS[key] for tag in tags if (key := tag.strip().casefold()) in TAGS}
    if not found:
        return "unknown"
    if "multimodal" in found:
        return "multimodal"
    for subject in SUBJECTS:
        if subject in found:
            return subject
    if found & {"image_generation", "video"}:
        found.discard("vision")
    return found.pop() if len(found) == 1 else "multimodal"


def unknown_tags(tags: Iterable[str]) -> list[str]:
    """Return the tags that stand for no modality here."""
    return [tag for tag in tags if tag.strip() and tag.strip().casefold() not in TAGS]
