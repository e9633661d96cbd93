"""Single cases of open-washing with their evidence: where the gap is widest, and by developer.

No verdict on a developer stands without its evidence: each row carries the criteria that failed and the links that
show it, and a developer with few releases gets no rate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

import polars as pl

from openness.measures.concepts import concept_of
from openness.sources.osai import DATABASE
from openness.studies.openwashing import results
from openness.studies.openwashing.shares import MIN_GROUP, counts, one_edition, with_bounds
from openness.words.numbers import percents

SHORT = {"data_closed": "data", "license_not_open": "license", "below_half": "points", "fails_osaid": "OSAID"}
"""Tests in a word, for narrow columns."""

_HAS_LINK = pl.col("evidence_urls").list.len() > 0
_IS_WASHED = pl.col("is_openwashing").fill_null(value=False)


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
    """Return :data:`results.GAPS`: the open-washed releases with a link to their evidence, the widest gap first."""
    parts = {component: concept.replace("_", " ") for (_, component), concept in concept_of().items()}
    named = pl.format("{} ({})", "release_name", pl.col("developer_name").fill_null("unknown"))
    gaps = judged.filter(_IS_WASHED, _HAS_LINK).sort(
        "gap",
        pl.col("failed_tests").list.len(),
        "release_name",
        descending=[True, True, False],
        nulls_last=True,
    )
    evidence = [named_links(urls) for urls in gaps["evidence_urls"]]
    return gaps.select(
        pl.when(pl.col("release_name").is_unique()).then("release_name").otherwise(named).alias("item"),
        pl.col("developer_group").fill_null("unknown").alias("group"),
        "developer_name",
        (1 - pl.col("gap")).alias("practice"),
        pl.col("failed_tests").list.eval(pl.element().replace_strict(SHORT)).list.join(", ").alias("failed"),
        pl.col("failed").list.eval(pl.element().replace(parts)).list.join(", ").alias("criteria"),
        "license_raw",
        pl.Series("evidence", evidence, dtype=results.GAPS.schema["evidence"]),
        pl.col("evidence_urls").list.first().alias("evidence_url"),
    )


def rates_by_developer(
    judged: pl.DataFrame, developers: pl.DataFrame, *, min_group: int = MIN_GROUP, most: int = 12
) -> pl.DataFrame:
    """Return :data:`results.DEVELOPERS`: each developer's claims, a share where they are enough, links to verdicts."""
    one_edition(judged)
    # A verdict that no link shows is taken back.
    shown = pl.when(_HAS_LINK | ~pl.col("is_openwashing")).then("is_openwashing").alias("is_openwashing")
    claims = (
        judged.filter("is_claim")
        .with_columns(shown, pl.col("developer_id").str.split("+"))
        .explode("developer_id", empty_as_null=True)
        .filter(pl.col("developer_id").is_not_null())
    )
    link = pl.struct(text="release_name", url=pl.col("evidence_urls").list.first())
    verdicts = (
        claims.filter(_IS_WASHED)
        .sort("release_name")
        .group_by("developer_id", maintain_order=True)
        .agg(link.alias("evidence"))
    )
    named = [_first(links, most) for links in verdicts["evidence"]]
    verdicts = verdicts.with_columns(pl.Series("evidence", named, dtype=results.DEVELOPERS.schema["evidence"]))
    rates = (
        with_bounds(claims.group_by("developer_id").agg(counts()))
        .with_columns(pl.when(pl.col("n") >= min_group).then(name).alias(name) for name in ("share", "lower", "upper"))
        .join(developers.select("developer_id", "developer_name"), on="developer_id", how="left")
        .join(verdicts, on="developer_id", how="left")
        .sort("n", "openwashing_count", "developer_id", descending=[True, True, False])
    )
    return rates.select(
        "developer_id",
        pl.coalesce("developer_name", "developer_id").alias("developer_name"),
        "n",
        "openwashing_count",
        "share",
        intervals(rates),
        "unknown_count",
        "evidence",
    )


def intervals(shares: pl.DataFrame) -> pl.Series:
    """Return the two bounds of each share as a text, null where there is none."""
    bounds = shares.select("lower", "upper").iter_rows()
    return pl.Series("interval", [None if low is None else percents(low, high) for low, high in bounds], pl.String)


def _first(links: pl.Series, most: int) -> list[dict[str, str | None]]:
    rest = [{"text": f"and {len(links) - most} more", "url": None}] if len(links) > most else []
    return [*links.head(most).to_list(), *rest]
