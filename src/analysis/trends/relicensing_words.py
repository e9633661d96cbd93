"""What changes of license show, in sentences made from the numbers."""

from __future__ import annotations

import polars as pl

from analysis.trends import license_spells, relicensing
from analysis.trends.github_licenses import license_shares
from analysis.trends.words import percent

_NOUNS = {"software": "software", "model": "models"}


def findings(changes: pl.DataFrame, forks: pl.DataFrame, pushers: pl.DataFrame, years: float = 2.0) -> list[str]:
    """Return one sentence or two on each question that the tables answer.

    Parameters
    ----------
    changes, forks, pushers
        Tables ``license_changes``, ``license_forks`` and ``github_licenses``.
    years
        Time after the first change at which survival is stated.

    Returns
    -------
    list of str
        Directions, lasting, returns, forks, the backdrop; a question that the tables leave open says so.
    """
    return [
        directions(changes),
        lasting(changes),
        lasting_afterwards(changes, years),
        returns(changes),
        forked(changes, forks),
        backdrop(pushers),
    ]


def directions(changes: pl.DataFrame) -> str:
    """Return which way software and models moved, with intervals, also without the list that holds only one way."""
    shares = relicensing.direction_shares(changes)
    if not shares["n"].sum():
        return "No change of license has a known direction."
    own = relicensing.direction_shares(changes.filter(~pl.col("is_carried_over")))
    said = "; ".join(_direction(row) for row in shares.iter_rows(named=True))
    unknown = changes.filter(direction="unknown").height
    return (
        f"Looser among the decisions that are looser or tighter: {said}. Without what is carried over from a list of "
        f"projects that left open licenses: {'; '.join(_direction(row) for row in own.iter_rows(named=True))}. "
        f"{unknown} of {changes.height} changes have no known direction."
    )


def _direction(row: dict) -> str:
    noun = _NOUNS[row["kind"]]
    if not row["n"]:
        return f"{noun} none of 0"
    interval = f"{100 * row['lower']:.0f}-{percent(row['upper'])}"
    return f"{noun} {row['looser_count']} of {row['n']} ({percent(row['looser_share'])}, {interval})"


def lasting(changes: pl.DataFrame) -> str:
    """Return how long first licenses lasted among those that were changed."""
    spans = license_spells.time_to_first_change(changes)
    if spans.is_empty():
        return "Of no project that changed its license is the first license dated."
    said = [
        f"{_NOUNS[kind]} {own['years'].median():.1f} years (n = {own.height})"
        for (kind,), own in spans.group_by(["kind"], maintain_order=True)
    ]
    return (
        f"Among those that changed it the first license lasted at the median: {'; '.join(sorted(said))}. Projects that "
        "never changed are not in the data, so this says nothing about how long licenses last."
    )


def lasting_afterwards(changes: pl.DataFrame, years: float) -> str:
    """Return which part of the licenses that replaced a first one was still in force some years later."""
    curve = license_spells.survival(license_spells.spells_after_first_change(changes))
    said = []
    for kind, noun in _NOUNS.items():
        before = curve.filter(pl.col("kind") == kind, pl.col("years") <= years)
        if before.is_empty():
            continue
        last = before.row(-1, named=True)
        interval = "" if last["lower"] is None else f", {100 * last['lower']:.0f}-{percent(last['upper'])}"
        said.append(f"{noun} {percent(last['survival'])} of {before['n'][0]}{interval}")
    if not said:
        return "No project has changed its license."
    return f"{years:g} years after the first change the license that came then was still in force: {'; '.join(said)}."


def returns(changes: pl.DataFrame) -> str:
    """Return how many tightened licenses were loosened later."""
    tightened = changes.filter(direction="tighter")["project_name"].n_unique()
    moves = relicensing.return_moves(changes)
    if not tightened:
        return "No license was tightened."
    if moves.is_empty():
        return f"None of the {tightened} projects that tightened their license is known to have loosened it later."
    back = moves.filter("is_back_to_open")
    names = ", ".join(back["project_name"].unique(maintain_order=True))
    text = (
        f"Of {tightened} projects that tightened their license {moves['project_name'].n_unique()} loosened it later, "
        f"at the median after {moves['years'].median():.1f} years"
    )
    return f"{text}; open again: {names}." if names else f"{text}; none is open again."


def forked(changes: pl.DataFrame, forks: pl.DataFrame, days: int = relicensing.YEAR) -> str:
    """Return how many tightenings of software were answered by a fork."""
    answers = relicensing.forks_after(changes, forks, days)
    if answers.is_empty():
        return "No license of software was tightened."
    known = answers.filter("is_forked")
    text = f"Of {answers.height} tightened licenses of software {known.height} were, as far as known, forked"
    text += f" within {days} days"
    return f"{text}, at the median after {known['days_to_fork'].median():.0f}." if known.height else f"{text}."


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
