"""Single cases with their evidence: where the gap is widest, by developer, and where grade and license contradict.

No verdict on a developer stands without its evidence: each row carries the criteria that failed and the links that
show it, and a developer with few releases gets no rate.
"""

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

import polars as pl

from openness.licenses.clauses import catalog, verdicts
from openness.licenses.clauses.judge import UNSPECIFIED
from openness.licenses.strings.match import match_column
from openness.measures.concepts import concept_of
from openness.measures.records import record_links
from openness.sources.osai import DATABASE
from openness.sources.osai import SOURCE as INDEX
from openness.studies.openwashing import results
from openness.studies.openwashing.practice import Frames, license_not_open
from openness.studies.openwashing.shares import MIN_GROUP, one_edition
from openness.tables.schema import KEYS
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
    """Return :data:`results.DEVELOPERS`: each developer's claims, a share where they are enough, links to verdicts.

    There are no intervals: a single developer allows none.
    """
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
    verdict = pl.col("is_openwashing")
    counted = claims.group_by("developer_id").agg(
        verdict.count().cast(pl.Int64).alias("n"),
        verdict.sum().cast(pl.Int64).alias("openwashing_count"),
        verdict.null_count().cast(pl.Int64).alias("unknown_count"),
    )
    enough = pl.col("n") >= max(min_group, 1)
    rates = (
        counted.with_columns(pl.when(enough).then(pl.col("openwashing_count") / pl.col("n")).alias("share"))
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
        "unknown_count",
        "evidence",
    )


def rated(rates: pl.DataFrame) -> dict[str, int]:
    """Return how many developers have a rate, and how many there are."""
    return {"rated": rates["share"].count(), "all": rates.height}


def intervals(shares: pl.DataFrame) -> pl.Series:
    """Return the two bounds of each share as a text, null where there is none."""
    bounds = shares.select("lower", "upper").iter_rows()
    return pl.Series("interval", [None if low is None else percents(low, high) for low, high in bounds], pl.String)


def _first(links: pl.Series, most: int) -> list[dict[str, str | None]]:
    rest = [{"text": f"and {len(links) - most} more", "url": None}] if len(links) > most else []
    return [*links.head(most).to_list(), *rest]


_SHOWN = ("source", "release_name", "grade", "license", "license_tier", "urls")


def contradictions(releases: pl.DataFrame, components: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.CONTRADICTIONS`."""
    found = pl.concat([_of_access(releases), _of_licenses(releases, components)])
    evidence = [named_links(urls) for urls in found["urls"]]
    return found.drop("urls").with_columns(
        pl.Series("evidence", evidence, dtype=results.CONTRADICTIONS.schema["evidence"])
    )


def _of_access(releases: pl.DataFrame) -> pl.DataFrame:
    """Return the releases graded open and unrestricted, of whose weights a license is noted that is not open."""
    texts = {name: one.url for name, one in catalog.records().items()}
    noted = (
        releases.filter(access="open_unrestricted")
        .with_columns(pl.col("license_noted").str.extract_all(r"[^;]+ \[weights\]").alias("license"))
        .explode("license", empty_as_null=True)
        .filter(pl.col("license").is_not_null())
        .with_columns(pl.col("license").str.strip_suffix(" [weights]").str.strip_chars())
        .sort("release_id", "vintage")
    )
    known = match_column(noted["license"].unique()).select(
        pl.col("license_raw").alias("license"),
        pl.col("weights_license_ids").cast(pl.List(pl.String)).alias("ids"),
        pl.col("weights_license_expression").alias("expression"),
    )
    tiers = pl.Series("license_tier", [verdicts.tier(one) for one in known["expression"]], dtype=pl.String)
    return (
        noted.drop("license_tier")
        .join(known.with_columns(tiers), on="license", how="left", maintain_order="left")
        .filter(~pl.col("license_tier").is_in(["open", UNSPECIFIED]))
        .with_columns(
            grade=pl.lit("open weights, unrestricted"),
            urls=pl.col("ids").list.eval(pl.element().replace_strict(texts, default=None)).list.drop_nulls(),
        )
        .select(_SHOWN)
    )


def _of_licenses(releases: pl.DataFrame, components: pl.DataFrame) -> pl.DataFrame:
    """Return the releases whose licenses the index grades open and we do not, or the other way round."""
    index = releases.filter(source=INDEX.name)
    is_not = pl.col("license_not_open")
    return (
        index.join(components.filter(component="licenses").select(*KEYS, "status", "evidence_url"), on=KEYS)
        .join(license_not_open(Frames.of_licenses(index), "tier"), on=KEYS)
        .join(record_links(index), on=KEYS)
        .filter((is_not & (pl.col("status") == "open")) | (~is_not & (pl.col("status") == "closed")))
        .with_columns(
            grade=pl.format("license {}", "status"),
            license=pl.col("license_raw"),
            urls=pl.concat_list("record_url", "evidence_url").list.drop_nulls(),
        )
        .sort(~is_not, "release_name")
        .select(_SHOWN)
    )
