"""Terms, tiers and families of the licenses of releases, the licenses most used, and the strings that name none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from openness.licenses.clauses import catalog, verdicts
from openness.licenses.clauses.catalog import effective
from openness.licenses.clauses.judge import Verdict
from openness.licenses.strings import expression
from openness.licenses.strings.match import match_all
from openness.licenses.strings.names import CATEGORIES, NO_LICENSE, UNKNOWN
from openness.licenses.strings.standard import UNSPECIFIED
from openness.measures.ask import Question, asked_about
from openness.measures.large_developers import large_developers
from openness.measures.selection import within
from openness.measures.units import SERIES, as_units, counted_units
from openness.project.once import once
from openness.sources.common.licensed import expression_of
from openness.statistics.share_intervals import DEVELOPER
from openness.statistics.shares import count_by_period, share_by_period
from openness.studies.license_landscape import results
from openness.tables import store as tables
from openness.words.names import TIER_ORDER


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


def licensed_units(question: Question) -> pl.DataFrame:
    """Return the units of a question in its years, with their licenses and terms."""
    judged = with_terms(asked_about(question))
    units = as_units(judged, tables.read("release_families"), question.unit, outcomes=list(TERMS))
    return within(units, question.since, question.until)


def with_terms(releases: pl.DataFrame) -> pl.DataFrame:
    """Return releases with one boolean column per term, null where the licenses of a release do not say."""
    if set(TERMS) <= set(releases.columns):
        return releases
    stated = expression_of(releases.columns)
    distinct = releases.select(stated.drop_nulls().unique()).to_series().to_list()
    terms = {one: terms_of(one) for licenses in distinct for one in expression.leaves(expression.parse(licenses))}
    return releases.with_columns(
        stated.replace_strict(
            {licenses: _joined(licenses, terms, name) for licenses in distinct}, default=None, return_dtype=pl.Boolean
        ).alias(name)
        for name in TERMS
    )


def term_shares(
    releases: pl.DataFrame, *, by: str = "developer_group", every: str = "year", interval: str = DEVELOPER
) -> pl.DataFrame:
    """Return the share of releases under licenses with each term, by period and group."""
    judged = with_terms(releases)
    options = {"by": by, "every": every, "interval": interval}
    return pl.concat(
        share_by_period(judged, is_open=name, **options).with_columns(term=pl.lit(term.title))
        for name, term in TERMS.items()
    )


def large_by_term(
    releases: pl.DataFrame, *, developers: pl.DataFrame, by: str, every: str, min_group: int
) -> pl.DataFrame:
    """Return who is more than a quarter of a point of :func:`term_shares`, of any term."""
    judged = with_terms(releases)
    options = {"by": by, "every": every, "min_group": min_group}
    return pl.concat(large_developers(judged, developers, is_open=term, **options) for term in TERMS)


def tier_counts(releases: pl.DataFrame, *, by: str = "developer_group", every: str = "year") -> pl.DataFrame:
    """Return :data:`results.TIERS`."""
    counted = [
        count_by_period(part, by=by, every=every).with_columns(tier=pl.lit(tier))
        for (tier,), part in releases.group_by("license_tier", maintain_order=True)
    ]
    if not counted:
        return pl.DataFrame(schema=results.TIERS.schema)
    return pl.concat(counted).sort("period", "group", "tier").select("period", "group", "tier", n="release_count")


def landscape(
    tiers: pl.DataFrame, terms: pl.DataFrame, *, releases: int | None = None, unit: str = SERIES
) -> dict[str, Any]:
    """Return what is said of the landscape: units with a known tier and without, shares of tiers, OSI approvals.

    ``releases`` is how many releases the units are made of.
    """
    counts = dict(tiers.rows())
    n, unknown = sum(counts.values()), counts.get("unspecified", 0)
    shares = {one: counts[one] / (n - unknown) for one in TIER_ORDER if counts.get(one) and one != "unspecified"}
    approved = terms.filter(term=TERMS["osi_approved"].title)
    return {
        "n": n,
        "dated": counted_units(n, releases, unit, "dated"),
        "known": n - unknown,
        "unknown": unknown,
        "tier_shares": shares,
        "approval_known": approved["n"].sum(),
        "approved": approved["open_count"].sum(),
    }


def _joined(licenses: str, terms: Mapping[str, Mapping[str, bool | None]], name: str) -> bool | None:
    """Return whether a term is one of licenses; what all of them must have (``is_of_all``) is a limit to lack."""

    def is_limit(identifier: str) -> bool | None:
        found = terms[identifier][name]
        return found if found is None else found != TERMS[name].is_of_all

    found = expression.holds(expression.parse(licenses), is_limit)
    return found if found is None else found != TERMS[name].is_of_all


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
        Term(
            "osi_approved",
            "OSI-approved",
            "is approved by the Open Source Initiative",
            lambda identifier, _: verdicts.osi_approval(identifier),
            is_of_all=True,
        ),
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
        Term("noncommercial", "Noncommercial", "allows no commercial use, or no use at all", _noncommercial),
    )
}
"""What the landscape counts releases by."""


OTHER_FAMILIES = "other licenses"
UNKNOWN_FAMILY = "not known"


def family_shares(releases: pl.DataFrame, *, every: str = "year", most: int = 7) -> pl.DataFrame:
    """Return each license family's share of the releases whose license is known, by period."""
    sets = releases.select("license_ids").unique(maintain_order=True)
    names = pl.Series("family", [family_of(list(ids)) for ids in sets["license_ids"]], dtype=pl.String)
    named = releases.join(sets.with_columns(names), on="license_ids", maintain_order="left")
    known = named.filter(pl.col("family") != UNKNOWN_FAMILY)
    largest = known["family"].value_counts().sort(["count", "family"], descending=[True, False])["family"].head(most)
    family = pl.when(pl.col("family").is_in([*largest.to_list(), UNKNOWN_FAMILY])).then("family")
    kept = together(named.with_columns(family=family.otherwise(pl.lit(OTHER_FAMILIES))))
    is_known = pl.col("family") != UNKNOWN_FAMILY
    shown = sorted(kept.filter(is_known)["family"].unique(), key=[*largest, OTHER_FAMILIES].index)
    judged = [
        share_by_period(
            kept.with_columns(is_open=pl.when(is_known).then(pl.col("family") == name)), by="everything", every=every
        ).with_columns(family=pl.lit(name))
        for name in shown
    ]
    return (
        pl.concat(judged)
        if judged
        else share_by_period(kept.with_columns(is_open=None), by="family", every=every).clear()
    )


def together(releases: pl.DataFrame) -> pl.DataFrame:
    """Return releases with ``everything``, a group that is all of them."""
    return releases.with_columns(everything=pl.lit("all"))


def family_of(ids: Sequence[str]) -> str:
    """Return the family of a release's licenses: one name, ``several families``, or ``not known``."""
    names = dict.fromkeys(_family(name) for name in ids)
    if not names or UNKNOWN_FAMILY in names:
        return UNKNOWN_FAMILY
    return next(iter(names)) if len(names) == 1 else "several families"


@once(4096)
def _family(identifier: str) -> str:
    if identifier in (UNKNOWN, "LicenseRef-various"):
        return UNKNOWN_FAMILY
    if identifier == NO_LICENSE:
        return "no license"
    name = identifier.removeprefix("LicenseRef-").removesuffix(f"-{UNSPECIFIED}")
    if identifier in CATEGORIES:
        return name.replace("-", " ")
    if name.startswith(("CC-", "CC0")):
        return "Creative Commons, noncommercial" if "-NC" in name else "Creative Commons, other"
    record = catalog.records().get(identifier)
    if record is not None and identifier.startswith("LicenseRef-"):
        return record.family
    return name.split("-")[0]


def most_used(releases: pl.DataFrame, most: int) -> pl.DataFrame:
    """Return :data:`results.MOST_USED`."""
    each = releases.select(pl.col("license_ids").explode().alias("license_id"))
    counted = _most(each.filter(pl.col("license_id").is_in(list(catalog.records()))), "license_id", most)
    ids = counted["license_id"].to_list()
    return counted.with_columns(
        pl.Series("tier", [verdicts.of_license(name).tier for name in ids], dtype=pl.String),
        pl.Series("osi", ["yes" if verdicts.is_osi_approved(name) else "no" for name in ids], dtype=pl.String),
    )


def hidden(releases: pl.DataFrame, most: int) -> pl.DataFrame:
    """Return :data:`results.HIDDEN`, blank strings among them."""
    named = pl.col("license_ids").list.eval(pl.element().is_in([UNKNOWN, *CATEGORIES])).list.any()
    counted = _most(releases.filter(named), "license_raw", most)
    found = match_all(counted["license_raw"].to_list())
    return counted.with_columns(
        pl.col("license_raw").fill_null("(blank)"),
        pl.Series("because", [" ".join(one.ids) for one in found], dtype=pl.String),
        pl.Series("rule", [one.rule.replace("_", " ") for one in found], dtype=pl.String),
    )


def _most(releases: pl.DataFrame, column: str, most: int) -> pl.DataFrame:
    counted = releases.group_by(column).agg(release_count=pl.len())
    return counted.sort("release_count", column, descending=[True, False]).head(most)
