"""Which editions a user means: ``epoch@2025-04-23``, or a date where only one source has it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis import tables
from analysis.errors import BadValueError, UnknownNameError
from analysis.trends.question import LATEST, resolve_vintage

SEPARATOR = "@"


def parse(texts: Sequence[str], source: str | None = None, folder: Path | None = None) -> tuple[str, str, str]:
    """Return the source and the two editions that two texts name.

    Parameters
    ----------
    texts
        Two of ``SOURCE@VINTAGE`` or ``VINTAGE``; a vintage may be ``latest``.
    source
        The source, where the texts do not name it.
    folder
        Folder of processed tables, by default ``data/processed``.

    Raises
    ------
    UnknownNameError
        There is no such source or vintage.
    BadValueError
        The texts name two sources, or none and more than one has such editions.
    """
    split = [text.rpartition(SEPARATOR) for text in texts]
    named = {one for one in [source, *(left for left, _, _ in split)] if one}
    if len(named) > 1:
        raise BadValueError(f"editions of one source can be compared, found {', '.join(sorted(named))}")
    vintages = [right for _, _, right in split]
    chosen = named.pop() if named else _only_source(vintages, folder)
    before, after = (resolve_vintage(chosen, one, folder) for one in vintages)
    return chosen, before, after


def _only_source(vintages: Sequence[str], folder: Path | None) -> str:
    known = tables.read("releases", folder).select("source", "vintage").unique()
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
