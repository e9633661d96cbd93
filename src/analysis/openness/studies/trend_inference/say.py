"""What slopes, plain tests, breaks and events come to, in sentences made from the numbers."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import polars as pl

from openness.studies.trend_inference.results import SIGNIFICANT
from openness.studies.trend_inference.views import p_text
from openness.words.names import group_name
from openness.words.numbers import capital, counted, listing, number, percent, plural, signed

_SIZE = ("group", "points_per_year", "points_lower", "points_upper")


def finding(trends: pl.DataFrame, differences: pl.DataFrame, what: str) -> str:
    """Return the answer in a few sentences: which groups rise, which fall, which are flat, and what differs."""
    sloped = trends.filter(pl.col("reason").is_null()).sort("n", "group", descending=[True, False])
    if sloped.is_empty():
        return f"{what}: none of {counted(trends.height, 'group')} can bear a slope, so nothing is said of a trend."
    said = {"rises": "rising", "falls": "falling", "flat": "flat", "cannot tell": "cannot be told"}
    parts = []
    for verdict, words in said.items():
        own = sloped.filter(verdict=verdict)
        if own.height:
            parts.append(f"{words}: {_listed([_size(*row) for row in own.select(_SIZE).rows()])}")
    silent = trends.height - sloped.height
    if silent:
        parts.append(f"no slope: {counted(silent, 'group')} with too little to go by")
    estimable = differences.filter(pl.col("reason").is_null())
    return " ".join(
        [
            f"{what}, change of the share a year in percentage points (95% interval). {capital('; '.join(parts))}.",
            *difference_sentences(estimable),
        ]
    )


def difference_sentences(differences: pl.DataFrame, what: str = "open releases") -> list[str]:
    """Return one sentence a pair of groups."""
    return [_difference(row, what) for row in differences.iter_rows(named=True)]


def many_sentence(trends: pl.DataFrame, kind: str = "groups", level: float = SIGNIFICANT) -> str:
    """Return one sentence on the slopes of many groups: which survive."""
    tested = trends.drop_nulls("p_value").rows(named=True)
    if not tested:
        return f"None of {trends.height} {kind} can bear a slope."
    lasting = [f"{group_name(row['group'])} ({_direction(row)})" for row in tested if row["p_holm"] < level]
    alone = sum(row["p_value"] < level for row in tested)
    by_share = sum(row["p_bh"] < level for row in tested)
    kept = ", " + ", ".join(lasting) if lasting else ""
    return (
        f"Of {trends.height} {kind} {len(tested)} can bear a slope. Unlike zero, each tested by itself: {alone}; "
        f"with the share of false findings held at {percent(level)} (Benjamini-Hochberg): {by_share}; "
        f"with the chance of any held there (Holm): {len(lasting)}{kept}."
    )


def slope_note(trends: pl.DataFrame, draws: int, seed: int) -> str:
    """Return what a reader of a chart of slopes should know: the bootstrap, and where interval and verdict part."""
    words = [f"Bootstrap: {number(draws)} draws of developers, seed {seed}."] if draws else []
    without = trends.filter(pl.col("boot_reason").is_not_null())["group"].to_list()
    words += [f"No bootstrap interval: {_listed([group_name(group) for group in without])}."] if without else []
    apart = trends.filter(
        pl.col("verdict") == "cannot tell", (pl.col("points_lower") > 0) | (pl.col("points_upper") < 0)
    )["group"].to_list()
    if apart:
        words.append(
            f"{capital(_listed([group_name(group) for group in apart]))}: "
            "the interval in points leaves zero out and the test of the odds ratio does not bear it out. A change is "
            "claimed only where both do; they part where a few developers bend the curve."
        )
    return " ".join(words)


def independence_words(rows: pl.DataFrame) -> list[str]:
    """Return one sentence a group: what would be said if all releases were independent."""
    return [_independence(row) for row in rows.iter_rows(named=True)]


def break_words(breaks: pl.DataFrame) -> list[str]:
    """Return one sentence a group: the breaks at the criterion's penalty, and how many of all penalties find each."""
    return [_breaks(breaks.filter(group=group)) for group in breaks["group"].unique(maintain_order=True)]


def event_words(effects: pl.DataFrame, ranked: pl.DataFrame, level: float = SIGNIFICANT) -> list[str]:
    """Return how many events can be tested, how many stand out among other dates, and how many would by chance."""
    at_events = effects.filter(pl.col("mark").is_not_null())
    groups, periods = at_events["group"].n_unique(), at_events["period"].n_unique()
    fitted, high = at_events["points"].count(), ranked.filter("is_high")
    words = [
        f"The events fall into {counted(periods, 'period')}; with {counted(groups, 'group')} these are "
        f"{counted(at_events.height, 'place')} to look at, of which {fitted or 'none'} {plural(fitted, 'has', 'have')} "
        "enough periods with releases on both sides for the model."
    ]
    if ranked.is_empty():
        return [*words, "Nowhere are there enough other dates to say whether an event stands out."]
    words.append(
        f"Of {counted(ranked.height, 'place')} that can be ranked among {1 / level:.0f} or more dates, {high.height} "
        f"{plural(high.height, 'ranks', 'rank')} among the first {percent(level)}, where {ranked['chance'].sum():.1f} "
        f"would be expected if no event did anything{': ' if high.height else ''}{_places(high)}."
    )
    if high.height:
        sure = high["is_sure"].sum() or "none"
        words.append(f"The model alone tells {sure} of these from no change (p under {percent(level)}).")
    return [*words, _allowed(ranked, level)]


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


def _breaks(own: pl.DataFrame) -> str:
    first = own.row(0, named=True)
    name = capital(group_name(first["group"]))
    data = f"{_whose(first)} in {counted(first['periods'], 'period')}"
    if first["reason"] is not None:
        return f"{name}: no breaks are looked for: {first['reason']} ({data})."
    total = own.height
    found = Counter(period for periods in own["break_periods"] for period in periods.split(", ") if period)
    if not found:
        return f"{name}: none of {total} penalties lets a break through ({data})."
    at = own.filter("is_bic")["break_periods"].item()
    lasting = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    said = _listed([f"{period} at {count}" for period, count in lasting])
    return f"{name}: at the criterion's penalty {at or 'no break'}; of {total} penalties, {said} ({data})."


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


def _size(group: str, points: float, lower: float, upper: float) -> str:
    return f"{group_name(group)} {signed(points, 1)} ({signed(lower, 1)} to {signed(upper, 1)})"


def _listed(items: Sequence[str]) -> str:
    return listing(items, at_most=3)


def _allowed(ranked: pl.DataFrame, level: float) -> str:
    tests, most = ranked.height, ranked["dates"].max()
    lasting = ranked.filter(pl.col("p_holm") < level).height
    said = f"With an allowance for {counted(tests, 'test')} (Holm), {lasting or 'none'} is left"
    if lasting or tests / most < level:
        return f"{said}."
    return (
        f"{said}, and none could be: the first of {most} dates has a p of {1 / most:.2f}, and so many tests ask for "
        f"less than {level / tests:.3f}."
    )


def _places(high: pl.DataFrame) -> str:
    return "; ".join(
        f"{group_name(group)} in {period}, {signed(points)} points ({events})"
        for group, period, points, events in high.select("group", "period", "points", "events").rows()
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
