"""What slopes, plain tests, breaks and events come to, in sentences made from the numbers."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from openness.studies.trend_inference.results import SIGNIFICANT
from openness.studies.trend_inference.tallies import Tally
from openness.studies.trend_inference.views import p_text
from openness.words.names import group_name
from openness.words.numbers import capital, counted, listing, number, percent, plural, points, signed

FACTOR_NAMES = {
    "modality": "kind of model",
    "developer_size": "how many releases their developer has",
    "developer_status": "whether their developer is new",
    "listing": "whether they are on the publisher's list of notable models",
    "all": "all of these",
}
"""What releases can be alike in, in words."""

_GROUPS = {"all": "all developers"}

_IF = "if blanks turn out as earlier ones did"
_WHATEVER = "whatever the blanks are"
_KINDS = {"certain": _WHATEVER, "conditional": _IF, "nothing": "with blanks left out, which may turn it around"}
_VERDICTS = {"rises": "rising", "falls": "falling", "flat": "flat"}
_HEADS = {
    (claim, verdict): f"{word} {said}" for claim, said in _KINDS.items() for verdict, word in _VERDICTS.items()
} | {("nothing", "cannot tell"): "cannot be told"}


def finding(slopes: Tally, differences: pl.DataFrame, what: str) -> str:
    """Return the answer in a few sentences: which groups rise, which fall, which are flat, and what differs."""
    if not slopes["sloped"]:
        return f"{what}: none of {counted(slopes['groups'], 'group')} can bear a slope, so nothing is said of a trend."
    rows = slopes["rows"]
    parts = [f"{_HEADS[one]}: {_listed([_size(row) for row in rows[one]])}" for one in _HEADS if one in rows]
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


def blank_words(claims: pl.DataFrame) -> list[str]:
    """Return what may be claimed of each slope and difference of slopes, and what blanks do to it."""
    return [_blanks(row) for row in claims.iter_rows(named=True) if row["reason"] is None]


def alone_words(claims: pl.DataFrame, mixture: pl.DataFrame, kind: str) -> list[str]:
    """Return what may be claimed of one kind of models alone, beside what may be of all kinds together."""
    every = {(row["group"], row["other_group"]): row for row in mixture.iter_rows(named=True)}
    words = []
    for row in claims.iter_rows(named=True):
        together = every.get((row["group"], row["other_group"]))
        if row["reason"] is not None or together is None or together["reason"] is not None:
            continue
        words.append(
            f"{_named(row)}, {kind} models alone: {_claimed(row)}, {_change(row)} points a year; all kinds together: "
            f"{_claimed(together)}, {_change(together)}. {_treatments(row)}"
        )
    return words


def moved_words(told: Tally) -> list[str]:
    """Return how many slopes were looked at, and of each that is found how far it moved and what may be claimed."""
    looked = (
        f"Looked at are {counted(told['lines'], 'definition or part', 'definitions and parts')} on "
        f"{counted(told['lists'], 'list')}, each among companies, among community developers and among all: "
        f"{counted(told['tests'], 'slope')}, and {told['silent']} more that cannot be estimated. With the share of "
        f"false findings held at {percent(told['level'])}, however the slopes depend on each other (Benjamini and "
        "Yekutieli), "
    )
    if not told["found"]:
        return [f"{looked}none is unlike zero."]
    count = told["found_count"]
    return [f"{looked}{count} {plural(count, 'is', 'are')} unlike zero.", *map(_move, told["found"])]


def composition_words(told: Tally) -> list[str]:
    """Return of each slope that is found how much of its change is left among releases that are alike."""
    return [_composed(row) for row in told["found"] if row["alike"]]


def steepest(row: dict[str, Any] | None, tests: int) -> str:
    """Return one sentence on the steepest slope that holds whatever blanks are; empty where none does."""
    if row is None:
        return ""
    return (
        f"Of {counted(tests, 'slope')} the steepest that holds whatever the blanks are, among lines with releases at "
        f"both ends, is that of {_line(row)}: from {_ends(row)}."
    )


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
    }[row["verdict"]]
    if row["verdict"] == "cannot tell":
        return f"The share of {what} {said}."
    return {
        "certain": f"{capital(_WHATEVER)}, the share of {what} {said}.",
        "conditional": f"{capital(_IF)}, the share of {what} {said}.",
        "nothing": f"With blanks left out, the share of {what} {said}. What the blanks are may turn that around, so it "
        "is not claimed.",
    }[row["claim"]]


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


def _move(row: dict[str, Any]) -> str:
    span = f" From {_ends(row)}, {_points_between(row)}." if row["difference"] is not None else ""
    return f"{_line(row)}: {_change(row)} points a year, {row['period']}; {_claimed(row)}.{span}"


def _line(row: dict[str, Any]) -> str:
    whose = _GROUPS.get(row["group"]) or group_name(row["group"])
    return f"{row['title']} by {whose} on {row['list']}'s list"


def _ends(row: dict[str, Any]) -> str:
    return (
        f"{percent(row['first_share'])} of {number(int(row['first_n']))} releases of {row['first_years']} to "
        f"{percent(row['last_share'])} of {number(int(row['last_n']))} of {row['last_years']}"
    )


def _points_between(row: dict[str, Any]) -> str:
    bounds = (points(row[name]) for name in ("difference", "difference_lower", "difference_upper"))
    return "{} points ({} to {})".format(*bounds)


def _composed(row: dict[str, Any]) -> str:
    change, account = (
        signed(row["alike"][0]["change"]),
        "cannot account for all of it" if row["remains"] else "may account for it",
    )
    single = [f"{signed(one['within'])} in {FACTOR_NAMES[one['factor']]}" for one in row["alike"]]
    together, stable = row["together"], row["stable"]
    parts = [
        f"{_line(row)}: {change} points in all. Among releases that are alike {listing(single)}",
        together and f"; in all of these at once {_within(together)}, so what the list is made of {account}",
        stable
        and f". Among the {counted(stable['developers'], 'developer')} with releases in both spans: "
        f"{signed(stable['change'])} points",
        ".",
    ]
    return "".join(filter(None, parts))


def _within(row: dict[str, Any]) -> str:
    return f"{signed(row['within'])} ({signed(row['within_lower'])} to {signed(row['within_upper'])})"


_MOVES = {
    "rises": ("the share rises", "the former move more toward open"),
    "falls": ("the share falls", "the former move less toward open"),
    "flat": ("the share is flat", "both move alike"),
    "cannot tell": ("it cannot be told which way the share goes", "it cannot be told whether both move alike"),
}


def _named(row: dict[str, Any]) -> str:
    one, other = group_name(row["group"]), row["other_group"]
    return capital(f"{one} less {group_name(other)}" if other else one)


def _claimed(row: dict[str, Any]) -> str:
    said = _MOVES[row["verdict"]][row.get("other_group") is not None]
    if row["verdict"] == "cannot tell":
        return said
    if row["claim"] == "nothing":
        return f"with blanks left out {said}, and what they are may turn that around, so it is not claimed"
    return f"{said}, {_KINDS[row['claim']]}"


def _blanks(row: dict[str, Any]) -> str:
    return (
        f"{_named(row)}: {_claimed(row)}. By the model {_change(row)} points a year from "
        f"{counted(row['n'], 'judged release')}. {_treatments(row)}"
    )


def _treatments(row: dict[str, Any]) -> str:
    """Return the straight line under each treatment of blanks."""
    if row["known_lower"] is None:
        return "A straight line has no interval."
    known = f"A straight line changes by {_change(row, 'known')}"
    if not row["blank_count"]:
        return f"{known}, and nothing is blank."
    corrected = (
        "; no earlier blank was filled in that could tell what these are"
        if row["corrected_lower"] is None
        else f", {_change(row, 'corrected')} if {number(row['blank_count'])} blanks are as "
        f"{number(row['filled_count'])} that were filled in later"
    )
    return (
        f"{known} with blanks left out{corrected}; whatever they are, {signed(row['bounds_lower'], 1)} to "
        f"{signed(row['bounds_upper'], 1)}."
    )


def _change(row: dict[str, Any], blanks: str | None = None) -> str:
    names = (
        ("points_per_year", "points_lower", "points_upper")
        if blanks is None
        else (f"{blanks}_least", f"{blanks}_lower", f"{blanks}_upper")
    )
    return "{} ({} to {})".format(*(signed(row[name], 1) for name in names))


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
