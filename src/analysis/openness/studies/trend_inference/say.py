"""What the trend models and plain tests of a report come to, in sentences made from the numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import polars as pl

from openness.studies.trend_inference.inference_words import difference_sentences, p_text
from openness.words.sentences import capital, group_name

SIGNIFICANT = 0.05
_MOST = 3


def finding(trends: pl.DataFrame, differences: pl.DataFrame, what: str) -> str:
    """Return the answer in a few sentences: which groups rise, which fall, which are flat, and what differs."""
    sloped = trends.filter(pl.col("reason").is_null()).sort("n", "group", descending=[True, False])
    if sloped.is_empty():
        return f"{what}: none of {trends.height} groups can bear a slope, so nothing is said of a trend."
    said = {"rises": "rising", "falls": "falling", "flat": "flat", "cannot tell": "cannot be told"}
    parts = []
    for verdict, words in said.items():
        own = sloped.filter(verdict=verdict)
        if own.height:
            parts.append(f"{words}: {_listed([_size(*row) for row in own.select(_SIZE).rows()])}")
    silent = trends.height - sloped.height
    if silent:
        parts.append(f"no slope: {silent} group{'s' if silent > 1 else ''} with too little to go by")
    estimable = differences.filter(pl.col("reason").is_null())
    return " ".join(
        [
            f"{what}, change of the share a year in percentage points (95% interval). {capital('; '.join(parts))}.",
            *difference_sentences(estimable),
        ]
    )


_SIZE = ("group", "points_per_year", "points_lower", "points_upper")


def slope_note(trends: pl.DataFrame, draws: int, seed: int) -> str:
    """Return what a reader of a chart of slopes should know: the bootstrap, and where interval and verdict part."""
    words = [f"Bootstrap: {draws:,} draws of developers, seed {seed}."] if draws else []
    without = trends.filter(pl.col("boot_reason").is_not_null())["group"].to_list()
    words += [f"No bootstrap interval: {_listed([group_name(group) for group in without])}."] if without else []
    apart = trends.filter(
        pl.col("verdict") == "cannot tell", (pl.col("points_lower") > 0) | (pl.col("points_upper") < 0)
    )["group"].to_list()
    if apart:
        words.append(
            f"{capital(_listed([group_name(group) for group in apart]))}: "
            "the interval in points leaves zero out and the test of the odds ratio does not bear it out. "
            "A change is claimed only where both do; they part where a "
            "few developers bend the curve."
        )
    return " ".join(words)


def independence_words(trends: pl.DataFrame, independent: pl.DataFrame, tests: pl.DataFrame) -> list[str]:
    """Return one sentence a group with a slope: what would be said if all releases were independent."""
    columns = ["group", "points_lower", "points_upper", "points_per_year"]
    both = trends.join(independent.select(columns), on="group", suffix="_alone", maintain_order="left").join(
        tests.select("group", "armitage_p", "clustered_p"), on="group", maintain_order="left"
    )
    known = both.filter(pl.all_horizontal(pl.col("points_upper", "points_upper_alone", "clustered_p").is_not_null()))
    return [_independence(row) for row in known.sort("n", descending=True).iter_rows(named=True)]


def break_words(breaks: pl.DataFrame) -> list[str]:
    """Return one sentence a group: the breaks at the criterion's penalty, and how many of all penalties find each."""
    return [_breaks(breaks.filter(group=group)) for group in breaks["group"].unique(maintain_order=True)]


def _breaks(own: pl.DataFrame) -> str:
    first = own.row(0, named=True)
    name = capital(group_name(first["group"]))
    counts = ((first["n"], "release"), (first["developers"], "developer"), (first["periods"], "period"))
    data = "{} by {} in {}".format(*(f"{count:,} {noun}{'s' * (count != 1)}" for count, noun in counts))
    if first["reason"] is not None:
        return f"{name}: no breaks are looked for: {first['reason']} ({data})."
    total = own.height
    counted = Counter(period for periods in own["break_periods"] for period in periods.split(", ") if period)
    if not counted:
        return f"{name}: none of {total} penalties lets a break through ({data})."
    at = own.filter("is_bic")["break_periods"].item()
    lasting = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    said = _listed([f"{period} at {count}" for period, count in lasting])
    return f"{name}: at the criterion's penalty {at or 'no break'}; of {total} penalties, {said} ({data})."


def _independence(row: dict) -> str:
    wider = (row["points_upper"] - row["points_lower"]) / (row["points_upper_alone"] - row["points_lower_alone"])
    naive, clustered = row["armitage_p"] < SIGNIFICANT, row["clustered_p"] < SIGNIFICANT
    said = {
        (True, True): "a trend either way",
        (True, False): "a trend that is shown only if a developer's releases have nothing in common",
        (False, True): "a trend only once developers are allowed for",
        (False, False): "no trend either way",
    }[naive, clustered]
    return (
        f"{capital(group_name(row['group']))}: {said} (Cochran-Armitage: {p_text(row['armitage_p'])} if releases are "
        f"independent, {p_text(row['clustered_p'])} if developers are); the interval of the slope is {wider:.1f} times "
        "as wide."
    )


def _size(group: str, points: float, lower: float, upper: float) -> str:
    return f"{group_name(group)} {points:+.1f} ({lower:+.1f} to {upper:+.1f})"


def _listed(items: Sequence[str], most: int = _MOST) -> str:
    rest = len(items) - most
    shown = list(items) if rest <= 1 else [*items[:most], f"{rest} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
