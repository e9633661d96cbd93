"""Whether a changed version of what is under one license may be under another.

A license stays on the part that it covers. So a version as a whole can bear another license only if that one asks for
at least as much, clause by clause: else it would give recipients rights that nobody can give them. Copyleft goes
further, and names the licenses that a version may be under.
"""

from collections.abc import Callable, Iterator
from typing import Any

from openness.licenses.rights import sizes, table
from openness.licenses.rights.points import Point
from openness.licenses.rights.table import IF, NO, UNKNOWN
from openness.licenses.rights.terms import Said, Terms
from openness.words.names import label

SAME, MORE, LESS, UNCLEAR = "same", "more", "less", "unclear"


def points(origin: Terms, target: Terms) -> Iterator[Point]:
    """Yield what stands against a version of `origin` under `target`; nothing where nothing does."""
    if target.id == origin.id or (table.base(target.id) == origin.key and target.id == f"{origin.key}-only"):
        return
    shares = origin.said("share_alike")
    if reason := table.AT_ODDS.get((origin.key, target.key)):
        yield Point(NO, f"{target.id} cannot take it in: {reason}", None, None, origin.id)
    if shares.is_decided and shares.value:
        yield from _copyleft(origin, target, shares)
        return
    if target.is_closed:
        return
    if not target.clauses:
        yield Point(UNKNOWN, f"what {target.id} asks for is not known", None, None, target.id)
        return
    for clause in _COMPARED:
        mine, theirs = origin.said(clause), target.said(clause)
        if not mine.is_decided and not (clause == "thresholds" and sizes.of(origin) is not None):
            # It is undecided for the question as a whole already, except where it only adds duties.
            yield Point(UNKNOWN, f"{label(clause).lower()} of {origin.id}: not known", clause, None, origin.id)
            continue
        verdict = _compare(clause, origin, target)
        name = label(clause).lower()
        if verdict == LESS:
            words = f"{target.id} lacks a limit that stays with it: {name}"
            listed = sizes.of(origin) if clause == "thresholds" else None
            section = listed[0].section if listed else mine.section
            yield Point(NO, words, clause, section, mine.document or origin.id)
        elif verdict == UNCLEAR:
            why = "" if theirs.is_decided else ", which is not known"
            words = f"whether {target.id} asks for at least as much on {name}{why}, has to be read"
            yield Point(UNKNOWN, words, clause, mine.section, mine.document or origin.id)
    for limit in origin.further:
        yield Point(
            NO, f"{target.id} lacks a limit that stays with it: {limit.limit}", "further", limit.section, origin.id
        )


def _copyleft(origin: Terms, target: Terms, shares: Said) -> Iterator[Point]:
    for key in (origin.id, origin.key):
        allowed, section = table.COMPATIBLE.get(key, ((), None))
        if target.key in allowed:
            words = f"the license names {target.id} as one that changed versions may be under"
            yield Point(IF, words, "share_alike", section, origin.id)
            return
    if origin.id.endswith("-or-later") and target.key == origin.key:
        return
    words = f"changed versions have to be under {origin.id}"
    yield Point(NO, words, "share_alike", shares.section, shares.document or origin.id)


def _compare(clause: str, origin: Terms, target: Terms) -> str:
    mine, theirs = origin.said(clause), target.said(clause)
    asks = _COMPARED[clause]
    if clause == "thresholds":
        found = _thresholds(origin, target)
    elif not asks(mine.value):
        found = MORE
    elif not theirs.is_decided:
        found = UNCLEAR
    elif not asks(theirs.value):
        found = LESS
    else:
        # Two lists of forbidden purposes, or two registrations: which asks for more has to be read.
        found = _ENOUGH[clause](mine.value, theirs.value) if clause in _ENOUGH else UNCLEAR
    return found


def _commercial(mine: str, theirs: str) -> str:
    return SAME if theirs == "no" else LESS if mine == "no" else UNCLEAR


_ENOUGH: dict[str, Callable[[Any, Any], str]] = {
    "attribution_notice": lambda *_: SAME,
    "commercial_use": _commercial,
    "geo_exclusion": lambda mine, theirs: SAME if set(mine) <= set(theirs) else LESS,
    "output_training_restriction": lambda mine, theirs: SAME if theirs in ("ban_other_models", mine) else LESS,
    "branding_required": lambda mine, theirs: SAME if theirs == mine else LESS,
    "model_name_prefix": lambda mine, theirs: SAME if theirs == mine else LESS,
}
"""How two licenses compare that both ask for something."""


def _thresholds(origin: Terms, target: Terms) -> str:
    mine = sizes.of(origin)
    if not mine or target.said("commercial_use").value == "no":
        return MORE
    return LESS if sizes.of(target) == () else UNCLEAR


def _is_given(value: Any) -> bool:
    return value not in (None, False, (), [], "none")


_COMPARED: dict[str, Callable[[Any], bool]] = {
    "commercial_use": lambda value: value != "yes",
    "thresholds": _is_given,
    "registration_required": _is_given,
    "behavioural_use_restrictions": _is_given,
    "geo_exclusion": _is_given,
    "output_training_restriction": _is_given,
    "business_restriction": _is_given,
    "branding_required": _is_given,
    "model_name_prefix": _is_given,
    "attribution_notice": _is_given,
}
