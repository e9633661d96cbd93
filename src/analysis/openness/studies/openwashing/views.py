"""Open-washing as charts and tables take it: what the undecided could change, tests, groups, years, licenses."""

from typing import Any

import polars as pl

from openness.sources import short_names
from openness.statistics.share_intervals import DEVELOPER
from openness.studies.openwashing import results
from openness.studies.openwashing.claims import CLAIMS
from openness.studies.openwashing.evidence import intervals
from openness.studies.openwashing.license_names import OPEN_WORDS, called_open, open_without_the_word, violations
from openness.studies.openwashing.practice import PRACTICES, Frames, license_not_open
from openness.studies.openwashing.rule import Rule
from openness.studies.openwashing.shares import ALL, by_test, contrast, shares_by
from openness.tables.schema import KEYS

MOST_GROUPS = 4
"""Groups that a chart tells apart."""

_LICENSE = pl.concat_list(pl.struct(pl.col("license_name").alias("text"), "url")).alias("license")


def by_claims(shares: pl.DataFrame) -> pl.DataFrame:
    """Return the groups of :data:`results.SHARES` with their ``claims``, judged or not, those with most first."""
    groups = shares.filter(pl.col("group") != ALL).with_columns(claims=pl.col("n") + pl.col("unknown_count"))
    return groups.sort("claims", "group", descending=[True, False])


def main_groups(shares: pl.DataFrame, most: int = MOST_GROUPS) -> list[str]:
    """Return the groups with most claims, the largest first; of equal ones by name."""
    return by_claims(shares)["group"].head(most).to_list()


def not_drawn(shares: pl.DataFrame) -> dict[str, int]:
    """Return how many groups a chart draws, and how many more there are with how many claims."""
    rest = by_claims(shares).slice(MOST_GROUPS)
    return {"drawn": MOST_GROUPS, "groups": rest.height, "claims": rest["claims"].sum()}


def undated(shares: pl.DataFrame, periods: pl.DataFrame) -> dict[str, int]:
    """Return how many claims there are, and how many of them stand in no period."""
    claims = by_claims(shares)["claims"].sum()
    return {"claims": claims, "left_out": claims - periods["n"].sum() - periods["unknown_count"].sum()}


def most_and_least(differences: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the tests in which two groups differ most and least, none where there are not two tests.

    The first row of :data:`results.DIFFERENCES` is the rule as a whole.
    """
    tests = differences.slice(1).sort(pl.col("difference").abs(), descending=True, maintain_order=True).to_dicts()
    return [tests[0], tests[-1]] if len(tests) > 1 else []


def undecided_bounds(judged: pl.DataFrame, by: str = "developer_group", *, interval: str = DEVELOPER) -> pl.DataFrame:
    """Return :data:`results.UNDECIDED`: the share, and what it would be if the undecided all were, or none."""
    verdict = pl.col("is_openwashing")
    drawn = [ALL, *main_groups(shares_by(judged, by))]
    parts = [
        shares_by(judged.with_columns(taken), by, interval=interval)
        .filter(pl.col("group").is_in(drawn))
        .select(pl.lit(name).alias("definition"), *results.UNDECIDED.names[1:])
        for name, taken in (
            ("Judged claims only", verdict),
            ("Undecided: none open-washed", verdict.fill_null(value=False)),
            ("Undecided: all open-washed", verdict.fill_null(value=True)),
        )
    ]
    return pl.concat(parts)


def shares_by_test(shares: pl.DataFrame, failures: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """Return :data:`results.DEFINITIONS`: what a rule of several tests finds, then what fails each of them."""
    columns = results.DEFINITIONS.names
    whole = shares.with_columns(pl.lit(rule_title(rule)).alias("definition"))
    titles = {name: PRACTICES[name].title for name in rule.practice}
    tests = failures.with_columns(pl.col("test").replace_strict(titles, return_dtype=pl.String).alias("definition"))
    parts = [tests.select(columns)] if len(rule.practice) == 1 else [whole.select(columns), tests.select(columns)]
    return pl.concat(parts).filter(pl.col("group").is_in(main_groups(shares)))


def differences_by_test(
    judged: pl.DataFrame,
    rule: Rule,
    groups: tuple[str, str] | None,
    by: str = "developer_group",
    *,
    interval: str = DEVELOPER,
) -> pl.DataFrame:
    """Return :data:`results.DIFFERENCES`: of a rule and each of its tests, one group's share less another's."""
    if groups is None:
        return pl.DataFrame(schema=results.DIFFERENCES.schema)
    one, other = groups
    tables = {PRACTICES[name].title: table for name, table in by_test(judged, rule.practice).items()}
    if len(rule.practice) > 1:
        tables = {rule_title(rule): judged, **tables}
    found = pl.concat(
        contrast(table, groups, by, interval=interval).with_columns(pl.lit(name).alias("item"))
        for name, table in tables.items()
    )
    return found.filter(pl.col("difference").is_not_null()).select(
        "item",
        "difference",
        "lower",
        "upper",
        pl.min_horizontal("n", "other_n").alias("n"),
        pl.format(f"{one}: {{}} judged, {other}: {{}} judged", "n", "other_n").alias("note"),
    )


def rule_title(rule: Rule) -> str:
    """Return what a rule of several tests is called beside its tests."""
    return f"Open-washed: {rule.least} of {len(rule.practice)} tests"


def called_open_rows(names: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.CALLED_OPEN`: the licenses in use that are called open and are not, with their clauses."""
    used = called_open(names).filter(pl.col("release_count") > 0)
    said = {one: violations(one) for one in used["license_id"]}
    clauses = pl.col("license_id").replace_strict(said, return_dtype=pl.String).alias("clauses")
    return used.select(_LICENSE, "word", "license_tier", clauses, "used_in")


def open_rows(names: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.OPEN`: the ten most used licenses that are open and do not say so."""
    criteria = pl.col("osd_arguable").list
    used = open_without_the_word(names).filter(pl.col("release_count") > 0).head(10)
    return used.select(_LICENSE, pl.when(criteria.len() > 0).then(criteria.join(", ")).alias("criteria"), "used_in")


def by_source(releases: pl.DataFrame) -> pl.DataFrame:
    """Return :data:`results.BY_SOURCE`: releases whose license is called open, and how many of these are not."""
    frames = Frames.of_licenses(releases)
    claims = CLAIMS["license_name"].holds(frames, OPEN_WORDS)
    judged = license_not_open(frames, "tier").join(claims, on=KEYS).rename({"license_not_open": "is_openwashing"})
    shares = shares_by(judged.with_columns(is_stub=pl.lit(value=False)), "source")
    counted = shares.filter(pl.col("group") != ALL, pl.col("n") > 0)
    return counted.select(
        pl.col("group").alias("source"), "n", "openwashing_count", "unknown_count", "share", intervals(counted)
    )


def named_sources(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table with the sources under their short names."""
    return frame.with_columns(pl.col("source").replace(short_names()))
