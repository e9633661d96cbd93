"""A shape out of plain data that fits it, by the annotations alone.

It takes less than :mod:`openness.project.yaml_shape` does, and nothing that pydantic would refuse: whatever it does not
take, pydantic judges and explains. So a project that reads sound files never loads pydantic.
"""

import dataclasses
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


class UnfitError(Exception):
    """The data does not fit, or it takes more than annotations to tell."""


Build = Callable[[Any], Any]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@lru_cache
def builder(kind: Any, in_file: Callable[[str], str]) -> Build:  # noqa: PLR0911 - one return a kind
    """Return what makes a value of a kind out of data of JSON; `in_file` is the name that a field has there."""
    if kind is Any:
        return lambda value: value
    if dataclasses.is_dataclass(kind):
        return _of_fields(kind, in_file)
    origin, of = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _of_one(of, in_file)
    if origin is Literal:
        known = {(type(one), one) for one in of}
        return lambda value: value if isinstance(value, (str, int)) and (type(value), value) in known else _unfit()
    if origin is tuple and len(of) == 2 and of[1] is ...:
        each = builder(of[0], in_file)
        return lambda value: tuple(each(one) for one in _given(value, list))
    if origin in (Mapping, dict):
        key, inside = (builder(one, in_file) for one in of)
        return lambda value: {key(name): inside(one) for name, one in _given(value, dict).items()}
    if kind is date:
        return _day
    if kind is float:
        return lambda value: float(value) if type(value) is int and abs(value) < 2**53 else _given(value, float)
    if kind in (str, int, bool, NoneType):
        return lambda value: _given(value, kind)
    return lambda _: _unfit()


def _of_fields(kind: type, in_file: Callable[[str], str]) -> Build:
    hints = get_type_hints(kind)
    fields = [one for one in dataclasses.fields(kind) if one.init]
    build = {in_file(one.name): (one.name, builder(hints[one.name], in_file)) for one in fields}
    needed = {
        in_file(one.name)
        for one in fields
        if one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING
    }

    def made(value: Any) -> Any:
        if not _given(value, dict).keys() <= build.keys() or not needed <= value.keys():
            return _unfit()
        given = {build[name][0]: build[name][1](one) for name, one in value.items()}
        try:
            return kind(**given)
        except ValueError as error:
            raise UnfitError from error

    return made


def _of_one(kinds: tuple[Any, ...], in_file: Callable[[str], str]) -> Build:
    builders = [builder(one, in_file) for one in kinds]

    def made(value: Any) -> Any:
        if type(value) in kinds:  # text or a number stays what it is where that is allowed
            return value
        found = []
        for build in builders:
            try:
                found.append(build(value))
            except UnfitError:
                continue
        return found[0] if len(found) == 1 else _unfit()

    return made


def _given(value: Any, kind: type) -> Any:
    return value if type(value) is kind else _unfit()


def _day(value: Any) -> date:
    if type(value) is not str or not _DAY.fullmatch(value):
        return _unfit()
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UnfitError from error


def _unfit() -> Any:
    raise UnfitError
