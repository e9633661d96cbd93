"""What slopes, plain tests, breaks and events come to, in sentences made from the numbers."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from openness.studies.trend_inference.results import SIGNIFICANT
from openness.studies.trend_inference.tallies import Tally
from openness.studies.trend_inference.views import p_text
from openness.words.names import group_name
from openness.words.numbers import capital, counted, listing, number, percent, plural, signed


def finding(slopes: Tally, differences: pl.DataFrame, what: str) -> str:
    """Return the answer in a few sentences: which groups rise, which fall, which are flat, and what differs."""
    if not slopes["sloped"]:
        return f"{what}: none of {counted(slopes['groups'], 'group')} can bear a slope, so nothing is said of a trend."
    said = {"rises": "rising", "falls": "falling", "flat": "flat", "cannot tell": "cannot be told"}
    rows = slopes["rows"]
    parts = [f"{said[one]}: {_listed([_size(row) for row in rows[one]])}" for one in said if one in rows]
    if slopes["silent"]:
        parts.append(f"no slope: {counted(slopes['silent'], 'group')} with too little to go by")
    estimable = [row for row in differences.iter_rows(named=True) if row["reason"] is None]
    return " ".join(
        [
            f"{what}, change of the share a year in percentage points (95% interval). {capital('; '.join(parts))}.",
            *_together(slopes),
            *(_difference(row, "open releases") for row in estimable),
        ]
    )


def _together(slopes: Tally) -> list[str]:
    if slopes["sloped"] < 2:
        return []
    alone = [group_name(group) for group in slopes["alone"]]
    rest = f"; tested by themselves, {_listed(alone)} would move too" if alone else ""
    return [
        f"Rising and falling are said where they remain with {slopes['sloped']} groups tested together (Holm){rest}."
    ]


def difference_sentences(differences: pl.DataFrame, what: str = "open releases") -> list[str]:
    """Return one sentence a pair of groups."""
    return [_difference(row, what) for row in differences.iter_rows(named=True)]


def many_sentence(surviving: Tally, kind: str = "groups") -> str:
    """Return one sentence on the slopes of many groups: which survive."""
    if not surviving["tested"]:
        return f"None of {surviving['groups']} {kind} can bear a slope."
    lasting = [f", {group_name(row['group'])} ({_direction(row)})" for row in surviving["lasting"]]
    return (
        f"Of {surviving['groups']} {kind} {surviving['tested']} can bear a slope. Unlike zero, each tested by itself: "
        f"{surviving['alone']}; with the share of false findings held at {percent(surviving['level'])} "
        f"(Benjamini-Hochberg): {surviving['by_share']}; with the chance of any held there (Holm): "
        f"{surviving['lasting_count']}{''.join(lasting)}."
    )


def slope_note(trends: pl.DataFrame, draws: int, seed: int) -> str:
    """Return what a reader of a chart of slopes should know: the bootstrap, and where interval and verdict part."""
    words = [f"Bootstrap: {number(draws)} draws of developers, seed {seed}."] if draws else []
    rows = trends.rows(named=True)
    without = [group_name(row["group"]) for row in rows if row["boot_reason"] is not None]
    if without:
        words.append(f"No bootstrap interval: {_listed(without)}.")
    apart = [
        group_name(row["group"])
        for row in rows
        if row["verdict"] == "cannot tell" and not row["points_lower"] <= 0 <= row["points_upper"]
    ]
    if apart:
        words.append(
            f"{capital(_listed(apart))}: "
            "the interval in points leaves zero out and the test of the odds ratio does not bear it out. A change is "
            "claimed only where both do; they part where a few developers bend the curve."
        )
    return " ".join(words)


def independence_words(rows: pl.DataFrame) -> list[str]:
    """Return one sentence a group: what would be said if all releases were independent."""
    return [_independence(row) for row in rows.iter_rows(named=True)]


def break_words(breaks: Sequence[Tally]) -> list[str]:
    """Return one sentence a group: the breaks at the criterion's penalty, and how many of all penalties find each."""
    return [_breaks(one) for one in breaks]


def event_words(told: Tally) -> list[str]:
    """Return how many events can be tested, how many stand out among other dates, and how many would by chance."""
    fitted, ranked, high = told["fitted"], told["ranked"], told["high_count"]
    words = [
        f"The events fall into {counted(told['periods'], 'period')}; with {counted(told['groups'], 'group')} these are "
        f"{counted(told['places'], 'place')} to look at, of which {fitted or 'none'} {plural(fitted, 'has', 'have')} "
        "enough periods with releases on both sides for the model."
    ]
    if not ranked:
        return [*words, "Nowhere are there enough other dates to say whether an event stands out."]
    level = percent(told["level"])
    words.append(
        f"Of {counted(ranked, 'place')} that can be ranked among {told['least_dates']} or more dates, {high} "
        f"{plural(high, 'ranks', 'rank')} among the first {level}, where {told['chance']:.1f} "
        f"would be expected if no event did anything{': ' if high else ''}{_places(told['high'])}."
    )
    if high:
        words.append(f"The model alone tells {told['sure'] or 'none'} of these from no change (p under {level}).")
    return [*words, _allowed(told)]


def _difference(row: dict[str, Any], what: str) -> str:
    one, other = group_name(row["group"]), group_name(row["other_group"])
    if row["reason"] is not None:
        return f"{capital(one)} against {other}: no difference of slopes: {row['reason']} ({_data(row)})."
    size = f"{_points(row)}, ratio of odds ratios {_odds(row)}, {p_text(row['p_value'])}; {_data(row)}"
    said = {
        "rises": f"grows faster among {one} than among {other}, by {size}",
        "falls": f"grows more slowly among {one} than among {other}, by {size}",
        "flat": f"moves alike among {one} and {other}: the slopes differ by {size}",
        "cannot tell": f"may move alike or not among {one} and {other}: the slopes differ by {size}",
    }
    return f"The share of {what} {said[row['verdict']]}."


def _breaks(told: Tally) -> str:
    row, total = told["row"], told["penalties"]
    name, data = capital(group_name(row["group"])), f"{_whose(row)} in {counted(row['periods'], 'period')}"
    if row["reason"] is not None:
        return f"{name}: no breaks are looked for: {row['reason']} ({data})."
    if not told["found"]:
        return f"{name}: none of {total} penalties lets a break through ({data})."
    said = _listed([f"{period} at {count}" for period, count in told["found"]])
    return f"{name}: at the criterion's penalty {told['at'] or 'no break'}; of {total} penalties, {said} ({data})."


def _independence(row: dict) -> str:
    naive, clustered = row["armitage_p"] < SIGNIFICANT, row["clustered_p"] < SIGNIFICANT
    said = {
        (True, True): "a trend either way",
        (True, False): "a trend that is shown only if a developer's releases have nothing in common",
        (False, True): "a trend only once developers are allowed for",
        (False, False): "no trend either way",
    }[naive, clustered]
    return (
        f"{capital(group_name(row['group']))}: {said} (Cochran-Armitage: {p_text(row['armitage_p'])} if releases are "
        f"independent, {p_text(row['clustered_p'])} if developers are); the interval of the slope is "
        f"{row['wider']:.1f} times as wide."
    )


def _size(row: dict[str, Any]) -> str:
    value, lower, upper = (signed(row[name], 1) for name in ("points_per_year", "points_lower", "points_upper"))
    return f"{group_name(row['group'])} {value} ({lower} to {upper})"


def _listed(items: Sequence[str]) -> str:
    return listing(items, at_most=3)


def _allowed(told: Tally) -> str:
    said = f"With an allowance for {counted(told['ranked'], 'test')} (Holm), {told['lasting'] or 'none'} is left"
    if told["lasting"] or told["least_p"] < told["asked_p"]:
        return f"{said}."
    return (
        f"{said}, and none could be: the first of {told['most_dates']} dates has a p of {told['least_p']:.2f}, and so "
        f"many tests ask for less than {told['asked_p']:.3f}."
    )


def _places(high: Sequence[dict[str, Any]]) -> str:
    return "; ".join(
        f"{group_name(row['group'])} in {row['period']}, {signed(row['points'])} points ({row['events']})"
        for row in high
    )


def _points(row: dict[str, Any]) -> str:
    # "falls by 2 points (1 to 3)": the verb has the sign.
    turn = -1 if row["verdict"] == "falls" else 1
    bounds = sorted(turn * row[name] for name in ("points_lower", "points_upper"))
    value = turn * row["points_per_year"]
    said = [f"{one:.1f}" if row["verdict"] in ("rises", "falls") else signed(one, 1) for one in (value, *bounds)]
    return "{} percentage points a year ({} to {})".format(*said)


def _odds(row: dict[str, Any]) -> str:
    return f"{row['odds_ratio']:.2f} ({row['odds_lower']:.2f} to {row['odds_upper']:.2f})"


def _data(row: dict[str, Any]) -> str:
    period = f", {row['period']}" if row["period"] else ""
    return f"{_whose(row)}{period}"


def _whose(row: dict[str, Any]) -> str:
    return f"{counted(row['n'], 'release')} by {counted(row['developers'], 'developer')}"


def _direction(row: dict[str, Any]) -> str:
    return "up" if row["points_per_year"] > 0 else "down"
