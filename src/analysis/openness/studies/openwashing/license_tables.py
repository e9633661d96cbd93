"""Licenses that are called open, as tables take them: what they violate and where, and what publishers made of them."""

from __future__ import annotations

import polars as pl

from openness.licenses.clauses import catalog, verdicts
from openness.measures.definitions import KEYS
from openness.measures.records import record_links
from openness.studies.openwashing.claims import CLAIMS
from openness.studies.openwashing.evidence import LINKS, named_links
from openness.studies.openwashing.license_claims import grade_contradictions
from openness.studies.openwashing.license_names import called_open, clauses_behind, open_without_the_word
from openness.studies.openwashing.license_words import OPEN_WORDS
from openness.studies.openwashing.practice import Frames, license_not_open
from openness.studies.openwashing.shares import ALL, shares_by
from openness.words.sentences import percent


def called_open_rows(names: pl.DataFrame) -> pl.DataFrame:
    """Return the licenses in use that are called open and are not, with the clauses that say so."""
    used = called_open(names).filter(pl.col("release_count") > 0)
    said = {one: violations(one) for one in used["license_id"]}
    return used.select(
        pl.concat_list(pl.struct(pl.col("license_name").alias("text"), "url")).alias("license"),
        "word",
        "license_tier",
        pl.col("osd_violations").list.join(", ").alias("criteria"),
        pl.col("license_id").replace_strict(said, return_dtype=pl.String).alias("clauses"),
        "used_in",
    )


def violations(identifier: str) -> str:
    """Return what plainly violates the definition, and where: ``5: commercial use (2); 6: military ban (A)``."""
    versions = verdicts.versions_of(identifier)
    found = clauses_behind(versions or (identifier,)).filter(verdict="violated")
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
    """Return the most used licenses that are open and do not say so."""
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


def by_source(releases: pl.DataFrame) -> pl.DataFrame:
    """Return, for each source, how many releases have a license that is called open, and how many of those are not."""
    judged = _not_open(releases).join(CLAIMS["license_name"].holds(_frames(releases), OPEN_WORDS), on=KEYS)
    counted = shares_by(
        judged.rename({"license_not_open": "is_openwashing"}).with_columns(is_stub=pl.lit(value=False)), "source"
    ).filter(pl.col("group") != ALL, pl.col("n") > 0)
    spans = [f"{100 * low:.0f}–{percent(high)}" for low, high in counted.select("lower", "upper").iter_rows()]
    return counted.with_columns(pl.Series("interval", spans, dtype=pl.String)).select(
        pl.col("group").alias("source"), "n", "openwashing_count", "unknown_count", "share", "interval"
    )


def contradictions(releases: pl.DataFrame, components: pl.DataFrame) -> pl.DataFrame:
    """Return the releases of which their source's grade says one thing of openness and their license another."""
    texts = {name: one.url for name, one in catalog.records().items()}
    noted = grade_contradictions(releases).with_columns(
        grade=pl.lit("open weights, unrestricted"),
        urls=pl.col("license_ids").list.eval(pl.element().replace_strict(texts, default=None)).list.drop_nulls(),
    )
    index = releases.filter(source="osai")
    graded = (
        index.join(components.filter(component="licenses").select(*KEYS, "status", "evidence_url"), on=KEYS)
        .join(_not_open(index).select(*KEYS, "license_not_open"), on=KEYS)
        .join(record_links(index), on=KEYS)
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


def _not_open(releases: pl.DataFrame) -> pl.DataFrame:
    return releases.select(*KEYS).join(license_not_open(_frames(releases), "tier"), on=KEYS, maintain_order="left")


def _frames(releases: pl.DataFrame) -> Frames:
    """Return what a claim or a test needs that looks at licenses alone."""
    return Frames(releases, pl.DataFrame(), pl.DataFrame())
