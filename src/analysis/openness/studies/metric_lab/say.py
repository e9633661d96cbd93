"""What the metric laboratory finds, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from openness.studies.metric_lab.agreement import ALL
from openness.studies.metric_lab.osi_validation import AGREE, DIFFER, PASSES, UNDECIDED
from openness.studies.metric_lab.views import not_compared
from openness.words.sentences import NAMES, percent

TENTATIVE = 0.667
"""Least alpha for tentative conclusions: Krippendorff, K. (2004), Content Analysis, 2nd edition, p. 241."""

STEADY = 0.95
"""Share of the draws in which a release must keep a place for it to be called steady."""


def bullets(sentences: Iterable[str]) -> str:
    """Return sentences as a Markdown list."""
    return "\n".join(f"- {sentence}" for sentence in sentences)


def mof_words(counts: pl.DataFrame) -> str:
    """Return one sentence on the classes of the records of the Model Openness Tool."""
    published, read = (counts[name].to_list() for name in ("as_published", "strings_read"))
    total = sum(published)
    if not total:
        return "There are no records of the Model Openness Tool."
    return (
        f"Of {total:,} records of the Model Openness Tool, {published[0]:,} ({percent(published[0] / total)}) reach no "
        f"class of the Model Openness Framework, and {read[0]:,} when license strings are read rather than compared."
    )


def distance_words(distance: pl.DataFrame) -> str:
    """Return one sentence on how far records without a class are from the first."""
    total = distance["release_count"].sum()
    if not total:
        return "Every record has a class."
    told = [
        f"{count:,} {'has' if count == 1 else 'have'} {included or 'none'}"
        for included, count in distance.sort("included_count").select("included_count", "release_count").iter_rows()
    ]
    return (
        f"{total:,} {'record' if total == 1 else 'records'} without a class: of the {distance['needed_count'][0]} "
        f"components that class III asks for, {', '.join(told)}."
    )


def finding(counts: pl.DataFrame, correlations: pl.DataFrame, pooled: pl.DataFrame, difference: str) -> str:
    """Return the paragraph that the laboratory comes to."""
    independent = correlations.filter(~pl.col("is_same_source"), pl.col("tau").is_not_null())
    return " ".join([_spread(independent), _alphas(pooled), mof_words(counts), difference])


def _alphas(pooled: pl.DataFrame) -> str:
    """Return how many pairs of sources agree well enough for conclusions."""
    known = pooled.filter(pl.col("alpha").is_not_null()).sort("alpha")
    if known.is_empty():
        return "No two sources judge enough parts in common for their agreement to be estimated."
    enough = known.filter(pl.col("alpha") >= TENTATIVE).height
    low, high = known.row(0, named=True), known.row(-1, named=True)
    return (
        f"Of {known.height} pairs of sources that judge enough parts in common, {enough} agree well enough for "
        f"tentative conclusions (alpha of {TENTATIVE} or more): alpha is lowest between {low['sources']} "
        f"({low['alpha']:.2f}, n = {low['n']:,}) and highest between {high['sources']} ({high['alpha']:.2f}, "
        f"n = {high['n']:,})."
    )


def _spread(independent: pl.DataFrame) -> str:
    """Return how far frameworks that rest on different sources agree."""
    if independent.is_empty():
        return "No two frameworks that rest on different sources score enough releases in common to be compared."
    tau = independent["tau"]
    unsure = independent.filter((pl.col("lower") <= 0) & (pl.col("upper") >= 0)).height
    return (
        f"Frameworks that rest on different sources rank the same release families with Kendall's tau from "
        f"{tau.min():.2f} to {tau.max():.2f} (median {tau.median():.2f} of {independent.height} pairs); for {unsure} "
        "of these pairs chance alone may give as much."
    )


def framework_words(correlations: pl.DataFrame) -> list[str]:
    """Return sentences on which frameworks agree most and least, and which can be compared with none."""
    alone = not_compared(correlations)
    rest = (
        [f"Left out of the chart, because they share too few families with every other: {', '.join(alone)}."]
        if alone
        else []
    )
    return [*_framework_words(correlations), *rest]


def wave_words(changes: pl.DataFrame) -> list[str]:
    """Return a sentence on each change from wave to wave of the Foundation Model Transparency Index."""
    return [_change_words(*row) for row in changes.select(_CHANGE).iter_rows()]


_CHANGE = ("from_vintage", "to_vintage", "mean_change", "top_change", "bottom_change", "reason")


def _change_words(start: str, end: str, mean: float, top: float, bottom: float, reason: str | None) -> str:
    between = f"From {start} to {end}"
    if reason is not None:
        return f"{between}: no change is given, because {reason}."
    return (
        f"{between}: the mean moved by {mean:+.1f} points, the highest score by {top:+d}, the lowest by {bottom:+d}; "
        "the developers are not all the same."
    )


def source_words(sources: pl.DataFrame) -> list[str]:
    """Return a sentence on each pair of sources over all parts, the pair with most judgements first."""
    pooled = sources.filter(pl.col("concept") == ALL, pl.col("sources") != ALL, pl.col("n") > 0)
    if pooled.is_empty():
        return ["No two sources judge the same part of the same release family."]
    return [_source_words(row) for row in pooled.sort("n", descending=True).rows(named=True)]


def robustness_words(intervals: pl.DataFrame, difference: pl.DataFrame, *, top: int = 10) -> list[str]:
    """Return sentences on what survives other weights."""
    return [*_rank_words(intervals, top), _group_words(difference.row(0, named=True))]


def _framework_words(correlations: pl.DataFrame) -> list[str]:
    if correlations.is_empty():
        return ["There are no two frameworks to compare."]
    known = correlations.filter(pl.col("tau").is_not_null()).sort("tau", "one", "other")
    count = f"{known.height} of {correlations.height} pairs of frameworks can be compared"
    if known.is_empty():
        reasons = correlations["reason"].unique(maintain_order=True).to_list()
        return [f"{count}: {'; '.join(reasons)}."]
    rows = known.rows(named=True)
    if len(rows) == 1:
        return [f"{count}: {_pair_words(rows[0])}."]
    return [f"{count}.", f"Most alike: {_pair_words(rows[-1])}.", f"Least alike: {_pair_words(rows[0])}."]


def _pair_words(row: Mapping[str, Any]) -> str:
    shared = " (which rest on the same judgements)" if row["is_same_source"] else ""
    return (
        f"{row['one']} and {row['other']}{shared} rank {row['n']:,} families with tau "
        f"{_with_interval(row['tau'], row['lower'], row['upper'])}"
    )


def _source_words(row: Mapping[str, Any]) -> str:
    told = (
        f"{row['sources']} judge {row['n']:,} parts of {row['family_count']:,} families and are of one mind on "
        f"{percent(row['agreed_share'])}"
    )
    if row["alpha"] is None:
        return f"{told}; agreement beyond chance cannot be estimated ({row['reason']})."
    worth = f"; the least for tentative conclusions is {TENTATIVE}" if row["alpha"] < TENTATIVE else ""
    return f"{told}: alpha {_with_interval(row['alpha'], row['lower'], row['upper'])}{worth}."


def _rank_words(intervals: pl.DataFrame, top: int) -> list[str]:
    ranked = intervals.filter(pl.col("base_rank").is_not_null())
    if ranked.is_empty():
        reasons = intervals["reason"].drop_nulls().unique(maintain_order=True).to_list()
        return [f"Places cannot be given: {'; '.join(reasons) or 'there is no release'}."]
    n, draws = ranked["n"][0], ranked["draws"][0]
    width = ranked.select((pl.col("rank_upper") - pl.col("rank_lower")).alias("width"), "release_id")
    first = ranked.filter(pl.col("base_rank") <= top)
    steady = first.filter(pl.col("top_share") >= STEADY).height
    widest = width.sort("width", "release_id", descending=[True, False]).row(0, named=True)
    unjudged = intervals.height - ranked.height
    left_out = f" {unjudged:,} of which nothing is judged are left out." if unjudged else ""
    return [
        f"Of the {first.height:,} releases among the first {top} of {n:,} under equal weights, {steady:,} stay there "
        f"in {percent(STEADY)} or more of {draws:,} draws of weights.{left_out}",
        f"The interval of places is {width['width'].median():.0f} places wide for the median release and widest, "
        f"{widest['width']:,}, for {widest['release_id']}.",
    ]


def _group_words(row: Mapping[str, Any]) -> str:
    one, other = (NAMES.get(row[name], row[name]) for name in ("group_lower", "group_higher"))
    if row["reason"] is not None:
        return f"Whether {one} score below {other} under other weights cannot be told: {row['reason']}."
    drawn = "weights and releases" if row["is_resampled"] else "weights"
    return (
        f"The mean of {one} (n = {row['n_lower']:,}) is below that of {other} (n = {row['n_higher']:,}) in "
        f"{_probability(row['probability'], row['draws'])} of {row['draws']:,} draws of {drawn}: the difference is "
        f"{row['base_difference']:+.2f} of 1 with equal weights, and {row['difference_lower']:+.2f} to "
        f"{row['difference_upper']:+.2f} in the middle {percent(row['confidence'])} of the draws."
    )


def _with_interval(value: float, lower: float | None, upper: float | None) -> str:
    """Return a coefficient with its interval, and whether that tells it from chance."""
    if lower is None or upper is None:
        return f"{value:.2f}, without an interval"
    if lower > 0:
        chance = "more alike than chance"
    else:
        chance = "less alike than chance" if upper < 0 else "which chance alone may give"
    return f"{value:.2f} ({lower:.2f} to {upper:.2f}), {chance}"


def _probability(share: float, draws: int) -> str:
    """Return a share of draws; one that is nearly 0 or 1 is not rounded to it."""
    if share in {0.0, 1.0}:
        return "none" if share == 0 else "all"
    if min(share, 1 - share) < 0.005:
        return f"{100 * share:.{2 if draws >= 1000 else 1}f}%"
    return percent(share)


def variant_words(found: pl.DataFrame) -> str:
    """Return one sentence on which choices could turn the difference round."""
    known = found.filter(pl.col("difference").is_not_null())
    if known.height < 2:
        return "No other choice can be compared."
    sign = known["difference"].sign()[0]
    turned = known.filter(pl.col("difference").sign() == -sign)["item"].to_list()
    unsure = known.filter((pl.col("lower") <= 0) & (pl.col("upper") >= 0), ~pl.col("item").is_in(turned))[
        "item"
    ].to_list()
    others = known.height - 1
    parts = [
        f"{', '.join(turned)} turns it round" if turned else "",
        f"{', '.join(unsure)} leaves it open" if unsure else "",
    ]
    told = "; ".join(part[:1].lower() + part[1:] for part in parts if part) or "none turns it round"
    return f"Of {others} other choices, {told}."


def validation_words(compared: pl.DataFrame) -> str:
    """Return one sentence on how often the two agree."""
    counts = dict(compared.group_by("relation").len().rows())
    wrong_pass = compared.filter(pl.col("verdict") != PASSES, pl.col("label") == PASSES).height
    return (
        f"Of {compared.height} records of {compared['system'].n_unique()} systems that the Open Source Initiative "
        f"validated, {counts.get(AGREE, 0)} are judged alike here, {counts.get(DIFFER, 0)} otherwise and "
        f"{counts.get(UNDECIDED, 0)} not at all; {wrong_pass or 'none'} passes here that it would not pass."
    )
