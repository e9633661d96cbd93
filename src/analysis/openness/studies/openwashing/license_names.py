"""Licenses that call themselves open, held against what they say.

The word is looked for in the license's name as its steward writes it, without the names of makers such as Creative
Commons. What a license says is the verdict of :mod:`openness.licenses.clauses.verdicts`: a plain violation of a
criterion of
the Open Source Definition, or one that can be argued, which is told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from openness.licenses.clauses import catalog, verdict_rules, verdicts
from openness.licenses.clauses.judge import UNSPECIFIED, Finding, Verdict
from openness.studies.openwashing.license_words import (
    LIMIT_WORDS,
    OPEN_WORDS,
    license_name,
    own_words,
    record_of,
    word_in,
)

FINDINGS = ("violates", "not_open", "arguable", "undecided", "none")
"""What a license's text comes to: it violates a criterion; it violates none plainly and its tier is not open; its tier
is open and a criterion is arguable; it is not known; nothing."""
CONTRADICTED = ("violates", "not_open")

_CLAUSES = {
    "license_id": pl.String,
    "criterion": pl.Int64,
    "verdict": pl.String,
    "clause": pl.String,
    "value": pl.String,
    "section": pl.String,
    "document_id": pl.String,
    "because": pl.String,
    "source_url": pl.String,
}


def license_names(releases: pl.DataFrame, words: Sequence[str] = OPEN_WORDS) -> pl.DataFrame:
    """Return every license of the catalog: the word in its name, and what its text comes to.

    Use policies and terms of service are left out, and so are versions that stand under another's record (their
    releases count there). A family without a version that some release names is a row of its own, with a word or a
    violation where all its versions have it.
    """
    uses = license_uses(releases)
    total = uses.group_by("license_id").agg(
        pl.col("release_count").sum(),
        pl.format("{} {}", "source", "release_count").str.join(", ").alias("used_in"),
    )
    known = [name for name, one in catalog.records().items() if one.kind == "license" and name == one.id]
    families = [name for name in uses["license_id"].unique(maintain_order=True) if verdicts.versions_of(name)]
    columns = {"osd_violations": pl.List(pl.String), "osd_arguable": pl.List(pl.String), "clauses": pl.List(pl.String)}
    return (
        pl.DataFrame([_row(name, words) for name in (*known, *families)], schema_overrides=columns)
        .join(total, on="license_id", how="left")
        .with_columns(pl.col("release_count").fill_null(0))
        .sort("release_count", "license_id", descending=[True, False])
    )


def called_open(names: pl.DataFrame) -> pl.DataFrame:
    """Return, of :func:`license_names`, the licenses that are called open and are not."""
    return names.filter("is_contradicted")


def called_open_arguable(names: pl.DataFrame) -> pl.DataFrame:
    """Return the licenses that are called open and of which that can be argued, or is not known."""
    return names.filter(pl.col("word").is_not_null(), pl.col("finding").is_in(["arguable", "undecided"]))


def open_without_the_word(names: pl.DataFrame) -> pl.DataFrame:
    """Return the licenses that are open and do not call themselves so."""
    return names.filter(pl.col("word").is_null(), pl.col("finding").is_in(["none", "arguable"]))


def license_uses(releases: pl.DataFrame) -> pl.DataFrame:
    """Return how many releases of each source name a license, by its record: ``license_id``, ``source``, count."""
    records = catalog.records()
    record = {name: one.id for name, one in records.items()}
    return (
        releases.select("source", "release_id", "license_ids")
        .explode("license_ids", empty_as_null=True)
        .with_columns(pl.col("license_ids").replace(record).alias("license_id"))
        .filter(pl.col("license_id").is_not_null())
        .group_by("license_id", "source")
        .agg(pl.col("release_id").n_unique().cast(pl.Int64).alias("release_count"))
        .sort("license_id", "source")
    )


def clauses_behind(identifiers: Iterable[str]) -> pl.DataFrame:
    """Return the clauses that fail the Open Source Definition, or arguably do, one a criterion."""
    rows = [
        (
            identifier,
            one.rule.criterion,
            one.rule.verdict,
            one.clause,
            str(one.value),
            one.section,
            one.where,
            one.rule.because,
            one.rule.source,
        )
        for identifier in identifiers
        for one in verdicts.of_license(identifier).findings
    ]
    return pl.DataFrame(rows, schema=_CLAUSES, orient="row")


def _row(identifier: str, words: Sequence[str]) -> dict:
    verdict, record = verdicts.of_license(identifier), record_of(identifier)
    versions = verdicts.versions_of(identifier) or (identifier,)
    names = [license_name(one) or one for one in versions]
    said = [word_in(own_words(name), words) for name in names]
    word = said[0] if all(said) else None
    finding = _finding(verdict)
    findings = [one for version in versions for one in verdicts.of_license(version).findings]
    return {
        "license_id": identifier,
        "license_name": record.name if record else f"{identifier.split('-')[1]}, no version named",
        "steward_name": record.steward if record else None,
        "is_family": record is None,
        "word": word,
        "limit_word": word_in(names[0], LIMIT_WORDS) if record else None,
        "license_tier": verdict.tier,
        "osd_violations": [str(number) for number in verdict.osd_violations],
        "osd_arguable": [str(number) for number in verdict.osd_arguable],
        "finding": finding,
        "is_contradicted": word is not None and finding in CONTRADICTED,
        "clauses": [_said(one, identifier) for one in sorted(findings, key=_plain_first)],
        "url": record.url if record else None,
    }


def _finding(verdict: Verdict) -> str:
    if verdict.osd_violations:
        return "violates"
    if verdict.tier == UNSPECIFIED:
        return "undecided"
    if verdict.tier != "open":
        return "not_open"
    return "arguable" if verdict.osd_arguable else "none"


def _plain_first(finding: Finding) -> tuple[bool, int]:
    return finding.rule.verdict != verdict_rules.VERDICTS[0], finding.rule.criterion


def _said(finding: Finding, identifier: str) -> str:
    """Return ``5 violated: user_threshold = 700000000 (2)``."""
    place = finding.section or ""
    if finding.where and finding.where != identifier:
        place = f"{place} of {finding.where}".strip()
    value = str(finding.value).lower() if isinstance(finding.value, bool) else finding.value
    value = ", ".join(value) if isinstance(value, tuple) else value
    return f"{finding.rule.criterion} {finding.rule.verdict}: {finding.clause} = {value}" + (
        f" ({place})" if place else ""
    )
