"""The page of assumptions: each judgment with its impact, and the reports that rest on it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from openness.project import paths, writing
from openness.site.run import cache, study
from openness.site.run.cache import Inputs
from openness.studies.multiverse import assumptions
from openness.studies.multiverse.assumptions import Assumption
from openness.studies.multiverse.choices import ESTIMANDS, in_words

_STORE = "assumptions.json"

PAGE = "assumptions.html"
"""Path of the page in the site: in every whole site, and where a report links to it."""

Impact = dict[str, Any]


@dataclass(frozen=True)
class Assumed:
    """One assumption as the site shows it."""

    assumption: Assumption  # the entry of the log
    # rows of :func:`openness.studies.multiverse.assumptions.impact` that have numbers, with ``what`` and ``words`` of
    # the level
    impacts: tuple[Impact, ...]
    reason: str  # why there are none, where there are none

    @property
    def href(self) -> str:
        """Path and fragment of its entry in the site."""
        return f"{PAGE}#{self.assumption.id}"

    @property
    def places(self) -> list[tuple[str, bool]]:
        """Where it is made, and whether that is an address."""
        return [(place, place.startswith("https://")) for place in self.assumption.where]

    def most(self, column: str) -> float:
        """Return the highest value of a share over its alternatives; 0 without any."""
        return max((row[column] for row in self.impacts if row[column] is not None), default=0.0)

    @property
    def largest_shift(self) -> float:
        """The median shift of the difference in share that is largest in size; 0 without any."""
        shifts = [row["median_shift"] for row in self.impacts if row["estimand"] == "share_difference"]
        return max((shift for shift in shifts if shift is not None), key=abs, default=0.0)


def read_log() -> list[Assumption]:
    """Return the assumptions log, empty where the project has none; raises ``OpennessError`` where it is broken."""
    return assumptions.read() if (paths.raw() / assumptions.FILE).is_file() else []


def assumed(log: list[Assumption], inputs: Inputs) -> list[Assumed]:
    """Return every assumption with its impact, taken from the last run where nothing has changed since."""
    if not log:
        return []
    key = cache.pages_key(inputs, study.needed("multiverse", ()))
    rows = _load(key)
    if rows is None:
        rows = _computed(log)
        _store(key, rows)
    return [_one(entry, [row for row in rows if row["id"] == entry.id]) for entry in log]


def hardest(entries: Iterable[Assumed]) -> list[Assumed]:
    """Return the assumptions that a choice tests, the one that changes most verdicts first."""
    tested = [one for one in entries if one.impacts]
    return sorted(tested, key=lambda one: -one.most("verdict_flip_share"))


def _computed(log: list[Assumption]) -> list[Impact]:
    # Imported late: the multiverse loads scipy.
    from openness.studies.multiverse.specifications import multiverse  # noqa: PLC0415

    return assumptions.impact(log, multiverse()).to_dicts()


def _one(entry: Assumption, rows: list[Impact]) -> Assumed:
    shown = [
        {**row, "what": ESTIMANDS[row["estimand"]].short, "words": in_words(row["level"])}
        for row in rows
        if row["reason"] is None
    ]
    return Assumed(entry, tuple(shown), next((row["reason"] for row in rows if row["reason"]), ""))


def _load(key: str) -> list[Impact] | None:
    try:
        stored = json.loads((cache.folder() / _STORE).read_bytes())
        return stored["rows"] if stored["key"] == key else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _store(key: str, rows: list[Impact]) -> None:
    text = json.dumps({"key": key, "rows": rows}, ensure_ascii=False)
    with writing.locked(cache.folder()):
        writing.replace_file(cache.folder() / _STORE, lambda temporary: temporary.write_text(text, encoding="utf-8"))
