"""What changes of license show, in sentences: what each is made of; their words are in ``say.md.j2``."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from openness.studies.relicensing.changes import MAIN, MIN_GROUP
from openness.words import templates

YEARS = 2.0
"""Years after a change at which it is said how many licenses were still in force."""

_say = templates.beside(__file__)


def finding(ways: pl.DataFrame, basis: Mapping[str, Any]) -> str:
    """Say which way licenses moved, whether the kinds differ, and what it rests on: the decisions with a direction."""
    kinds = [row for row in ways.filter(definition=MAIN).to_dicts() if row["n"]]
    return _say("finding", kinds=kinds, least=MIN_GROUP, **basis)


def unknown(counts: Mapping[str, int]) -> str:
    """Say how many changes have no direction, and why."""
    return _say("unknown", **counts)


def counted_otherwise(ranges: Sequence[Mapping[str, Any]]) -> list[str]:
    """Say, for each kind, between what the part of looser moves lies under every way of counting."""
    said = [_say("counted_otherwise", **one) for one in ranges]
    return said or ["No way of counting has enough moves for a share."]


def lasting(spans: pl.DataFrame) -> str:
    """Say how long first licenses lasted among those that were changed."""
    return _say("lasting", kinds=[row for row in spans.to_dicts() if row["n"]], least=MIN_GROUP)


def lasting_afterwards(in_force: pl.DataFrame) -> str:
    """Say which part of the licenses that replaced a first one was still in force some years later."""
    rows = in_force.filter(years=YEARS).rows(named=True)
    return _say("lasting_afterwards", kinds=rows, years=f"{YEARS:g}", least=MIN_GROUP)


def returns(returned: Mapping[str, Any]) -> str:
    """Say how many tightened licenses were loosened later."""
    return _say("returns", **returned)


def forked(answered: Mapping[str, Any], days: int) -> str:
    """Say how many tightenings of software were answered by a fork, of those that are old enough to tell."""
    return _say("forked", days=days, **answered)


def backdrop(styles: Mapping[str, Any]) -> str:
    """Say how the licenses on GitHub moved from the first quarter to the last."""
    return _say("backdrop", **styles)
