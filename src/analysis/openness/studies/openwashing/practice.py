"""What is done: tests of practice, each with yes, no or unknown for an answer.

What a source does not judge is never counted against a release. ``missing`` is unknown; ``unlicensed`` data are there,
so they are not closed; a license that has not been read is unknown, unless what has been read of it is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl

from openness.licenses.clauses import verdicts
from openness.licenses.clauses.judge import ORDER, UNSPECIFIED
from openness.licenses.strings import expression
from openness.measures.concepts import with_concepts
from openness.metrics import registry
from openness.metrics.osai import score as osai
from openness.sources import of_releases
from openness.sources.common.licensed import expression_of
from openness.sources.osai import SOURCE as INDEX
from openness.tables.schema import KEYS

DATA_OF = ("end_model", "either", "both")
"""Whose training data are closed: those of the end model, of it or the base model, of both."""
LICENSE_BY = ("tier", "osi")
"""What an open license is: one of the tier ``open``, or one that the Open Source Initiative approved."""
PARAMETER_OF = {"data_closed": "data", "license_not_open": "license", "below_half": "below"}
"""Test -> the parameter of a rule that says how it is meant."""


@dataclass(frozen=True)
class Frames:
    """The tables that are looked at."""

    releases: pl.DataFrame
    components: pl.DataFrame
    scores: pl.DataFrame

    @classmethod
    def of_licenses(cls, releases: pl.DataFrame) -> Frames:
        """Return what a claim or a test needs that looks at licenses alone."""
        return cls(releases, pl.DataFrame(), pl.DataFrame())


@dataclass(frozen=True)
class Practice:
    """A test of what is done; it fails where the release is not open in that respect."""

    name: str
    title: str
    """For charts."""
    text: str
    """When a release fails, as a clause with the parameter in braces."""
    fails: Callable[[Frames, str | float | None], pl.DataFrame] = field(repr=False)
    """Frames and parameter -> ``KEYS`` and a column of the test's name."""
    otherwise: str = field(default="", repr=False)
    """Why a source that gives no reason of its own cannot say."""
    metric: str | None = None
    """The metric that it is taken from: a source that cannot be scored by it cannot say."""

    @property
    def reasons(self) -> dict[str, str]:
        """Source that cannot say -> why."""
        otherwise = registry.METRICS[self.metric].reasons if self.metric else {}
        return {
            name: source.practices.why_not.get(self.name) or otherwise.get(name, self.otherwise)
            for name, source in of_releases().items()
            if self.name not in source.practices.given
        }


def data_closed(frames: Frames, of: str | float | None) -> pl.DataFrame:
    """Return whether the training data are closed: ``KEYS``, ``data_closed``; null where that would need a blank."""
    wanted = ("training_data",) if of == "end_model" else ("training_data", "base_training_data")
    status = pl.col("status")
    closed = pl.when(status != "missing").then(status == "closed")
    named = with_concepts(answering(frames.components, PRACTICES["data_closed"].reasons)).filter(
        pl.col("concept").is_in(list(wanted)), status != "not_applicable"
    )
    found = closed.all(ignore_nulls=False) if of == "both" else closed.any(ignore_nulls=False)
    return named.group_by(KEYS, maintain_order=True).agg(found.alias("data_closed"))


def license_not_open(frames: Frames, by: str | float | None) -> pl.DataFrame:
    """Return whether the weights are under a license that is not open: ``KEYS``, ``license_not_open``.

    Of alternatives none may be open. Null where not known.
    """
    is_not = is_not_approved if by == "osi" else is_not_open
    stated = expression_of(frames.releases.columns)
    distinct = frames.releases.select(stated.drop_nulls().unique()).to_series()
    found = {one: expression.holds(expression.parse(one), is_not) for one in distinct}
    return frames.releases.select(
        *KEYS, stated.replace_strict(found, default=None, return_dtype=pl.Boolean).alias("license_not_open")
    )


def below_share(frames: Frames, share: str | float | None) -> pl.DataFrame:
    """Return whether a release has less than a share of the index's points: ``KEYS``, ``below_half``.

    A criterion that is not judged may have any points: the answer is null where that would decide.
    """
    scored = registry.published(frames.scores).filter(pl.col("metric") == osai.NAME)
    most = pl.col("score") + pl.col("score_max") - pl.col("judged_count")
    bar = pl.lit(share, pl.Float64) * pl.col("score_max")
    below = pl.when(most < bar).then(pl.lit(value=True)).when(pl.col("score") >= bar).then(pl.lit(value=False))
    return scored.select(*KEYS, below.alias("below_half"))


def fails_osaid(frames: Frames, _: str | float | None) -> pl.DataFrame:
    """Return whether a release fails the Open Source AI Definition: ``KEYS``, ``fails_osaid``; null where unknown."""
    scored = registry.published(frames.scores).filter(pl.col("metric") == "osaid")
    # The label may name the clause as well: "fail: parameters".
    label = pl.col("label").str.extract(r"^(pass|fail)")
    fails = label == "fail"
    return scored.select(*KEYS, fails.alias("fails_osaid")).unique(KEYS, keep="first", maintain_order=True)


def by_license(frames: Frames, holds: Callable[[str], bool | None], name: str) -> pl.DataFrame:
    """Return whether something holds of one of a release's licenses; null where only an unknown one may have it."""
    ids = frames.releases["license_ids"].explode(empty_as_null=True).unique().drop_nulls()
    known = pl.DataFrame({"license_ids": ids, "_holds": pl.Series([holds(one) for one in ids], dtype=pl.Boolean)})
    joined = frames.releases.select(*KEYS, "license_ids").explode("license_ids", empty_as_null=True)
    return (
        joined.join(known, on="license_ids", how="left", maintain_order="left")
        .group_by(KEYS, maintain_order=True)
        .agg(pl.col("_holds").any(ignore_nulls=False).alias(name))
    )


def answering(frame: pl.DataFrame, reasons: Mapping[str, str]) -> pl.DataFrame:
    """Return the rows of sources that can answer; ``reasons`` are those that cannot, and why."""
    return frame.filter(~pl.col("source").is_in(list(reasons)))


def is_not_open(identifier: str) -> bool | None:
    """Return whether a license is not open by its clauses; None where what was read of it leaves that open."""
    verdict = verdicts.of_license(identifier)
    if verdict.tier != UNSPECIFIED:
        return verdict.tier != "open"
    # What is undecided can only make a license stricter.
    if verdict.osd_violations or verdict.at_least in ORDER[1:]:
        return True
    versions = verdicts.versions_of(identifier)
    return True if versions and all(is_not_open(one) for one in versions) else None


def is_not_approved(identifier: str) -> bool | None:
    """Return whether the Open Source Initiative has not approved a license; None where it is not known which it is."""
    approved = verdicts.osi_approval(identifier)
    return None if approved is None else not approved


PRACTICES = {
    one.name: one
    for one in (
        Practice(
            "data_closed",
            "Training data closed",
            "its training data are closed ({})",
            data_closed,
            "it says nothing about training data",
        ),
        Practice("license_not_open", "License not open", "its license is not open ({})", license_not_open),
        Practice(
            "below_half",
            "Few criteria met",
            f"it has less than {{}} of the points of {INDEX.short}",
            below_share,
            "it does not judge the index's criteria",
        ),
        Practice(
            "fails_osaid",
            "Fails the OSAID",
            "it fails the Open Source AI Definition 1.0",
            fails_osaid,
            metric="osaid",
        ),
    )
}
"""Tests of practice by name, in the order in which they are shown."""
