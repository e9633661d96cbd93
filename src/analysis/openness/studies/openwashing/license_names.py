"""Licenses that call themselves open, held against what they say.

The word is looked for in the license's name as its steward writes it, without the names of makers such as Creative
Commons. What a license says is the verdict of :mod:`openness.licenses.clauses.verdicts`: a plain violation of a
criterion of the Open Source Definition, or one that can be argued, which is told apart.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import polars as pl

from openness.licenses.clauses import catalog, verdict_rules, verdicts
from openness.licenses.clauses.judge import UNSPECIFIED, Verdict
from openness.licenses.strings import spdx
from openness.licenses.strings.names import CATEGORIES, NO_LICENSE, UNKNOWN
from openness.project.once import once
from openness.sources import short_names
from openness.studies.openwashing import results
from openness.words.names import label
from openness.words.numbers import lowered, number

OPEN_WORDS = ("open source", "open", "community", "free", "libre", "commons")
"""Words that say so, the more telling first. ``open`` is found in OpenRAIL and OpenMDW too; a maker's name (Creative
Commons, OpenAtom) is none of a license's claims."""

LIMIT_WORDS = ("non-commercial", "noncommercial", "research", "evaluation", "personal use")
"""Words by which a name itself tells of a limit: what such a license withholds it does not hide."""

CONTRADICTED = ("violates", "not_open")
"""Findings that a license called open should not have: it violates a criterion, or none plainly but is not open."""

_JOINED = r"(?:rail|mdw|weights?|data)?"


def word_in(name: str, words: Sequence[str] = OPEN_WORDS) -> str | None:
    """Return the first of the words that a name has as a word of its own, None where it has none."""
    text = re.sub(r"[\s_-]+", " ", name.casefold())
    return next((word for word in words if _pattern(word).search(text)), None)


@lru_cache(maxsize=256)
def _pattern(word: str) -> re.Pattern[str]:
    text = re.sub(r"[\s_-]+", " ", word.casefold())
    tail = _JOINED if text == "open" else ""
    return re.compile(rf"(?<![^\W\d_]){re.escape(text)}{tail}(?![^\W\d_])")


def license_name(identifier: str) -> str | None:
    """Return the name of a license, None for an identifier that names none (unknown, custom, none at all)."""
    if identifier in (*CATEGORIES, NO_LICENSE, UNKNOWN):
        return None
    return _name(identifier.casefold())


@once(4096)
def _name(identifier: str) -> str | None:
    record = catalog.find(identifier)
    if record is not None:
        return record.name
    listed = spdx.find(identifier)
    return listed.name if listed is not None else None


def own_words(name: str) -> str:
    """Return a license's name without the names of those who make licenses, as far as these have such a word."""
    for maker in _makers():
        name = re.sub(re.escape(maker), " ", name, flags=re.IGNORECASE)
    return name


@once()
def _makers() -> tuple[str, ...]:
    stewards = {record.steward for record in catalog.records().values()}
    return tuple(sorted((one for one in stewards if word_in(one)), key=len, reverse=True))


def calls_itself_open(identifier: str, words: Sequence[str] = OPEN_WORDS) -> bool | None:
    """Return whether a license's name says that it is open; None where there is no name, or its versions differ."""
    names = [license_name(one) for one in (verdicts.versions_of(identifier) or (identifier,))]
    found = {word_in(own_words(name), words) is not None if name else None for name in names}
    return found.pop() if len(found) == 1 else None


def license_names(releases: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.LICENSE_NAMES`, for every license of the catalog.

    Use policies and terms of service are left out, and so are versions that stand under another's record (their
    releases count there). A family without a version that some release names is a row of its own, with a word or a
    violation where all its versions have it.
    """
    uses = _uses(releases)
    count = pl.col("release_count").map_elements(number, return_dtype=pl.String)
    total = uses.group_by("license_id").agg(
        pl.col("release_count").sum(),
        pl.format("{} {}", pl.col("source").replace(short_names()), count).str.join(", ").alias("used_in"),
    )
    known = [name for name, one in catalog.records().items() if one.kind == "license" and name == one.id]
    families = [name for name in uses["license_id"].unique(maintain_order=True) if verdicts.versions_of(name)]
    return (
        pl.DataFrame([_row(name) for name in (*known, *families)], schema_overrides=_LISTS)
        .join(total, on="license_id", how="left")
        .with_columns(pl.col("release_count").fill_null(0))
        .select(results.LICENSE_NAMES.names)
        .sort("release_count", "license_id", descending=[True, False])
    )


def called_open(names: pl.DataFrame) -> pl.DataFrame:
    """Return, of :func:`license_names`, the licenses that are called open and are not."""
    return names.filter(pl.col("word").is_not_null(), pl.col("finding").is_in(CONTRADICTED))


def open_without_the_word(names: pl.DataFrame) -> pl.DataFrame:
    """Return the licenses that are open and do not call themselves so."""
    return names.filter(pl.col("word").is_null(), pl.col("finding").is_in(["none", "arguable"]))


def tally(names: pl.DataFrame) -> dict[str, Any]:
    """Return how many licenses are called open, how many of them are not, by which words, and how many others are."""
    called, wrong = names.filter(pl.col("word").is_not_null()), called_open(names)
    return {
        "n": called.height,
        "wrong": wrong.height,
        "words": wrong["word"].value_counts().sort("count", "word", descending=[True, False]).rows(),
        **{finding: called.filter(finding=finding).height for finding in ("undecided", "arguable")},
        "unsaid": names.filter(pl.col("word").is_null(), finding="none").height,
        "limits": wrong["limit_word"].count(),
        "most_used": next(wrong.filter(pl.col("release_count") > 0).iter_rows(named=True), None),
    }


def violations(identifier: str) -> str:
    """Return what plainly violates the definition, and where: ``5: commercial use (2); 6: military ban (A)``.

    Of a family without a version those clauses are named that all its versions have.
    """
    family = verdicts.versions_of(identifier)
    found = [
        (version, one)
        for version in family or (identifier,)
        for one in verdicts.of_license(version).findings
        if one.rule.verdict == verdict_rules.VERDICTS[0]
    ]
    holders: dict[tuple[int, str], set[str]] = {}
    for version, one in found:
        holders.setdefault((one.rule.criterion, one.clause), set()).add(version)
    said: dict[int, dict[str, None]] = {}
    for version, one in found:
        clause = lowered(label(one.clause))
        policy = "use policy" if one.where and one.where != version else None
        place = ", ".join(part for part in (policy, one.section) if part)
        if len(holders[one.rule.criterion, one.clause]) == len(family or (identifier,)):
            text = clause if family or not place else f"{clause} ({place})"
            said.setdefault(one.rule.criterion, {})[text] = None
    return "; ".join(f"{number}: {', '.join(said[number])}" for number in sorted(said))


def _uses(releases: pl.DataFrame) -> pl.DataFrame:
    """Return how many releases of each source name a license, by its record: ``license_id``, ``source``, count."""
    record = {name: one.id for name, one in catalog.records().items()}
    return (
        releases.select("source", "release_id", "license_ids")
        .explode("license_ids", empty_as_null=True)
        .with_columns(pl.col("license_ids").replace(record).alias("license_id"))
        .filter(pl.col("license_id").is_not_null())
        .group_by("license_id", "source")
        .agg(pl.col("release_id").n_unique().cast(pl.Int64).alias("release_count"))
        .sort("license_id", "source")
    )


_LISTS = {"osd_violations": pl.List(pl.String), "osd_arguable": pl.List(pl.String)}


def _row(identifier: str) -> dict:
    verdict, record = verdicts.of_license(identifier), catalog.find(identifier)
    names = [license_name(one) or one for one in verdicts.versions_of(identifier) or (identifier,)]
    said = [word_in(own_words(name)) for name in names]
    return {
        "license_id": identifier,
        "license_name": record.name if record else f"{identifier.split('-')[1]}, no version named",
        "word": said[0] if all(said) else None,
        "limit_word": word_in(names[0], LIMIT_WORDS) if record else None,
        "license_tier": verdict.tier,
        "osd_violations": [str(number) for number in verdict.osd_violations],
        "osd_arguable": [str(number) for number in verdict.osd_arguable],
        "finding": _finding(verdict),
        "url": record.url if record else None,
    }


def _finding(verdict: Verdict) -> str:
    """Return what a license's text comes to, ``undecided`` where it is not known."""
    if verdict.osd_violations:
        return "violates"
    if verdict.tier == UNSPECIFIED:
        return "undecided"
    if verdict.tier != "open":
        return "not_open"
    return "arguable" if verdict.osd_arguable else "none"
