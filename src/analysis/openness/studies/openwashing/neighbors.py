"""A rule of open-washing and its neighbors: those that differ from it in one respect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from openness.studies.openwashing import results
from openness.studies.openwashing.claims import CLAIMS
from openness.studies.openwashing.grid import BELOW, is_rule
from openness.studies.openwashing.practice import DATA_OF, LICENSE_BY, PARAMETER_OF, PRACTICES
from openness.studies.openwashing.rule import Rule
from openness.words.numbers import lowered, percent

_DATA = {"end_model": "Data of the end model", "either": "Data of either model", "both": "Data of both models"}
_LICENSE = {"tier": "License by its clauses", "osi": "License approved by the OSI"}


def neighbors(rule: Rule, below: Sequence[float] = BELOW) -> Iterator[tuple[str, Rule]]:
    """Yield a rule under its name, then all that differ from it in one respect, under what is different."""
    yield "The rule asked for", rule
    for claim in CLAIMS:
        if claim != rule.claim:
            yield f"Claim: {lowered(CLAIMS[claim].title)}", replace(rule, claim=claim)
    for least in range(1, len(rule.practice) + 1):
        if least != rule.least:
            yield f"At least {least} of {len(rule.practice)} tests", replace(rule, least=least)
    options = {
        "data_closed": {one: _DATA[one] for one in DATA_OF},
        "license_not_open": {one: _LICENSE[one] for one in LICENSE_BY},
        "below_half": {one: f"Below {percent(one)} of the points" for one in below},
    }
    for test, named in options.items():
        for value, name in named.items():
            if test in rule.practice and value != rule.parameter(test):
                yield name, replace(rule, **{PARAMETER_OF[test]: value})
    for test in PRACTICES:
        rest = tuple(name for name in rule.practice if name != test)
        title = PRACTICES[test].title
        if test not in rule.practice:
            yield f"Also tested: {title}", replace(rule, practice=(*rule.practice, test))
        elif rest:
            yield f"Not tested: {title}", replace(rule, practice=rest, least=min(rule.least, len(rest)))


def one_change(grid: pl.DataFrame, rule: Rule, groups: Sequence[str], below: Sequence[float] = BELOW) -> pl.DataFrame:
    """Return :data:`results.DEFINITIONS`: the shares of some groups under a rule and its neighbors."""
    parts = [
        grid.filter(is_rule(one), pl.col("group").is_in(list(groups))).with_columns(pl.lit(name).alias("definition"))
        for name, one in neighbors(rule, below)
    ]
    return pl.concat(parts).select(results.DEFINITIONS.names)
