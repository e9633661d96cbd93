"""Which editions a user means: ``epoch@2025-04-23``, or a date where only one source has it."""

from __future__ import annotations

from collections.abc import Sequence

from openness.measures.ask import LATEST, resolve_vintage
from openness.project.errors import BadValueError, UnknownNameError
from openness.tables import store as tables

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
