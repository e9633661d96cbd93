"""What the metric laboratory finds, in plain words."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from openness.metrics.mof import score as mof
from openness.metrics.mof.score import required
from openness.metrics.osai import score as osai
from openness.metrics.osaid import score as osaid
from openness.studies.metric_lab.metric_words import TENTATIVE, agreement_words
from openness.studies.metric_lab.views import not_compared
from openness.words.sentences import percent


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
    total, needed = distance["release_count"].sum(), len(required(3))
    if not total:
        return "Every record has a class."
    told = [
        f"{count:,} {'has' if count == 1 else 'have'} {round(progress * needed) or 'none'}"
        for progress, count in distance.sort("progress").iter_rows()
    ]
    records = "record" if total == 1 else "records"
    shares = ", ".join(told)
    return f"{total:,} {records} without a class: of the {needed} components that class III asks for, {shares}."


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
    unsure = independent.filter((pl.col("tau_lower") <= 0) & (pl.col("tau_upper") >= 0)).height
    return (
        f"Frameworks that rest on different sources rank the same release families with Kendall's tau from "
        f"{tau.min():.2f} to {tau.max():.2f} (median {tau.median():.2f} of {independent.height} pairs); for {unsure} "
        "of these pairs chance alone may give as much."
    )


KNOWN = ("osai:olmo", "osai:bloomz", "osai:llama-3-instruct", "mot:olmo-7b", "mot:bloom", "mot:llama-3-8b")
"""Releases whose scores anybody can look up at the publishers'."""


def known_answers(scores: pl.DataFrame) -> pl.DataFrame:
    """Return the scores of a few well-known releases: ``release_id``, ``metric``, ``metric_version``, ``label``."""
    wanted = pl.col("release_id").is_in(list(KNOWN)) & pl.col("metric").is_in([osai.NAME, mof.NAME, osaid.NAME])
    order = pl.col("release_id").cast(pl.Enum(list(KNOWN)))
    return (
        scores.filter(wanted)
        .sort(order, "metric", "metric_version", maintain_order=True)
        .select("release_id", "metric", "metric_version", "label", "first_failure")
    )


def framework_words(correlations: pl.DataFrame) -> list[str]:
    """Return sentences on which frameworks agree most and least, and which can be compared with none."""
    alone = not_compared(correlations)
    rest = (
        [f"Left out of the chart, because they share too few families with every other: {', '.join(alone)}."]
        if alone
        else []
    )
    return [*agreement_words(correlations), *rest]


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
