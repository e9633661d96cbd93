"""What changes of license show, in sentences made from the numbers."""

from __future__ import annotations

import polars as pl

from openness.studies.relicensing import changes as relicensing
from openness.studies.relicensing import spells as license_spells
from openness.studies.relicensing.ask import begun
from openness.studies.relicensing.backdrop import license_shares
from openness.studies.relicensing.relicensing_variants import MAIN, direction_variants
from openness.studies.relicensing.spells import KIND_NAMES
from openness.words.sentences import Cell, counted, percent

MIN_GROUP = 5
"""Moves that a share in words rests on at least."""

YEARS = 2.0
"""Years after a change at which it is said how many licenses were still in force."""


def findings(
    changes: pl.DataFrame,
    forks: pl.DataFrame,
    pushers: pl.DataFrame,
    years: float = YEARS,
    *,
    days: int = relicensing.YEAR,
    selected: pl.DataFrame | None = None,
) -> list[str]:
    """Return one sentence or two on each question that the tables answer."""
    own = changes if selected is None else selected
    return [
        directions(own),
        unknown(own),
        lasting(changes, own),
        lasting_afterwards(changes, own, years),
        returns(changes, own),
        forked(own, forks, days),
        backdrop(pushers),
    ]


def finding(selected: pl.DataFrame) -> str:
    """Return the answer in short: which way licenses moved, whether the kinds differ, and what it rests on."""
    moved = relicensing.decisions(selected).filter(pl.col("direction").is_in(["looser", "tighter"]))
    if moved.is_empty():
        return directions(selected)
    first, last = moved["change_date"].min().year, moved["change_date"].max().year
    when = f"of {first}" if first == last else f"from {first} to {last}"
    developers = counted(moved["developer_name"].n_unique(), "developer")
    return (
        f"{directions(selected)} These moves ({counted(moved.height, 'decision')}, {developers}, {when}) were found "
        "and not sampled: they show what was done, not how often licenses change."
    )


def directions(selected: pl.DataFrame) -> str:
    """Return which part of the decisions that moved a license to another tier loosened it, by kind."""
    shares = relicensing.direction_shares(selected)
    known = shares.filter(pl.col("n") > 0)
    if known.is_empty():
        return "No change of license has a known direction to another tier."
    said = [_direction(row) for row in known.iter_rows(named=True)]
    told = f"Of the decisions that moved a license to another tier, {' and '.join(said)} loosened it"
    enough = known.filter(pl.col("n") >= MIN_GROUP)
    if enough.height < len(KIND_NAMES):
        return f"{told}."
    one, other = enough.iter_rows(named=True)
    apart = one["upper"] < other["lower"] or other["upper"] < one["lower"]
    return f"{told}; {'the intervals do not overlap' if apart else 'the intervals overlap, so the two may not differ'}."


def _direction(row: dict) -> str:
    if row["n"] < MIN_GROUP:
        return f"{row['looser_count']} of {row['n']} on {KIND_NAMES[row['kind']]} (too few for a share)"
    interval = f"95% interval {100 * row['lower']:.0f}-{percent(row['upper'])}"
    share = percent(row["looser_share"])
    return f"{row['looser_count']} of {row['n']} on {KIND_NAMES[row['kind']]} ({share}, {interval})"


def unknown(selected: pl.DataFrame) -> str:
    """Return how many changes have no direction, and why."""
    count = {name: selected.filter(direction=name).height for name in ("sideways", "unknown")}
    return (
        f"Of {counted(selected.height, 'change')} {count['sideways']} stayed within a tier, such as from a permissive "
        f"license to a copyleft one; of {count['unknown']} the direction is unknown, because what was read of the "
        "licenses leaves more than one open."
    )


def counted_otherwise(selected: pl.DataFrame) -> list[str]:
    """Return, for each kind, between what the part of looser moves lies under every way of counting."""
    variants = direction_variants(selected).filter(pl.col("n") >= MIN_GROUP)
    said = []
    for name in KIND_NAMES.values():
        own = variants.filter(group=name).sort("share", "definition")
        if own.is_empty():
            continue
        main = own.filter(definition=MAIN)
        as_counted = f"; as decisions {percent(main['share'][0])}" if main.height else ""
        low, high = (
            f'{_cell(row).text()} under "{row["definition"]}"'
            for row in (own.row(0, named=True), own.row(-1, named=True))
        )
        said.append(f"{name.capitalize()}: looser are from {low} to {high}{as_counted}.")
    return said or ["No way of counting has enough moves for a share."]


def _cell(row: dict) -> Cell:
    return Cell("", row["group"], row["n"], row["share"], row["lower"], row["upper"])


def lasting(changes: pl.DataFrame, selected: pl.DataFrame) -> str:
    """Return how long first licenses lasted among those that were changed."""
    spans = begun(license_spells.time_to_first_change(changes), selected)
    if spans.is_empty():
        return "Of no project here whose first license was changed is that license dated."
    said = [
        f"of {name} {_median(own) if own.height >= MIN_GROUP else 'too few to say'} (n = {own.height})"
        for kind, name in KIND_NAMES.items()
        for own in [spans.filter(kind=kind)]
        if own.height
    ]
    return (
        f"Among those that changed it the first license lasted at the median: {'; '.join(said)}. Projects that "
        "never changed are not in the data, so this says nothing about how long licenses last."
    )


def _median(spans: pl.DataFrame) -> str:
    return f"{spans['years'].median():.1f} years"


def lasting_afterwards(changes: pl.DataFrame, selected: pl.DataFrame, years: float = YEARS) -> str:
    """Return which part of the licenses that replaced a first one was still in force some years later."""
    spells = begun(license_spells.spells_after_first_change(changes), selected)
    if spells.is_empty():
        return "None of the changes here is the first of its project."
    said = [_in_force(row) for row in license_spells.still_in_force(spells, [years]).iter_rows(named=True)]
    if not said:
        return f"No license that came with a first change has been watched for {years:g} years."
    return f"{years:g} years after the first change the license that came then was still in force: {'; '.join(said)}."


def _in_force(row: dict) -> str:
    if row["n"] < MIN_GROUP:
        return f"{row['group']} too few for a share (n = {row['n']})"
    bounds = "" if row["lower"] is None else f", 95% interval {100 * row['lower']:.0f}-{percent(row['upper'])}"
    return f"{row['group']} {percent(row['survival'])} (n = {row['n']}{bounds})"


def returns(changes: pl.DataFrame, selected: pl.DataFrame) -> str:
    """Return how many tightened licenses were loosened later."""
    tightened = selected.filter(direction="tighter")
    number = tightened["project_name"].n_unique()
    if not number:
        return "No license was tightened."
    moves = begun(relicensing.return_moves(changes), tightened, "tightened_date")
    of = f"{counted(number, 'project')} that tightened one"
    if moves.is_empty():
        return f"Known to have loosened a license later: none of {of}."
    middle = "at the median after" if moves.height > 1 else "after"
    loosened = moves["project_name"].n_unique()
    text = f"Known to have loosened a license later: {loosened} of {of}, {middle} {_median(moves)}."
    open_again = pl.col("is_back_to_open") & ~pl.col("is_tightened_later")
    for what, which in (("Open again", open_again), ("Tightened once more", pl.col("is_tightened_later"))):
        if names := moves.filter(which)["project_name"].unique(maintain_order=True).to_list():
            text += f" {what}: {'; '.join(names)}."
    return text


def forked(selected: pl.DataFrame, forks: pl.DataFrame, days: int = relicensing.YEAR) -> str:
    """Return how many tightenings of software were answered by a fork, of those that are old enough to tell."""
    answers = relicensing.forks_after(selected, forks, days)
    if answers.is_empty():
        return "No license of software was tightened; forks of models were not looked for."
    followed = answers.filter("is_followed")
    left_out = answers.height - followed.height
    recent = f" {left_out} younger than that {'is' if left_out == 1 else 'are'} left out." if left_out else ""
    if followed.is_empty():
        return f"No tightened license of software here is {days} days old, so nothing can be said of forks."
    known = followed.filter("is_forked")
    decided = relicensing.decisions(selected.join(followed, on="change_id", how="semi")).height
    text = (
        f"Of {counted(followed.height, 'tightened license')} of software, the work of "
        f"{counted(decided, 'decision')}, {known.height} {'was' if known.height == 1 else 'were'}, "
        f"as far as known, forked within {days} days"
    )
    middle = "at the median after" if known.height > 1 else "after"
    after = f", {middle} {known['days_to_fork'].median():.0f}" if known.height else ""
    return f"{text}{after}.{recent}"


def backdrop(pushers: pl.DataFrame) -> str:
    """Return how the licenses on GitHub moved from the first quarter to the last."""
    if pushers.is_empty():
        return "GitHub's counts are not here."
    styles = license_shares(pushers, "style", recognized_only=True)
    first, last = styles["period"].min(), styles["period"].max()
    share = {(period, group): value for period, group, value in styles.select("period", "group", "share").iter_rows()}

    def moved(group: str) -> str:
        return f"{100 * share.get((first, group), 0):.1f}% to {100 * share.get((last, group), 0):.1f}%"

    return (
        f"On GitHub, of pushers by recognized license, from {first} to {last}: permissive {moved('permissive')}, "
        f"strong copyleft {moved('strong_copyleft')}, network copyleft {moved('network_copyleft')}."
    )
