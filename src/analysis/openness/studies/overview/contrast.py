"""Companies against community developers in the short answer: how far apart they are, and which way each is going."""

from __future__ import annotations

from typing import Any

import polars as pl

from openness.measures.ask import Answer
from openness.measures.definitions import definition
from openness.statistics.differences import group_differences
from openness.studies.multiverse import summary as multiverse_summary
from openness.studies.overview.measure import GROUPS, Estimate, Number, last_year
from openness.studies.overview.text import BY_DEVELOPER, NOT_ESTIMABLE, SIDES, estimate, points, share
from openness.words.sentences import capital, percent


def level(answer: Answer, shares: pl.DataFrame, specs: pl.DataFrame, min_group: int) -> Number:
    """Return how often companies and community developers release openly, and the difference."""
    year = last_year(answer.question.vintage)
    large = shares.filter(pl.col("n") >= max(min_group, 1))
    sides = {row["group"]: row for row in large.iter_rows(named=True)}
    found = group_differences(large, GROUPS).row(0, named=True)
    if found["lower"] is None:
        value = NOT_ESTIMABLE
        text = f"In {year} one side has fewer than {min_group} judged releases, or only one developer."
        short = f"For {year} {SIDES[0]} and {SIDES[1]} cannot be compared."
    else:
        value = f"{percent(found['share'])} against {percent(found['other_share'])}"
        one, other = (f"{share(sides[group])} by {side}" for group, side in zip(GROUPS, SIDES, strict=True))
        difference = f"{points(found['difference'])} points ({points(found['lower'])} to {points(found['upper'])})"
        text = (
            f"Of the releases of {year} whose access is known, {one} and {other} have weights that can be downloaded. "
            f"The difference is {difference}."
        )
        short = (
            f"Of the releases of {year}, {percent(found['share'])} by {SIDES[0]} and {percent(found['other_share'])} "
            f"by {SIDES[1]} have open weights, a difference of {difference}."
        )
    return Number(
        title="How open",
        value=value,
        unit=f"of releases have open weights in {year}, {SIDES[0]} against {SIDES[1]}",
        short=short,
        text=f"{text} {_agreement(specs, 'share_difference', 'companies have the lower share')}",
        basis=_basis(answer),
        links={"shares over time": "corporate-vs-community.html", "all other choices": "multiverse.html"},
        estimates=(
            *(estimate(group, sides.get(group)) for group in GROUPS),
            estimate("difference", found | {"n": min(found["n"], found["other_n"])}, "difference"),
        ),
    )


def trend(answer: Answer, trends: pl.DataFrame, differences: pl.DataFrame, specs: pl.DataFrame) -> Number:
    """Return by how many points a year the share changes in both groups, and whether they differ."""
    rows = {row["group"]: row for row in trends.iter_rows(named=True)}
    both = [rows.get(group) for group in GROUPS]
    difference = differences.row(0, named=True)
    said = [_slope(row, side) for row, side in zip(both, SIDES, strict=True)]
    values = [_value(row) for row in both]
    return Number(
        title="Which way it is going",
        value=values[0] if values[0] == values[1] else " against ".join(values),
        unit=f"points a year since {answer.question.since}, {SIDES[0]} against {SIDES[1]}",
        text=" ".join(
            [*said, _compared(difference), _agreement(specs, "slope_difference", "companies move less towards open")]
        ),
        short=f"Since {answer.question.since} "
        f"{'; '.join(_verdict(row, side) for row, side in zip(both, SIDES, strict=True))}.",
        basis=_basis(answer),
        links={"tests of the trend": "trend-inference.html", "what moved": "vintages-and-composition.html"},
        estimates=(
            *(_slope_row(group, row) for group, row in zip(GROUPS, both, strict=True)),
            _slope_row("difference", difference),
        ),
    )


def source_words(contrast: pl.DataFrame, min_group: int) -> str:
    """Return how many of the differences by source and definition have the same sign, and how many for certain."""
    known = contrast.filter(pl.col("difference").is_not_null(), pl.col("n") >= max(min_group, 1))
    if known.is_empty():
        return f"No source allows an estimate from {max(min_group, 1)} or more releases on each side."
    below, above = (known["difference"] < 0).sum(), (known["difference"] > 0).sum()
    surely_below, surely_above = (known["upper"] < 0).sum(), (known["lower"] > 0).sum()
    opposite = (
        f"{above} say that they are more open, {surely_above} of them with the whole interval"
        if above
        else "none says that they are more open"
    )
    return (
        f"Of {known.height} estimates from {max(min_group, 1)} or more releases on each side, {below} say that "
        f"companies are less open, {surely_below} of them with the whole interval; {opposite}."
    )


def definition_words(shares: pl.DataFrame, min_group: int) -> str:
    """Return under which definitions the two sides differ, with the whole interval of the difference."""
    large = shares.filter(pl.col("n") >= max(min_group, 1))
    found = group_differences(large, GROUPS, keys=["definition"]).filter(pl.col("lower").is_not_null())
    if found.is_empty():
        return f"Under no definition do both sides have {max(min_group, 1)} or more judged releases."
    apart = found.filter((pl.col("lower") > 0) | (pl.col("upper") < 0)).rows(named=True)
    named = [
        f"{row['definition']} ({points(row['difference'])} points, {points(row['lower'])} to {points(row['upper'])})"
        for row in apart
    ]
    if not named:
        return f"Under none of {found.height} definitions does the whole interval of the difference leave zero out."
    return (
        f"Under {len(named)} of {found.height} definitions the interval of the difference, {SIDES[0]} less {SIDES[1]}, "
        f"leaves zero out: {', '.join(named)}."
    )


def _basis(answer: Answer) -> str:
    opened = definition(answer.question.definition)
    return f"{opened.title}. Epoch AI, edition of {answer.question.vintage}. {BY_DEVELOPER}"


def _agreement(specs: pl.DataFrame, estimand: str, negative: str) -> str:
    """Return how many of all specifications have a negative estimate, and how many for certain."""
    rows = multiverse_summary.summary(specs.filter(estimand=estimand)).rows(named=True)
    if not rows or not rows[0]["distinct_count"]:
        return "No other source or definition gives an estimate."
    one = rows[0]
    return (
        f"Over {one['distinct_count']:,} combinations of source, definition and other choices, {negative} in "
        f"{percent(one['negative_share'])}; the whole interval says so in {percent(one['below_zero_share'])} and the "
        f"opposite in {percent(one['above_zero_share'])}."
    )


def _slope(row: dict[str, Any] | None, side: str) -> str:
    side = capital(side)
    if row is None:
        return f"{side}: no release."
    data = f"{row['n']:,} releases by {row['developers']:,} developers, {row['period']}"
    if row["reason"]:
        return f"{side}: no slope, {row['reason'].removeprefix(row['group'] + ': ')} ({data})."
    return f"{side}: {_SAID[row['verdict']]}, {row['points_per_year']:+.1f} points a year ({_bounds(row)}; {data})."


_SAID = {
    "rises": "the share rises",
    "falls": "the share falls",
    "flat": "the share is flat",
    "cannot tell": "the data cannot tell whether the share rises or falls",
}


def _value(row: dict[str, Any] | None) -> str:
    if row is None or row["reason"]:
        return NOT_ESTIMABLE
    return "unclear" if row["verdict"] == "cannot tell" else f"{row['points_per_year']:+.1f}"


def _verdict(row: dict[str, Any] | None, side: str) -> str:
    if row is None or row["reason"]:
        return f"{side}' share bears no slope"
    return {
        "rises": f"{side}' share rises",
        "falls": f"{side}' share falls",
        "flat": f"{side}' share is flat",
        "cannot tell": f"the data cannot tell whether {side}' share rises or falls",
    }[row["verdict"]]


def _compared(row: dict[str, Any]) -> str:
    if row["reason"]:
        return f"The slopes cannot be compared: {row['reason']}."
    one, other = SIDES
    said = {
        "rises": f"The share grows faster among {one} than among {other}",
        "falls": f"The share grows more slowly among {one} than among {other}",
        "flat": "The two move alike",
        "cannot tell": "Whether the two move alike cannot be told",
    }[row["verdict"]]
    return f"{said}: the slopes differ by {row['points_per_year']:+.1f} ({_bounds(row)})."


def _bounds(row: dict[str, Any]) -> str:
    return f"{row['points_lower']:+.1f} to {row['points_upper']:+.1f}"


def _slope_row(what: str, row: dict[str, Any] | None) -> Estimate:
    if row is None:
        return what, 0, None, None, None
    return what, row["n"], row["points_per_year"], row["points_lower"], row["points_upper"]
