"""What releases that claim to be open are, what licenses allow and what developers tell, in the short answer."""

from __future__ import annotations

import polars as pl

from openness.studies.license_landscape.terms import TERMS
from openness.studies.openwashing.practice import PRACTICES
from openness.studies.openwashing.rule import Rule
from openness.studies.openwashing.say import rules_words
from openness.studies.openwashing.shares import shares_by
from openness.studies.overview.measure import GROUPS, LicenseTerms, Number
from openness.studies.overview.text import (
    BY_DEVELOPER,
    SIDES,
    estimate,
    interval,
    lowered,
    month,
    percent_or_none,
    share,
)

_INDEX = "European Open Source AI Index, edition of"


def claimed(shares: pl.DataFrame, vintage: str) -> Number:
    """Return how many releases that are called open are so under each definition."""
    rows = {row["definition_name"]: row for row in shares.filter(group="all").iter_rows(named=True)}
    weights, half, data, strict = (rows[name] for name in ("open_weights", "osai_half", "training_data_open", "osaid"))
    text = (
        f"Of {strict['n'] + strict['unknown_count']} releases that are called open, {share(weights, n=False)} give "
        f"their weights, {share(half, n=False)} have half of the points of the index and {share(data, n=False)} open "
        f"their training data. {strict['open_count']} of the {strict['n']} that can be judged pass the Open Source AI "
        f"Definition ({interval(strict)}); {strict['unknown_count']} cannot be judged."
    )
    return Number(
        title="By whose definition",
        value=f"{percent_or_none(weights['share'])} or {percent_or_none(strict['share'])}",
        unit="of releases called open are so: by open weights, or by the Open Source AI Definition",
        text=text,
        short=f"Of releases that are called open, {percent_or_none(weights['share'])} have open weights and "
        f"{percent_or_none(strict['share'])} of those that can be judged pass the Open Source AI Definition.",
        basis=f"{_INDEX} {vintage}. {BY_DEVELOPER}",
        links={"part by part": "components.html", "every framework": "metric-lab.html"},
        estimates=tuple(estimate(name, row) for name, row in rows.items()),
    )


def openwashed(judged: pl.DataFrame, rule: Rule, grid: pl.DataFrame, vintage: str, min_group: int) -> Number:
    """Return how many claims of openness are not lived up to, and how far that hangs on the rule."""
    rows = {row["group"]: row for row in shares_by(judged, min_group=min_group).iter_rows(named=True)}
    every = rows["all"]
    tests = ", ".join(lowered(PRACTICES[name].title) for name in rule.practice)
    large = {group: rows[group] for group in GROUPS if group in rows and rows[group]["n"] >= max(min_group, 1)}
    sides = [f"{share(large[group])} by {side}" for group, side in zip(GROUPS, SIDES, strict=True) if group in large]
    apart = f" That is {' and '.join(sides)}." if sides else ""
    text = (
        f"{every['openwashing_count']} of {every['n']} judged claims ({interval(every)}) fail {rule.least} or more of "
        f"{len(rule.practice)} tests: {tests}.{apart} "
        f"{rules_words(grid, rule, GROUPS, min_group, most=2)}"
    )
    return Number(
        title="Claimed and not practised",
        value=percent_or_none(every["share"]),
        unit="of claims of openness are open-washed, by the rule of this suite",
        text=text,
        short=f"By the rule of this suite {percent_or_none(every['share'])} of such claims are open-washed.",
        basis=f"{_INDEX} {vintage}. Intervals: 95% Wilson.",
        links={"rule and evidence": "openwashing.html"},
        estimates=tuple(estimate(group, rows.get(group)) for group in ("all", *GROUPS)),
    )


def licenses(terms: LicenseTerms) -> Number:
    """Return what the licenses of models on the Hub allow."""
    rows = {row["term"]: row for row in terms.shares.iter_rows(named=True)}
    approved = rows["osi_approved"]
    said = [f"{share(rows[name], n=False)} {text}" for name, text in _LIMITS.items()]
    text = (
        f"Of {approved['n']:,} models of {terms.year} for which that is known, {share(approved, n=False)} are under a "
        f"license that the Open Source Initiative (OSI) approved. Of those whose clauses are known, "
        f"{', '.join(said[:-1])} and {said[-1]}. The license of {approved['unknown_count']:,} more is not known. "
        "A license of weights says nothing of data or code."
    )
    return Number(
        title="What licenses allow",
        value=percent_or_none(approved["share"]),
        unit=f"of models of {terms.year} on the Hugging Face Hub are under OSI-approved licenses",
        text=text,
        short=f"Of models of {terms.year} on the Hugging Face Hub {percent_or_none(approved['share'])} are under "
        "licenses that the Open Source Initiative approved.",
        basis=f"Hub as llmfit lists it, edition of {terms.vintage}, less what names show to be copies. {BY_DEVELOPER}",
        links={"licenses": "license-landscape.html", "how they change": "relicensing.html"},
        estimates=tuple(estimate(name, rows[name]) for name in TERMS),
    )


_LIMITS = {
    "use_restricted": "forbid purposes",
    "threshold": "set a threshold of users or revenue",
    "noncommercial": "allow no commerce",
}
"""Term of :data:`openness.studies.license_landscape.terms.TERMS` -> what such licenses do."""


def transparent(waves: pl.DataFrame, by_weights: pl.DataFrame) -> Number:
    """Return how transparent developers are, and why that is no trend."""
    last = waves.row(-1, named=True)
    spread = "" if last["lower"] is None else f" ({last['lower']:.0f} to {last['upper']:.0f})"
    rows = by_weights.filter(vintage=last["vintage"]).iter_rows(named=True)
    parted = [f"{row['mean']:.0f} for the {row['n']} with {row['group']}" for row in rows]
    before = waves.filter(pl.col("indicator_set") != last["indicator_set"]).rows(named=True)
    earlier = [f"{row['mean']:.0f} in {month(row['vintage'])} ({row['n']} developers)" for row in before]
    past = (
        f" By other indicators it was {', then '.join(earlier)}: levels of the two sets do not compare, so this step "
        "is neither a rise nor a fall."
        if before
        else ""
    )
    return Number(
        title="How much is told",
        value=f"{last['mean']:.0f} of {last['indicator_count']}",
        unit=f"indicators of transparency are met by the average developer, {month(last['vintage'])}",
        text=f"The mean of {last['n']} developers is {last['mean']:.1f}{spread}: {', '.join(parted)}.{past}",
        short=f"The average developer meets {last['mean']:.0f} of {last['indicator_count']} transparency indicators.",
        basis=f"Foundation Model Transparency Index, wave of {last['vintage']}. The developers were chosen, not drawn: "
        "the 95% t interval says how far they lie apart.",
        links={"all waves": "metric-lab.html"},
        estimates=tuple(estimate(row["vintage"], row, "mean") for row in waves.iter_rows(named=True)),
    )
