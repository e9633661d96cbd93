"""Which editions a user means, such as ``epoch@2025-04-23``, and the releases of a question that a report looks at."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from openness.measures.ask import ALL, LATEST, Question, ask, asked_about, resolve_vintage
from openness.measures.factors import with_developer_status, with_size_class
from openness.measures.selection import TYPED, year_before
from openness.project.errors import BadValueError, UnknownNameError
from openness.studies.vintages_and_composition.editions.change import VintageChange, label_repair
from openness.studies.vintages_and_composition.editions.editions import common_list
from openness.tables import store as tables

PREVIOUS, YEAR_BEFORE = "previous", "year_before"
SEPARATOR = "@"


def parse(texts: Sequence[str], source: str | None = None) -> tuple[str, str, str]:
    """Return the source and the two editions that two texts name."""
    split = [text.rpartition(SEPARATOR) for text in texts]
    named = {one for one in [source, *(left for left, _, _ in split)] if one}
    if len(named) > 1:
        raise BadValueError(f"editions of one source can be compared, found {', '.join(sorted(named))}")
    vintages = [right for _, _, right in split]
    chosen = named.pop() if named else _only_source(vintages)
    before, after = (resolve_vintage(chosen, one) for one in vintages)
    return chosen, before, after


def compared(source: str, vintage: str, versus: str) -> tuple[str | None, str]:
    """Return the two editions to compare, the one of ``versus`` first."""
    newer = resolve_vintage(source, vintage)
    if versus in (PREVIOUS, YEAR_BEFORE):
        return _earlier(source, newer, is_far=versus == YEAR_BEFORE), newer
    older = resolve_vintage(source, versus)
    if older == newer:
        raise BadValueError(f"versus and vintage are both the edition {newer} of {source}; expected two")
    lists = tables.read("release_lists").filter(source=source)
    common_list(*(lists.filter(vintage=one) for one in (older, newer)))
    return older, newer


def factored(question: Question, modality: str = ALL) -> pl.DataFrame:
    """Return the releases of a question of a modality and of all years, with the columns that factors need."""
    every = ask(replace(question, since=None, until=None, modality=ALL)).releases
    found = with_developer_status(with_size_class(every))
    return found if modality == ALL else found.filter(modality=modality)


def edition_releases(question: Question) -> pl.DataFrame:
    """Return all releases of a question's edition and modality, also those that no definition can judge."""
    return asked_about(question)


def labels(question: Question) -> VintageChange:
    """Return what types given by hand change, all periods together; in developer groups where ``by`` is no type."""
    by = question.by if question.by in TYPED else "developer_group"
    return label_repair(replace(question, by=by), is_pooled=True)


def _only_source(vintages: Sequence[str]) -> str:
    known = tables.read("releases").select("source", "vintage").unique()
    dates = [one for one in vintages if one != LATEST]
    for one in dates:
        if one not in known["vintage"]:
            raise UnknownNameError("vintage or report folder", one, sorted(set(known["vintage"])))
    sources = [set(known.filter(vintage=one)["source"]) for one in dates] or [set(known["source"])]
    fitting = sorted(set.intersection(*sources))
    if not fitting:
        raise BadValueError(f"no source has editions of both {' and '.join(dates)}")
    if len(fitting) > 1:
        raise BadValueError(
            f"{' and '.join(vintages)} are editions of {', '.join(fitting)}; name one, as {fitting[0]}@..."
        )
    return fitting[0]


def _earlier(source: str, newer: str, *, is_far: bool) -> str | None:
    """Return the newest edition before one with a list in common, the whole one if any, or that about a year older."""
    lists = tables.read("release_lists").filter(source=source)
    held = {one: set(lists.filter(vintage=one)["list"]) for one in sorted(set(lists["vintage"]))}
    earlier = [one for one in held if one < newer and held[one] & held[newer]]
    whole = [one for one in earlier if ALL in held[one] & held[newer]]
    far = year_before(whole or earlier, newer) if is_far else None
    return far or max(whole or earlier, default=None)
