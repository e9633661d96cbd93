"""What is looked at of a table: the newest editions, some years, the largest groups."""

import polars as pl

from openness.words.numbers import counted


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
