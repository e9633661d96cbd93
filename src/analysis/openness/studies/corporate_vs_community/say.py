"""Who opens what, in plain words, from the shares that were charted."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from openness.sources import named
from openness.studies.corporate_vs_community.measure import GROUPS
from openness.words.names import group_name
from openness.words.numbers import capital, counted, listing, number, percent, percents, points

Told = Mapping[str, Any]

_CLAIMS = {
    "certain": "Which side is more open holds whatever the blank releases are.",
    "conditional": "Which side is more open holds if blank releases turn out as earlier ones did.",
    "nothing": "Which side is more open cannot be told.",
}


def finding(told: Told | None, by: str, what: str, min_group: int) -> str:
    """Return the sentence that answers the question: corporate against community, or highest against lowest."""
    enough = _at_least(min_group)
    if by != "developer_group":
        return _extremes(told, what) if told else f"No period has two groups with {enough}."
    one, other = map(group_name, GROUPS)
    if not told:
        return f"No period has {enough} from both {one} and {other}."
    return (
        f"{what} in {told['one']['period']}: {_share(told['one'])} releases by {one} and {_share(told['other'])} by "
        f"{other}; {_verdict(told)}."
    )


def pooled(row: Told | None, claim: str, years: tuple[int, int], what: str) -> str | None:
    """Return the headline, both sides over the pooled years at the same mix of kinds; None with too few releases."""
    if row is None:
        return None
    one, other = map(group_name, GROUPS)
    sides = [
        f"{percent(row[f'{side}share_least'])} of {number(row[f'{side}n'])} "
        f"({percents(row[f'{side}share_lower'], row[f'{side}share_upper'])})"
        for side in ("", "other_")
    ]
    first, last = years
    return (
        f"{what}, {first} to {last}, at the same mix of kinds of models: {sides[0]} releases by {one} and "
        f"{sides[1]} by {other}, a difference of {points(row['difference_least'])} points ({points(row['lower'])} to "
        f"{points(row['upper'])}). {_CLAIMS[claim]}"
    )


def findings(told: Mapping[str, Told | None], by: str, what: str, min_group: int) -> list[str]:
    """Return the finding of each of several tables of shares, after its label."""
    return [f"**{name}**: {finding(one, by, what, min_group)}" for name, one in told.items()]


def movements(ends: Mapping[str, pl.DataFrame], changes: pl.DataFrame, min_group: int) -> list[str]:
    """Return how the share of each group moved from its first to its last period with enough releases."""
    found = {row["of"]: row for row in changes.iter_rows(named=True)}
    return [
        f"{capital(group_name(group))}: {_movement(rows.to_dicts(), found.get(group), min_group)}."
        for group, rows in ends.items()
    ]


def tests(tested: Mapping[str, int]) -> list[str]:
    """Return in a sentence that groups are tested together, none where there is only one."""
    if tested["pairs"] < 2:
        return []
    return [
        f"A rise or fall is said where it remains with {number(tested['pairs'])} groups tested together (Holm), and "
        "whatever the releases are of which the list does not say."
    ]


def by_definition(found: pl.DataFrame, titles: Mapping[str, str], first: int, last: int) -> str:
    """Return under which definitions of open the two sides differ, all definitions allowed for."""
    rows = [row for row in found.iter_rows(named=True) if row["p_holm"] is not None]
    if not rows:
        return "Under no definition do both sides have enough judged releases."
    said = {True: [], False: []}
    for row in rows:
        size = f"{points(row['difference_least'])}, {points(row['lower'])} to {points(row['upper'])}"
        said[row["is_different"]].append(f"{titles[row['definition']]} ({size})")
    one, other = map(group_name, GROUPS)
    differ, count = listing(said[True]) or "none", counted(rows[0]["tests"], "definition")
    rest = f"; not under {listing(said[False])}" if said[False] else ""
    return (
        f"Releases of {first} to {last}, at the same mix of kinds of models, {count} tested together "
        f"(Holm): {one} and {other} differ under {differ}{rest}. In percentage points, {one} less {other}, "
        "with 95% intervals of each by itself."
    )


def stub_words(entries: int, stubs: int) -> str:
    """Return how many scored entries are left out of means as stubs, in a sentence."""
    left_out, are = (number(stubs) if stubs else "none"), ("are" if stubs > 1 else "is")
    scored = counted(entries, "scored entry", "scored entries")
    return f"Of {scored}, {left_out} {are} left out of means as stubs, with every criterion blank."


def typing_words(tallies: pl.DataFrame, changed: Mapping[str, Sequence[str]]) -> list[str]:
    """Return, for each source, in how many definitions the sides differ by either typing, and which answers change."""
    said = []
    for source, titles in changed.items():
        ours, theirs = tallies.filter(source=source).to_dicts()
        one = f"{named(source).short}: by types given by hand {_differing(ours)}; by the source's own categories "
        hang = f"The answer hangs on the typing by {', '.join(titles)}." if titles else "No answer hangs on the typing."
        said.append(f"{one}{_differing(theirs)}. {hang}")
    return said


def _differing(tally: Mapping[str, Any]) -> str:
    return (
        f"the two sides differ in {tally['differing']} of {counted(tally['definitions'], 'definition')} "
        f"({tally['clear']} before allowing for {tally['definitions']} looks)"
    )


def _extremes(told: Told, what: str) -> str:
    high, low = told["one"], told["other"]
    return (
        f"{what} in {high['period']}: highest for {group_name(high['group'])}, {_share(high)} releases, lowest for "
        f"{group_name(low['group'])}, {_share(low)}; {_verdict(told)}."
    )


def _movement(ends: list[dict[str, Any]], change: Mapping[str, Any] | None, min_group: int) -> str:
    if not ends:
        return f"no period has {_at_least(min_group)}"
    first, last = ends[0], ends[-1]
    if change is None:
        return f"{_share(last)} in {last['period']}, the only period with enough releases"
    spans = f"from {_share(first)} in {first['period']} to {_share(last)} in {last['period']}"
    size = _size(change)
    if change["survives_blanks"]:
        return f"{'rose' if change['difference'] > 0 else 'fell'} {spans}: {size}"
    return f"went {spans}: {size}; {_unclear(change)}"


def _share(row: Mapping[str, Any]) -> str:
    """Return a share with n and interval: ``51% of 417 (46–56%)``."""
    band = "no interval, one developer" if row["lower"] is None else percents(row["lower"], row["upper"])
    return f"{percent(row['open_share'])} of {number(row['n'])} ({band})"


def _size(pair: Mapping[str, Any]) -> str:
    """Return a difference with its interval: ``−45 points (−59 to −21)``."""
    band = "" if pair["lower"] is None else f" ({points(pair['lower'])} to {points(pair['upper'])})"
    return f"{points(pair['difference'])} points{band}"


def _verdict(told: Told) -> str:
    pair = told["pair"]
    higher = f", so the first share is {'higher' if pair['difference'] > 0 else 'lower'}"
    meaning = higher if pair["survives_blanks"] else f"; {_unclear(pair)}"
    pairs = number(told["pairs"])
    rest = f". Of {pairs} pairs, tested together (Holm), {told['different'] or 'none'} differ whatever the blanks are"
    return f"the difference is {_size(pair)}{meaning}{rest if told['pairs'] > 1 else ''}"


def _unclear(pair: Mapping[str, Any]) -> str:
    if pair["is_different"]:
        return "the releases of which the list does not say may turn that around"
    if pair["lower"] is None:
        return "with a single developer on a side nothing says how far off that is"
    if pair["lower"] <= 0 <= pair["upper"]:
        return "the two may not differ"
    return f"with {number(pair['tests'])} differences tested together (Holm) the two may not differ"


def _at_least(min_group: int) -> str:
    return "a judged release" if min_group <= 1 else f"{min_group} or more judged releases"
