"""Verdicts of open-washing as tables take them: what fails in words, and links that are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

import polars as pl

from openness.measures.concepts import concept_of
from openness.sources.osai import DATABASE
from openness.studies.openwashing.openwashing_cases import by_developer, supported, widest_gaps
from openness.studies.openwashing.shares import MIN_GROUP
from openness.words.sentences import percent

SHORT = {"data_closed": "data", "license_not_open": "license", "below_half": "points", "fails_osaid": "OSAID"}
"""Tests in a word, for narrow columns."""

LINKS = pl.List(pl.Struct({"text": pl.String, "url": pl.String}))


def named_links(urls: Sequence[str]) -> list[dict[str, str]]:
    """Return links with what to call them: ``record`` for the index's own, else the host, numbered where it repeats."""
    seen: Counter[str] = Counter()
    found = []
    for url in urls:
        name = "record" if url.startswith(DATABASE) else urlsplit(url).netloc.removeprefix("www.")
        seen[name] += 1
        found.append({"text": name if seen[name] == 1 else f"{name} {seen[name]}", "url": url})
    return found


def gap_rows(judged: pl.DataFrame) -> pl.DataFrame:
    """Return the open-washed releases, the widest gap first, as the chart and the table of gaps take them."""
    parts = {component: concept.replace("_", " ") for (_, component), concept in concept_of().items()}
    is_only = pl.col("release_name").is_unique()
    named = pl.format("{} ({})", "release_name", pl.col("developer_name").fill_null("unknown"))
    gaps = widest_gaps(judged, None)
    evidence = [named_links(urls) for urls in gaps["evidence_urls"]]
    return gaps.select(
        pl.when(is_only).then("release_name").otherwise(named).alias("item"),
        pl.col("developer_group").fill_null("unknown").alias("group"),
        "developer_name",
        (1 - pl.col("gap")).alias("practice"),
        pl.col("failed_tests").list.eval(pl.element().replace_strict(SHORT)).list.join(", ").alias("failed"),
        pl.col("failed").list.eval(pl.element().replace(parts)).list.join(", ").alias("criteria"),
        "license_raw",
        pl.Series("evidence", evidence, dtype=LINKS),
        pl.col("evidence_urls").list.first().alias("evidence_url"),
    )


def developer_rows(
    judged: pl.DataFrame, developers: pl.DataFrame, *, min_group: int = MIN_GROUP, most: int = 12
) -> pl.DataFrame:
    """Return the developers with enough judged claims for a rate, each verdict a link to its evidence."""
    verdicts = (
        supported(judged.filter("is_claim"))
        .filter(pl.col("is_openwashing").fill_null(value=False))
        .with_columns(pl.col("developer_id").str.split("+"))
        .explode("developer_id", empty_as_null=True)
        .sort("release_name")
        .group_by("developer_id", maintain_order=True)
        .agg(pl.struct(text="release_name", url=pl.col("evidence_urls").list.first()).alias("evidence"))
    )
    named = [_first(links, most) for links in verdicts["evidence"]]
    verdicts = verdicts.with_columns(pl.Series("evidence", named, dtype=LINKS))
    rates = by_developer(judged, developers, min_group=min_group).filter(pl.col("share").is_not_null())
    spans = [f"{100 * low:.0f}–{percent(high)}" for low, high in rates.select("lower", "upper").iter_rows()]
    return (
        rates.with_columns(pl.Series("interval", spans, dtype=pl.String))
        .join(verdicts, on="developer_id", how="left", maintain_order="left")
        .select(
            pl.coalesce("developer_name", "developer_id").alias("developer_name"),
            "n",
            "openwashing_count",
            "unknown_count",
            "share",
            "interval",
            "evidence",
        )
    )


def developers_left_out(judged: pl.DataFrame, developers: pl.DataFrame, *, min_group: int = MIN_GROUP) -> str:
    """Return a sentence on the developers without a rate."""
    rated = by_developer(judged, developers, min_group=min_group)["share"].is_not_null()
    return (
        f"{rated.sum()} of {rated.len()} developers have {min_group} or more judged claims. The others get no rate, "
        "because a share of so few releases would say little."
    )


def _first(links: pl.Series, most: int) -> list[dict[str, str | None]]:
    rest = [{"text": f"and {len(links) - most} more", "url": None}] if len(links) > most else []
    return [*links.head(most).to_list(), *rest]
