"""What the metric laboratory finds, in plain words."""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from openness.studies.metric_lab.agreement import ALL
from openness.studies.metric_lab.osi_validation import AGREE, DIFFER, PASSES, UNDECIDED
from openness.studies.metric_lab.robustness import GROUPS, Drawing
from openness.studies.metric_lab.views import not_compared
from openness.words.names import group_name
from openness.words.numbers import counted, decimal, listing, lowered, percent, plural, signed

TENTATIVE = 0.667
"""Least alpha for tentative conclusions: Krippendorff, K. (2004), Content Analysis, 2nd edition, p. 241."""

STEADY = 0.95
"""Share of the draws in which a release must keep a place for it to be called steady."""

Row = Mapping[str, Any]


def bullets(sentences: Iterable[str]) -> str:
    """Return sentences as a Markdown list."""
    return "\n".join(f"- {sentence}" for sentence in sentences)


def finding(classes: pl.DataFrame, correlations: pl.DataFrame, pooled: pl.DataFrame, difference: str) -> str:
    """Return the paragraph that the laboratory comes to."""
    independent = correlations.filter(~pl.col("is_same_source"), pl.col("tau").is_not_null())
    return " ".join([_spread(independent), _alphas(pooled), class_words(classes), difference])


def _spread(independent: pl.DataFrame) -> str:
    """Return how far frameworks that rest on different sources agree."""
    if independent.is_empty():
        return "No two frameworks that rest on different sources score enough releases in common to be compared."
    tau = independent["tau"]
    unsure = independent.filter((pl.col("lower") <= 0) & (pl.col("upper") >= 0)).height
    return (
        f"Frameworks that rest on different sources rank the same release families with Kendall's tau from "
        f"{decimal(tau.min())} to {decimal(tau.max())} (median {decimal(tau.median())} of "
        f"{counted(independent.height, 'pair')}); for {unsure} of these pairs chance alone may give as much."
    )


def _alphas(pooled: pl.DataFrame) -> str:
    """Return how many pairs of sources agree well enough for conclusions."""
    known = pooled.filter(pl.col("alpha").is_not_null()).sort("alpha", maintain_order=True)
    if known.is_empty():
        return "No two sources judge enough parts in common for their agreement to be estimated."
    enough = known.filter(pl.col("alpha") >= TENTATIVE).height
    low, high = known.row(0, named=True), known.row(-1, named=True)
    return (
        f"Of {counted(known.height, 'pair')} of sources that judge enough parts in common, {enough} "
        f"{plural(enough, 'agrees', 'agree')} well enough for tentative conclusions (alpha of {TENTATIVE} or more): "
        f"alpha is lowest between {low['sources']} ({decimal(low['alpha'])}, n = {low['n']:,}) and highest between "
        f"{high['sources']} ({decimal(high['alpha'])}, n = {high['n']:,})."
    )


def class_words(classes: pl.DataFrame) -> str:
    """Return one sentence on the classes of the records of the Model Openness Tool."""
    published, read = (classes[name].to_list() for name in ("as_published", "strings_read"))
    total = sum(published)
    if not total:
        return "There are no records of MOT."
    return (
        f"Of {counted(total, 'record')} of MOT, {published[0]:,} ({percent(published[0] / total)}) "
        f"{plural(published[0], 'reaches', 'reach')} no class of the Model Openness Framework, and {read[0]:,} when "
        "license strings are read rather than compared."
    )


def distance_words(distance: pl.DataFrame) -> str:
    """Return one sentence on how far records without a class are from the first."""
    total = distance["release_count"].sum()
    if not total:
        return "Every record has a class."
    told = [
        f"{count:,} {plural(count, 'has', 'have')} {included or 'none'}"
        for included, count in distance.sort("included_count").select("included_count", "release_count").iter_rows()
    ]
    return (
        f"{counted(total, 'record')} without a class: of the {distance['needed_count'][0]} components that class III "
        f"asks for, {', '.join(told)}."
    )


def validation_words(compared: pl.DataFrame) -> str:
    """Return one sentence on how often the Open Source Initiative and we judge alike."""
    counts = dict(compared.group_by("relation").len().rows())
    wrong = compared.filter(pl.col("verdict") != PASSES, pl.col("label") == PASSES).height
    return (
        f"Of {counted(compared.height, 'record')} of {counted(compared['system'].n_unique(), 'system')} that the Open "
        f"Source Initiative validated, {counts.get(AGREE, 0)} are judged alike here, {counts.get(DIFFER, 0)} otherwise "
        f"and {counts.get(UNDECIDED, 0)} not at all; {wrong or 'none'} {'pass' if wrong > 1 else 'passes'} here that "
        "it would not pass."
    )


def framework_words(correlations: pl.DataFrame) -> list[str]:
    """Return sentences on which frameworks agree most and least, and which can be compared with none."""
    if correlations.is_empty():
        return ["There are no two frameworks to compare."]
    alone = not_compared(correlations)
    rest = f"Left out of the chart, because they share too few families with every other: {', '.join(alone)}."
    return [*_most_and_least(correlations), *([rest] if alone else [])]


def _most_and_least(correlations: pl.DataFrame) -> list[str]:
    known = correlations.filter(pl.col("tau").is_not_null()).sort("tau", "one", "other")
    count = f"{known.height} of {counted(correlations.height, 'pair')} of frameworks can be compared"
    if known.is_empty():
        return [f"{count}: {'; '.join(correlations['reason'].unique(maintain_order=True))}."]
    rows = known.rows(named=True)
    if len(rows) == 1:
        return [f"{count}: {_pair(rows[0])}."]
    return [f"{count}.", f"Most alike: {_pair(rows[-1])}.", f"Least alike: {_pair(rows[0])}."]


def _pair(row: Row) -> str:
    shared = " (which rest on the same judgments)" if row["is_same_source"] else ""
    return (
        f"{row['one']} and {row['other']}{shared} rank {row['n']:,} families with tau "
        f"{_with_interval(row['tau'], row['lower'], row['upper'])}"
    )


def source_words(sources: pl.DataFrame) -> list[str]:
    """Return a sentence on each pair of sources over all parts, the pair with most judgments first."""
    pooled = sources.filter(pl.col("concept") == ALL, pl.col("sources") != ALL, pl.col("n") > 0)
    if pooled.is_empty():
        return ["No two sources judge the same part of the same release family."]
    return [_sources(row) for row in pooled.sort("n", descending=True, maintain_order=True).rows(named=True)]


def _sources(row: Row) -> str:
    told = (
        f"{row['sources']} judge {counted(row['n'], 'part')} of {counted(row['family_count'], 'family', 'families')} "
        f"and are of one mind on {percent(row['agreed_share'])}"
    )
    if row["alpha"] is None:
        return f"{told}; agreement beyond chance cannot be estimated ({row['reason']})."
    worth = f"; the least for tentative conclusions is {TENTATIVE}" if row["alpha"] < TENTATIVE else ""
    return f"{told}: alpha {_with_interval(row['alpha'], row['lower'], row['upper'])}{worth}."


def _with_interval(value: float, lower: float | None, upper: float | None) -> str:
    """Return a coefficient with its interval, and whether that tells it from chance."""
    if lower is None or upper is None:
        return f"{decimal(value)}, without an interval"
    if lower > 0:
        chance = "more alike than chance"
    else:
        chance = "less alike than chance" if upper < 0 else "which chance alone may give"
    return f"{decimal(value)} ({decimal(lower)} to {decimal(upper)}), {chance}"


def drawn_words(drawing: Drawing) -> str:
    """Return in words what is drawn."""
    partial, fixed = drawing.partial, drawing.fixed
    said = (
        f"partial counts {partial:g}"
        if isinstance(partial, float)
        else "the value of partial is drawn from {:g} to {:g}".format(*partial)
    )
    if fixed is None:
        return f"Weights of the criteria are drawn {drawing.draws:,} times; {said}."
    told = ", ".join(f"{name} {weight:g}" for name, weight in fixed.items() if weight != 1)
    return f"Weights are fixed ({told + ', all others 1' if told else 'all alike'}); {said}."


def robustness_words(intervals: pl.DataFrame, difference: pl.DataFrame, *, top: int = 10) -> list[str]:
    """Return sentences on what survives other weights."""
    return [*_places(intervals, top), _groups(difference.row(0, named=True))]


def _places(intervals: pl.DataFrame, top: int) -> list[str]:
    ranked = intervals.filter(pl.col("base_rank").is_not_null())
    if ranked.is_empty():
        reasons = intervals["reason"].drop_nulls().unique(maintain_order=True).to_list()
        return [f"Places cannot be given: {'; '.join(reasons) or 'there is no release'}."]
    width = ranked.select((pl.col("rank_upper") - pl.col("rank_lower")).alias("width"), "release_id")
    widest = width.sort("width", "release_id", descending=[True, False]).row(0, named=True)
    first = ranked.filter(pl.col("base_rank") <= top)
    steady = first.filter(pl.col("top_share") >= STEADY).height
    unjudged = intervals.height - ranked.height
    left_out = f" {unjudged:,} of which nothing is judged {plural(unjudged, 'is', 'are')} left out." if unjudged else ""
    return [
        f"Of the {counted(first.height, 'release')} among the first {top} of {ranked['n'][0]:,} under equal weights, "
        f"{steady:,} {plural(steady, 'stays', 'stay')} there in {percent(STEADY)} or more of "
        f"{ranked['draws'][0]:,} draws of weights.{left_out}",
        f"The interval of places is {counted(round(width['width'].median()), 'place')} wide for the median release and "
        f"widest, {widest['width']:,}, for {widest['release_id']}.",
    ]


def _groups(row: Row) -> str:
    one, other = map(group_name, GROUPS)
    if row["reason"] is not None:
        return f"Whether {one} score below {other} under other weights cannot be told: {row['reason']}."
    base, lower, upper = (signed(row[name], 2) for name in ("base_difference", "lower", "upper"))
    share = {0.0: "none", 1.0: "all"}.get(row["probability"]) or percent(row["probability"])
    return (
        f"The mean of {one} (n = {row['n_lower']:,}) is below that of {other} (n = {row['n_higher']:,}) in "
        f"{share} of {row['draws']:,} draws of weights: the difference is {base} of 1 with equal weights, and {lower} "
        f"to {upper} in the middle 95% of the draws."
    )


def variant_words(found: pl.DataFrame) -> str:
    """Return one sentence on which choices could turn the difference around."""
    known = found.filter(pl.col("difference").is_not_null())
    if known.height < 2:
        return "No other choice can be compared."
    is_turned = pl.col("difference").sign() == -known["difference"].sign()[0]
    is_unsure = (pl.col("lower") <= 0) & (pl.col("upper") >= 0) & ~is_turned
    others = known.slice(1)
    turned, unsure = ([lowered(item) for item in others.filter(one)["item"]] for one in (is_turned, is_unsure))
    parts = [
        f"{listing(turned)} {plural(len(turned), 'turns', 'turn')} it around" if turned else "",
        f"{listing(unsure)} {plural(len(unsure), 'leaves', 'leave')} it open" if unsure else "",
    ]
    told = "; ".join(part for part in parts if part) or "none turns it around"
    return f"Of {counted(others.height, 'other choice')}, {told}."


def wave_words(changes: pl.DataFrame) -> list[str]:
    """Return a sentence on each change from wave to wave of the Foundation Model Transparency Index."""
    return [_wave(row) for row in changes.rows(named=True)]


def _wave(row: Row) -> str:
    between = f"From {row['from_vintage']} to {row['to_vintage']}"
    if row["reason"] is not None:
        return f"{between}: no change is given, because {row['reason']}."
    return (
        f"{between}: the mean moved by {signed(row['mean_change'], 1)} points, the highest score by "
        f"{signed(row['top_change'])}, the lowest by {signed(row['bottom_change'])}; the developers are not all the "
        "same."
    )
