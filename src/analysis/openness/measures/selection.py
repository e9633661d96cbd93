"""What is looked at of a table: the newest editions, editions a year apart, some years, the largest groups."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from openness.project.errors import BadValueError
from openness.words.numbers import counted

CURATED, PUBLISHED = "curated", "published"
TYPINGS = (CURATED, PUBLISHED)
"""Whose word it is that a developer is a company: that of ``data/raw/developers.yml`` first, or the source's alone."""

MOST_PARTS = 2
"""Columns that groups can be made of at a time."""

BETWEEN = " · "

TYPED = ("developer_type", "developer_group")
"""Columns of ``releases`` that a typing decides."""


def with_typing(frame: pl.DataFrame, typing: str) -> pl.DataFrame:
    """Return releases with the types and groups of a typing, under their usual names."""
    if typing == CURATED:
        return frame
    return frame.with_columns(pl.col(f"published_{name}").alias(name) for name in TYPED)


def parts_of(by: str) -> tuple[str, ...]:
    """Return the one or two columns that groups are made of: ``country,developer_group`` is two."""
    parts = tuple(part.strip() for part in by.split(","))
    if len(parts) > MOST_PARTS or len(set(parts)) < len(parts):
        raise BadValueError(
            f"by is {by!r}, expected one column or {MOST_PARTS} different ones with a comma between them"
        )
    return parts


def with_groups(frame: pl.DataFrame, by: str) -> pl.DataFrame:
    """Return releases with a column ``by``: where it is of two columns, their values with a dot between them."""
    parts = parts_of(by)
    if len(parts) == 1:
        return frame
    joined = [pl.col(part).fill_null("unknown") for part in parts]
    return frame.with_columns(pl.concat_str(joined, separator=BETWEEN).alias(by))


def has_categories(releases: pl.DataFrame) -> bool:
    """Say whether the source of an edition puts any developer into a category of its own."""
    return bool((releases["published_developer_group"] != "unknown").any())


def check_typing(releases: pl.DataFrame, typing: str, by: str) -> None:
    """Refuse to group the releases of an edition by categories that it does not give."""
    if typing == PUBLISHED and set(parts_of(by)) & set(TYPED) and not has_categories(releases):
        raise BadValueError(
            f"typing is {PUBLISHED!r}, and {editions(releases)[0]} puts no developer into a category; "
            f"expected {CURATED!r}"
        )


def latest_editions(frame: pl.DataFrame, release_lists: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of each source's newest edition that holds the publisher's whole list."""
    is_whole = pl.col("list") == "all"
    newest = (
        release_lists.group_by("source")
        .agg(pl.coalesce(pl.col("vintage").filter(is_whole).max(), pl.col("vintage").max()).alias("vintage"))
        .select("source", "vintage")
    )
    return frame.join(newest, on=["source", "vintage"], how="semi", maintain_order="left")


def editions(frame: pl.DataFrame) -> list[str]:
    """Return the editions that the rows of a table are of, each as source and vintage."""
    return [" ".join(row) for row in frame.select("source", "vintage").unique().sort("source", "vintage").rows()]


_YEAR_BEFORE = (335, 427)
"""Days, 11 to 14 months, by which an edition is about a year older than another."""


def year_before(vintages: Iterable[str], vintage: str) -> str | None:
    """Return the edition about a year older than one: the oldest of those 11 to 14 months older, else None.

    Editions that follow each other by weeks hardly differ, so a comparison of neighbors says little.
    """
    shortest, longest = _YEAR_BEFORE
    fitting = [one for one in vintages if one < vintage and shortest <= _days_between(one, vintage) <= longest]
    return min(fitting, default=None)


def year_apart(release_lists: pl.DataFrame) -> pl.DataFrame:
    """Return ``source`` and ``vintage`` of editions that differ enough to stand beside each other.

    Of each source the newest that holds the publisher's whole list, of older whole ones one about every year, and
    those newer than it.
    """
    rows = []
    for (source,), lists in release_lists.group_by("source"):
        every, whole = (set(part["vintage"]) for part in (lists, lists.filter(list="all")))
        newest = one = max(whole, default=None)
        while one:
            rows.append((source, one))
            one = year_before(whole, one)
        rows += [(source, one) for one in every if newest is None or one > newest]
    return pl.DataFrame(rows, schema=["source", "vintage"], orient="row").sort("source", "vintage")


def _days_between(older: str, newer: str) -> int:
    return (date.fromisoformat(newer) - date.fromisoformat(older)).days


def within(releases: pl.DataFrame, since: int | None, until: int | None) -> pl.DataFrame:
    """Return the releases of the years from `since` to `until`, both included; those without a date are left out."""
    year = pl.col("release_date").dt.year()
    return releases.filter(year.is_between(since or 0, until or 9999))


def largest(shown: pl.DataFrame, most: int) -> tuple[pl.DataFrame, str]:
    """Keep the groups with most releases."""
    sizes = shown.group_by("group").agg(pl.col("n").sum()).sort("n", "group", descending=[True, False])
    kept, others = sizes["group"].head(most).to_list(), max(sizes.height - most, 0)
    said = f"Not drawn: {counted(others, 'more group')}, with fewer releases." if others else ""
    return shown.filter(pl.col("group").is_in(kept)), said
