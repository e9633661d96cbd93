"""What a string says of several licenses: which hold together (AND), and between which one may choose (OR).

An expression is an identifier, alone or ``WITH`` an exception, or licenses joined by AND or OR. Its text is an SPDX
expression (https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions/), in which NONE and NOASSERTION
stand as any license does: what is not known stays visible. AND binds tighter than OR.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from openness.project.errors import BadValueError

AND, OR, WITH = "AND", "OR", "WITH"


@dataclass(frozen=True)
class Joint:
    """Two or more licenses, each different, that hold together or between which one may choose."""

    operator: str  # AND, OR
    parts: tuple["Expression", ...]


Expression = str | Joint


def together(parts: Iterable[Expression]) -> Expression | None:
    """Return the licenses that hold together; None of none."""
    return joined(AND, parts)


def either(parts: Iterable[Expression]) -> Expression | None:
    """Return the licenses between which one may choose; None of none."""
    return joined(OR, parts)


def joined(operator: str, parts: Iterable[Expression]) -> Expression | None:
    """Return parts joined by an operator, without repetitions and without brackets that change nothing."""
    flat: dict[Expression, None] = {}
    for part in parts:
        same = isinstance(part, Joint) and part.operator == operator
        flat.update(dict.fromkeys(part.parts if same else (part,)))
    return next(iter(flat), None) if len(flat) < 2 else Joint(operator, tuple(flat))


def text(expression: Expression) -> str:
    """Return an expression as SPDX writes it; brackets stand where licenses of different operators meet."""
    if isinstance(expression, str):
        return expression
    return f" {expression.operator} ".join(
        f"({text(part)})" if isinstance(part, Joint) else part for part in expression.parts
    )


def leaves(expression: Expression) -> Iterator[str]:
    """Yield the licenses of an expression, in its order."""
    if isinstance(expression, str):
        yield expression
    else:
        for part in expression.parts:
            yield from leaves(part)


def kept(expression: Expression, holds: Callable[[str], bool]) -> Expression | None:
    """Return an expression without the licenses of which something does not hold; None if none is left."""
    if isinstance(expression, str):
        return expression if holds(expression) else None
    found = (kept(part, holds) for part in expression.parts)
    return joined(expression.operator, [part for part in found if part is not None])


def replaced(expression: Expression, by: Mapping[str, Expression]) -> Expression:
    """Return an expression with other licenses, or expressions, in place of its own."""
    if isinstance(expression, str):
        return by[expression]
    return joined(expression.operator, [replaced(part, by) for part in expression.parts]) or ""


def rank(expression: Expression, of_one: Callable[[str], int]) -> int:
    """Return the rank of licenses, from that of each, mildest first.

    Of licenses that hold together the strictest counts, since all of them bind. Of alternatives the mildest counts,
    since whoever uses the work may choose it. This is the one place that says so.
    """
    if isinstance(expression, str):
        return of_one(expression)
    ranks = (rank(part, of_one) for part in expression.parts)
    return max(ranks) if expression.operator == AND else min(ranks)


def holds(expression: Expression, of_one: Callable[[str], bool | None]) -> bool | None:
    """Return whether a limit that some licenses set holds: of those that hold together one is enough.

    Of alternatives all must set it. None where that hangs on licenses of which it is not known.
    """

    def at_least(name: str) -> int:
        return int(of_one(name) or False)

    def at_most(name: str) -> int:
        return int(of_one(name) is not False)

    found = {rank(expression, at_least), rank(expression, at_most)}
    return bool(found.pop()) if len(found) == 1 else None


_WORD = re.compile(r"\s*(?:([()])|([^\s()]+))")
_DEEPEST = 50  # brackets within each other


@lru_cache(maxsize=4096)
def parse(string: str) -> Expression:
    """Return the expression that SPDX writes so; operators may be in any one case.

    Raises
    ------
    BadValueError
        It is none: a name or an operator is missing, or a bracket is not closed.
    """
    words = [bracket or word for bracket, word in _WORD.findall(string)]
    found, at = _alternatives(words, 0, string, 0)
    if at < len(words):
        raise _bad(string, f"{words[at]!r} stands where an operator is expected")
    return found


def _alternatives(words: list[str], at: int, string: str, depth: int) -> tuple[Expression, int]:
    parts = []
    while True:
        together_, at = _together(words, at, string, depth)
        parts.append(together_)
        if not _is(words, at, OR):
            return either(parts), at  # type: ignore[return-value] - there is one at least
        at += 1


def _together(words: list[str], at: int, string: str, depth: int) -> tuple[Expression, int]:
    parts = []
    while True:
        one, at = _one(words, at, string, depth)
        parts.append(one)
        if not _is(words, at, AND):
            return together(parts), at  # type: ignore[return-value]
        at += 1


def _one(words: list[str], at: int, string: str, depth: int) -> tuple[Expression, int]:
    word = words[at] if at < len(words) else ""
    if word == "(" and depth < _DEEPEST:
        inner, at = _alternatives(words, at + 1, string, depth + 1)
        if at == len(words):
            raise _bad(string, "a bracket is not closed")
        return inner, at + 1
    if word in ("", "(", ")") or _is_operator(word):
        raise _bad(string, f"{word!r} stands where a license is expected" if word else "it ends before a license")
    if not _is(words, at + 1, WITH):
        return word, at + 1
    exception = words[at + 2] if at + 2 < len(words) else ""
    if exception in ("", "(", ")") or _is_operator(exception):
        raise _bad(string, "no exception follows WITH")
    return f"{word} {WITH} {exception}", at + 3


def _is(words: list[str], at: int, operator: str) -> bool:
    return at < len(words) and words[at] in (operator, operator.lower())


def _is_operator(word: str) -> bool:
    return word.upper() in (AND, OR, WITH) and word in (word.upper(), word.lower())


def _bad(string: str, why: str) -> BadValueError:
    return BadValueError(f"{string!r} is no license expression: {why}")
