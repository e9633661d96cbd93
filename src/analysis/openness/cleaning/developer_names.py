"""Who is meant by the name of a developer in a table that somebody brings: an id, or unknown with the nearest names.

Names and other spellings of ``data/raw/developers.yml`` and ``developer_spellings.yml`` come first, then the names that
sources publish. Two developers under one spelling are none.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from openness.cleaning.developers import group_of
from openness.project import paths
from openness.project.errors import BadFileError, MissingFileError
from openness.project.once import once
from openness.project.yaml_shape import read_shape, shape
from openness.sources.common.registry import Registry, read_registry
from openness.tables import store as tables
from openness.words.values import BLANK, is_missing

FILE = "developer_spellings.yml"
UNKNOWN = "unknown"
NAME, SPELLING, FOLDED, PUBLISHED, SEVERAL, NONE = RULES = (
    *("name", "spelling", "folded", "published", "several"),
    "none",
)
"""What decided: a name by hand, a spelling, either without what makes no difference, a source's name, several names."""

_LONGEST = 300
_NEAR, _NEAREST = 0.6, 3
_NO_MATTER = frozenset(
    {"inc", "incorporated", "ltd", "limited", "llc", "corp", "corporation", "co", "company", "gmbh", "ag", "plc"}
    | {"sas", "sa", "bv", "ab", "oy", "pte", "pty", "kk", "the", "team"}
)
_SPLIT = re.compile(r"\s*[;|\n]\s*|\s*,\s*(?!inc\b|ltd\b|llc\b|co\b|corp\b|gmbh\b)|\s+(?:and|&|\+|/)\s+", re.IGNORECASE)
_BLANK = BLANK | {"anonymous"}


@shape
class _File:
    spellings: dict[str, str]


@dataclass(frozen=True)
class Known:
    """What is known of one developer."""

    id: str
    name: str
    type: str
    country: str


@dataclass(frozen=True)
class DeveloperMatch:
    """Who is meant by a name."""

    raw: str
    developers: tuple[Known, ...]  # in the order named; none where the name is unknown
    rule: str  # one of RULES
    nearest: tuple[str, ...] = ()  # names like it, where it is unknown

    @property
    def group(self) -> str:
        """corporate, community, mixed or unknown, by the types of all."""
        return group_of(one.type for one in self.developers)

    @property
    def id(self) -> str | None:
        """Identifiers joined by ``+``, as in ``releases``."""
        return "+".join(one.id for one in self.developers) or None

    def document(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "raw": self.raw,
            "developer_id": self.id,
            "developers": [vars(one) for one in self.developers],
            "developer_group": self.group,
            "rule": self.rule,
            "nearest": list(self.nearest),
        }

    def text(self) -> str:
        """Return it in a line."""
        if self.developers:
            said = "; ".join(f"{one.id} ({one.name}, {one.type}, {one.country})" for one in self.developers)
            return f"{self.raw!r}: {said}, by {self.rule}"
        near = f"; the nearest: {', '.join(self.nearest)}" if self.nearest else ""
        return f"{self.raw!r}: unknown{near}"


def match_developer(name: str) -> DeveloperMatch:
    """Return who is meant by the name of a developer, or of several with a sign between them; nobody is guessed.

    Examples
    --------
    >>> match_developer("Nvidia Corp.").id
    'nvidia'
    >>> match_developer("Nvidya").developers, match_developer("Nvidya").nearest[0]
    ((), 'NVIDIA')
    """
    found = match_developers([name])[0]
    return found if found.developers else with_nearest(found)


def match_developers(names: Iterable[Any]) -> list[DeveloperMatch]:
    """Return the answers to many names, without nearest ones; each distinct name is read once."""
    known = _names()
    read: dict[str, DeveloperMatch] = {}
    answers = []
    for name in names:
        text = "" if is_missing(name) else str(name)
        if text not in read:
            read[text] = _match(text, known)
        answers.append(read[text])
    return answers


def with_nearest(match: DeveloperMatch) -> DeveloperMatch:
    """Return an answer with the names nearest to one that is unknown."""
    folded_name = folded(match.raw[:_LONGEST])
    if match.developers or not folded_name:
        return match
    known = _names()
    # A name kept by hand of which this is a word comes near as well: "Washington".
    near = [key for key in sorted(known.by_hand) if folded_name in key.split()]
    near += difflib.get_close_matches(folded_name, known.folded, n=2 * _NEAREST, cutoff=_NEAR)
    names = dict.fromkeys(known.shown[id_] for key in near for id_ in sorted(known.folded[key]))
    return DeveloperMatch(match.raw, (), match.rule, tuple(names)[:_NEAREST])


@dataclass(frozen=True)
class _Names:
    exact: Mapping[str, tuple[tuple[str, ...], str]]  # name -> ids and rule
    folded: Mapping[str, frozenset[str]]  # folded name -> ids, of one or several
    by_hand: frozenset[str]  # folded names kept by hand
    shown: Mapping[str, str]  # id -> name
    known: Callable[[str], Known]


def _match(text: str, known: _Names) -> DeveloperMatch:
    name = " ".join(text.split())
    if len(name) > _LONGEST or name.casefold() in _BLANK:
        return DeveloperMatch(text, (), NONE)
    if found := _one(name, known):
        ids, rule = found
        return DeveloperMatch(text, tuple(map(known.known, ids)), rule)
    parts = [part for part in _SPLIT.split(name) if part]
    if len(parts) > 1 and all(each := [_one(part, known) for part in parts]):
        ids = dict.fromkeys(id_ for one in each if one for id_ in one[0])
        return DeveloperMatch(text, tuple(map(known.known, ids)), SEVERAL)
    return DeveloperMatch(text, (), NONE)


def _one(name: str, known: _Names) -> tuple[tuple[str, ...], str] | None:
    if found := known.exact.get(name):
        return found
    for key in _keys(name):
        ids = known.folded.get(key, frozenset())
        if len(ids) == 1:
            return tuple(ids), FOLDED
        if ids:
            return None
    return None


def _keys(name: str) -> list[str]:
    """Return a name without what makes no difference, in words and as one word, then without "AI" at its end."""
    words = folded(name).split()
    keys = [" ".join(words), "".join(words)]
    keys += [f"{' '.join(words)} ai"] if words and words[-1] != "ai" else []
    return [key for key in keys if key]


@lru_cache(maxsize=20_000)
def folded(name: str) -> str:
    """Return a name without case, accents, marks, legal forms and the words "the" and "team".

    Examples
    --------
    >>> folded("The Qwen Team, Inc."), folded("Mistral-AI"), folded("X.AI")
    ('qwen', 'mistral ai', 'xai')
    """
    text = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in text if not unicodedata.combining(c))
    words = re.sub(r"[\W_]+", " ", re.sub(r"(?<=\w)[.'’](?=\w)", "", plain)).split()
    return " ".join([word for word in words if word not in _NO_MATTER] or words)


@once()
def _registry() -> tuple[Registry, Mapping[str, str]]:
    registry = read_registry()
    path = paths.raw() / FILE
    spellings = read_shape(_File, path, exact=True).spellings if path.is_file() else {}
    for spelling, id_ in spellings.items():
        if id_ not in registry.records:
            raise BadFileError(f"{paths.shown(path)}: {spelling!r} leads to {id_!r}, which is no developer")
        if registry.ids.get(spelling, id_) != id_:
            raise BadFileError(f"{paths.shown(path)}: {spelling!r} is {registry.ids[spelling]!r} in developers.yml")
    return registry, spellings


def _names() -> _Names:
    try:
        published = tables.read("developers")
    except MissingFileError:  # Nothing is built: the names kept by hand are known all the same.
        published = None
    return _made(*_registry(), published)


_LAST: list[tuple[tuple[int, ...], _Names]] = []


def _made(registry: Registry, spellings: Mapping[str, str], published: Any) -> _Names:
    key = (id(registry), id(published))
    if _LAST and _LAST[0][0] == key:
        return _LAST[0][1]
    exact: dict[str, tuple[tuple[str, ...], str]] = {}
    loose: dict[str, set[str]] = {}

    def add(name: str, ids: Sequence[str], rule: str) -> None:
        exact.setdefault(name, (tuple(ids), rule))
        if len(ids) == 1:
            words = folded(name)
            for one in {words, words.replace(" ", "")} - {""}:
                loose.setdefault(one, set()).add(ids[0])

    shown = {id_: one.name for id_, one in registry.records.items()}
    types = {id_: (one.type, one.country) for id_, one in registry.records.items()}
    for id_, one in registry.records.items():
        add(one.name, [id_], NAME)
    for name, id_ in {**registry.ids, **spellings}.items():
        add(name, [id_], SPELLING)
    for name, ids in registry.joint.items():
        add(name, ids, NAME)
    by_hand = frozenset(loose)
    if published is not None:
        columns = ("developer_id", "developer_name", "developer_type", "country", "aliases")
        for id_, name, type_, country, aliases in published.select(columns).iter_rows():
            if id_ in registry.records:
                continue
            shown[id_], types[id_] = name, (type_, country)
            for spelling in (name, *aliases):
                # What is kept by hand speaks first: a source's name of another developer does not make it two.
                exact.setdefault(spelling, ((id_,), PUBLISHED))
                words = folded(spelling)
                if words and words not in by_hand:
                    loose.setdefault(words, set()).add(id_)
    for id_ in types:
        exact.setdefault(id_, ((id_,), NAME))
    made = _Names(
        exact,
        {name: frozenset(ids) for name, ids in loose.items()},
        by_hand,
        shown,
        lambda id_: Known(id_, shown[id_], *types[id_]),
    )
    _LAST[:] = [(key, made)]
    return made
