"""What is claimed and what is done: each a question with yes, no or unknown for an answer.

What a source does not judge is never counted against a release. ``missing`` is unknown; ``unlicensed`` data are there,
so they are not closed; a license that has not been read is unknown, unless what has been read of it is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from analysis.licenses import verdicts
from analysis.licenses.judge import ORDER, UNSPECIFIED
from analysis.licenses.names import UNKNOWN
from analysis.metrics import registry
from analysis.trends.concepts import with_concepts
from analysis.trends.definitions import KEYS
from analysis.trends.license_words import calls_itself_open, versions_of

DATA_OF = ("end_model", "either", "both")
"""Whose training data are closed: those of the end model, of it or the base model, of both."""
LICENSE_BY = ("tier", "osi")
"""What an open license is: one of the tier ``open``, or one that the Open Source Initiative approved."""
SOURCES = ("osai", "epoch", "hub", "mteb", "mot", "models_dev")

_NO_DATA = "it says nothing about training data"
_LISTS_ALL = "it lists releases whether they claim to be open or not"
_OSAID = registry.METRICS.get("osaid")


@dataclass(frozen=True)
class Frames:
    """The tables that are looked at, and the folder of raw data with what is known of licenses (None: the default)."""

    releases: pl.DataFrame
    components: pl.DataFrame
    scores: pl.DataFrame
    raw: Path | None = None


@dataclass(frozen=True)
class Claim:
    """A way in which a release says that it is open.

    Attributes
    ----------
    name, title, text
        Name, title for charts, and what it rests on as a clause that follows "a release claims to be open when".
    holds
        Frames and words -> ``KEYS`` and ``is_claim``.
    reasons
        Source that cannot say -> why.
    """

    name: str
    title: str
    text: str
    holds: Callable[[Frames, Sequence[str]], pl.DataFrame] = field(repr=False)
    reasons: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class Practice:
    """A test of what is done; it fails where the release is not open in that respect.

    Attributes
    ----------
    name, title, text
        Name, title for charts, and when a release fails, as a clause with the parameter in braces.
    fails
        Frames and parameter -> ``KEYS`` and a column of the test's name.
    reasons
        Source that cannot say -> why.
    """

    name: str
    title: str
    text: str
    fails: Callable[[Frames, str | float | None], pl.DataFrame] = field(repr=False)
    reasons: Mapping[str, str] = field(repr=False)


def data_closed(frames: Frames, of: str | float | None) -> pl.DataFrame:
    """Return whether the training data are closed: ``KEYS``, ``data_closed``; null where that would need a blank."""
    wanted = ("training_data",) if of == "end_model" else ("training_data", "base_training_data")
    status = pl.col("status")
    closed = pl.when(status != "missing").then(status == "closed")
    named = with_concepts(_of(frames.components, "data_closed")).filter(
        pl.col("concept").is_in(list(wanted)), status != "not_applicable"
    )
    found = closed.all(ignore_nulls=False) if of == "both" else closed.any(ignore_nulls=False)
    return named.group_by(KEYS, maintain_order=True).agg(found.alias("data_closed"))


def license_not_open(frames: Frames, by: str | float | None) -> pl.DataFrame:
    """Return whether a license of the weights is not open: ``KEYS``, ``license_not_open``; null where not known."""
    is_not = is_not_approved if by == "osi" else is_not_open
    return _by_license(frames, lambda identifier: is_not(identifier, frames.raw), "license_not_open")


def below_share(frames: Frames, share: str | float | None) -> pl.DataFrame:
    """Return whether a release has less than a share of the index's points: ``KEYS``, ``below_half``.

    A criterion that is not judged may have any points: the answer is null where that would decide.
    """
    scored = registry.published(frames.scores).filter(pl.col("metric") == "osai")
    most = pl.col("score") + pl.col("score_max") - pl.col("judged_count")
    bar = pl.lit(share, pl.Float64) * pl.col("score_max")
    below = pl.when(most < bar).then(pl.lit(value=True)).when(pl.col("score") >= bar).then(pl.lit(value=False))
    return scored.select(*KEYS, below.alias("below_half"))


def fails_osaid(frames: Frames, _: str | float | None) -> pl.DataFrame:
    """Return whether a release fails the Open Source AI Definition: ``KEYS``, ``fails_osaid``; null where unknown."""
    scored = registry.published(frames.scores).filter(pl.col("metric") == "osaid")
    label = pl.col("label")
    fails = pl.when(label == "fail").then(pl.lit(value=True)).when(label == "pass").then(pl.lit(value=False))
    return scored.select(*KEYS, fails.alias("fails_osaid")).unique(KEYS, keep="first", maintain_order=True)


def _listed(frames: Frames, _: Sequence[str]) -> pl.DataFrame:
    return _of(frames.releases, "listed").select(*KEYS, pl.lit(value=True).alias("is_claim"))


def _license_name(frames: Frames, words: Sequence[str]) -> pl.DataFrame:
    return _by_license(frames, lambda identifier: calls_itself_open(identifier, words, frames.raw), "is_claim")


def _open_weights(frames: Frames, _: Sequence[str]) -> pl.DataFrame:
    status = pl.col("status")
    said = _of(frames.components, "open_weights").filter(component="weights")
    return said.select(
        *KEYS,
        pl.when(~status.is_in(["missing", "not_applicable"])).then(status.is_in(["open", "partial"])).alias("is_claim"),
    )


def _by_license(frames: Frames, holds: Callable[[str], bool | None], name: str) -> pl.DataFrame:
    """Return whether something holds of one of a release's licenses; null where only an unknown one may have it."""
    ids = frames.releases["license_ids"].explode(empty_as_null=True).unique().drop_nulls()
    known = pl.DataFrame({"license_ids": ids, "_holds": pl.Series([holds(one) for one in ids], dtype=pl.Boolean)})
    joined = frames.releases.select(*KEYS, "license_ids").explode("license_ids", empty_as_null=True)
    return (
        joined.join(known, on="license_ids", how="left", maintain_order="left")
        .group_by(KEYS, maintain_order=True)
        .agg(pl.col("_holds").any(ignore_nulls=False).alias(name))
    )


def is_not_open(identifier: str, raw: Path | None = None) -> bool | None:
    """Return whether a license is not open by its clauses; None where what was read of it leaves that open."""
    verdict = verdicts.of_license(identifier, raw)
    if verdict.tier != UNSPECIFIED:
        return verdict.tier != "open"
    # What is undecided can only make a license stricter.
    if verdict.osd_violations or verdict.at_least in ORDER[1:]:
        return True
    versions = versions_of(identifier, raw)
    return True if versions and all(is_not_open(one, raw) for one in versions) else None


def is_not_approved(identifier: str, raw: Path | None = None) -> bool | None:
    """Return whether the Open Source Initiative has not approved a license; None where it is not known which it is."""
    if identifier in (UNKNOWN, "LicenseRef-various"):
        return None
    versions = versions_of(identifier, raw) or (identifier,)
    found = {not verdicts.is_osi_approved(one, raw) for one in versions}
    return found.pop() if len(found) == 1 else None


def _of(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return the rows of sources that can answer a claim or a test."""
    reasons = (CLAIMS.get(name) or PRACTICES[name]).reasons
    return frame.filter(~pl.col("source").is_in(list(reasons)))


CLAIMS = {
    one.name: one
    for one in (
        Claim(
            "listed",
            "Listed as open",
            "the European Open Source AI Index lists it, which takes in what describes itself as open or open source, "
            "or places itself among such models",
            _listed,
            dict.fromkeys(("epoch", "hub", "mteb", "mot", "models_dev"), _LISTS_ALL),
        ),
        Claim(
            "license_name",
            "License called open",
            "the name of its license has a word such as open or community",
            _license_name,
            {},
        ),
        Claim(
            "open_weights",
            "Weights called open",
            "its source puts it among models with open weights; the word is the source's and not the developer's",
            _open_weights,
            {
                "osai": "it judges weights, and that is practice",
                "hub": "all its weights can be downloaded, which claims nothing",
                "mot": "it says what a release contains, not how it is called",
            },
        ),
    )
}
"""Claims by name."""

PRACTICES = {
    one.name: one
    for one in (
        Practice(
            "data_closed",
            "Training data closed",
            "its training data are closed ({})",
            data_closed,
            {
                "epoch": _NO_DATA,
                "hub": _NO_DATA,
                "models_dev": _NO_DATA,
                "mot": "it judges the license of data, not whether they are withheld",
            },
        ),
        Practice(
            "license_not_open",
            "License not open",
            "its license is not open ({})",
            license_not_open,
            {},
        ),
        Practice(
            "below_half",
            "Few criteria met",
            "it has less than {} of the points of the European Open Source AI Index",
            below_share,
            dict.fromkeys(("epoch", "hub", "mteb", "mot", "models_dev"), "it does not judge the index's criteria"),
        ),
        Practice(
            "fails_osaid",
            "Fails the OSAID",
            "it fails the Open Source AI Definition 1.0",
            fails_osaid,
            _OSAID.reasons if _OSAID else dict.fromkeys(SOURCES, "no metric of that name is computed"),
        ),
    )
}
"""Tests of practice by name, in the order in which they are shown."""


def support() -> pl.DataFrame:
    """Return which source can say what.

    Returns
    -------
    polars.DataFrame
        ``kind`` (claim, practice), ``name``, ``source``, ``is_supported``, ``reason`` (null where it is).
    """
    rows = [
        (kind, one.name, source, source not in one.reasons, one.reasons.get(source))
        for kind, group in (("claim", CLAIMS), ("practice", PRACTICES))
        for one in group.values()
        for source in SOURCES
    ]
    columns = {
        "kind": pl.String,
        "name": pl.String,
        "source": pl.String,
        "is_supported": pl.Boolean,
        "reason": pl.String,
    }
    return pl.DataFrame(rows, schema=columns, orient="row")
