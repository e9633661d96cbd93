"""Licenses that are called open, as tables take them: what they violate and where, and what publishers made of them."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from analysis.licenses import catalog, verdicts
from analysis.trends.claims import CLAIMS
from analysis.trends.definitions import KEYS
from analysis.trends.license_claims import grade_contradictions
from analysis.trends.license_names import called_open, clauses_behind, open_without_the_word
from analysis.trends.license_words import OPEN_WORDS
from analysis.trends.openwashing_evidence import LINKS, named_links
from analysis.trends.openwashing_shares import ALL, shares_by
from analysis.trends.practice import Frames, license_not_open
from analysis.trends.records import record_links
from analysis.trends.words import percent


def called_open_rows(names: pl.DataFrame, raw: Path | None = None) -> pl.DataFrame:
    """Return the licenses in use that are called open and are not, with the clauses that say so.

    Parameters
    ----------
    names
        Result of :func:`analysis.trends.license_names.license_names`.
    raw
        Folder of raw data with the license catalog, by default ``data/raw``.

    Returns
    -------
    polars.DataFrame
        ``license`` (a link to the text where the catalog has one), ``word``, ``license_tier``, ``criteria`` (the
        numbers violated), ``clauses`` (criterion, clause and section), ``used_in``; most used first.
    """
    used = called_open(names).filter(pl.col("release_count") > 0)
    said = {one: violations(one, raw) for one in used["license_id"]}
    return used.select(
        pl.concat_list(pl.struct(pl.col("license_name").alias("text"), "url")).alias("license"),
        "word",
        "license_tier",
        pl.col("osd_violations").list.join(", ").alias("criteria"),
        pl.col("license_id").replace_strict(said, return_dtype=pl.String).alias("clauses"),
        "used_in",
    )


def violations(identifier: str, raw: Path | None = None) -> str:
    """Return what plainly violates the definition, and where: ``5: commercial use (2); 6: military ban (Exhibit A)``.

    Parameters
    ----------
    identifier
        License id; of a family without a version the clauses that stand in all its versions, without sections.
    raw
        Folder of raw data with the license catalog, by default ``data/raw``.
    """
    versions = verdicts.versions_of(identifier, raw)
    found = clauses_behind(versions or (identifier,), raw).filter(verdict="violated")
    clause = pl.col("clause").str.replace_all("_", " ")
    own = pl.col("document_id").is_null() | (pl.col("document_id") == pl.col("license_id"))
    place = pl.concat_str(
        pl.when(~own).then(pl.lit("use policy")), pl.col("section"), separator=", ", ignore_nulls=True
    )
    if versions:
        in_all = pl.col("license_id").n_unique().over("criterion", "clause") == len(versions)
        said = found.filter(in_all).select("criterion", clause.alias("said"))
    else:
        said = found.select(
            "criterion", pl.when(place != "").then(pl.format("{} ({})", clause, place)).otherwise(clause).alias("said")
        )
    by_criterion = said.unique(maintain_order=True).group_by("criterion").agg("said").sort("criterion")
    return "; ".join(f"{number}: {', '.join(clauses)}" for number, clauses in by_criterion.iter_rows())


def open_rows(names: pl.DataFrame, most: int = 10) -> pl.DataFrame:
    """Return the most used licenses that are open and do not say so.

    Returns
    -------
    polars.DataFrame
        ``license`` (a link to the text where the catalog has one), ``criteria`` (arguable ones, null for none),
        ``used_in``.
    """
    return (
        open_without_the_word(names)
        .filter(pl.col("release_count") > 0)
        .head(most)
        .select(
            pl.concat_list(pl.struct(pl.col("license_name").alias("text"), "url")).alias("license"),
            pl.when(pl.col("osd_arguable").list.len() > 0)
            .then(pl.col("osd_arguable").list.join(", "))
            .alias("criteria"),
            "used_in",
        )
    )


def by_source(releases: pl.DataFrame, raw: Path | None = None) -> pl.DataFrame:
    """Return, for each source, how many releases have a license that is called open, and how many of those are not.

    Parameters
    ----------
    releases
        Releases, one edition a source.
    raw
        Folder of raw data with the license catalog, by default ``data/raw``.

    Returns
    -------
    polars.DataFrame
        ``source``, ``n`` (releases whose license is known to be open or not), ``openwashing_count`` (not open),
        ``unknown_count``, ``share`` (0..1), ``interval`` (Wilson, in words).
    """
    judged = _not_open(releases, raw).join(CLAIMS["license_name"].holds(_frames(releases, raw), OPEN_WORDS), on=KEYS)
    counted = shares_by(
        judged.rename({"license_not_open": "is_openwashing"}).with_columns(is_stub=pl.lit(value=False)), "source"
    ).filter(pl.col("group") != ALL, pl.col("n") > 0)
    spans = [f"{100 * low:.0f}–{percent(high)}" for low, high in counted.select("lower", "upper").iter_rows()]
    return counted.with_columns(pl.Series("interval", spans, dtype=pl.String)).select(
        pl.col("group").alias("source"), "n", "openwashing_count", "unknown_count", "share", "interval"
    )


def contradictions(releases: pl.DataFrame, components: pl.DataFrame, raw: Path | None = None) -> pl.DataFrame:
    """Return the releases of which their source's grade says one thing of openness and their license another.

    Parameters
    ----------
    releases
        Releases, one edition a source; of Epoch AI and the European Open Source AI Index, others have no such grade.
    components
        Table ``components``.
    raw
        Folder of raw data with the license catalog, by default ``data/raw``.

    Returns
    -------
    polars.DataFrame
        ``source``, ``release_name``, ``grade`` (what the source says), ``license``, ``license_tier``, ``evidence``
        (links with ``text`` and ``url``): first what is graded open and is not, then what is graded closed and has an
        open license.
    """
    texts = {name: one.url for name, one in catalog.records(raw).items()}
    noted = grade_contradictions(releases, raw=raw).with_columns(
        grade=pl.lit("open weights, unrestricted"),
        urls=pl.col("license_ids").list.eval(pl.element().replace_strict(texts, default=None)).list.drop_nulls(),
    )
    index = releases.filter(source="osai")
    graded = (
        index.join(components.filter(component="licenses").select(*KEYS, "status", "evidence_url"), on=KEYS)
        .join(_not_open(index, raw).select(*KEYS, "license_not_open"), on=KEYS)
        .join(record_links(index, raw), on=KEYS)
        .with_columns(
            grade=pl.format("license {}", "status"),
            license=pl.col("license_raw"),
            urls=pl.concat_list("record_url", "evidence_url").list.drop_nulls(),
        )
        .sort("release_name")
    )
    is_not = pl.col("license_not_open")
    found = pl.concat(
        frame.select("source", "release_name", "grade", "license", "license_tier", "urls")
        for frame in (noted, graded.filter(is_not, status="open"), graded.filter(~is_not, status="closed"))
    )
    evidence = pl.Series("evidence", [named_links(urls) for urls in found["urls"]], dtype=LINKS)
    return found.drop("urls").with_columns(evidence)


def _not_open(releases: pl.DataFrame, raw: Path | None) -> pl.DataFrame:
    return releases.select(*KEYS).join(license_not_open(_frames(releases, raw), "tier"), on=KEYS, maintain_order="left")


def _frames(releases: pl.DataFrame, raw: Path | None) -> Frames:
    """Return what a claim or a test needs that looks at licenses alone."""
    return Frames(releases, pl.DataFrame(), pl.DataFrame(), raw)
