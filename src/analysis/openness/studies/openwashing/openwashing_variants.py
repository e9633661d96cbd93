"""A rule of open-washing and its neighbours: those that differ from it in one respect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from openness.studies.openwashing.claims import CLAIMS
from openness.studies.openwashing.grid import BELOW
from openness.studies.openwashing.practice import DATA_OF, LICENSE_BY, PRACTICES
from openness.studies.openwashing.rule import Rule

_DATA = {"end_model": "Data of the end model", "either": "Data of either model", "both": "Data of both models"}
_LICENSE = {"tier": "License by its clauses", "osi": "License approved by the OSI"}
_PARAMETERS = {"data": "data_closed", "license": "license_not_open", "below": "below_half"}


def neighbours(rule: Rule, below: Sequence[float] = BELOW) -> Iterator[tuple[str, Rule]]:
    """Yield a rule under its name, then all that differ from it in one respect, under what is different."""
    yield "The rule asked for", rule
    for claim in CLAIMS:
        if claim != rule.claim:
            yield f"Claim: {CLAIMS[claim].title[:1].lower()}{CLAIMS[claim].title[1:]}", replace(rule, claim=claim)
    for least in range(1, len(rule.practice) + 1):
        if least != rule.least:
            yield f"At least {least} of {len(rule.practice)} tests", replace(rule, least=least)
    options = {
        "data": {one: _DATA[one] for one in DATA_OF},
        "license": {one: _LICENSE[one] for one in LICENSE_BY},
        "below": {one: f"Below {100 * one:.0f}% of the points" for one in below},
    }
    for parameter, named in options.items():
        for value, name in named.items():
            if _PARAMETERS[parameter] in rule.practice and value != getattr(rule, parameter):
                yield name, replace(rule, **{parameter: value})
    for test in PRACTICES:
        rest = tuple(name for name in rule.practice if name != test)
        title = PRACTICES[test].title
        if test not in rule.practice:
            yield f"Also tested: {title}", replace(rule, practice=(*rule.practice, test))
        elif rest:
            yield f"Not tested: {title}", replace(rule, practice=rest, least=min(rule.least, len(rest)))


def one_change(grid: pl.DataFrame, rule: Rule, groups: Sequence[str], below: Sequence[float] = BELOW) -> pl.DataFrame:
    """Return the shares of some groups under a rule and its neighbours."""
    columns = ("definition", "group", "n", "unknown_count", "share", "lower", "upper")
    parts = [
        grid.filter(_is_rule(one), pl.col("group").is_in(list(groups))).with_columns(pl.lit(name).alias("definition"))
        for name, one in neighbours(rule, below)
    ]
    return pl.concat(parts).select(columns)


def _is_rule(rule: Rule) -> pl.Expr:
    is_same = (
        (pl.col("claim") == rule.claim)
        & (pl.col("tests").list.sort().list.join(",") == ",".join(sorted(rule.practice)))
        & (pl.col("least") == rule.least)
    )
    for parameter, test in _PARAMETERS.items():
        if test in rule.practice:
            is_same &= pl.col(parameter) == getattr(rule, parameter)
    return is_same
