"""Words by which a license calls itself open, and words by which it says that it is not for all uses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from openness.licenses.clauses import catalog, verdicts
from openness.licenses.strings import spdx
from openness.licenses.strings.names import CATEGORIES, NO_LICENSE, UNKNOWN
from openness.project.once import once

OPEN_WORDS = ("open source", "open", "community", "free", "libre", "commons")
"""Words that say so, the more telling first. ``open`` is found in OpenRAIL and OpenMDW too; a maker's name (Creative
Commons, OpenAtom) is none of a license's claims."""

LIMIT_WORDS = ("non-commercial", "noncommercial", "research", "evaluation", "personal use")
"""Words by which a name itself tells of a limit: what such a license withholds it does not hide."""

_JOINED = r"(?:rail|mdw|weights?|data)?"


def word_in(name: str, words: Sequence[str] = OPEN_WORDS) -> str | None:
    """Return the first of the words that a name has as a word of its own, None where it has none."""
    text = re.sub(r"[\s_-]+", " ", name.casefold())
    return next((word for word in words if _pattern(word).search(text)), None)


@lru_cache(maxsize=256)
def _pattern(word: str) -> re.Pattern[str]:
    text = re.sub(r"[\s_-]+", " ", word.casefold())
    tail = _JOINED if text == "open" else ""
    return re.compile(rf"(?<![^\W\d_]){re.escape(text)}{tail}(?![^\W\d_])")


def license_name(identifier: str) -> str | None:
    """Return the name of a license, None for an identifier that names none (unknown, custom, none at all)."""
    if identifier in (*CATEGORIES, NO_LICENSE, UNKNOWN):
        return None
    return _name(identifier.casefold())


@once(4096)
def _name(identifier: str) -> str | None:
    record = _by_folded().get(identifier)
    if record is not None:
        return record.name
    listed = spdx.find(identifier)
    return listed.name if listed is not None else None


def own_words(name: str) -> str:
    """Return a license's name without the names of those who make licenses, as far as these have such a word."""
    for maker in _makers():
        name = re.sub(re.escape(maker), " ", name, flags=re.IGNORECASE)
    return name


@once()
def _makers() -> tuple[str, ...]:
    stewards = {record.steward for record in catalog.records().values()}
    return tuple(sorted((one for one in stewards if word_in(one)), key=len, reverse=True))


def calls_itself_open(identifier: str, words: Sequence[str] = OPEN_WORDS) -> bool | None:
    """Return whether a license's name says that it is open; None where there is no name, or its versions differ."""
    versions = verdicts.versions_of(identifier)
    names = [license_name(one) for one in (versions or (identifier,))]
    found = {word_in(own_words(name), words) is not None if name else None for name in names}
    return found.pop() if len(found) == 1 else None


@once()
def _by_folded() -> dict[str, catalog.License]:
    return {identifier.casefold(): record for identifier, record in catalog.records().items()}


def record_of(identifier: str) -> catalog.License | None:
    """Return the record in the catalog of an identifier, None if it has none."""
    return _by_folded().get(identifier.casefold())
