"""How often sources contradict each other, by fact and by pair, and what they say without a link."""

import polars as pl

from openness.measures.contradictions import DATE, FACT_NAMES, FACTS, contradictions, statements
from openness.measures.definitions import Tables
from openness.measures.selection import latest_editions
from openness.sources import short_names
from openness.studies.contradictions import results
from openness.tables import store as tables

_FAMILY = ["release_family_id", "fact"]


def load(facts: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return what the newest whole editions say of some facts (none: of all), and what of that is contradicted."""
    lists = tables.read("release_lists")
    frames = Tables(*(latest_editions(tables.read(name), lists) for name in ("releases", "components", "scores")))
    said = statements(frames, tables.read("release_families")).filter(pl.col("fact").is_in(facts or list(FACTS)))
    return said, contradictions(said)


def by_fact(said: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.FACTS`."""
    spoken = said.group_by(_FAMILY).agg(pl.col("source").n_unique().alias("_sources")).filter(pl.col("_sources") > 1)
    sizes = found.group_by(_FAMILY).agg(pl.col("is_same_size").any())
    same = pl.col("is_same_size")
    return (
        spoken.join(sizes, on=_FAMILY, how="left")
        .group_by("fact")
        .agg(
            pl.len().cast(pl.Int64).alias("family_count"),
            same.sum().cast(pl.Int64).alias("same_size_count"),
            (~same).sum().cast(pl.Int64).alias("whole_count"),
        )
        .with_columns((pl.col("same_size_count") + pl.col("whole_count")).alias("contradicted_count"))
        .with_columns((pl.col("contradicted_count") / pl.col("family_count")).alias("share"))
        .sort(_place())
        .with_columns(_named())
        .select(results.FACTS.names)
    )


def by_pair(said: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.PAIRS`, the pair with most contradictions first."""

    def pairs(frame: pl.DataFrame) -> pl.DataFrame:
        own = frame.select(*_FAMILY, "source").unique()
        both = own.join(own, on=_FAMILY, suffix="_other").filter(pl.col("source") < pl.col("source_other"))
        return both.group_by("source", "source_other").agg(pl.len().cast(pl.Int64).alias("count"))

    names = [pl.col(name).replace(short_names()) for name in ("source", "source_other")]
    return (
        pairs(said)
        .join(pairs(found), on=["source", "source_other"], how="left", suffix="_found")
        .select(
            pl.format("{} and {}", *names).alias("sources"),
            pl.col("count").alias("family_count"),
            pl.col("count_found").fill_null(0).alias("contradicted_count"),
            (pl.col("count_found").fill_null(0) / pl.col("count")).alias("share"),
        )
        .sort("contradicted_count", "family_count", "sources", descending=[True, True, False])
    )


def without_link(said: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.LINKS`; no source links to evidence of a day of release."""
    return (
        said.filter(pl.col("fact") != DATE)
        .group_by("source", "fact")
        .agg(
            pl.len().cast(pl.Int64).alias("statement_count"),
            pl.col("link").null_count().cast(pl.Int64).alias("unlinked_count"),
        )
        .filter(pl.col("unlinked_count") > 0)
        .with_columns((pl.col("unlinked_count") / pl.col("statement_count")).alias("share"))
        .sort("share", "source", _place(), descending=[True, False, False])
        .with_columns(_named(), pl.col("source").replace(short_names()))
        .select(results.LINKS.names)
    )


def _named() -> pl.Expr:
    return pl.col("fact").replace_strict(FACT_NAMES, return_dtype=pl.String)


def _place() -> pl.Expr:
    return pl.col("fact").replace_strict({fact: i for i, fact in enumerate(FACTS)}, return_dtype=pl.Int64)
