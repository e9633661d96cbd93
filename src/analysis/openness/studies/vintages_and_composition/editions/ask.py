"""What a report on editions and composition asks for: two editions, two periods, factors; and its releases."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from openness.measures.ask import ALL, FIRST_YEAR, LAST_YEAR, LATEST, Parameter, Question, ask, resolve_vintage
from openness.project.errors import BadValueError
from openness.statistics.decomposition.factors import with_developer_status, with_size_class
from openness.statistics.decomposition.sample import MOST_FACTORS, TURNOVER, Span, span_name
from openness.studies.vintages_and_composition.editions.change import VintageChange, label_repair
from openness.studies.vintages_and_composition.editions.editions import common_list, edition
from openness.tables import store as tables

PREVIOUS = "previous"
FACTORS = (
    "country",
    "size_class",
    "modality",
    "developer_group",
    "developer_type",
    "developer_status",
    TURNOVER,
)
LEVELS = {"training_compute": "FLOP", "parameter_count": "parameters"}
"""Column that says how large a release is -> its unit."""

_PERIOD = re.compile(r"(\d{4})(?:\s*(?:-|–|to)\s*(\d{4}))?")


def _vintages() -> list[str]:
    return [PREVIOUS, LATEST, *tables.read("releases")["vintage"].unique().sort().to_list()]


PARAMETERS = {
    parameter.name: parameter
    for parameter in (
        Parameter("versus", "string", "the other edition; previous: the one before that can be compared", _vintages),
        Parameter("before", "string", "first period: a year, or the first and last of several"),
        Parameter("after", "string", "second period"),
        Parameter("factors", "list", "what composition is made of", lambda: list(FACTORS)),
        Parameter("level", "string", "what says how large a release is", lambda: list(LEVELS)),
        Parameter("most", "integer", "releases in a table", None, 1, 200),
        Parameter("draws", "integer", "of the bootstrap", None, 100, 10_000),
        Parameter("seed", "integer", "of the bootstrap", None, 0, 2**31),
    )
}
"""Parameters of this report, beside those of :data:`openness.measures.ask.PARAMETERS`."""


def period(text: str) -> tuple[int, int]:
    """Return the first and last year of a period: ``2021``, ``2019-2021`` or ``2019 to 2021``."""
    found = _PERIOD.fullmatch(text.strip())
    if found is None:
        raise BadValueError(f"period is {text!r}, expected a year or two, such as '2021' or '2019-2021'")
    first, last = int(found[1]), int(found[2] or found[1])
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        raise BadValueError(f"period is {text!r}, expected years from {FIRST_YEAR} to {LAST_YEAR}, the first one first")
    return first, last


def compared(source: str, vintage: str, versus: str) -> tuple[str | None, str]:
    """Return the two editions to compare, the one of ``versus`` first."""
    newer = resolve_vintage(source, vintage)
    if versus == PREVIOUS:
        return _previous(source, newer), newer
    older = resolve_vintage(source, versus)
    if older == newer:
        raise BadValueError(f"versus and vintage are both the edition {newer} of {source}; expected two")
    common_list(edition(source, older), edition(source, newer))
    return older, newer


def factored(question: Question) -> pl.DataFrame:
    """Return the releases of a question with the columns that factors need, of all years."""
    every = ask(replace(question, since=None, until=None, modality=ALL)).releases
    found = with_developer_status(with_size_class(every))
    return found if question.modality == ALL else found.filter(modality=question.modality)


def all_modalities(question: Question) -> Question:
    """Return a question about releases of every modality."""
    return replace(question, modality=ALL)


def edition_releases(question: Question) -> pl.DataFrame:
    """Return all releases of a question's edition and modality, also those that no definition can judge."""
    own = tables.read("releases").filter(source=question.source, vintage=question.vintage)
    return own if question.modality == ALL else own.filter(modality=question.modality)


def labels(question: Question) -> VintageChange:
    """Return what types given by hand change, all periods together; in developer groups where ``by`` is no type."""
    by = question.by if question.by in ("developer_group", "developer_type") else "developer_group"
    return label_repair(replace(question, by=by), is_pooled=True)


def spans(before: Span, after: Span) -> str:
    """Return two periods in words: ``2020 to 2022 against 2023 to 2025``."""
    return f"{span_name(before)} against {span_name(after)}"


def check(values: Mapping[str, Any]) -> None:
    """Check the parameters of a report on editions before it runs; values without ``versus`` are passed over."""
    if "versus" not in values:
        return
    for name in values.keys() & PARAMETERS.keys():
        PARAMETERS[name].check(values[name])
    compared(values["source"], values.get("vintage", LATEST), values["versus"])
    if {"before", "after"} <= values.keys():
        first, second = period(values["before"]), period(values["after"])
        if first[1] >= second[0]:
            raise BadValueError(f"before ends in {first[1]}, expected earlier than after begins: {second[0]}")
    factors = list(values.get("factors", FACTORS[:1]))
    if not 1 <= len(factors) <= MOST_FACTORS or len(set(factors)) < len(factors):
        raise BadValueError(f"factors are {', '.join(factors) or 'none'}; expected 1 to {MOST_FACTORS} different ones")


def _previous(source: str, newer: str) -> str | None:
    lists = tables.read("release_lists").filter(source=source)
    held = {one: set(lists.filter(vintage=one)["list"]) for one in sorted(set(lists["vintage"]))}
    earlier = [one for one in held if one < newer and held[one] & held[newer]]
    whole = [one for one in earlier if ALL in held[one] & held[newer]]
    return max(whole or earlier, default=None)
