"""Open-washing as charts take it: what the undecided could change, the tests one by one, groups compared, years."""

from __future__ import annotations

import polars as pl

from openness.statistics.differences import group_differences
from openness.studies.openwashing.practice import PRACTICES
from openness.studies.openwashing.rule import Rule
from openness.studies.openwashing.say import DATES
from openness.studies.openwashing.shares import ALL, failures, shares_by, shares_over_time, with_bounds

MOST_GROUPS = 4
"""Groups that a chart tells apart."""

_COUNTS = ("n", "openwashing_count", "unknown_count")


def main_groups(judged: pl.DataFrame, by: str, most: int = MOST_GROUPS) -> list[str]:
    """Return the groups with most claims, the largest first; of equal ones by name."""
    claims = judged.filter("is_claim").select(pl.col(by).fill_null("unknown").alias("group"))
    return claims.group_by("group").len().sort("len", "group", descending=[True, False])["group"].head(most).to_list()


def not_drawn(judged: pl.DataFrame, by: str, most: int = MOST_GROUPS) -> str:
    """Return a sentence on the groups that charts leave out, blank where there is none."""
    claims = judged.filter("is_claim").select(pl.col(by).fill_null("unknown").alias("group"))
    left_out = claims.filter(~pl.col("group").is_in(main_groups(judged, by, most)))
    number = left_out["group"].n_unique()
    if not number:
        return ""
    groups = "group has" if number == 1 else "groups have"
    return f"The {most} groups with most claims are drawn; {number} more {groups} {left_out.height} claims together."


def undecided_bounds(judged: pl.DataFrame, by: str = "developer_group") -> pl.DataFrame:
    """Return the share of open-washed claims, and what it would be if the undecided ones all were, or none."""
    count, n, unknown = (pl.col(name) for name in ("openwashing_count", "n", "unknown_count"))
    counted = shares_by(judged, by).filter(pl.col("group").is_in([ALL, *main_groups(judged, by)]))
    parts = [
        counted.select(
            pl.lit(name).alias("definition"),
            "group",
            every.alias("n"),
            washed.alias("openwashing_count"),
            pl.lit(0, pl.Int64).alias("unknown_count"),
        )
        for name, washed, every in (
            ("Judged claims only", count, n),
            ("Undecided: none open-washed", count, n + unknown),
            ("Undecided: all open-washed", count + unknown, n + unknown),
        )
    ]
    return with_bounds(pl.concat(parts)).select("definition", "group", "n", "share", "lower", "upper")


def shares_by_test(judged: pl.DataFrame, rule: Rule, by: str = "developer_group") -> pl.DataFrame:
    """Return the share of claims that a rule of several tests finds open-washed, then that of those that fail each."""
    columns = ("definition", "group", "n", "unknown_count", "share", "lower", "upper")
    whole = shares_by(judged, by).select(pl.lit(rule_title(rule)).alias("definition"), *columns[1:])
    titles = {name: PRACTICES[name].title for name in rule.practice}
    tests = failures(judged, rule.practice, by).with_columns(
        pl.col("test").replace_strict(titles, return_dtype=pl.String).alias("definition")
    )
    parts = [tests.select(columns)] if len(rule.practice) == 1 else [whole, tests.select(columns)]
    return pl.concat(parts).filter(pl.col("group").is_in(main_groups(judged, by)))


def rule_title(rule: Rule) -> str:
    """Return the rule as a row of a chart."""
    return f"Open-washed: {rule.least} of {len(rule.practice)} tests"


def differences_by_test(tested: pl.DataFrame, groups: tuple[str, str] | None) -> pl.DataFrame:
    """Return, for a rule and each of its tests, the share of one group less that of another."""
    if groups is None:
        return pl.DataFrame(schema={"item": pl.String, "difference": pl.Float64})
    one, other = groups
    found = group_differences(tested, groups, keys=["definition"]).filter(pl.col("difference").is_not_null())
    return found.select(
        pl.col("definition").alias("item"),
        "difference",
        "lower",
        "upper",
        pl.min_horizontal("n", "other_n").alias("n"),
        pl.format(f"{one}: {{}} judged, {other}: {{}} judged", "n", "other_n").alias("note"),
    )


def over_time(judged: pl.DataFrame, by: str = "developer_group", *, every: str = "year") -> pl.DataFrame:
    """Return the open-washed share of the main groups by period, in the columns of ``share_by_period``."""
    shares = shares_over_time(judged, by, every=every).filter(pl.col("group").is_in(main_groups(judged, by)))
    return shares.rename({"openwashing_count": "open_count", "share": "open_share"}).drop("is_small", "rolling_share")


def dates_note(judged: pl.DataFrame, by: str = "developer_group", *, every: str = "year") -> str:
    """Return what to mind of shares over time: what a date of this source is, and how many claims have none."""
    claims = judged.filter("is_claim")
    inside = shares_over_time(judged, by, every=every).select(pl.sum("n") + pl.sum("unknown_count")).item()
    said = [DATES] if set(claims["source"]) == {"osai"} else []
    if left_out := claims.height - inside:
        said.append(
            f"{left_out} of {claims.height} claims stand in no {every}, because their date is not exact enough."
        )
    return " ".join(said)
