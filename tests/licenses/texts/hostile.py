"""Hostile strings made of a pattern's own words: what matches its beginning, cut short and repeated."""

import random
import re
from importlib import import_module
from pkgutil import iter_modules
from re import _constants as op
from re import _parser

import openness.licenses.texts as room
from openness.licenses.texts import patterns

_ANY = "abc xyz,"
_SPACES, _WORDS, _FIGURES = " ", "word", "19"


def compiled():
    """Yield the name and pattern of every regular expression in the room of texts, those in tuples and tables too."""
    for package in (room, patterns):
        for found in iter_modules(package.__path__):
            module = import_module(f"{package.__name__}.{found.name}")
            for name, value in sorted(vars(module).items()):
                for number, one in enumerate(_within(value)):
                    yield f"{found.name}.{name}.{number}", one


def _within(value, depth=0):
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (tuple, list, dict)) and depth < 3:
        for one in value.values() if isinstance(value, dict) else value:
            yield from _within(one, depth + 1)
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        for name in value.__dataclass_fields__:
            yield from _within(getattr(value, name), depth + 1)


def fragments(pattern, seed, count):
    """Yield strings that begin a match of a pattern, whole and cut short."""
    chance = random.Random(seed)
    tree = _parser.parse(pattern.pattern, pattern.flags)
    for _ in range(count):
        whole = _match(tree, chance, {})[:400]
        yield whole
        if len(whole) > 3:
            yield whole[: chance.randrange(1, len(whole))]
            yield whole[: len(whole) // 2] + " "


def _match(tree, chance, groups):
    return "".join(_one(code, argument, chance, groups) for code, argument in tree)


def _one(code, argument, chance, groups):  # noqa: PLR0911 - one for each kind of node
    if code is op.LITERAL:
        return chr(argument)
    if code in (op.ANY, op.NOT_LITERAL):
        return chance.choice(_ANY)
    if code is op.IN:
        return _of_set(argument, chance)
    if code is op.BRANCH:
        return _match(chance.choice(argument[1]), chance, groups)
    if code is op.SUBPATTERN:
        made = _match(argument[3], chance, groups)
        groups[argument[0]] = made
        return made
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        low, high, inner = argument
        times = min(int(high), low + chance.choice((0, 1, 3, 12)))
        return "".join(_match(inner, chance, groups) for _ in range(times))
    if code is op.ATOMIC_GROUP:
        return _match(argument, chance, groups)
    if code is op.GROUPREF:
        return groups.get(argument, "")
    return ""  # places and what stands around


def _of_set(items, chance):
    if items[0][0] is op.NEGATE:
        return chance.choice(_ANY)
    kind, value = chance.choice(items)
    if kind is op.LITERAL:
        return chr(value)
    if kind is op.RANGE:
        return chr(chance.randint(*value))
    return {op.CATEGORY_SPACE: _SPACES, op.CATEGORY_DIGIT: chance.choice(_FIGURES)}.get(value, chance.choice(_WORDS))
