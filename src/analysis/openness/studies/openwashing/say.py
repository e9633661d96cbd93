"""What a rule of open-washing finds, in sentences: what each is made of; their words are in ``say.md.j2``."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from openness.sources.osai import SOURCE as INDEX
from openness.studies.openwashing.practice import PRACTICES
from openness.studies.openwashing.shares import ALL, MIN_GROUP
from openness.words import templates
from openness.words.names import group_name
from openness.words.numbers import lowered

_say = templates.beside(__file__)


def finding(shares: pl.DataFrame, contrast: pl.DataFrame, rules: pl.DataFrame, min_group: int = MIN_GROUP) -> str:
    """Say in short how many claims are open-washed, whose, and whether other rules agree."""
    every = _all(shares)
    if not every or not every["n"]:
        return share(shares)
    return " ".join([_say("share", every=every), _contrast(shares, contrast, min_group), over_rules(rules, most=2)])


def share(shares: pl.DataFrame) -> str:
    """Say how many claims are open-washed, and what those that cannot be judged could change."""
    every = _all(shares)
    return f"{_say('share', every=every)} {_say('undecided', every=every)}".strip()


def shares_and_tests(
    shares: pl.DataFrame,
    failures: pl.DataFrame,
    contrast: pl.DataFrame,
    not_drawn: Mapping[str, int],
    min_group: int = MIN_GROUP,
) -> list[str]:
    """Say how many claims are open-washed, which tests fail, how two groups differ, and which groups are not drawn."""
    said = [share(shares)]
    if (every := _all(shares)) and every["n"]:
        rows = failures.filter(group=ALL).rows(named=True)
        said.append(_say("tests", rows=[(lowered(PRACTICES[row["test"]].title), row) for row in rows]))
        said.append(_contrast(shares, contrast, min_group))
    if not_drawn["groups"]:
        said.append(_say("not_drawn", **not_drawn))
    return said


def over_rules(rules: pl.DataFrame, most: int | None = None) -> str:
    """Say how the level depends on the rule, which group is higher how often, and how often that is certain."""
    row = None if rules.is_empty() else rules.row(0, named=True)
    said = [_say("level", rules=row)]
    if row and row["compared_count"]:
        one, other = group_name(row["group"]), group_name(row["other_group"])
        said += [_say("higher", rules=row, one=one, other=other), _say("certain", rules=row)]
    return " ".join(said[:most])


def differences(most_and_least: Sequence[Mapping[str, Any]], groups: tuple[str, str] | None) -> str:
    """Say in which test two groups differ most and in which least."""
    if not most_and_least or groups is None:
        return ""
    most, least = ({**row, "name": lowered(row["item"])} for row in most_and_least)
    one, other = map(group_name, groups)
    return _say("differences", one=one, other=other, most=most, least=least)


def dates(undated: Mapping[str, int], source: str, every: str) -> str:
    """Say what to mind of shares over time: what a date of this source is, and how many claims have none."""
    said = [_say("overwritten")] if source == INDEX.name else []
    if undated["left_out"]:
        said.append(_say("undated", **undated, every=every))
    return " ".join(said)


def developers(rated: Mapping[str, int], min_group: int = MIN_GROUP) -> str:
    """Say how many developers have a rate."""
    return _say("developers", **rated, least=min_group)


def licenses(tally: Mapping[str, Any]) -> list[str]:
    """Say how many licenses are called open and are not, and which of them is used most: one sentence each."""
    if not tally["n"]:
        return ["No license of the catalog has a word for open in its name."]
    return [said for name in ("called_open", "open_unsaid", "limits", "most_used") if (said := _say(name, tally=tally))]


def _contrast(shares: pl.DataFrame, contrast: pl.DataFrame, min_group: int) -> str:
    if contrast.is_empty():
        return _say("contrast", names=None, one=None, other=None, difference=None, least=min_group)
    row = contrast.row(0, named=True)
    by_group = {one["group"]: one for one in shares.rows(named=True)}
    one, other = row["group"], row["other_group"]
    return _say(
        "contrast",
        names=[group_name(one), group_name(other)],
        one=by_group.get(one),
        other=by_group.get(other),
        difference=row,
        least=min_group or 1,
    )


def _all(shares: pl.DataFrame) -> dict | None:
    return None if shares.is_empty() else shares.row(0, named=True)
