"""What changes of license show, in sentences: what each is made of; their words are in ``say.md.j2``."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from openness.studies.relicensing.changes import MAIN
from openness.studies.relicensing.names import KIND_NAMES
from openness.words import templates

MIN_GROUP = 5
"""Moves that a share in words rests on at least."""

YEARS = 2.0
"""Years after a change at which it is said how many licenses were still in force."""

STYLES = ("permissive", "strong_copyleft", "network_copyleft")
"""Styles of license whose shares are told."""

_say = templates.beside(__file__)


def finding(ways: pl.DataFrame, basis: Mapping[str, Any]) -> str:
    """Say which way licenses moved, whether the kinds differ, and what it rests on: the decisions with a direction."""
    kinds = ways.filter(pl.col("n") > 0, definition=MAIN).rows(named=True)
    return _say("finding", kinds=kinds, least=MIN_GROUP, **basis)


def unknown(counts: pl.DataFrame) -> str:
    """Say how many changes have no direction, and why."""
    n = {name: counts.filter(direction=name)["n"].sum() for name in ("sideways", "unknown")}
    return _say("unknown", changes=counts["n"].sum(), **n)


def counted_otherwise(ways: pl.DataFrame) -> list[str]:
    """Say, for each kind, between what the part of looser moves lies under every way of counting."""
    said = []
    for name in KIND_NAMES.values():
        own = ways.filter(pl.col("n") >= MIN_GROUP, group=name).sort("share", "definition").rows(named=True)
        main = [row for row in own if row["definition"] == MAIN]
        if own:
            said.append(_say("counted_otherwise", kind=name, low=own[0], high=own[-1], main=main[0] if main else None))
    return said or ["No way of counting has enough moves for a share."]


def lasting(spans: pl.DataFrame) -> str:
    """Say how long first licenses lasted among those that were changed."""
    return _say("lasting", kinds=spans.filter(pl.col("n") > 0).rows(named=True), least=MIN_GROUP)


def lasting_afterwards(in_force: pl.DataFrame) -> str:
    """Say which part of the licenses that replaced a first one was still in force some years later."""
    rows = in_force.filter(years=YEARS).rows(named=True)
    return _say("lasting_afterwards", kinds=rows, years=f"{YEARS:g}", least=MIN_GROUP)


def returns(returned: Mapping[str, Any], counts: pl.DataFrame) -> str:
    """Say how many tightened licenses were loosened later."""
    return _say("returns", tightened=counts.filter(direction="tighter")["project_count"].sum(), **returned)


def forked(answered: Mapping[str, Any], days: int) -> str:
    """Say how many tightenings of software were answered by a fork, of those that are old enough to tell."""
    return _say("forked", days=days, **answered)


def backdrop(styles: pl.DataFrame) -> str:
    """Say how the licenses on GitHub moved from the first quarter to the last."""
    first, last = styles["period"].min(), styles["period"].max()
    shares = {(period, group): share for period, group, share in styles.select("period", "group", "share").iter_rows()}
    moved = [(style.replace("_", " "), shares.get((first, style), 0), shares.get((last, style), 0)) for style in STYLES]
    return _say("backdrop", first=first, last=last, moved=moved)
