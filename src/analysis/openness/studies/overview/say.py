"""What is not known, in sentences made from the numbers; and the short answer in a paragraph."""

from __future__ import annotations

import polars as pl

from openness.measures.ask import Answer
from openness.sources import short_names
from openness.studies.metric_lab.agreement import ALL
from openness.studies.overview.measure import GROUPS, Number, last_year
from openness.studies.overview.text import SIDES
from openness.studies.published_results.say import summary
from openness.words.sentences import percent

_LITTLE = 0.01


def finding(numbers: list[Number]) -> str:
    """Return the short answer: the first four numbers of the overview, in one paragraph."""
    return " ".join(one.short for one in numbers[:4])


def unknowns(
    answer: Answer, shares: pl.DataFrame, releases: pl.DataFrame, agreement: pl.DataFrame, checks: pl.DataFrame
) -> list[str]:
    """Return a sentence or two on each thing that is not known."""
    return [
        f"**How releases can be had.** {_access(answer, shares)}",
        f"**Whose they are.** {_developers(releases)}",
        f"**Whether sources agree.** {_agreement(agreement)}",
        f"**What others counted.** {summary(checks)}",
        "**What nobody lists.** A release counts once, whether millions use it or nobody, and only if a publisher "
        "entered it. No interval covers that.",
    ]


def _access(answer: Answer, shares: pl.DataFrame) -> str:
    left = answer.left_out
    inside = left.judged + left.unknown
    said = f"Of {inside:,} releases since {answer.question.since}, the source does not say it of {left.unknown:,} "
    said += f"({percent(left.unknown / inside)})."
    rows = {row["group"]: row for row in shares.iter_rows(named=True)}
    if any(group not in rows for group in GROUPS):
        return said
    one, other = (_bounds(rows[group]) for group in GROUPS)
    counts = " and ".join(
        f"{rows[group]['unknown_count']} by {side}" for group, side in zip(GROUPS, SIDES, strict=True)
    )
    year = last_year(answer.question.vintage)
    if one[1] < other[0]:
        order = f"Even if all of the former were open and none of the latter, the share of {SIDES[0]} would be lower"
    elif other[1] < one[0]:
        order = f"Even if none of the former were open and all of the latter, the share of {SIDES[0]} would be higher"
    else:
        order = "They could turn the order of the two"
    return (
        f"{said} Of {year} they are {counts}. {order}: {SIDES[0]} {percent(one[0])} to {percent(one[1])}, {SIDES[1]} "
        f"{percent(other[0])} to {percent(other[1])}."
    )


def _bounds(row: dict) -> tuple[float, float]:
    """Return the share of open releases were none, or all, of the unknown ones open."""
    every = row["n"] + row["unknown_count"]
    return row["open_count"] / every, (row["open_count"] + row["unknown_count"]) / every


def _developers(releases: pl.DataFrame) -> str:
    known = (
        releases.group_by("source")
        .agg((pl.col("developer_group") == "unknown").mean().alias("share"), pl.len().alias("n"))
        .sort("share", "source", descending=[True, False])
    )
    named = [(short_names().get(name, name), share, n) for name, share, n in known.rows()]
    some = ", ".join(f"{name} {percent(share)} of {n:,}" for name, share, n in named if share >= _LITTLE)
    few = [name for name, share, _ in named if share < _LITTLE]
    rest = f"{'; ' if some else ''}{', '.join(few)} less than {percent(_LITTLE)}" if few else ""
    return f"Of so many releases it is not known whether companies made them: {some}{rest}."


def _agreement(agreement: pl.DataFrame) -> str:
    rows = agreement.filter(sources=ALL, concept=ALL).rows(named=True)
    if not rows or not rows[0]["n"]:
        return "No two sources judge the same part of the same release family."
    row = rows[0]
    beyond = (
        f"; beyond chance, alpha is {row['alpha']:.2f} ({row['lower']:.2f} to {row['upper']:.2f}) of 1"
        if row["alpha"] is not None and row["lower"] is not None
        else ""
    )
    return (
        f"Where sources judge the same part of the same release family, they are of one mind on "
        f"{percent(row['agreed_share'])} of {row['n']:,} parts of {row['family_count']:,} families{beyond}."
    )
