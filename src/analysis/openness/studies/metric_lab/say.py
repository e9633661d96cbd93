"""What the metric laboratory finds, in plain words."""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from openness.sources import osai
from openness.studies.metric_lab.agreement import ALL
from openness.studies.metric_lab.osi_validation import AGREE, DIFFER, OTHER_MODEL, UNDECIDED
from openness.studies.metric_lab.robustness import GROUPS, Drawing
from openness.studies.metric_lab.tallies import STEADY, TENTATIVE, Tally
from openness.words.names import group_name
from openness.words.numbers import counted, decimal, listing, percent, plural, signed

Row = Mapping[str, Any]


def bullets(sentences: Iterable[str]) -> str:
    """Return sentences as a Markdown list."""
    return "\n".join(f"- {sentence}" for sentence in sentences)


def finding(independent: Tally, alphas: Tally, classes: Tally, difference: str) -> str:
    """Return the paragraph that the laboratory comes to."""
    return " ".join([_spread(independent), _alphas(alphas), class_words(classes), difference])


def _spread(independent: Tally) -> str:
    """Return how far frameworks that rest on different sources agree."""
    if not independent["pairs"]:
        return "No two frameworks that rest on different sources score enough releases in common to be compared."
    return (
        f"Frameworks that rest on different sources rank the same release families with Kendall's tau from "
        f"{decimal(independent['lowest'])} to {decimal(independent['highest'])} (median "
        f"{decimal(independent['median'])} of {counted(independent['pairs'], 'pair')}); for {independent['unsure']} of "
        "these pairs chance alone may give as much."
    )


def _alphas(alphas: Tally) -> str:
    """Return how many pairs of sources agree well enough for conclusions."""
    if not alphas["pairs"]:
        return "No two sources judge enough parts in common for their agreement to be estimated."
    enough, (low, high) = alphas["enough"], alphas["ends"]
    return (
        f"Of {counted(alphas['pairs'], 'pair')} of sources that judge enough parts in common, {enough} "
        f"{plural(enough, 'agrees', 'agree')} well enough for tentative conclusions (alpha of {TENTATIVE} or more): "
        f"alpha is lowest between {low['sources']} ({decimal(low['alpha'])}, n = {low['n']:,}) and highest between "
        f"{high['sources']} ({decimal(high['alpha'])}, n = {high['n']:,})."
    )


def class_words(classes: Tally) -> str:
    """Return one sentence on the classes of the records of the Model Openness Tool."""
    if not classes["records"]:
        return "There are no records of MOT."
    published = classes["published"]
    return (
        f"Of {counted(classes['records'], 'record')} of the Model Openness Tool (MOT), {published:,} "
        f"({percent(classes['published_share'])}) {plural(published, 'reaches', 'reach')} no class of the Model "
        f"Openness Framework, and {classes['read']:,} when license strings are read rather than compared."
    )


def distance_words(distances: Tally) -> str:
    """Return one sentence on how far records without a class are from the first."""
    if not distances["records"]:
        return "Every record has a class."
    told = [
        f"{count:,} {plural(count, 'has', 'have')} {included or 'none'}" for included, count in distances["by_count"]
    ]
    return (
        f"{counted(distances['records'], 'record')} without a class: of the {distances['needed']} components that "
        f"class III asks for, {', '.join(told)}."
    )


def validation_words(validated: Tally) -> str:
    """Return one sentence on how often the Open Source Initiative and we judge alike."""
    wrong = validated["wrong"]
    return (
        f"Of {counted(validated['records'], 'record')} of {counted(validated['systems'], 'system')} that the Open "
        f"Source Initiative validated, {validated[AGREE]} are judged alike here, {validated[DIFFER]} otherwise "
        f"and {validated[UNDECIDED]} not at all; {wrong or 'none'} {'pass' if wrong > 1 else 'passes'} here that "
        f"it would not pass. {_other_models(validated[OTHER_MODEL])}"
    ).strip()


def _other_models(count: int) -> str:
    if not count:
        return ""
    records, are = counted(count, "further record"), plural(count, "is", "are")
    return f"{records} of these systems {are} of another model today and {plural(count, 'is', 'are')} not compared."


def framework_words(frameworks: Tally) -> list[str]:
    """Return sentences on which frameworks agree most and least, and which can be compared with none."""
    if not frameworks["pairs"]:
        return ["There are no two frameworks to compare."]
    alone = frameworks["alone"]
    rest = f"Left out of the chart, because they share too few families with every other: {', '.join(alone)}."
    return [*_most_and_least(frameworks), *([rest] if alone else [])]


def _most_and_least(frameworks: Tally) -> list[str]:
    known = frameworks["known"]
    count = f"{frameworks['known_count']} of {counted(frameworks['pairs'], 'pair')} of frameworks can be compared"
    if not known:
        return [f"{count}: {'; '.join(frameworks['reasons'])}."]
    if not known[1:]:
        return [f"{count}: {_pair(known[0])}."]
    return [f"{count}.", f"Most alike: {_pair(known[-1])}.", f"Least alike: {_pair(known[0])}."]


def _pair(row: Row) -> str:
    shared = " (which rest on the same judgments)" if row["is_same_source"] else ""
    return (
        f"{row['one']} and {row['other']}{shared} rank {row['n']:,} families with tau "
        f"{_with_interval(row['tau'], row['lower'], row['upper'])}"
    )


def source_words(sources: pl.DataFrame) -> list[str]:
    """Return a sentence on each pair of sources over all parts, the pair with most judgments first."""
    rows = sources.filter(concept=ALL).sort("n", descending=True, maintain_order=True).to_dicts()
    said = [_sources(row) for row in rows if row["n"] and row["sources"] != ALL]
    return said or ["No two sources judge the same part of the same release family."]


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
    return f"Weights are fixed ({f'{told}, all others 1' if told else 'all alike'}); {said}."


def robustness_words(places: Tally, difference: pl.DataFrame) -> list[str]:
    """Return sentences on what survives other weights."""
    return [*_places(places), _groups(difference.row(0, named=True))]


def _places(places: Tally) -> list[str]:
    if not places["ranked"]:
        return [f"Places cannot be given: {'; '.join(places['reasons']) or 'there is no release'}."]
    steady, unjudged, widest = places["steady"], places["unjudged"], places["widest"]
    left_out = f" {unjudged:,} of which nothing is judged {plural(unjudged, 'is', 'are')} left out." if unjudged else ""
    return [
        f"Of the {counted(places['first'], 'release')} among the first {places['top']} of {places['ranked']:,} under "
        f"equal weights, {steady:,} {plural(steady, 'stays', 'stay')} there in {percent(STEADY)} or more of "
        f"{places['draws']:,} draws of weights.{left_out}",
        f"The interval of places is {counted(places['median_width'], 'place')} wide for the median release and "
        f"widest, {widest['width']:,}, for {widest['release_id']}.",
    ]


def _groups(row: Row) -> str:
    one, other = map(group_name, GROUPS)
    if row["reason"] is not None:
        return f"Whether {one} score below {other} under other weights cannot be told: {row['reason']}."
    base, lower, upper = (signed(row[name], 2) for name in ("base_difference", "lower", "upper"))
    share = {0.0: "none", 1.0: "all"}.get(row["probability"]) or percent(row["probability"])
    return (
        f"On the list of the {osai.SOURCE.title} the mean of {one} (n = {row['n_lower']:,}) is below that of {other} "
        f"(n = {row['n_higher']:,}) in {share} of {row['draws']:,} draws of weights: the difference is {base} of 1 "
        f"with equal weights, and {lower} to {upper} in the middle 95% of the draws."
    )


def variant_words(variants: Tally) -> str:
    """Return one sentence on which choices could turn the difference around."""
    if not variants["others"]:
        return "No other choice can be compared."
    parts = [
        f"{listing(names)} {'turn' if names[1:] else 'turns'} it around" for names in [variants["turned"]] if names
    ]
    parts += [
        f"{listing(names)} {'leave' if names[1:] else 'leaves'} it open" for names in [variants["unsure"]] if names
    ]
    return f"Of {counted(variants['others'], 'other choice')}, {'; '.join(parts) or 'none turns it around'}."


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
