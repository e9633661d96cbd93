"""License strings -> identifiers. Nothing is guessed: a string that no rule reads in full is NOASSERTION.

The rules, in order; the first that applies answers:

1. ``blank``, ``junk``: nothing is said (white space, "404: Not Found").
2. ``url``, ``hugging_face_tag``: a known address; a tag of the Hugging Face Hub.
3. ``scope``: the string says which part of the release each license is for.
4. ``alias``: a name of the SPDX list, the catalog or ``aliases.yml``, whole.
5. ``spdx``: a usual spelling of a standard license (:mod:`openness.licenses.strings.standard`).
6. ``family``: a family named without a version.
7. ``expression``: several of these, joined by AND, OR, WITH, commas, slashes and the like.
8. ``category``: words that name no license ("research only").
9. ``negation``, ``uncertain``, ``unmatched``: NOASSERTION, and why.

Reasons are left out before ("CC BY-NC due to its data"); a remark on approval at the end ("Gemma, not OSI-approved") is
left out where no rule reads the string with it, unless it contradicts the name.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from openness.licenses.strings import addresses, phrases, remarks, scopes, spdx
from openness.licenses.strings import expression as expressions
from openness.licenses.strings import names as naming
from openness.licenses.strings.expression import Expression
from openness.licenses.strings.fold import folded
from openness.licenses.strings.names import CATEGORIES, NO_LICENSE, UNKNOWN, Names
from openness.licenses.strings.several import Found, several, whole
from openness.licenses.strings.standard import UNSPECIFIED

KINDS = ("spdx", "named", "multi", "family", "category", "noassertion", "none")
RULES = (
    "blank",
    "junk",
    "url",
    "hugging_face_tag",
    "scope",
    "alias",
    "spdx",
    "family",
    "expression",
    "category",
    "negation",
    "uncertain",
    "unmatched",
)


@dataclass(frozen=True)
class Match:
    """What a license string stands for."""

    raw: str  # the string as given
    ids: tuple[str, ...]  # in the order of the string; ``("NONE",)`` or ``("NOASSERTION",)`` where there is none
    kind: str  # one of :data:`KINDS`
    rule: str  # one of :data:`RULES`
    # part of the release (weights, code, data) -> ids, for the parts that the string names
    scope: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    unread: tuple[str, ...] = ()  # pieces that look like the name of a license and that nothing knows
    # SPDX expression of the ids, with NOASSERTION for what is unread, and of those that bind whoever uses the weights.
    # Where nothing says that one may choose, they hold together
    expression: str = UNKNOWN
    weights_expression: str = UNKNOWN

    @property
    def weights_ids(self) -> tuple[str, ...]:
        """Identifiers that bind whoever uses the weights, NOASSERTION among them where a piece is unread."""
        ids = self.scope.get("weights") or (self.ids if not self.scope else (UNKNOWN,))
        return (*ids, UNKNOWN) if self.unread and UNKNOWN not in ids else ids

    def document(self) -> dict[str, Any]:
        """Return the answer as a JSON-ready dict."""
        return {
            "raw": self.raw,
            "ids": list(self.ids),
            "kind": self.kind,
            "scope": {**{part: [] for part in scopes.SCOPES}, **{part: list(ids) for part, ids in self.scope.items()}},
            "rule": self.rule,
            "unread": list(self.unread),
            "expression": self.expression,
        }


def match(string: str | None) -> Match:
    """Return the identifiers a license string stands for.

    Parameters
    ----------
    string
        License as published; None or blank where there is none.

    Raises
    ------
    MissingFileError, BadFileError
        The catalog is missing or broken. No string raises.

    Examples
    --------
    >>> match("Apache 2.0 (code), CC BY-NC 4.0 (weights)").scope["weights"]
    ('CC-BY-NC-4.0',)
    >>> match("unlicensed").ids
    ('NONE',)
    """
    return _match(string or "", naming.known())


_LONGEST = 2_000  # characters: whatever is longer is a text, not a name.


def _match(raw: str, names: Names) -> Match:
    if len(raw) > _LONGEST:
        return Match(raw, (UNKNOWN,), "noassertion", "unmatched")
    answer = _answer(folded(raw), names)
    found = answer.found
    return Match(
        raw,
        found.ids,
        _kind(found.ids),
        found.rule,
        dict(answer.scope),
        found.unread,
        *answer.expressions(),
    )


class _Answer(NamedTuple):
    """What a folded string stands for."""

    found: Found
    scope: tuple[tuple[str, tuple[str, ...]], ...] = ()
    weights: Expression | None = None  # what binds users of the weights; of a string without scopes, all of it

    def expressions(self) -> tuple[str, str]:
        """Return the expression of the string, and that of the weights."""
        found = self.found
        if found.joint is None and len(found.ids) == 1 and not found.unread:
            every = found.ids[0]
        else:
            every = expressions.text(self._visible(found.expression))
        return every, expressions.text(self._visible(self.weights or UNKNOWN)) if self.scope else every

    def _visible(self, found: Expression) -> Expression:
        """Return an expression with what is unread, of which nobody knows what it is for."""
        if not self.found.unread or UNKNOWN in expressions.leaves(found):
            return found
        return expressions.together((found, UNKNOWN)) or UNKNOWN


@lru_cache(maxsize=65_536)
def _answer(text: str, names: Names) -> _Answer:  # noqa: PLR0911 - one return a rule
    text = remarks.without_reasons(phrases.PREFIX.sub("", text)).rstrip(" :-,;")
    if not text.strip(" -_.,;:?!/|*\"'()[]{}#~"):
        return _Answer(Found((UNKNOWN,), "blank"))
    if phrases.JUNK.search(text):
        return _Answer(Found((UNKNOWN,), "junk"))
    if addresses.ALONE.match(text):
        return _Answer(Found(addresses.read(text, names) or (UNKNOWN,), "url"))
    if tag := names.tags.get(text):
        return _Answer(Found((tag,), "hugging_face_tag"))
    if found := whole(text, names):
        return _Answer(found)
    explicit = scopes.explicit(text)
    readings = [(parts, True) for parts in ([explicit] if explicit else []) + scopes.implied(text)]
    for parts, strict in [*readings, *([(explicit, False)] if explicit else [])]:
        if scoped := _scoped(parts, names, strict=strict):
            return scoped
    if found := several(text, names):
        return _Answer(found)
    return _without_remark(text, names) or _Answer(Found((UNKNOWN,), _why_not(text)))


def _without_remark(text: str, names: Names) -> _Answer | None:
    """Read a string without what it says of approval at its end, unless that contradicts the license it names."""
    said = remarks.without_approval(text)
    if said is None:
        return None
    rest, is_denied = said
    answer = _answer(rest, names)
    ids = answer.found.ids
    if ids == (UNKNOWN,) or (is_denied and any(spdx.may_be_approved(name) for name in ids)):
        return None
    return answer


def _scoped(parts: list[scopes.Part], names: Names, *, strict: bool) -> _Answer | None:
    scope: dict[str, list[Found]] = {}
    everything: list[Found] = []
    for part in parts:
        found = _part(part.text, names)
        if found is None:
            if strict or (not part.scopes and not phrases.REMARK.match(part.text)):
                return None
            found = Found((UNKNOWN,), "unmatched")
        everything.append(found)
        for name in part.scopes:
            scope.setdefault(name, []).append(found)
    if not scope:
        return None
    unread = tuple(text for found in everything for text in found.unread)
    return _Answer(
        Found(_ids(everything), "scope", unread, expressions.together(found.expression for found in everything)),
        tuple((name, _ids(scope[name])) for name in (*scopes.SCOPES, "documents") if name in scope),
        expressions.together(found.expression for found in scope.get("weights", ())),
    )


def _ids(found: Iterable[Found]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in found for name in one.ids))


def _part(text: str, names: Names) -> Found | None:
    if not text:
        return None
    text = phrases.LEAD_IN.sub("", text)
    if addresses.ALONE.match(text):
        return Found(addresses.read(text, names) or (UNKNOWN,), "url")
    return whole(text, names) or several(text, names)


def _why_not(text: str) -> str:
    if phrases.is_doubtful(text):
        return "uncertain"
    return "negation" if phrases.NEGATION.search(text) else "unmatched"


def _kind(ids: tuple[str, ...]) -> str:
    if len(ids) > 1:
        return "multi"
    name = ids[0]
    if name in (NO_LICENSE, UNKNOWN):
        return "none" if name == NO_LICENSE else "noassertion"
    if name in CATEGORIES:
        return "category"
    if name.endswith(f"-{UNSPECIFIED}"):
        return "family"
    return "named" if name.startswith("LicenseRef-") else "spdx"


def match_all(strings: Iterable[str | None]) -> list[Match]:
    """Return the answers to many strings, in their order; each distinct string is read once."""
    names = naming.known()
    strings = list(strings)
    answers = {string: _match(string or "", names) for string in set(strings)}
    return [answers[string] for string in strings]


def match_column(values: Any, column: str | None = None) -> Any:
    """Return the answers to a column of license strings; only its distinct values are read.

    Parameters
    ----------
    values
        A series of pandas, polars or pyarrow; or a frame: of these, a lazy one of polars, a DuckDB relation, one of
        Spark. Null is read as blank.
    column
        Column of a frame that holds the strings; not needed where it has but one.

    Returns
    -------
    frame of the same library
        Of a series one row per value in the same order; of a frame its rows and other columns (DuckDB and Spark keep no
        order). ``license_raw``; ``license_ids`` (list); ``weights_license_ids`` (list; what binds users of weights);
        ``license_expression`` and ``weights_license_expression`` (how these belong together, as an SPDX expression);
        ``kind``; ``rule``.

    Raises
    ------
    BadValueError
        What was given is no column or frame; which column is meant is not said; the frame has a column of an answer's.
    UnknownNameError
        The frame has no such column.

    Examples
    --------
    >>> import polars as pl
    >>> match_column(pl.Series(["MIT License", "unlicensed"]))["license_ids"].to_list()
    [['MIT'], ['NONE']]
    """
    from openness.licenses.strings import column as columns  # noqa: PLC0415 - single strings do without frames

    return columns.answered(values, column)
