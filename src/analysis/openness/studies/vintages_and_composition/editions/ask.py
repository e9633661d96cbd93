"""Two editions, two periods and factors, as a report on editions reads them; and the releases that it looks at."""

from __future__ import annotations

import re
from dataclasses import replace

import polars as pl

from openness.measures.ask import ALL, FIRST_YEAR, LAST_YEAR, Question, ask, resolve_vintage
from openness.project.errors import BadValueError
from openness.statistics.decomposition.factors import with_developer_status, with_size_class
from openness.statistics.decomposition.sample import TURNOVER, Span, span_name
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


def _previous(source: str, newer: str) -> str | None:
    lists = tables.read("release_lists").filter(source=source)
    held = {one: set(lists.filter(vintage=one)["list"]) for one in sorted(set(lists["vintage"]))}
    earlier = [one for one in held if one < newer and held[one] & held[newer]]
    whole = [one for one in earlier if ALL in held[one] & held[newer]]
    return max(whole or earlier, default=None)
