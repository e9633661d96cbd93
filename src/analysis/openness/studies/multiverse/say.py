"""What the multiverse shows, in sentences made from its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from openness.studies.multiverse.choices import CHOICES, ESTIMANDS, in_words
from openness.studies.multiverse.summary import Told
from openness.words import numbers
from openness.words.numbers import counted, percent, plural

ALIKE = 0.9
"""Share of the specifications from which they are called alike in sign; our convention."""

MOSTLY = 2 / 3
"""Share from which most are said to agree; our convention."""

FEW = 20
"""Below so many specifications nothing is said of how far they agree."""


def finding(told: Told) -> str:
    """Return whether the headline survives other choices, in two or three sentences."""
    found, estimand = told.whole, ESTIMANDS[told.estimand]
    if not found.get("distinct_count"):
        return sentences(told)[0]
    default = found["default_estimate"]
    is_negative = default < 0 if default else found["negative_share"] >= found["positive_share"]
    share = found["negative_share" if is_negative else "positive_share"]
    clear, reverse = _clear(found, is_negative=is_negative)
    said = estimand.below if is_negative else estimand.above
    count = found["distinct_count"]
    return (
        f"{_strength(share, count)}: {said} in {percent(share)} of {count:,} ways to compute it. "
        f"In {percent(clear)} the whole 95% interval says so, in {percent(reverse)} it says the reverse. "
        f"{_size(found, told.estimand)}"
    )


def sentences(told: Told) -> list[str]:
    """Return what all specifications of an estimand say."""
    if not told.whole.get("distinct_count"):
        return [f"No specification allows an estimate of {ESTIMANDS[told.estimand].text}: {_reason(told.whole)}."]
    return [_agreement(told), *_default(told.whole), _sources(told.by_source), _movers(told), _lost(told.whole)]


def points(value: float) -> str:
    """Return a difference of shares in percentage points: ``−45 points``; one digit where it is below 10."""
    return f"{signed(value)} points"


def interval(estimate: float | None, lower: float | None, upper: float | None) -> str | None:
    """Return an estimate in percentage points with its interval: ``−45 (−59 to −21)``; None where it is None."""
    if estimate is None or lower is None or upper is None:
        return None
    return f"{signed(estimate)} ({signed(lower)} to {signed(upper)})"


def signed(value: float) -> str:
    """Return a difference of shares as a number of percentage points: ``−45``; one digit where it is below 10."""
    text = numbers.points(value, 0 if abs(value) >= 0.0995 else 1)
    return "0" if text == "0.0" else text


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


def _size(row: Mapping[str, Any], estimand: str) -> str:
    unit = "percentage points a year" if estimand.startswith("slope") else "percentage points"
    lowest, highest, middle = (signed(row[name]) for name in ("lowest", "highest", "median"))
    spread = f"the estimates go from {lowest} to {highest}, the middle one is {middle}"
    main = interval(row["default_estimate"], row["default_lower"], row["default_upper"])
    return f"In {unit}, " + (f"the choices of the main chart give {main}; {spread}." if main else f"{spread}.")


def _clear(row: Mapping[str, Any], *, is_negative: bool) -> tuple[float, float]:
    """Return of how many estimates the whole interval is on one side of zero, and on the other."""
    below, above = row["below_zero_share"], row["above_zero_share"]
    return (below, above) if is_negative else (above, below)


def _agreement(told: Told) -> str:
    row = told.whole
    is_negative = row["negative_share"] >= row["positive_share"]
    sign, side = ("negative", "below") if is_negative else ("positive", "above")
    share = row[f"{sign}_share"]
    clear, against = _clear(row, is_negative=is_negative)
    start = "nearly all agree" if share >= ALIKE else "they do not agree"
    return (
        f"Of {row['distinct_count']:,} specifications of {ESTIMANDS[told.estimand].text} that differ in their "
        f"estimate, {percent(share)} are {sign}: {start} in sign. The whole interval is {side} zero in "
        f"{percent(clear)} and on the other side in {percent(against)}. The median is {points(row['median'])}, the "
        f"lowest {points(row['lowest'])}, the highest {points(row['highest'])}."
    )


def _default(row: Mapping[str, Any]) -> list[str]:
    if row["default_reason"]:
        return [f"The specification of the main chart allows no estimate: {row['default_reason']}."]
    if row["default_estimate"] is None:
        return []
    lower, upper = signed(row["default_lower"]), signed(row["default_upper"])
    return [
        f"The main chart's own specification gives {points(row['default_estimate'])} ({lower} to {upper}); "
        f"{percent(row['below_default_share'])} of the specifications lie below it."
    ]


def _sources(by_source: pl.DataFrame) -> str:
    rows = [(in_words(row["source"]), row) for row in by_source.iter_rows(named=True)]
    medians = [
        f"{name} {points(row['median'])} ({row['distinct_count']:,})" for name, row in rows if row["distinct_count"]
    ]
    without = [f"{name}: {_reason(row)}" for name, row in rows if not row["distinct_count"]]
    tail = f" No estimate from {'; '.join(without)}." if without else ""
    return f"Median by source, with the number of specifications: {', '.join(medians)}.{tail}"


def _movers(told: Told) -> str:
    ranked = told.influence.filter(pl.col("median_range") > 0).head(3).to_dicts()
    if not ranked:
        return "No choice moves the estimate."
    (title, span), *rest = [(one["title"], points(one["median_range"]).lstrip("+")) for one in ranked]
    then = "".join(f", then the {other} ({size})" for other, size in rest)
    return (
        f"The estimate moves most with the {title}: specifications that differ in nothing else span {span} in the "
        f"median{then}. {_turned(told.switches)}"
    )


def _turned(switches: pl.DataFrame) -> str:
    turning = switches.filter(pl.col("sign_flip_share") > 0)
    if turning.is_empty():
        return "No switch of a single choice turns the sign."
    worst = turning.row(turning["sign_flip_share"].arg_max(), named=True)
    return (
        f"The sign turns most often with the {CHOICES[worst['choice']].title} {in_words(worst['level'])!r} in place of "
        f"the default: in {percent(worst['sign_flip_share'])} of {counted(worst['pair_count'], 'pair')}."
    )


def _lost(row: Mapping[str, Any]) -> str:
    every = row["specification_count"]
    lost = every - row["estimable_count"]
    if not lost:
        return f"All {every:,} combinations of choices allow an estimate."
    return (
        f"{lost:,} of {every:,} combinations of choices {plural(lost, 'allows', 'allow')} no estimate; the reason at "
        f"the default minimum size is most often: {_reason(row)}."
    )


def _reason(row: Mapping[str, Any]) -> str:
    return row.get("main_reason") or "no source here answers a definition of open over time"
