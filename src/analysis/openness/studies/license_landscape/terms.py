"""Terms and tiers of the licenses of releases, over time and by group."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from openness.licenses.clauses import catalog, verdicts
from openness.licenses.clauses.effective import effective
from openness.licenses.clauses.judge import Verdict
from openness.statistics.shares import count_by_period, share_by_period
from openness.studies.license_landscape import results


@dataclass(frozen=True)
class Term:
    """A property of a license that releases are counted by; ``text`` follows "the license"."""

    name: str
    title: str
    text: str
    holds: Callable[[str, Verdict], bool | None]
    """License id, its verdict -> true, false, or None where not known."""
    is_of_all: bool = False
    """Whether it must hold for every license of a release, or for one."""


def terms_of(identifier: str) -> dict[str, bool | None]:
    """Return term -> whether a license has it; None where that is not known."""
    verdict = verdicts.of_license(identifier)
    return {name: term.holds(identifier, verdict) for name, term in TERMS.items()}


def with_terms(releases: pl.DataFrame) -> pl.DataFrame:
    """Return releases with one boolean column per term, null where the licenses of a release do not say."""
    sets = releases.select("license_ids").unique(maintain_order=True)
    judged = [[terms_of(name) for name in ids] for ids in sets["license_ids"]]
    columns = [
        pl.Series(name, [_joined([one[name] for one in found], term.is_of_all) for found in judged], dtype=pl.Boolean)
        for name, term in TERMS.items()
    ]
    return releases.join(sets.with_columns(columns), on="license_ids", how="left", maintain_order="left")


def term_shares(releases: pl.DataFrame, *, by: str = "developer_group", every: str = "year") -> pl.DataFrame:
    """Return the share of releases under licenses with each term, by period and group."""
    judged = with_terms(releases)
    return pl.concat(
        share_by_period(judged, by=by, is_open=name, every=every).with_columns(term=pl.lit(term.title))
        for name, term in TERMS.items()
    )


def tier_counts(releases: pl.DataFrame, *, by: str = "developer_group", every: str = "year") -> pl.DataFrame:
    """Return :data:`results.TIERS`."""
    counted = [
        count_by_period(part, by=by, every=every).with_columns(tier=pl.lit(tier))
        for (tier,), part in releases.group_by("license_tier", maintain_order=True)
    ]
    if not counted:
        return pl.DataFrame(schema=results.TIERS.schema)
    return pl.concat(counted).sort("period", "group", "tier").select("period", "group", "tier", n="release_count")


def _joined(found: list[bool | None], is_of_all: bool) -> bool | None:
    if not found:
        return None
    decisive = not is_of_all
    if any(one is decisive for one in found):
        return decisive
    return None if None in found else not decisive


def _approved(identifier: str, _: Verdict) -> bool | None:
    return verdicts.osi_approval(identifier)


def _clause(*clauses: str, tier: str | None = None) -> Callable[[str, Verdict], bool | None]:
    def holds(identifier: str, verdict: Verdict) -> bool | None:
        if any(finding.clause in clauses and finding.rule.tier for finding in verdict.findings):
            return True
        if tier is not None and verdict.tier == tier:
            return True
        if verdicts.is_osi_approved(identifier) or verdict.tier == "open":
            return False
        record = catalog.records().get(identifier)
        if record is None:
            return None
        found = effective(record, catalog.records())
        return None if any(found[name].clause.state == "unverified" for name in clauses) else False

    return holds


def _noncommercial(identifier: str, verdict: Verdict) -> bool | None:
    if verdict.tier in ("noncommercial", "closed"):
        return True
    if verdict.tier != "unspecified" or verdicts.is_osi_approved(identifier):
        return False
    return None


TERMS = {
    term.name: term
    for term in (
        Term("osi_approved", "OSI-approved", "is approved by the Open Source Initiative", _approved, is_of_all=True),
        Term(
            "use_restricted",
            "Use-restricted",
            "forbids purposes or behaviors",
            _clause("behavioural_use_restrictions", tier="open_behavioral"),
        ),
        Term(
            "threshold",
            "User or revenue threshold",
            "gives less to whoever is above a number of users or a revenue",
            _clause("user_threshold", "revenue_threshold", "threshold_effect"),
        ),
        Term(
            "noncommercial",
            "Noncommercial",
            "allows no commercial use, or no use at all",
            _noncommercial,
        ),
    )
}
"""What the landscape counts releases by."""
