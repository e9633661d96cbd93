"""Editions and the changes between them in plain words, made from the numbers."""

from collections.abc import Sequence

from openness.measures.ask import ALL
from openness.studies.vintages_and_composition.editions.editions import POOLED
from openness.studies.vintages_and_composition.editions.tallies import Tally
from openness.words.names import group_name
from openness.words.numbers import capital, counted, number, percent, points

KIND_NAMES = {
    "releases": "new, removed and replaced {unit}",
    "reassessment": "re-assessment of the same {unit}",
    "criteria": "other criteria",
    "labels": "other labels",
}
CAUSE_NAMES = {
    "new": "new {unit}",
    "removed": "removed {unit}",
    "replaced": "entries that stand for another model now",
    "reassessed": "{unit} judged differently",
    "filled_in": "blanks filled in",
    "blanked": "judgments taken back",
    "criteria": "other criteria",
    "regrouped": "{unit} moved to another group",
    "redated": "{unit} moved to another period",
    "rescoped": "{unit} moved into or out of the question",
}


def finding(told: Tally) -> str:
    """Return the change in one sentence: how many shares moved, how many beyond their interval, the largest."""
    name = f"Between the editions of {told['before']} and {told['after']}"
    if not told["shares"]:
        return f"{name}, no share rests on {told['least']} or more judged {told['unit']} in both."
    shares, outside = counted(told["shares"], "share"), told["outside"]
    if not told["moved"]:
        return f"{name}, none of {shares} moved."
    beyond = (
        f", {outside or 'none'} of them out of the 95% interval that the older edition gives"
        if outside is not None
        else ""
    )
    return (
        f"{name}, {number(told['moved'])} of {shares} ({told['title']}) moved{beyond}. "
        f"The largest move: {sentence(told['moves'][0])}"
    )


def sentence(cell: Tally) -> str:
    """Return how one share moved and why, largest cause first."""
    row, period = cell["row"], cell["period"]
    name = f"{group_name(cell['group'])}{f' in {period}' if period != POOLED else ''}"
    if row is None:
        return f"{name}: nothing judged in either edition."
    if row["share_change"] is None:
        known = "newer" if row["n_after"] else "older"
        n, share = (row["n_after"], row["share_after"]) if row["n_after"] else (row["n_before"], row["share_before"])
        return f"{name}: {percent(share)} of {number(n)} in the {known} edition, nothing judged in the other."
    spoken = [
        f"{CAUSE_NAMES[one['cause']].format(unit=cell['unit'])} {points(one['share_change'], 1)} "
        f"({number(one['release_count'])})"
        for one in cell["causes"]
    ]
    ends = [f"{percent(row[f'share_{one}'])} of {number(row[f'n_{one}'])}" for one in ("before", "after")]
    why = f": {', '.join(spoken)}" if spoken else ""
    return f"{name}, {' to '.join(ends)} ({points(row['share_change'], 1)} points){why}."


def causes_sentence(told: Tally) -> str:
    """Return which kinds of change did most: their part of all movement, up and down added without their signs."""
    if not told["kinds"]:
        return "Nothing moved."
    listed = ", ".join(f"{KIND_NAMES[kind].format(unit=told['unit'])} {percent(part)}" for kind, part in told["kinds"])
    return f"Of all movement between the two editions, ups and downs added without their signs: {listed}."


def summary(told: Tally) -> list[str]:
    """Return the finding, which causes did most, the largest moves after the first, and the notes."""
    others = [capital(sentence(one)) for one in told["moves"][1:]]
    return [finding(told), causes_sentence(told), *others, *told["notes"]]


def new_words(told: Tally) -> str:
    """Return how many of the releases that are new in the newer edition came out before the older one was made."""
    earlier = told["earlier"]
    if not told["new"]:
        return "No new release is in a share with enough of them."
    only = ": new on the list, and not new" if earlier else ""
    return (
        f"Of {counted(told['new'], 'new release')} in these shares, {number(earlier) if earlier else 'none'} came out "
        f"before the older edition was made{only}."
    )


def spread_words(apart: Sequence[Tally]) -> list[str]:
    """Return a sentence per list on how far the editions lie apart, and where they do most."""
    return [_list_words(one) for one in apart] or [
        "No share rests on enough releases in two editions, so nothing can be compared."
    ]


def left_out_words(groups: Sequence[str]) -> list[str]:
    """Return a sentence on the groups that a chart of some leaves out, none where there is none."""
    return [f"Not drawn: {', '.join(map(group_name, groups))}."] if groups else []


def _list_words(told: Tally) -> str:
    top = told["most"]
    listed = "the publisher's whole list" if told["listed_in"] == ALL else f"the list {told['listed_in']!r}"
    shares = "the one share" if told["shares"] == 1 else counted(told["shares"], "share")
    ends = [
        f"{percent(top[one])} of {number(top[f'n_{one}'])} in {which} of {top[f'{one}_vintage']}"
        for one, which in (("first", "the edition"), ("last", "that"))
    ]
    return (
        f"Of {listed}, two or more editions have enough releases for {shares}; the editions lie "
        f"{told['median_points']:.1f} points apart in the median one, and in {told['beyond'] or 'none'} the newest "
        f"share is outside the 95% interval of the oldest. Furthest apart: {group_name(top['group'])} in "
        f"{top['period']}, {', '.join(ends)}."
    )
