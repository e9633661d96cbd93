"""What changes of license show, in sentences: what each is made of; their words are in ``say.md.j2``."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from openness.words import templates

MIN_GROUP = 5
"""Spans that a median in words rests on at least."""

YEARS = 2.0
"""Years after a change at which it is said how many licenses were changed again."""

_say = templates.beside(__file__)


def finding(lists: Sequence[Mapping[str, Any]]) -> str:
    """Say what each list is a list of, and how many decisions on it loosened and tightened a license."""
    return _say("finding", lists=lists)


def unknown(lists: Sequence[Mapping[str, Any]]) -> str:
    """Say how many changes on each list have no direction, and why."""
    return _say("unknown", lists=lists)


def counted_otherwise(ranges: Sequence[Mapping[str, Any]]) -> list[str]:
    """Say, for each list, between what the counts of looser and of tighter moves lie."""
    said = [_say("counted_otherwise", **one) for one in ranges]
    return said or ["No move on a list is looser or tighter, however it is counted."]


def lasting(spans: pl.DataFrame) -> str:
    """Say how long first licenses lasted among those that were changed."""
    return _say("lasting", lists=[row for row in spans.to_dicts() if row["n"]], least=MIN_GROUP)


def changed_again(kept: pl.DataFrame) -> str:
    """Say how many of the licenses that came with a first change were changed again some years later."""
    return _say("changed_again", lists=kept.filter(years=YEARS).to_dicts(), years=f"{YEARS:g}")


def gates(told: Mapping[str, Any]) -> str:
    """Say how many models of a year came with a revenue gate, and which way other lines went that year."""
    return _say("gates", **told)


def returns(returned: Mapping[str, Any]) -> str:
    """Say how many tightened licenses on each list were loosened later."""
    return _say("returns", **returned)


def forked(answered: Mapping[str, Any], days: int) -> str:
    """Say how many tightenings of software were answered by a fork, of those that are old enough to tell."""
    return _say("forked", days=days, **answered)


def tags(told: Mapping[str, Any], population: str) -> str:
    """Say how many repositories name another license in the next edition of the Hub's list, and what that proves."""
    return _say("tags", population=population, **told)


def derivatives(told: Mapping[str, Any]) -> str:
    """Say how the licenses of embedding models compare with those of the models that they were made from."""
    return _say("derivatives", **told)


def backdrop(styles: Mapping[str, Any]) -> str:
    """Say how the licenses on GitHub moved from the first quarter to the last."""
    return _say("backdrop", **styles)
