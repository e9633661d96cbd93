"""What the multiverse shows, in sentences made from its numbers."""

from __future__ import annotations

import polars as pl

from openness.studies.multiverse.choices import CHOICES, ESTIMANDS, MINIMA, SIDES, check_estimand, level_labels
from openness.studies.multiverse.specifications import default_specification
from openness.studies.multiverse.summary import distinct, influence, summary, switches
from openness.words.sentences import percent

ALIKE = 0.9
"""Share of the specifications from which they are called alike in sign; our convention."""

MOSTLY = 2 / 3
"""Share from which most are said to agree; our convention."""

FEW = 20
"""Below so many specifications nothing is said of how far they agree."""


def sentences(specs: pl.DataFrame, estimand: str = "share_difference") -> list[str]:
    """Return what all specifications of an estimand say."""
    check_estimand(estimand)
    if distinct(specs, estimand).is_empty():
        return [f"No specification allows an estimate of {ESTIMANDS[estimand]}: {_main_reason(specs, estimand)}."]
    return [
        _agreement(specs, estimand),
        *_default(specs, estimand),
        _sources(specs, estimand),
        _movers(specs, estimand),
        _lost(specs, estimand),
    ]


def finding(specs: pl.DataFrame, estimand: str = "share_difference") -> str:
    """Return whether the headline survives other choices, in two or three sentences."""
    check_estimand(estimand)
    row = summary(specs.filter(estimand=estimand)).to_dicts()
    if not row or not row[0]["distinct_count"]:
        return sentences(specs, estimand)[0]
    (found,) = row
    default = found["default_estimate"]
    is_negative = default < 0 if default else found["negative_share"] >= found["positive_share"]
    clear, reverse = found["below_zero_share"], found["above_zero_share"]
    share = found["negative_share" if is_negative else "positive_share"]
    clear, reverse = (clear, reverse) if is_negative else (reverse, clear)
    said = SIDES[estimand][0 if is_negative else 1]
    count = found["distinct_count"]
    return (
        f"{_strength(share, count)}: {said} in {percent(share)} of {count:,} ways to compute it. "
        f"In {percent(clear)} the whole 95% interval says so, in {percent(reverse)} it says the reverse. "
        f"{_size(found, estimand)}"
    )


def _strength(share: float, count: int) -> str:
    if count < FEW:
        return "Few specifications differ in their estimate"
    if share >= ALIKE:
        return "The direction survives nearly every choice"
    if share >= MOSTLY:
        return "The direction survives most choices, not all"
    return (
        "The direction hangs on the choices" if share >= 1 - MOSTLY else "The direction does not survive other choices"
    )


def _size(row: dict, estimand: str) -> str:
    unit = "percentage points a year" if estimand.startswith("slope") else "percentage points"
    lowest, highest, middle = (signed(row[name]) for name in ("lowest", "highest", "median"))
    spread = f"the estimates go from {lowest} to {highest}, the middle one is {middle}"
    main = interval(row["default_estimate"], row["default_lower"], row["default_upper"])
    return f"In {unit}, " + (f"the choices of the main chart give {main}; {spread}." if main else f"{spread}.")


def named(level: str) -> str:
    """Return a level of a choice in words."""
    return level_labels().get(level, level)


def points(value: float) -> str:
    """Return a difference of shares in percentage points: ``-45 points``; one digit where it is below 10."""
    return f"{signed(value)} points"


def interval(estimate: float | None, lower: float | None, upper: float | None) -> str | None:
    """Return an estimate in percentage points with its interval: ``-45 (-59 to -21)``; None where it is None."""
    if estimate is None or lower is None or upper is None:
        return None
    return f"{signed(estimate)} ({signed(lower)} to {signed(upper)})"


def signed(value: float) -> str:
    """Return a difference of shares as a number of percentage points: ``-45``; one digit where it is below 10."""
    number = 100 * value
    text = f"{number:+.0f}" if abs(number) >= 9.95 else f"{number:+.1f}"
    return "0" if float(text) == 0 else text


def _agreement(specs: pl.DataFrame, estimand: str) -> str:
    row = summary(specs.filter(estimand=estimand)).row(0, named=True)
    negative, positive = row["negative_share"], row["positive_share"]
    sign, share = ("negative", negative) if negative >= positive else ("positive", positive)
    side = "below" if sign == "negative" else "above"
    clear, against = (row[f"{name}_zero_share"] for name in (side, "above" if side == "below" else "below"))
    start = "nearly all agree" if share >= ALIKE else "they do not agree"
    return (
        f"Of {row['distinct_count']:,} specifications of {ESTIMANDS[estimand]} that differ in their estimate, "
        f"{percent(share)} are {sign}: {start} in sign. The whole interval is {side} zero in {percent(clear)} and on "
        f"the other side in {percent(against)}. The median is {points(row['median'])}, the lowest "
        f"{points(row['lowest'])}, the highest {points(row['highest'])}."
    )


def _default(specs: pl.DataFrame, estimand: str) -> list[str]:
    if specs.filter("is_default", estimand=estimand).is_empty():
        return []
    row = default_specification(specs, estimand)
    if row["estimate"] is None:
        return [f"The specification of the main chart allows no estimate: {row['reason']}."]
    own = distinct(specs, estimand)["estimate"]
    return [
        f"The main chart's own specification gives {points(row['estimate'])} ({signed(row['lower'])} to "
        f"{signed(row['upper'])}); "
        f"{percent((own < row['estimate']).mean())} of the specifications lie below it."
    ]


def _sources(specs: pl.DataFrame, estimand: str) -> str:
    rows = summary(specs.filter(estimand=estimand), ["source"])
    shown = rows.filter(pl.col("distinct_count") > 0)
    medians = [
        f"{named(row['source'])} {points(row['median'])} ({row['distinct_count']:,})" for row in shown.to_dicts()
    ]
    silent = rows.filter(pl.col("distinct_count") == 0)["source"].to_list()
    without = [f"{named(name)}: {_main_reason(specs.filter(source=name), estimand)}" for name in silent]
    tail = f" No estimate from {'; '.join(without)}." if without else ""
    return f"Median by source, with the number of specifications: {', '.join(medians)}.{tail}"


def _movers(specs: pl.DataFrame, estimand: str) -> str:
    ranked = influence(specs, estimand).filter(pl.col("median_range") > 0)
    if ranked.is_empty():
        return "No choice moves the estimate."
    first, *rest = ranked.head(3).to_dicts()
    then = "".join(f", then the {one['title']} ({points(one['median_range']).lstrip('+')})" for one in rest)
    flips = (
        switches(specs, estimand)
        .filter(pl.col("pair_count") > 0)
        .sort("sign_flip_share", descending=True, nulls_last=True, maintain_order=True)
        .to_dicts()
    )
    worst = flips[0] if flips and flips[0]["sign_flip_share"] else None
    turned = (
        f" The sign turns most often with the {CHOICES[worst['choice']].title} {named(worst['level'])!r} in place of "
        f"the default: in {percent(worst['sign_flip_share'])} of {worst['pair_count']:,} pairs."
        if worst
        else " No switch of a single choice turns the sign."
    )
    return (
        f"The estimate moves most with the {first['title']}: specifications that differ in nothing else span "
        f"{points(first['median_range']).lstrip('+')} in the median{then}.{turned}"
    )


def _lost(specs: pl.DataFrame, estimand: str) -> str:
    own = specs.filter(estimand=estimand)
    lost = own["estimate"].null_count()
    if not lost:
        return f"All {own.height:,} combinations of choices allow an estimate."
    return (
        f"{lost:,} of {own.height:,} combinations of choices allow no estimate; the reason at the default "
        f"minimum size is most often: {_main_reason(own, estimand)}."
    )


def _main_reason(specs: pl.DataFrame, estimand: str) -> str:
    without = specs.filter(pl.col("reason").is_not_null(), estimand=estimand)
    if without.is_empty():
        return "no source here answers a definition of open over time"
    at_default = without.filter(min_group=MINIMA[0])
    reasons = (without if at_default.is_empty() else at_default)["reason"]
    return reasons.value_counts().sort("count", "reason", descending=[True, False])["reason"][0]
